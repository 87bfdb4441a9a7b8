"""The tasks that a report which is handed in speaks of: those behind its parts, late ones it is a word on; no text."""

from dataclasses import replace

from coordination import ports
from coordination.rules import dues, groups, lights, people, report_tasks, reports, round_reports, tasks, transitions
from coordination.rules.round_reports import Part, Report
from coordination.services import changes, lists


async def named(work: ports.Work, group_id: int, before: Report, sent: Report, by: people.Person | None) -> Report:
    """The report with the tasks that its words still name, where they are others than were drafted."""
    group = await work.groups.get(group_id)
    await word(work, group, sent, by)
    if before.parts == sent.parts and before.version == sent.version == 1:
        return sent
    drafted = [await work.tasks.get(group_id, task_id) for ids in before.tasks.values() for task_id in ids]
    live = await lists.every_live(work, group)
    known = {task.id: task for task in (*live, *drafted) if task is not None}
    behind = {part: report_tasks.named(sent.part(part), known.values(), group.code or "") for part in Part}
    return replace(sent, tasks={part: tuple(task.id for task in found) for part, found in behind.items() if found})


async def word(work: ports.Work, group: groups.Group, sent: Report, by: people.Person | None) -> None:
    """A late task of which nothing was said, and which the report names, was spoken of by that; why it is late stays
    what was said of it before.
    """
    day, code = lists.day_of(work, group), group.code or ""
    live = await lists.every_live(work, group)
    if group.life is not groups.Life.RUNNING:
        return
    for part in round_reports.PARTS:
        for task in report_tasks.named(sent.part(part), live, code):
            if dues.is_late(task, day) and not lights.is_explained(task, day):
                said = report_tasks.clause(sent.part(part), task, code) or sent.part(part)
                live = [_spoken(work, group, task, by, said) if one.id == task.id else one for one in live]


def _spoken(work: ports.Work, group: groups.Group, task: tasks.Task, by: people.Person | None, said: str) -> tasks.Task:
    cause = changes.Said(group, by, work.now, work.new_id(), said)
    step = transitions.report(task, reports.Report(reports.Kind.NOTE, said), reports.By(cause.actor_id, cause.at))
    changes.add_update(work, cause, step, said)
    kept = replace(step.task, last_update_text=task.last_update_text)
    return changes.keep(work, cause, task, replace(step, task=kept))
