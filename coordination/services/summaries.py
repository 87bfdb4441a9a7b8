"""The summary of a group for a period, from its events, updates and tasks; makes no text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from coordination import ports
from coordination.errors import Refused
from coordination.rules import boards, dues, events, groups, instants, lights, summaries, tasks, text
from coordination.services import changes, lists, rights

State = tasks.State


@dataclass(frozen=True, slots=True)
class _Records:
    """What was read for one summary."""

    log: Sequence[events.Event]
    updates: Sequence[events.Update]
    live: Sequence[tasks.Task]


async def view(work: ports.Work, group: groups.Group, period: summaries.Period | None = None) -> summaries.SummaryView:
    """What happened in the period (default: the week of the group's day) until now, and what is next."""
    day = lists.day_of(work, group)
    period = period or summaries.week_of(day.today)
    records = await _records(work, group, period)
    late = [task for task in records.live if dues.is_late(task, day)]
    silent = [task for task in late if not lights.is_explained(task, day)]
    blocked = [task for task in records.live if task.state is State.BLOCKED]
    freed = summaries.freed_in(records.log)
    done = await _tasks(work, group, summaries.ended_in(records.log))
    moved = await _tasks(work, group, dict.fromkeys([*summaries.moved_in(records.log), *sorted(freed)]))
    before = summaries.tally_of(await work.events.since(group.id, *bounds(group, period.before)))
    return summaries.SummaryView(
        group=group,
        period=period,
        until=min(work.now, bounds(group, period)[1]),
        light=lights.of_group(late=len(late), silent=len(silent), blocked=len(blocked)),
        done=tuple(task for task in done if task.state is State.DONE),
        done_before=before.done,
        late=boards.shown(late),
        moved=tuple(task for task in moved if task.state in {State.IN_PROGRESS, State.OPEN}),
        slipped=await _slips(work, group, records),
        blocked=tuple([await _stuck(work, group, task) for task in blocked]),
        to_confirm=tuple(task for task in records.live if task.state is State.CLAIMED),
        next=tuple(summaries.next_due(records.live, period)),
        help=_said(records.updates, summaries.HELP),
        lines=_said(records.updates, summaries.LINE),
        new=tuple([task for task in await _tasks(work, group, summaries.made_in(records.log)) if _counts(task)]),
        freed=freed & {task.id for task in moved},
        newly=summaries.blocked_in(records.log),
        before=before,
        is_over=period.last < day.today,
    )


def _counts(task: tasks.Task) -> bool:
    """A task that was dropped in the same period, or moved elsewhere, is not counted as new."""
    return task.state is not State.DROPPED


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
    return _Records(
        await work.events.since(group.id, start, end),
        await work.updates.since(group.id, start, end),
        await lists.every_live(work, group),
    )


async def _tasks(work: ports.Work, group: groups.Group, ids: Iterable[int]) -> list[tasks.Task]:
    found = [await work.tasks.get(group.id, task_id) for task_id in ids]
    return [task for task in found if task is not None]


async def _slips(work: ports.Work, group: groups.Group, records: _Records) -> tuple[summaries.Slip, ...]:
    reasons = {(one.task_id, one.change_id): one.text for one in records.updates if one.text}
    shifts = summaries.shifts_in(records.log)
    found = await _tasks(work, group, shifts)
    return tuple(
        summaries.Slip(task, shifts[task.id][0], shifts[task.id][1], reasons.get((task.id, shifts[task.id][2])))
        for task in found
        if task.state is not State.DROPPED
    )


async def _stuck(work: ports.Work, group: groups.Group, task: tasks.Task) -> summaries.Stuck:
    for event in await work.events.of_task(group.id, task.id):
        if (event.after or {}).get("state") == State.BLOCKED:
            return summaries.Stuck(task, event.at)
    return summaries.Stuck(task, None)


def _said(updates: Sequence[events.Update], state: str) -> tuple[str, ...]:
    """What was said of the group itself under a heading, as typed."""
    return tuple(one.text for one in updates if one.task_id is None and one.state == state)
