"""The tasks that a report which is handed in speaks of: those behind its parts, late ones it is a word on; no text."""

from dataclasses import replace

from coordination import ports
from coordination.rules import dues, groups, lights, people, report_tasks, reports, round_reports, tasks
from coordination.rules.round_reports import Part, Report
from coordination.services import changes, lists
from coordination.services import reports as reports_service


async def named(work: ports.Work, group_id: int, before: Report, sent: Report, by: people.Person | None) -> Report:
    """The report with the tasks that its words still name, where they are others than were drafted; a late task of
    which nothing was said yet has them as its last word.
    """
    group = await work.groups.get(group_id)
    live = await lists.every_live(work, group)
    await _word(work, group, sent, by, live)
    if before.parts == sent.parts and before.version == sent.version == 1:
        return sent
    drafted = [await work.tasks.get(group_id, task_id) for ids in before.tasks.values() for task_id in ids]
    known = {task.id: task for task in (*live, *drafted) if task is not None}
    code = group.code or ""
    behind = {part: report_tasks.named(sent.part(part), known.values(), code) for part in Part}
    return replace(sent, tasks={part: tuple(task.id for task in found) for part, found in behind.items() if found})


async def _word(
    work: ports.Work, group: groups.Group, sent: Report, by: people.Person | None, live: list[tasks.Task]
) -> None:
    day, code = lists.day_of(work, group), group.code or ""
    silent = [task for task in live if dues.is_late(task, day) and not lights.is_explained(task, day)]
    for task in silent:
        said = next(
            (found for part in round_reports.PARTS if (found := report_tasks.clause(sent.part(part), task, code))), ""
        )
        if said and group.life is groups.Life.RUNNING:
            cause = changes.Said(group, by, work.now, work.new_id(), said)
            await reports_service.report(work, cause, (task.number,), reports.Report(reports.Kind.NOTE, said))
