"""How a draft stands in the private chat of a lead until it is sent, in either script of a round."""

from collections.abc import Mapping, Sequence

from tests.simulations import round_texts
from tests.simulations.round_posts import shown
from tests.simulations.round_texts import say
from tests.simulations.round_town import Member


def draft(
    member: Member, parts: Mapping[str, str], head: Sequence[str], *, silent: bool = False, written: bool = False
) -> str:
    """With its buttons. `head`: its first lines; `silent`: it passes over a task; `written`: somebody has changed it,
    and may have it drafted anew.
    """
    language = member.language
    warned = say(language, "silent") if silent else ""
    text = say(language, "written", head="\n".join(head), silent=warned, **parts)
    last = ("written_row",) if written else ()
    return shown(text, round_texts.rows(language, "draft_row_1", "draft_row_2", *last))


def head(member: Member, title: str, due: str = "") -> str:
    """Its first line, with the moment until when it is due, if it names one."""
    return say(member.language, "head_due" if due else "head", title=title, due=due, **member.values)
