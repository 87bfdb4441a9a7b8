"""What waits for what, what is part of what, duplicates, and holding all that hangs on a task; makes no text."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, links, reports, tasks, transitions
from coordination.services import changes, dependencies, rights

WAITS, PARENT, MERGED = "waits", "parent", "merged"
HELD_ALL = "held_all"
"""Kind of the event of a task on account of which all that hangs on it was put on hold."""

Next = Callable[[tasks.Task], Awaitable[Sequence[tasks.Task]]]


@dataclass(frozen=True, slots=True)
class Linked:
    """The task before and after, and the tasks it was linked to or cut from."""

    before: tasks.Task
    task: tasks.Task
    others: tuple[tasks.Task, ...]
    outcome: changes.Outcome


async def wait_for(
    work: ports.Work,
    said: changes.Said,
    number: int,
    others: Sequence[int],
    *,
    stop: bool = False,
    beyond: Sequence[tasks.Task] = (),
) -> Linked:
    """Make a task wait for others of its group, or (`stop`) wait no longer. Raises `Refused` for a circle, named.

    `beyond` are tasks of other groups of the programme that whoever speaks may see.
    """
    task = await changes.of_number(work, said.group, number)
    await rights.check_own(work, said, task)
    found = [*await changes.of_numbers(work, said.group, list(others)), *beyond]
    there = await dependencies.waiting_for(work, task)  # a group that was erased took its tasks along
    after = replace(task, waits_for=tuple(one.id for one in there))
    for other in found:
        after = links.not_waiting(after, other) if stop else await waiting(work, after, other)
    return _saved(work, said, task, reports.Step(reports.same_or(task, after), WAITS), found)


async def waiting(work: ports.Work, task: tasks.Task, other: tasks.Task) -> tasks.Task:
    """The task waiting for the other too; refused for a circle, whose tasks are named in their order."""
    onward = await _steps(other, lambda one: dependencies.waiting_for(work, one))
    way = links.circle(task.id, other.id, onward)
    if len(way) > 2 and other.id not in task.waits_for:
        known = {one.id: one for one in await work.tasks.of_ids(await dependencies.reach(work, task.group_id), way)}
        called = await dependencies.references(work, [known[one] for one in way], task.group_id)
        raise Refused("refused.waits_in_long_circle", other=called[0], task=called[-1], circle=" → ".join(called))
    return links.waiting(task, other, onward)


async def set_parent(work: ports.Work, said: changes.Said, number: int, parent: int | None) -> Linked:
    """Make a task part of another of its group, or (`None`) of none. Raises `Refused` for a circle."""
    task = await changes.of_number(work, said.group, number)
    await rights.check_own(work, said, task)
    above = None if parent is None else await changes.of_number(work, said.group, parent)
    onward = {} if above is None else await _steps(above, lambda one: _parent(work, one))
    after = reports.same_or(task, links.under(task, above, onward))
    return _saved(work, said, task, reports.Step(after, PARENT), [] if above is None else [above])


async def merge(work: ports.Work, said: changes.Said, number: int, into: int) -> Linked:
    """Drop a duplicate in favour of another task of the group."""
    task = await changes.of_number(work, said.group, number)
    await rights.check_own(work, said, task)
    kept = await changes.of_number(work, said.group, into)
    after = links.merged(task, kept, said.at)
    return _saved(work, said, task, reports.Step(after, MERGED), [kept])


async def hold_all(
    work: ports.Work, said: changes.Said, number: int, reason: str, *, review_on: date | None = None
) -> tuple[Linked, ...]:
    """Put on hold, in one step, all that hangs on a task: what waits for it or is part of it, however far (rule 6).

    The task itself stays as it is. A lead may; what hangs on it in other groups is the committee's to hold.
    """
    await rights.check_leads(work, said)
    task = await changes.of_number(work, said.group, number)
    may_reach = said.group.kind is groups.GroupKind.COMMITTEE
    hanging = [one for one in await dependencies.hanging(work, task) if may_reach or one.group_id == said.group.id]
    held = [found for one in hanging if (found := await _held(work, said, task, (one, reason, review_on)))]
    if not held:
        raise Refused("refused.nothing_hangs_on_it", number=task.number, title=task.title)
    changes.note_event(work, said, task, HELD_ALL)
    return tuple(held)


async def _held(
    work: ports.Work, said: changes.Said, because: tasks.Task, what: tuple[tasks.Task, str, date | None]
) -> Linked | None:
    one, reason, review_on = what
    if one.state in tasks.ENDED or one.state is tasks.State.ON_HOLD:
        return None
    report = reports.Report(reports.Kind.HELD, reason, review_on=review_on)
    here = said if one.group_id == said.group.id else replace(said, group=await work.groups.get(one.group_id))
    step = transitions.report(one, report, reports.By(said.actor_id, said.at, leads=True))
    changes.add_update(work, here, step, reason)
    return _saved(work, here, one, step, [because])


async def closes_circle(work: ports.Work, task: tasks.Task) -> bool:
    """Tell whether a task as it would stand waits for itself or lies under itself, through others."""
    for other in await dependencies.waiting_for(work, task):
        if links.closes_circle(task.id, other.id, await _steps(other, lambda one: dependencies.waiting_for(work, one))):
            return True
    for above in await _parent(work, task):
        if links.closes_circle(task.id, above.id, await _steps(above, lambda one: _parent(work, one))):
            return True
    return False


def _saved(
    work: ports.Work, said: changes.Said, task: tasks.Task, step: reports.Step, others: Sequence[tasks.Task]
) -> Linked:
    saved = changes.keep(work, said, task, step)
    changes.mark_line(work, said, saved.id)
    outcome = changes.Outcome.UNCHANGED if saved is task else changes.Outcome.CHANGED
    return Linked(task, saved, tuple(others), outcome)


async def _parent(work: ports.Work, task: tasks.Task) -> Sequence[tasks.Task]:
    above = None if task.parent_id is None else await work.tasks.get(task.group_id, task.parent_id)
    return [] if above is None else [above]


async def _steps(start: tasks.Task, following: Next) -> dict[int, list[int]]:
    """All steps that can be taken from a task, by task id."""
    steps: dict[int, list[int]] = {}
    ahead = [start]
    while ahead:
        task = ahead.pop()
        if task.id not in steps:
            beyond = await following(task)
            steps[task.id] = [other.id for other in beyond]
            ahead.extend(beyond)
    return steps
