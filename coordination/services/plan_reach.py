"""The tasks that a group's plan speaks of: its own and those of the groups below it; makes no text."""

from collections.abc import Mapping, Sequence
from typing import Any

from coordination import ports
from coordination.rules import groups, plan_changes, plan_groups, programmes, tasks
from coordination.services import programmes as programme_service

_MOST_TASKS = 20_000

Coded = tuple[str, tasks.Task]
"""A task and the code of its group; `""`: whoever sent the plan."""


async def places_of(work: ports.Work, group: groups.Group) -> Sequence[programme_service.Seated]:
    """The places of the group's programme, in plan order; none where it has none."""
    programme = await work.programmes.of_committee(group.id)
    return [] if programme is None else await programme_service.seated(work, programme)


async def groups_of(work: ports.Work, group: groups.Group) -> list[tuple[str, groups.Group]]:
    """The group itself (without a code) and those of its programme, in plan order."""
    return [("", group), *((one.seat.code, one.group) for one in await places_of(work, group))]


async def tasks_of(work: ports.Work, group: groups.Group) -> list[Coded]:
    """All their tasks that are not another one's double, ended ones too, by group and number."""
    found: list[Coded] = []
    for code, one in await groups_of(work, group):
        page = await work.tasks.find(one.id, ports.TaskFilter(live=False), limit=_MOST_TASKS)
        there = sorted((task for task in page.tasks if task.merged_into is None), key=lambda task: task.number)
        found += [(code, task) for task in there]
    return found


def placed(rows: Sequence[Mapping[str, Any]], parts: plan_groups.Division) -> list[plan_changes.Placed]:
    """The rows of a reading, each with the code of its group."""
    code_of = {place: one.code for one in parts.groups for place in one.rows}
    return [plan_changes.Placed(row, code_of.get(place, ""), place) for place, row in enumerate(rows)]


async def standing(
    work: ports.Work, group: groups.Group, plan: programmes.PlanFile, there: Sequence[Coded]
) -> dict[int, tasks.Task]:
    """The task for which each row of the accepted plan stands now, by the row's place."""
    rows = programmes.rows(plan)
    known = {plan_groups.folded(one.group.name): one.seat.code for one in await places_of(work, group)}
    planned = {place: id_ for place, id_ in programmes.became(plan).items() if place < len(rows)}
    ids = {task.id for _, task in there}
    by_line = {
        task.source.line - programmes.PLAN_LINES: task.id
        for _, task in there
        if task.source is not None and (task.source.chat_id, task.source.message_id) == (plan.chat_id, plan.message_id)
    }
    planned |= {
        place: id_ for place, id_ in by_line.items() if 0 <= place < len(rows) and planned.get(place) not in ids
    }
    return plan_changes.standing(placed(rows, plan_groups.divide(rows, known)), there, planned)
