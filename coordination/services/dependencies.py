"""What a task waits for and what hangs on it, through its group and its whole programme; changes no task."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from coordination import ports
from coordination.rules import groups, links, tasks

TOLD_FOR = timedelta(days=7)
"""What became free longer ago is no news."""

FREED = "freed"


async def reach(work: ports.Work, group_id: int) -> list[int]:
    """Ids of the groups whose tasks may wait for one another: the group itself, its committee, all of its programme.

    Costs nothing for a group outside a programme.
    """
    group = await work.groups.get(group_id)
    programme = None
    if group.kind is groups.GroupKind.COMMITTEE:
        programme = await work.programmes.of_committee(group_id)
    elif group.parent_id is not None and (seat := await work.programmes.seat_of(group_id)) is not None:
        programme = await work.programmes.get(seat.programme_id)
    if programme is None:
        return [group_id]
    seats = await work.programmes.seats(programme.id)
    return list(dict.fromkeys([group_id, programme.committee_id, *(one.group_id for one in seats)]))


async def waiting_for(work: ports.Work, task: tasks.Task) -> list[tasks.Task]:
    """The tasks that this one waits for, ended ones too, in the order in which they were named."""
    if not task.waits_for:
        return []
    near = {one.id: one for one in await work.tasks.of_ids([task.group_id], task.waits_for)}
    if len(near) < len(task.waits_for):
        far = [one for one in task.waits_for if one not in near]
        near |= {one.id: one for one in await work.tasks.of_ids(await reach(work, task.group_id), far)}
    return [near[one] for one in task.waits_for if one in near]


async def open_ones(work: ports.Work, task: tasks.Task) -> list[tasks.Task]:
    """Of those, the ones that are not over."""
    return [one for one in await waiting_for(work, task) if one.state not in tasks.ENDED]


async def next_to(work: ports.Work, task: tasks.Task) -> list[tasks.Task]:
    """The tasks that wait for this one itself, of its own group first, then of its programme."""
    found = await work.tasks.hanging(await reach(work, task.group_id), [task.id])
    waiting = [one for one in found if task.id in one.waits_for]
    return sorted(waiting, key=lambda one: one.group_id != task.group_id)


async def hanging(work: ports.Work, task: tasks.Task) -> list[tasks.Task]:
    """All that hangs on a task, however far: what waits for it or is part of it, in its group and its programme.

    The task itself is left out, ended ones are not; the nearest first.
    """
    groups_there = await reach(work, task.group_id)
    found: dict[int, tasks.Task] = {task.id: task}
    ahead = [task.id]
    while ahead:
        beyond = await work.tasks.hanging(groups_there, ahead)
        new = [one for one in beyond if one.id not in found]
        found.update((one.id, one) for one in new)
        ahead = [one.id for one in new]
    del found[task.id]
    return list(found.values())


async def references(work: ports.Work, found: Sequence[tasks.Task], group_id: int) -> list[str]:
    """How tasks are called in a group: `#12` its own, `EXH-12` another's."""
    others = await elsewhere(work, found, group_id)
    return [called(one, others) for one in found]


async def elsewhere(work: ports.Work, found: Sequence[tasks.Task], group_id: int) -> dict[int, groups.Group]:
    """The other groups of these tasks, by id."""
    return {one.group_id: await work.groups.get(one.group_id) for one in found if one.group_id != group_id}


def called(task: tasks.Task, others: Mapping[int, groups.Group]) -> str:
    """`#12`; `EXH-12` where the task's group is one of `others`."""
    other = others.get(task.group_id)
    return f"#{task.number}" if other is None else f"{other.code or other.name}-{task.number}"


async def freed(work: ports.Work, live: Sequence[tasks.Task]) -> tuple[links.Freed, ...]:
    """Those of a group's live tasks that wait for nothing any more since lately, and of which no digest told yet."""
    found = [await _freed(work, task) for task in live if task.waits_for and task.state is tasks.State.OPEN]
    return tuple([one for one in found if one is not None and not await work.ledger.has(*_told(one))])


async def _freed(work: ports.Work, task: tasks.Task) -> links.Freed | None:
    awaited = await waiting_for(work, task)
    ends = [one.ended_at for one in awaited if one.ended_at is not None]
    if not awaited or len(ends) < len(awaited) or max(ends) < work.now - TOLD_FOR:
        return None
    return links.Freed(task, tuple(await references(work, awaited, task.group_id)), max(ends))


def note_told(work: ports.Work, found: Sequence[links.Freed]) -> None:
    """Keep that a digest told of them."""
    for one in found:
        work.ledger.add(*_told(one))


def _told(one: links.Freed) -> tuple[str, str, str]:
    return f"task:{one.task.id}", FREED, one.since.isoformat()
