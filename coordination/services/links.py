"""What waits for what, what is part of what, duplicates, and holding all that hangs on a task; makes no text."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from coordination import ports
from coordination.errors import Refused
from coordination.rules import links, reports, tasks, transitions
from coordination.services import changes, rights

WAITS, PARENT, MERGED = "waits", "parent", "merged"

Next = Callable[[tasks.Task], Awaitable[Sequence[tasks.Task]]]


@dataclass(frozen=True, slots=True)
class Linked:
    """The task before and after, and the tasks it was linked to or cut from."""

    before: tasks.Task
    task: tasks.Task
    others: tuple[tasks.Task, ...]
    outcome: changes.Outcome


async def wait_for(
    work: ports.Work, said: changes.Said, number: int, others: Sequence[int], *, stop: bool = False
) -> Linked:
    """Make a task wait for others of its group, or (`stop`) wait no longer. Raises `Refused` for a circle."""
    task = await changes.of_number(work, said.group, number)
    await rights.check_own(work, said, task)
    found = await changes.of_numbers(work, said.group, list(others))
    after = task
    for other in found:
        onward = {} if stop else await _steps(other, lambda one: _awaited(work, one))
        after = links.not_waiting(after, other) if stop else links.waiting(after, other, onward)
    return _saved(work, said, task, reports.Step(reports.same_or(task, after), WAITS), found)


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

    The task itself stays as it is. A lead may.
    """
    await rights.check_leads(work, said)
    task = await changes.of_number(work, said.group, number)
    hanging = await _all_after(task, lambda one: _hanging(work, one))
    what = reports.Report(reports.Kind.HELD, reason, review_on=review_on)
    by = reports.By(said.actor_id, said.at, leads=True)
    held = []
    for one in hanging:
        if one.state in tasks.ENDED or one.state is tasks.State.ON_HOLD:
            continue
        step = transitions.report(one, what, by)
        changes.add_update(work, said, step, reason)
        held.append(_saved(work, said, one, step, [task]))
    if not held:
        raise Refused("refused.nothing_hangs_on_it", number=task.number, title=task.title)
    return tuple(held)


async def closes_circle(work: ports.Work, task: tasks.Task) -> bool:
    """Tell whether a task as it would stand waits for itself or lies under itself, through others."""
    for other in await _awaited(work, task):
        if links.closes_circle(task.id, other.id, await _steps(other, lambda one: _awaited(work, one))):
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


async def _awaited(work: ports.Work, task: tasks.Task) -> Sequence[tasks.Task]:
    found = [await work.tasks.get(task.group_id, task_id) for task_id in task.waits_for]
    return [other for other in found if other is not None]


async def _parent(work: ports.Work, task: tasks.Task) -> Sequence[tasks.Task]:
    above = None if task.parent_id is None else await work.tasks.get(task.group_id, task.parent_id)
    return [] if above is None else [above]


async def _hanging(work: ports.Work, task: tasks.Task) -> Sequence[tasks.Task]:
    waiting = await work.tasks.waiting_for(task.group_id, task.id)
    return [*waiting, *await work.tasks.children(task.group_id, task.id)]


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


async def _all_after(start: tasks.Task, following: Next) -> list[tasks.Task]:
    """Every task that can be reached from `start`, itself left out, the nearest first."""
    found: dict[int, tasks.Task] = {start.id: start}
    ahead = [start]
    while ahead:
        for other in await following(ahead.pop(0)):
            if other.id not in found:
                found[other.id] = other
                ahead.append(other)
    del found[start.id]
    return list(found.values())
