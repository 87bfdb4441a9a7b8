"""The summary of a group for a period, from its events, updates and tasks; makes no text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from coordination import ports
from coordination.errors import Refused
from coordination.rules import boards, dues, events, groups, help_lines, instants, lights, summaries, tasks, text
from coordination.services import changes, lists, rights

State = tasks.State
NEXT = timedelta(days=7)
"""What is next is due so long after a period."""

TOGETHER = 20
"""Groups whose records are read at once; in between other work has its turn."""

R = TypeVar("R", events.Event, events.Update, tasks.Task)
_Spans = tuple[tuple[datetime, datetime], tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class _Records:
    """What was read for one summary: the events of the period and of the one before, what was said, the live tasks.

    `found` are the tasks that the events name, by id; `since` is when those blocked became so, as far as it is known.
    """

    log: Sequence[events.Event]
    before: Sequence[events.Event]
    updates: Sequence[events.Update]
    live: Sequence[tasks.Task]
    found: Mapping[int, tasks.Task]
    since: Mapping[int, datetime]

    def tasks(self, ids: Iterable[int]) -> list[tasks.Task]:
        """Those of the ids that the group has, in this order."""
        return [self.found[one] for one in ids if one in self.found]


async def view(work: ports.Work, group: groups.Group, period: summaries.Period | None = None) -> summaries.SummaryView:
    """What happened in the period (default: the week of the group's day) until now, and what is next."""
    period = period or summaries.week_of(lists.day_of(work, group).today)
    return _seen(work, group, period, await _records(work, group, period))


async def views(
    work: ports.Work, of: Sequence[groups.Group], period: summaries.Period
) -> dict[int, summaries.SummaryView]:
    """The same of many groups, by their ids, read `TOGETHER` at a time."""
    found = {}
    for first in range(0, len(of), TOGETHER):
        some = of[first : first + TOGETHER]
        read = await _together(work, some, period)
        found.update({group.id: _seen(work, group, period, read[group.id]) for group in some})
    return found


def _seen(work: ports.Work, group: groups.Group, period: summaries.Period, records: _Records) -> summaries.SummaryView:
    day = lists.day_of(work, group)
    late = [task for task in records.live if dues.is_late(task, day)]
    silent = [task for task in late if not lights.is_explained(task, day)]
    blocked = [task for task in records.live if task.state is State.BLOCKED]
    freed = summaries.freed_in(records.log)
    done = records.tasks(summaries.ended_in(records.log))
    moved = records.tasks(dict.fromkeys([*summaries.moved_in(records.log), *sorted(freed)]))
    before = summaries.tally_of(records.before)
    return summaries.SummaryView(
        group=group,
        period=period,
        until=min(work.now, bounds(group, period)[1]),
        light=lights.of_group(late=len(late), silent=len(silent), blocked=len(blocked)),
        done=tuple(task for task in done if task.state is State.DONE),
        done_before=before.done,
        late=boards.shown(late),
        moved=tuple(task for task in moved if task.state in {State.IN_PROGRESS, State.OPEN}),
        slipped=_slips(records),
        blocked=tuple(summaries.Stuck(task, records.since.get(task.id)) for task in blocked),
        to_confirm=tuple(task for task in records.live if task.state is State.CLAIMED),
        next=tuple(summaries.next_due(records.live, period)),
        help=help_lines.standing(_said(records.updates, summaries.HELP)),
        lines=_said(records.updates, summaries.LINE),
        new=tuple(task for task in records.tasks(summaries.made_in(records.log)) if _counts(task)),
        freed=freed & {task.id for task in moved},
        newly=summaries.blocked_in(records.log),
        before=before,
        is_over=period.last < day.today,
    )


def _counts(task: tasks.Task) -> bool:
    """A task that was dropped in the same period, or moved elsewhere, is not counted as new."""
    return task.state is not State.DROPPED


async def lines_of(work: ports.Work, group: groups.Group, period: summaries.Period) -> tuple[str, ...]:
    """What the group's leads put above the facts of the period, as typed."""
    return _said(await work.updates.since(group.id, *bounds(group, period)), summaries.LINE)


async def add_line(work: ports.Work, said: changes.Said, words: str) -> events.Update:
    """Keep a lead's own line; it stands above the facts in the summaries of its week. Raises `Refused` for others."""
    await rights.check_leads(work, said)
    return _kept(work, said, words, summaries.LINE)


async def ask_help(work: ports.Work, said: changes.Said, words: str) -> events.Update:
    """Keep a line "help needed" of the group; it stands in the summaries and reports of its week."""
    return _kept(work, said, words, summaries.HELP)


def _kept(work: ports.Work, said: changes.Said, words: str, state: str) -> events.Update:
    if text.is_blank(words):
        raise Refused("refused.no_words")
    update = events.Update(
        id=work.new_id(),
        group_id=said.group.id,
        task_id=None,
        author_id=said.actor_id,
        at=said.at,
        text=text.one_line(words),
        on_behalf=said.on_behalf,
        state=state,
        change_id=said.change_id,
        source=said.source,
    )
    work.updates.add(update)
    changes.mark_line(work, said, None)
    return update


def bounds(group: groups.Group, period: summaries.Period) -> tuple[datetime, datetime]:
    """The instants at which the period begins and ends in the group's zone."""
    return instants.day_bounds(period.first, group.zone)[0], instants.day_bounds(period.last, group.zone)[1]


async def _records(work: ports.Work, group: groups.Group, period: summaries.Period) -> _Records:
    start, end = bounds(group, period)
    log = await work.events.since(group.id, start, end)
    live = await lists.every_live(work, group)
    blocked = [task for task in live if task.state is State.BLOCKED]
    named = [await work.tasks.get(group.id, task_id) for task_id in _named(log)]
    return _Records(
        log=log,
        before=await work.events.since(group.id, *bounds(group, period.before)),
        updates=await work.updates.since(group.id, start, end),
        live=live,
        found={task.id: task for task in named if task is not None},
        since={task.id: at for task in blocked if (at := await _blocked_at(work, group, task)) is not None},
    )


def _named(log: Sequence[events.Event]) -> list[int]:
    return list(dict.fromkeys(event.task_id for event in log if event.task_id is not None))


async def _blocked_at(work: ports.Work, group: groups.Group, task: tasks.Task) -> datetime | None:
    log = await work.events.of_task(group.id, task.id)
    return next((event.at for event in log if (event.after or {}).get("state") == State.BLOCKED), None)


async def _together(work: ports.Work, of: Sequence[groups.Group], period: summaries.Period) -> dict[int, _Records]:
    """By group id. Groups whose days begin at the same instants are read by the same statements."""
    found: dict[int, _Records] = {}
    for spans, inside in _by_bounds(of, period).items():
        (first, middle), (start, end) = spans
        ids = tuple(group.id for group in inside)
        logs = _by_group(await work.overviews.events(ids, min(first, start), end))
        inner = {one: [event for event in log if event.at >= start] for one, log in logs.items()}
        shifted = {change for log in inner.values() for _, _, change in summaries.shifts_in(log).values()}
        said = _by_group(await work.overviews.updates(ids, (start, end), tuple(sorted(shifted))))
        live = await work.overviews.owed(ids, max(period.last + NEXT, max(_today(work, one) for one in inside)))
        since = await work.overviews.blocked_since(ids, tuple(one.id for one in live if one.state is State.BLOCKED))
        held = {task.id: task for task in live}
        named = {task_id for log in inner.values() for task_id in _named(log)} - held.keys()
        tasks_of = _by_group([*live, *await work.overviews.tasks(ids, tuple(sorted(named)))])
        live_of = _by_group(live)
        for group in inside:
            found[group.id] = _Records(
                log=inner.get(group.id, []),
                before=[event for event in logs.get(group.id, []) if event.at < middle],
                updates=said.get(group.id, []),
                live=live_of.get(group.id, []),
                found={task.id: task for task in tasks_of.get(group.id, [])},
                since=since,
            )
    return found


def _today(work: ports.Work, group: groups.Group) -> date:
    return lists.day_of(work, group).today


def _by_bounds(of: Sequence[groups.Group], period: summaries.Period) -> dict[_Spans, list[groups.Group]]:
    """Groups by the instants of the period before and of the period itself in their zones."""
    found: dict[_Spans, list[groups.Group]] = {}
    for group in of:
        found.setdefault((bounds(group, period.before), bounds(group, period)), []).append(group)
    return found


def _by_group(records: Sequence[R]) -> dict[int, list[R]]:
    found: dict[int, list[R]] = {}
    for one in records:
        found.setdefault(one.group_id, []).append(one)
    return found


def _slips(records: _Records) -> tuple[summaries.Slip, ...]:
    reasons = {(one.task_id, one.change_id): one.text for one in records.updates if one.text}
    shifts = summaries.shifts_in(records.log)
    return tuple(
        summaries.Slip(task, shifts[task.id][0], shifts[task.id][1], reasons.get((task.id, shifts[task.id][2])))
        for task in records.tasks(shifts)
        if task.state is not State.DROPPED
    )


def _said(updates: Sequence[events.Update], state: str) -> tuple[str, ...]:
    """What was said of the group itself under a heading, as typed."""
    return tuple(one.text for one in updates if one.task_id is None and one.state == state)
