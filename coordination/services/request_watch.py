"""What becomes of a task that one group asked another for, as the group that asked hears it; makes no text."""

from dataclasses import dataclass

from coordination import ports
from coordination.errors import Refused
from coordination.rules import events, fields, groups, requests, tasks
from coordination.services import groups as groups_service
from coordination.services import moves, peace, sections
from coordination.services import requests as service

State = tasks.State
_NEWS = {State.DONE: "done", State.DROPPED: "dropped", State.ON_HOLD: "held"}
_UP = "up"


@dataclass(frozen=True, slots=True)
class News:
    """One thing that the group that asked is told of the task: `what` happened, `before` its day where that moved."""

    asker: groups.Group
    group: groups.Group
    task: tasks.Task
    what: str  # done, dropped, held, reopened, moved_to, redated
    before: tasks.Due | None = None


async def touched(work: ports.Work) -> list[News]:
    """What the update in hand brings about for groups that asked: an end, its undoing, another day. One thing a task.

    Costs nothing where no task was asked for.
    """
    found: dict[int, News] = {}
    for event in work.events.of_update():
        task = None if event.task_id is None else await work.tasks.get(event.group_id, event.task_id)
        if task is None or task.asked_by is None:
            continue
        news = await _news(work, event, task)
        if news is not None:
            found[task.id] = news
    return list(found.values())


async def _news(work: ports.Work, event: events.Event, task: tasks.Task) -> News | None:
    what = _what(event)
    if what is None or task.asked_by is None:
        return None
    try:
        asker = await work.groups.get(task.asked_by)
    except LookupError:
        return None  # erased since
    before = fields.due_of((event.before or {}).get("due")) if what == "redated" else None
    return News(asker, await work.groups.get(task.group_id), task, what, before)


def _what(event: events.Event) -> str | None:
    """What an event says that concerns whoever asked; the making of the task itself was told before."""
    before, after = event.before or {}, event.after or {}
    if event.kind == moves.MOVED_IN:
        return "moved_to"
    if not before or "moved_to" in after:
        return None
    if "state" in after:
        state = State(after["state"])
        if state in _NEWS:
            return _NEWS[state]
        if State(before.get("state", state)) in {*tasks.ENDED, State.ON_HOLD}:
            return "reopened"
    return "redated" if "due" in after else None


async def card(work: ports.Work, asker: groups.Group, code: str, number: int) -> tuple[groups.Group, tasks.Task]:
    """The task `EXH-12` that this group asked for. Raises `Refused` alike for any other and for none (rule 7)."""
    unseen = Refused("refused.task.unseen", task=f"{code.upper()}-{number}")
    seat = await work.programmes.seat_of(asker.id) if asker.parent_id is not None else None
    places = [] if seat is None else await service.places(work, seat.programme_id)
    place = next((one for one in places if one.code.casefold() == code.casefold()), None)
    task = None if place is None else await work.tasks.by_number(place.group_id, number)
    if task is None or task.asked_by != asker.id:
        raise unseen
    return await work.groups.get(task.group_id), task


@dataclass(frozen=True, slots=True)
class Step:
    """An open request of which something is to be said now: a reminder, or (`above`) that it goes up to a group."""

    asked: service.Asked
    waiting: requests.Waiting
    next_above: groups.Group | None
    above: groups.Group | None = None


async def step(work: ports.Work, question_id: int) -> Step | None:
    """What is due now, kept as done: once reminded, once passed up. `None` where nothing is, or a group rests."""
    try:
        asked = await service.of_id(work, question_id)
    except Refused:
        return None
    if asked.answering.is_silent(work.now):
        return None  # it asked for silence, is dormant, or its programme is over
    waiting = _waiting(asked)
    receiver = await _receiver(work, asked)
    if work.now >= waiting.goes_up_at and receiver is not None:
        return await _passed(work, asked, waiting, receiver)
    if work.now >= waiting.reminds_at and await _once(work, asked, "reminded"):
        return Step(asked, waiting, receiver)
    return None


async def _passed(
    work: ports.Work, asked: service.Asked, waiting: requests.Waiting, receiver: groups.Group
) -> Step | None:
    """It goes up once; a day on which the receiver has had enough is let go by."""
    key = (f"request:{asked.id}", _UP, "")
    if await work.ledger.has(*key) or await peace.posts_left(work, receiver) <= 0:
        return None
    work.ledger.add(*key)
    await peace.count_post(work, receiver)
    return Step(asked, waiting, receiver, receiver)


async def _once(work: ports.Work, asked: service.Asked, what: str) -> bool:
    key = (f"request:{asked.id}", what, asked.since.isoformat())
    if await work.ledger.has(*key):
        return False
    work.ledger.add(*key)
    return True


def _waiting(asked: service.Asked) -> requests.Waiting:
    answering = asked.answering
    begins = answering.settings.workday_begins
    return requests.Waiting(asked.since, answering.zone, groups_service.calendar_of(answering), begins)


async def _receiver(work: ports.Work, asked: service.Asked) -> groups.Group | None:
    """The section that both groups stand in where it has a chat, else their committee."""
    common = await sections.common(work, asked.asker, asked.target)
    for one in (common, await sections.committee_of(work, asked.target)):
        if one is not None and (await work.chats.get(one.chat_id)).state is groups.ChatState.ACTIVE:
            return one
    return None
