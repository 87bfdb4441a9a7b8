"""The first plan that was taken over, against the records; the milestones in their order; makes no text."""

from collections.abc import Sequence

from coordination import ports
from coordination.rules import groups, instants, plan_points, programmes, tasks
from coordination.services import dependencies, lists, plan_reach


async def view(work: ports.Work, group: groups.Group) -> plan_points.Actual | None:
    """The group's first plan (the baseline, which nothing changes) against what was done; `None` without a plan."""
    plan = await work.plans.first(group.id, programmes.PlanState.ACCEPTED)
    if plan is None or plan.ended_at is None:
        return None
    rows, code_of = programmes.rows(plan), {one.id: code for code, one in await plan_reach.groups_of(work, group)}
    standing = await _standing(work, group, plan, list(code_of))
    planned = [
        (code_of[task.group_id], rows[place], task)
        for place, task in sorted(standing.items())
        if place < len(rows) and task.group_id in code_of
    ]
    name = (plan.name, instants.local_day(plan.ended_at, group.zone))
    return plan_points.actual(name, planned, lists.day_of(work, group).today)


async def _standing(
    work: ports.Work, group: groups.Group, plan: programmes.PlanFile, there: list[int]
) -> dict[int, tasks.Task]:
    """The task of each row, by its place; one that went to another group with its chat is found there."""
    became = programmes.became(plan)
    if not became:
        return await plan_reach.standing(work, group, plan, await plan_reach.tasks_of(work, group))
    reach = list({*there, *await dependencies.reach(work, group.id)})
    known = {one.id: one for one in await work.tasks.of_ids(reach, list(became.values()))}
    onward = [one.merged_into for one in known.values() if one.merged_into is not None]
    later = {one.id: one for one in await work.tasks.of_ids(reach, onward)} if onward else {}
    found = {place: known[id_] for place, id_ in became.items() if id_ in known}
    return {place: later.get(task.merged_into or 0, task) for place, task in found.items()}


async def milestones(
    work: ports.Work, group: groups.Group, there: Sequence[plan_reach.Coded] | None = None
) -> list[tuple[str, tasks.Task]]:
    """The milestones of the group and those below it, dropped ones left out, as they come; each with its code."""
    there = await plan_reach.tasks_of(work, group) if there is None else there
    found = [one for one in there if plan_points.is_milestone(one[1]) and one[1].state is not tasks.State.DROPPED]
    return plan_points.in_order(found)
