"""A group's report as it is drafted from its records, in plain sentences of its language; it decides nothing."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from coordination.rules import groups, round_reports, summaries, tasks
from coordination.rules.round_reports import Part
from coordination.services import round_reports as service
from handlers import dates, scene, task_lines, words

MOST = 8
LONGEST = 80


def draft(records: service.Records, now: datetime) -> round_reports.Report:
    """Results, key work next, problems and help needed, each as one line; a part without anything is empty."""
    view = records.view
    language, coming = view.group.language, records.coming or view.next
    parts = {
        Part.RESULTS: [
            *(_proved(_title(task), task, records, language) for task in view.done),
            *(_proved(_moved(task, language), task, records, language) for task in view.moved),
        ],
        Part.NEXT: [_next(task, view.group, now) for task in coming],
        Part.PROBLEMS: _problems(view, now),
        Part.HELP: [scene.shorten(ask, LONGEST) for ask in view.help],
    }
    behind = {
        Part.RESULTS: tuple(task.id for task in (*view.done, *view.moved)),
        Part.NEXT: tuple(task.id for task in coming),
        Part.PROBLEMS: (
            *(stuck.task.id for stuck in view.blocked),
            *(slip.task.id for slip in view.slipped),
            *(task.id for task in view.late.tasks),
        ),
    }
    return round_reports.Report({part: _joined(found, language) for part, found in parts.items()}, tasks=behind)


def _joined(found: Sequence[str], language: str) -> str:
    shown = list(found[:MOST])
    if len(found) > MOST:
        shown.append(words.plain_count(language, "round.draft.more", len(found) - MOST))
    return str(words.join(language, "clauses", shown).unescape())


def _title(task: tasks.Task) -> str:
    return ("★ " if task.key else "") + scene.shorten(task.title, LONGEST)


def _proved(line: str, task: tasks.Task, records: service.Records, language: str) -> str:
    """The line with how many files stand behind it, if any."""
    count = records.files.get(task.id, 0)
    return words.plain_count(language, "round.draft.files", count, line=line) if count else line


def _moved(task: tasks.Task, language: str) -> str:
    if task.percent and task.state is tasks.State.IN_PROGRESS:
        return words.plain(language, "summary.moved_percent", title=_title(task), percent=task.percent)
    state = words.plain(language, f"state.{task.state.value}")
    return words.plain(language, "summary.moved_state", title=_title(task), state=state)


def _next(task: tasks.Task, group: groups.Group, now: datetime) -> str:
    if task.due is None:
        return _title(task)
    return words.plain(group.language, "summary.task_next", title=_title(task), day=_day(task.due, group, now))


def _problems(view: summaries.SummaryView, now: datetime) -> list[str]:
    language, group = view.group.language, view.group
    found = []
    for stuck in view.blocked:
        reason = task_lines.reason(stuck.task)
        key = "summary.blocked_task_reason" if reason else "summary.blocked_task"
        found.append(words.plain(language, key, title=_title(stuck.task), reason=reason))
    for slip in view.slipped:
        days = {"old": _day(slip.old, group, now), "new": _day(slip.new, group, now)}
        key = "summary.slipped_task_reason" if slip.reason else "summary.slipped_task"
        reason = scene.shorten(slip.reason or "", LONGEST)
        found.append(words.plain(language, key, title=_title(slip.task), reason=reason, **days))
    late = [(task, task.due) for task in view.late.tasks]
    found += [
        words.plain(language, "summary.late_task", title=_title(task), was=_day(due, group, now))
        for task, due in late
        if due is not None
    ]
    return found


def _day(due: tasks.Due, group: groups.Group, now: datetime) -> str:
    return dates.inline_day(due.on, now.astimezone(ZoneInfo(group.zone)).date(), group.language)


def silent(found: Sequence[tasks.Task]) -> str:
    """The numbers of tasks without a word."""
    return " ".join(task_lines.reference(task) for task in found)
