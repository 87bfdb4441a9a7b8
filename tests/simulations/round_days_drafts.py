"""What the lead of a group reads in private while a round over days goes on: the draft in all that it says, by plan."""

from collections.abc import Iterator
from datetime import datetime

from tests.simulations import round_days_plan as plans
from tests.simulations import round_said, round_texts
from tests.simulations.round_days import REASON, TITLE, word
from tests.simulations.round_days_plan import ABSENT, EARLY, RETURNED, SILENT, Plan, Window, kind
from tests.simulations.round_posts import Post, shown
from tests.simulations.round_texts import say
from tests.simulations.round_town import Member

SINCE = {"en": "Sun 25 Oct, 10:20", "zh": "10月25日（周日）10:20"}


def in_private(plan: Plan, member: Member) -> list[Post]:
    """The draft, which becomes the report, and a word on each change."""
    place, language = member.place, member.language
    draft = say(language, "draft", title=TITLE, since=SINCE[language], silent="", **member.values, **_parts(member))
    buttons = round_texts.rows(language, "draft_row_1", "draft_row_2")
    between = tuple(dict.fromkeys(_versions(plan, member)))
    if kind(place) == ABSENT:
        return [Post(draft, buttons, between=())]
    if kind(place) == SILENT:  # what it said last stays there
        text = between[-1].removesuffix(shown("", buttons))
        return [Post(draft, buttons, text, buttons, between[:-1])]
    report = _sent(plan, member, plan.sent[place])
    back = [] if kind(place) != RETURNED else [_came_back(plan, member)]
    return [Post(draft, buttons, report, between=between), Post(say(language, "changed")), *back]


def _versions(plan: Plan, member: Member) -> Iterator[str]:
    """How the draft stands, from its first change until its last: with every window, written, sent and returned."""
    place = member.place
    if kind(place) == EARLY:
        yield round_said.draft(member, _parts(member, word(place)), [round_said.head(member, TITLE)], written=True)
        return
    sent, last, is_written = plan.sent_first.get(place), Window(plans.BEGUN, plans.BEGUN), False
    for window in plan.windows.get(place, ()):
        if sent is not None and not is_written and window.moment > sent:
            yield from _written(plan, member, last, sent)
            is_written = True
        last = window
        yield _draft(member, window, is_written=is_written)
    if sent is not None and not is_written:
        yield _draft(member, last, is_written=True, is_returned=False)


def _written(plan: Plan, member: Member, window: Window, sent: datetime) -> Iterator[str]:
    """Before it came back: as it was written, and as it was sent."""
    yield _draft(member, window, is_written=True, is_returned=False)
    yield _sent(plan, member, sent)


def _draft(member: Member, window: Window, *, is_written: bool, is_returned: bool = True) -> str:
    language, due = member.language, round_texts.moment(member.language, window.due)
    head = [round_said.head(member, TITLE, due)]
    if window.first is not None:
        head.append(say(language, "your_window", first=round_texts.moment(language, window.first), last=due))
    if is_written and is_returned:
        head.append(say(language, "returned", reason=REASON))
    parts = _parts(member, word(member.place) if is_written else "")
    return round_said.draft(member, parts, head, written=is_written)


def _sent(plan: Plan, member: Member, at: datetime) -> str:
    language = member.language
    due = round_texts.moment(language, plans.after(plans.BEGUN, plan.minutes * plan.count))
    what = "sent" if kind(member.place) == EARLY else "sent_in_days"
    values = {"title": TITLE, "due": due, "moment": round_texts.moment(language, at), **member.values}
    return say(language, what, **values, **_parts(member, word(member.place)))


def _parts(member: Member, results: str = "") -> dict[str, str]:
    nothing = say(member.language, "nothing")
    return {"results": results or nothing, "next": nothing, "problems": nothing, "help": nothing}


def _came_back(plan: Plan, member: Member) -> Post:
    until = round_texts.moment(member.language, plan.again_by[member.place])
    return Post(say(member.language, "came_back_until", title=TITLE, reason=REASON, until=until))
