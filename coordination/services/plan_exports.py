"""The plan that was taken over last, with its tasks as they stand now; writes nothing and makes no text."""

from collections.abc import Mapping
from dataclasses import dataclass

from coordination import ports
from coordination.rules import groups, plan_export, programmes, tasks
from coordination.services import plan_reach

State = programmes.PlanState


@dataclass(frozen=True, slots=True)
class Exported:
    """`standing` is the task of each row by its place; `lines` are all tasks of the plan's groups, in plan order."""

    plan: programmes.PlanFile
    standing: Mapping[int, tasks.Task]
    lines: tuple[plan_export.Line, ...]


async def newest(work: ports.Work, group: groups.Group) -> programmes.PlanFile | None:
    """The plan that the group took over last."""
    return await work.plans.newest(group.id, State.ACCEPTED)


async def export(work: ports.Work, plan: programmes.PlanFile) -> Exported:
    """The plan's rows with their tasks, and all tasks that there are."""
    group = await work.groups.get(plan.group_id)
    there = await plan_reach.tasks_of(work, group)
    names = {code: one.name for code, one in await plan_reach.groups_of(work, group)}
    lines = tuple(plan_export.Line(task, names[code] if code else None) for code, task in there)
    return Exported(plan, await plan_reach.standing(work, group, plan, there), lines)
