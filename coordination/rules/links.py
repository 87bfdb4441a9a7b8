"""What waits for what, what belongs under what, and what is merged; knows no database and no text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from coordination.errors import Refused
from coordination.rules import reports, tasks

MOST_WAITS = 20


@dataclass(frozen=True, slots=True)
class Freed:
    """A task whose last awaited one ended at `since`; `after` is what those are called in its group."""

    task: tasks.Task
    after: tuple[str, ...]
    since: datetime


def closes_circle(start: int, target: int, onward: Mapping[int, Sequence[int]]) -> bool:
    """Tell whether a step from `start` to `target` would close a circle in the steps `onward` (by task id)."""
    return bool(circle(start, target, onward))


def circle(start: int, target: int, onward: Mapping[int, Sequence[int]]) -> list[int]:
    """The shortest way back from `target` to `start`, both named, that a step between them would close; or none."""
    came_from: dict[int, int | None] = {target: None}
    ahead = [target]
    for task_id in ahead:
        if task_id == start:
            return _way(came_from, start)
        for other in onward.get(task_id, ()):
            if other not in came_from:
                came_from[other] = task_id
                ahead.append(other)
    return []


def _way(came_from: Mapping[int, int | None], end: int) -> list[int]:
    way: list[int] = []
    at: int | None = end
    while at is not None:
        way.append(at)
        at = came_from[at]
    return way[::-1]


def waiting(task: tasks.Task, other: tasks.Task, onward: Mapping[int, Sequence[int]]) -> tasks.Task:
    """The task waiting for the other too; refused when that would close a circle (rule 6)."""
    reports.going(task)
    if other.id in task.waits_for:
        return task
    if closes_circle(task.id, other.id, onward):
        raise Refused("refused.waits_in_circle", number=task.number, other=other.number)
    if len(task.waits_for) >= MOST_WAITS:
        raise Refused("refused.too_many_waits", number=task.number, limit=MOST_WAITS)
    return replace(task, waits_for=(*task.waits_for, other.id))


def not_waiting(task: tasks.Task, other: tasks.Task) -> tasks.Task:
    """The task no longer waiting for the other."""
    return replace(task, waits_for=tuple(one for one in task.waits_for if one != other.id))


def under(task: tasks.Task, parent: tasks.Task | None, onward: Mapping[int, Sequence[int]]) -> tasks.Task:
    """The task as a part of `parent`, or of nothing; refused when it is itself above it."""
    if parent is None:
        return replace(task, parent_id=None)
    if closes_circle(task.id, parent.id, onward):
        raise Refused("refused.parent_in_circle", number=task.number, other=parent.number)
    return replace(task, parent_id=parent.id)


def merged(task: tasks.Task, into: tasks.Task, at: datetime) -> tasks.Task:
    """The duplicate, dropped in favour of `into`."""
    if task.id == into.id:
        raise Refused("refused.merge_with_itself", number=task.number)
    reports.going(task)
    if into.state is tasks.State.DROPPED:
        raise reports.ended(into)
    return _dropped_for(task, into.id, at)


def moved_away(task: tasks.Task, new_id: int, at: datetime) -> tasks.Task:
    """What stays behind in the old group: the number goes on naming where the task went (rule 9)."""
    return _dropped_for(reports.going(task), new_id, at)


def left_behind(task: tasks.Task, new_id: int, at: datetime) -> tasks.Task:
    """As `moved_away`, where all tasks of a group go together, those that are over as well."""
    return _dropped_for(task, new_id, at)


def moved_in(task: tasks.Task, new_id: int, group_id: int, number: int) -> tasks.Task:
    """The task in its new group; what it waited for and belonged to stays in the old one."""
    return replace(task, id=new_id, group_id=group_id, number=number, waits_for=(), parent_id=None, version=0)


def _dropped_for(task: tasks.Task, other_id: int, at: datetime) -> tasks.Task:
    return replace(
        task,
        state=tasks.State.DROPPED,
        merged_into=other_id,
        claimed_by=None,
        reason=None,
        review_on=None,
        ended_at=at,
    )
