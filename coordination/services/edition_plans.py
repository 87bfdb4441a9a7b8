"""The plan with which an edition begins, kept as one that was taken over: the first dates, and the phases; no text."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from coordination import ports
from coordination.rules import events, phases, programmes, tasks
from coordination.services import changes

FIRST_ROW = 2


def source(said: changes.Said, place: int) -> events.Source | None:
    """Where a task of the edition comes from: the message by which it began, and its place in the plan."""
    return None if said.source is None else replace(said.source, line=programmes.PLAN_LINES + place)


async def keep(
    work: ports.Work, said: changes.Said, programme: programmes.Programme, made: Sequence[tasks.Task]
) -> None:
    """Keep the new tasks as the edition's first plan, so that it is compared with and given back as any plan is."""
    if said.source is None or not made:
        return
    rows = [await _row(work, said, one, place) for place, one in enumerate(made, FIRST_ROW)]
    plan = programmes.PlanFile(
        id=work.new_id(),
        group_id=said.group.id,
        name=f"{programme.name}.xlsx",
        file_id="",
        sent_at=work.now,
        chat_id=said.source.chat_id,
        message_id=said.source.message_id,
        sent_by=said.actor_id,
        state=programmes.PlanState.ACCEPTED,
        reading={"tasks": rows, "report_back": []},
        ended_at=work.now,
        change_id=said.change_id,
    )
    work.plans.save(programmes.with_tasks(plan, {place: one.id for place, one in enumerate(made)}))


async def _row(work: ports.Work, said: changes.Said, task: tasks.Task, row: int) -> dict[str, Any]:
    """A task as the row of a reading."""
    group = await work.groups.get(task.group_id)
    return {
        "row": row,
        "title": task.title,
        "group": None if group.id == said.group.id else group.name,
        "owners": [],
        "start": None if task.start_on is None else task.start_on.isoformat(),
        "due": None if task.due is None else task.due.on.isoformat(),
        "due_time": None,
        "state": None,
        "percent": None,
        "reason": None,
        "parent": None,
        "ref": task.external_ref,
    }


async def carry_phases(work: ports.Work, old_id: int, new_id: int) -> None:
    """The same phases in the same order, with their gates open again."""
    for one in await work.plans.phases_of(old_id):
        work.plans.save_phase(phases.Phase(work.new_id(), new_id, one.position, one.name, one.tag))
