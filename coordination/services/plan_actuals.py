"""The first plan that was taken over, against the records; the milestones in their order; makes no text."""

from collections.abc import Sequence
from datetime import date

from coordination import ports
from coordination.rules import groups, instants, plan_points, programmes, tasks
from coordination.services import lists, plan_reach


async def view(
    work: ports.Work, group: groups.Group, there: Sequence[plan_reach.Coded] | None = None
) -> plan_points.Actual | None:
    """The group's first plan (the baseline, which nothing changes) against what was done; `None` without a plan.

    `there` are its tasks and those below it, where they are at hand.
    """
    plan = await work.plans.first(group.id, programmes.PlanState.ACCEPTED)
    if plan is None or plan.ended_at is None:
        return None
    there = await plan_reach.tasks_of(work, group) if there is None else there
    code_of = {task.id: code for code, task in there}
    rows = programmes.rows(plan)
    standing = await plan_reach.standing(work, group, plan, there)
    planned = [(code_of[task.id], rows[place], task) for place, task in sorted(standing.items())]
    today = _today(work, group)
    return plan_points.actual((plan.name, instants.local_day(plan.ended_at, group.zone)), planned, today)


async def milestones(
    work: ports.Work, group: groups.Group, there: Sequence[plan_reach.Coded] | None = None
) -> list[tuple[str, tasks.Task]]:
    """The milestones of the group and those below it, dropped ones left out, as they come; each with its code."""
    there = await plan_reach.tasks_of(work, group) if there is None else there
    found = [one for one in there if plan_points.is_milestone(one[1]) and one[1].state is not tasks.State.DROPPED]
    return plan_points.in_order(found)


def _today(work: ports.Work, group: groups.Group) -> date:
    return lists.day_of(work, group).today
