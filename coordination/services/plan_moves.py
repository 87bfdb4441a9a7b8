"""A milestone, or any task of a plan, moved with all that hangs on it; makes no text."""

from dataclasses import dataclass, replace
from datetime import date

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, plan_points, reports, tasks
from coordination.services import changes, dependencies, plan_reach, plan_reverts
from coordination.services import groups as groups_service
from coordination.services.plan_openings import Shift

KIND = "shifted"
"""Kind of the events by which dates move with the task that they hang on."""


@dataclass(frozen=True, slots=True)
class Move:
    """What another day of a task does: its own shift first, then those of all that hangs on it, the nearest first."""

    shifts: tuple[Shift, ...]

    @property
    def first(self) -> Shift:
        return self.shifts[0]


async def preview(work: ports.Work, group: groups.Group, task: tasks.Task, on: date) -> Move:
    """What it would do now if the task were due on this day; what hangs on it moves by as many days.

    Raises `Refused` for a task that is over, or that is due then already.
    """
    if task.state in tasks.ENDED:
        raise reports.ended(task)
    if task.due is not None and task.due.on == on:
        raise Refused("milestone.due_then", number=task.number, title=task.title)
    reach = {one.id: (code, one) for code, one in await plan_reach.groups_of(work, group)}
    first = replace(task, due=tasks.Due(on), original_due=task.original_due or tasks.Due(on))
    moved = [(task, first)]
    if task.due is not None:
        days = (on - task.due.on).days
        for one in await dependencies.hanging(work, task):
            if one.due is None or one.state in tasks.ENDED or one.group_id not in reach:
                continue
            own = reach[one.group_id][1]
            calendar = groups_service.calendar_of(own)
            moved.append((one, plan_points.shifted(one, days, own.zone, calendar)))
    return Move(tuple(Shift(*reach[before.group_id], before, after) for before, after in moved))


async def move(work: ports.Work, said: changes.Said, found: Move, *, alone: bool = False) -> Move:
    """Move what was found; `alone`: only the task itself. The dates first agreed stay with all of them."""
    taken = Move(found.shifts[:1]) if alone else found
    for one in taken.shifts:
        changes.keep(work, replace(said, group=one.group), one.before, reports.Step(one.after, KIND))
    first = taken.first
    told = [_told(first, task) for task in (first.before, first.after)]
    changes.add_group_event(work, said, KIND, (told[0], told[1]))
    return taken


async def take_back(work: ports.Work, said: changes.Said, change_id: int) -> tuple[int, int]:
    """Take back within a day what such a change moved: how many dates are as before, how many changed since."""
    own = next((one for one in await work.events.of_change(said.group.id, change_id) if one.task_id is None), None)
    if own is None or own.kind != KIND:
        raise Refused("refused.old_button")
    if own.at < work.now - plan_reverts.WINDOW:
        raise Refused("plan.too_late")
    return await plan_reverts.take_back(work, said, change_id)


def _told(one: Shift, task: tasks.Task) -> dict[str, str | None]:
    called = f"{one.code}-{task.number}" if one.code else f"#{task.number}"
    return {"task": called, "due": None if task.due is None else task.due.on.isoformat()}
