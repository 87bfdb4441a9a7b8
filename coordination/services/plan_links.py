"""What a plan says of tasks that wait for one another, taken over with it; makes no text."""

from collections.abc import Mapping
from dataclasses import replace

from coordination import ports
from coordination.rules import plan_waits, programmes, reports, tasks
from coordination.services import changes, dependencies, links


async def apply(
    work: ports.Work, said: changes.Said, plan: programmes.PlanFile, found: Mapping[int, int]
) -> list[tasks.Task]:
    """Make the tasks that rows became (by the row's place) wait for one another as the plan says; those changed.

    What people said of waiting stays; a step that would close a circle with it is left out.
    """
    pairs = [(found[one], found[other]) for one, other in waits(plan) if one in found and other in found]
    if not pairs:
        return []
    there = await work.tasks.of_ids(await dependencies.reach(work, said.group.id), list(found.values()))
    by_id = {task.id: task for task in there if task.state not in tasks.ENDED}
    kept, _ = plan_waits.without_circles({one.id: one.waits_for for one in there if one.waits_for}, pairs)
    wanted: dict[int, list[int]] = {}
    for one, other in kept:
        if one in by_id:
            wanted.setdefault(one, []).append(other)
    return [await _wait(work, said, by_id[one], others) for one, others in wanted.items()]


def waits(plan: programmes.PlanFile) -> list[plan_waits.Pair]:
    """The places of rows that wait, each with the place of what it waits for."""
    return plan_waits.read(programmes.rows(plan))[0]


async def _wait(work: ports.Work, said: changes.Said, task: tasks.Task, others: list[int]) -> tasks.Task:
    here = replace(said, group=await work.groups.get(task.group_id))
    after = replace(task, waits_for=(*task.waits_for, *others))
    return changes.keep(work, here, task, reports.Step(after, links.WAITS))
