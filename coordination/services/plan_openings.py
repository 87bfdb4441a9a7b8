"""The opening day of a programme, set or moved with every date that hangs on it, and taken back; makes no text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, openings, programmes, reports, tasks
from coordination.services import changes, plan_reach, plan_reverts
from coordination.services import programmes as programme_service

KIND = "opening"
"""Kind of the events by which an opening day is set or moved."""

State = programmes.PlanState


@dataclass(frozen=True, slots=True)
class Shift:
    """A task whose due day moves. `code` is that of its group, `""` for the committee's own."""

    code: str
    group: groups.Group
    before: tasks.Task
    after: tasks.Task


@dataclass(frozen=True, slots=True)
class Move:
    """What another opening day does: the dates that move, and how many stay as they were agreed otherwise."""

    days: openings.Days
    shifts: tuple[Shift, ...]
    staying: int


async def preview(work: ports.Work, group: groups.Group, opens_on: date) -> Move:
    """What it would do now if the programme of this committee opened on this day."""
    programme = await work.programmes.of_committee(group.id)
    days = openings.Days(None if programme is None else programme.opens_on, opens_on)
    there = await plan_reach.tasks_of(work, group)
    reach = {one.id: (code, one) for code, one in await plan_reach.groups_of(work, group)}
    seen: set[int] = set()
    shifts, staying = [], 0
    for plan in await work.plans.all(group.id, State.ACCEPTED):
        rows = programmes.rows(plan)
        for place, task in (await plan_reach.standing(work, group, plan, there)).items():
            if task.id in seen or not openings.hangs(rows[place], task):
                continue
            seen.add(task.id)
            code, own = reach[task.group_id]
            after = openings.moved(rows[place], task, days, own)
            if after is None:
                staying += 1
            else:
                shifts.append(Shift(code, own, task, after))
    order = {code: place for place, (code, _) in enumerate(reach.values())}
    shifts.sort(key=lambda one: (order[one.code], one.before.number))
    return Move(days, tuple(shifts), staying)


async def move(work: ports.Work, said: changes.Said, days: openings.Days) -> Move:
    """Set the opening day and move what hangs on it, in one change; refused where the day was moved meanwhile."""
    programme = await programme_service.begin(work, said.group)
    if programme.opens_on != days.old:
        raise Refused("plan.decided")
    found = await preview(work, said.group, days.new)
    for one in found.shifts:
        changes.keep(work, replace(said, group=one.group), one.before, reports.Step(one.after, KIND))
    first = programme.first_opens_on or programme.opens_on or days.new
    work.programmes.save(replace(programme, opens_on=days.new, first_opens_on=first))
    _note(work, said, days.old, days.new)
    return found


async def take_back(work: ports.Work, said: changes.Said, change_id: int) -> tuple[openings.Days, int, int]:
    """Take back within a day that the opening day was moved, unless it moved again since.

    The day that held before it and the one it was moved to; how many tasks are as before; how many stay since
    somebody changed them.
    """
    programme = await work.programmes.of_committee(said.group.id)
    own = await _event(work, said.group, change_id)
    if programme is None or own is None:
        raise Refused("refused.old_button")
    old, new = (_day(one.get("opens_on")) for one in own)
    if programme.opens_on != new or new is None:
        raise Refused("plan.decided")
    back, left = await plan_reverts.take_back(work, said, change_id)
    work.programmes.save(replace(programme, opens_on=old))
    _note(work, said, new, old)
    return openings.Days(old, new), back, left


async def made_at(work: ports.Work, group: groups.Group, change_id: int) -> datetime | None:
    """When the change was made that moved the opening day; `None` for another one."""
    found = await work.events.of_change(group.id, change_id)
    return next((one.at for one in found if one.kind == KIND and one.task_id is None), None)


async def _event(work: ports.Work, group: groups.Group, change_id: int) -> tuple[dict[str, Any], dict[str, Any]] | None:
    found: Sequence[Any] = await work.events.of_change(group.id, change_id)
    own = next((one for one in found if one.kind == KIND and one.task_id is None), None)
    if own is None:
        return None
    if own.at < work.now - plan_reverts.WINDOW:
        raise Refused("plan.too_late")
    return dict(own.before or {}), dict(own.after or {})


def _note(work: ports.Work, said: changes.Said, old: date | None, new: date | None) -> None:
    before, after = ({"opens_on": None if day is None else day.isoformat()} for day in (old, new))
    changes.add_group_event(work, said, KIND, (before, after))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
