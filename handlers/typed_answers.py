"""An answer typed in reply to a question of ours, as the button it names; whoever may not press may not type either."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import ports
from coordination.errors import Refused
from coordination.rules import reading_new, stranger_names
from coordination.services import choices
from coordination.services import newcomers as newcomers_service
from handlers import assign, assign_said, presses, question_presses, scene
from handlers.request import Request

_YES = frozenset({"yes", "y", "yep", "yeah", "right", "correct", "是", "是的", "对", "对的", "属实", "确认", "没错"})
_NO = frozenset(
    {"no", "n", "nope", "not yet", "no not yet", "wrong", "不是", "不", "否", "不对", "没有", "尚未", "还没"}
)
_OTHERS = frozenset({"somebody else", "someone else", "another", "other", "none", "neither", "nobody", "none of them"})
_OTHERS |= {"另有其人", "别人", "其他人", "都不是", "都不对", "没有"}
_OF_PEOPLE = frozenset({newcomers_service.WHO, assign.WHO})
"""Questions who is meant by a name: a name is their answer."""

_STRIPPED = " .。!！,，#＃\t\n"


async def button(request: Request, work: ports.Work) -> str | None:
    """The data of the button that the reply names; `None` for any other reply, also to a question that is over."""
    kind, _, rest = ((request.reply.slot if request.reply else None) or "").partition(":")
    if kind != "question" or not rest.isdecimal() or request.group is None:
        return None
    question = await work.questions.get(int(rest))
    if question is None or question.group_id != request.group.id or question.answered_at is not None:
        return None
    if question.kind in _OF_PEOPLE and (place := await _person_named(request, work, question)) is not None:
        return presses.data("pick", question.id, place)
    return _named(question, " ".join(request.text.casefold().replace(",", " ").split()).strip(_STRIPPED))


async def _person_named(request: Request, work: ports.Work, question: ports.Question) -> int | None:
    """The place of somebody who was typed: one of those offered, any other member, or nobody of them.

    Raises `Refused` for a name that nobody here bears, or that several do.
    """
    typed = " ".join(request.text.split()).strip(_STRIPPED + "?？。")
    ids: list[int] = list(question.values["ids"])
    if typed.casefold() in _OTHERS:
        return ids.index(assign.AS_TYPED) if assign.AS_TYPED in ids else len(ids)
    person_id = await _member(request, work, typed, ids)
    if person_id is None:
        return None
    if person_id not in ids:
        ids.append(person_id)
        work.questions.save(replace(question, values={**question.values, "ids": ids}))
    return ids.index(person_id)


async def _member(request: Request, work: ports.Work, typed: str, ids: Sequence[int]) -> int | None:
    if not typed or len(typed.split()) > assign_said.MOST_WORDS:
        return None
    named = reading_new.named(typed, 0, await scene.roster(request, work))
    if named.me:
        return None if request.actor is None else request.actor.id
    if named.person_id is not None:
        return named.person_id
    offered = [one for one in named.candidates if one in ids]
    if len(offered) == 1:
        return offered[0]
    if named.candidates:
        raise Refused("refused.who_is_meant", name=typed)
    if named.username is not None or stranger_names.is_likely(typed):
        raise Refused("refused.nobody_of_this_name", name=typed)
    return None


def _named(question: ports.Question, typed: str) -> str | None:
    if question.kind == choices.KIND:
        place = _place(choices.of(question), typed)
        return None if place is None else presses.data("choose", question.id, place)
    if question_presses.is_answered(question.kind) and (typed in _YES or typed in _NO):
        return presses.data("yes" if typed in _YES else "no", question.id)
    return None


def _place(offered: choices.Choices, typed: str) -> int | None:
    """By the label itself, by the number of a task at its head, or yes and no where it is one deed or none."""
    labels = [label.casefold() for label in offered.labels]
    named = [place for place, label in enumerate(labels) if label == typed or label.split(" ")[0] == f"#{typed}"]
    if len(named) == 1:
        return named[0]
    if len(labels) == 2 and offered.deeds[1] is None and (typed in _YES or typed in _NO):
        return 0 if typed in _YES else 1
    return len(labels) - 1 if typed in _NO and offered.deeds[-1] is None else None
