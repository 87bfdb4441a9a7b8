"""Where each line of a summary comes from, and what it counts by person; makes no text."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from coordination import ports
from coordination.rules import dues, events, groups, people, summaries, tasks
from coordination.services import lists
from coordination.services import summaries as summaries_service

State = tasks.State
MOST = 10
"""Of what is next a summary names fewer."""


class Heading(StrEnum):
    """The parts of a summary, in their order."""

    LINE = "line"
    DONE = "done"
    MOVED = "moved"
    NEW = "new"
    SLIPPED = "slipped"
    BLOCKED = "blocked"
    LATE = "late"
    NEXT = "next"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Origin:
    """A line of a summary and the message that it was taken from.

    `task` is `None` for what was said of the group. `chat` and `message_id` (Telegram's) are `None` where no message
    stands behind it: a press, an import.
    """

    heading: Heading
    task: tasks.Task | None
    text: str
    at: datetime
    person: people.Person | None
    on_behalf: str | None = None
    chat: groups.Chat | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What a summary counts of one owner's tasks; `name` is empty for those without an owner."""

    name: str
    done: int = 0
    moved: int = 0
    late: int = 0


_Fits = Callable[[events.Event], bool]
_Unit = tuple[int, str]
"""An owner: a person's id, or 0 and a name."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An event or an update behind a line; both say who, when and in which message."""

    heading: Heading
    task: tasks.Task | None
    record: events.Event | events.Update


@dataclass(slots=True)
class _Counted:
    done: Counter[_Unit] = field(default_factory=Counter)
    moved: Counter[_Unit] = field(default_factory=Counter)
    late: Counter[_Unit] = field(default_factory=Counter)


async def origins(work: ports.Work, group: groups.Group, period: summaries.Period) -> list[Origin]:
    """Every line of the group's summary for the period with its source, part by part."""
    return await origins_of(work, await summaries_service.view(work, group, period))


async def origins_of(work: ports.Work, view: summaries.SummaryView) -> list[Origin]:
    """The same of a summary at hand."""
    group, period = view.group, view.period
    start, end = summaries_service.bounds(group, period)
    log = await work.events.since(group.id, start, end)
    updates = await work.updates.since(group.id, start, end)
    found = [*_said(updates, Heading.LINE, summaries.LINE)]
    found += _last(Heading.DONE, view.done, log, _ends)
    found += _last(Heading.MOVED, (*view.moved, *view.to_confirm), log, _moves)
    found += _last(Heading.NEW, view.new, log, _creates)
    found += _last(Heading.SLIPPED, [slip.task for slip in view.slipped], log, _dates)
    found += await _newest(work, group, [(Heading.BLOCKED, stuck.task) for stuck in view.blocked], _blocks)
    dated = [(Heading.LATE, task) for task in view.late.tasks] + [(Heading.NEXT, task) for task in view.next[:MOST]]
    found += await _newest(work, group, dated, _sets_date)
    found += _said(updates, Heading.HELP, summaries.HELP)
    words = {(one.task_id, one.change_id): one.text for one in updates if one.text}
    return [await _origin(work, one, words) for one in found]


async def shares(work: ports.Work, group: groups.Group, period: summaries.Period) -> list[Share]:
    """What was done, moved and is late by lead owner, in the order of their names; nobody is ranked (voice.md 5)."""
    view = await summaries_service.view(work, group, period)
    day = lists.day_of(work, group)
    late = [task for task in await lists.every_live(work, group) if dues.is_late(task, day)]
    counted = _Counted()
    for task in view.done:
        counted.done[_owner(task)] += 1
    for task in view.moved:
        counted.moved[_owner(task)] += 1
    for task in late:
        counted.late[_owner(task)] += 1
    units = {*counted.done, *counted.moved, *counted.late}
    names = {unit: await _name(work, unit) for unit in units}
    ordered = sorted(units, key=lambda unit: (not names[unit], names[unit].casefold(), unit[0]))
    return [Share(names[one], counted.done[one], counted.moved[one], counted.late[one]) for one in ordered]


def _owner(task: tasks.Task) -> _Unit:
    """A person whatever the name in the task; everybody else by the name that stands there."""
    if task.owner is None:
        return 0, ""
    return (task.owner.person_id, "") if task.owner.person_id is not None else (0, task.owner.name)


async def _name(work: ports.Work, unit: _Unit) -> str:
    person = await work.people.get(unit[0]) if unit[0] else None
    return unit[1] if person is None else person.name


def _said(updates: Iterable[events.Update], heading: Heading, state: str) -> list[_Found]:
    return [_Found(heading, None, one) for one in updates if one.task_id is None and one.state == state]


def _last(heading: Heading, wanted: Iterable[tasks.Task], log: Sequence[events.Event], fits: _Fits) -> list[_Found]:
    """The newest event of each task that tells what the heading says."""
    newest = {event.task_id: event for event in log if fits(event)}
    return [_Found(heading, task, newest[task.id]) for task in wanted if task.id in newest]


def _ends(event: events.Event) -> bool:
    return (event.after or {}).get("state") == State.DONE


def _moves(event: events.Event) -> bool:
    after = event.after or {}
    return event.kind not in events.CREATIONS and ("state" in after or "percent" in after)


def _creates(event: events.Event) -> bool:
    return event.kind == "created"


def _dates(event: events.Event) -> bool:
    return event.kind in summaries.SHIFTS and "due" in (event.after or {})


def _blocks(event: events.Event) -> bool:
    return (event.after or {}).get("state") == State.BLOCKED


def _sets_date(event: events.Event) -> bool:
    return bool((event.after or {}).get("due"))


async def _newest(
    work: ports.Work, group: groups.Group, wanted: Iterable[tuple[Heading, tasks.Task]], fits: _Fits
) -> list[_Found]:
    """What blocks, or by when a task is due, may have been said long before the period."""
    told = []
    for heading, task in wanted:
        event = next((one for one in await work.events.of_task(group.id, task.id) if fits(one)), None)
        if event is not None:
            told.append(_Found(heading, task, event))
    return told


async def _origin(work: ports.Work, found: _Found, words: Mapping[tuple[int | None, int | None], str]) -> Origin:
    record = found.record
    source = record.source
    if isinstance(record, events.Event):
        actor_id, said = record.actor_id, words.get((record.task_id, record.change_id), "")
    else:
        actor_id, said = record.author_id, record.text
    return Origin(
        heading=found.heading,
        task=found.task,
        text=said,
        at=record.at,
        person=None if actor_id is None else await work.people.get(actor_id),
        on_behalf=record.on_behalf,
        chat=None if source is None else await chat_of(work, source.chat_id),
        message_id=None if source is None else source.message_id,
    )


async def chat_of(work: ports.Work, chat_id: int) -> groups.Chat | None:
    """The chat of a message; `None` where the record came from elsewhere without it."""
    try:
        return await work.chats.get(chat_id)
    except LookupError:
        return None
