"""A group's report as it is drafted from its records, in plain sentences of its language; it decides nothing."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from coordination.rules import groups, reading_remark, round_reports, summaries, tasks
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
            *(_proved(_done(task, language), task, records, language) for task in view.done),
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


def _done(task: tasks.Task, language: str) -> str:
    """`Choose the caterer: done (signed with Bistro 9)`; that it is done is not said twice."""
    said = task.last_update_text or ""
    remark = "" if reading_remark.is_done_alone(said) else scene.shorten(said, LONGEST)
    key = "round.draft.done_remark" if remark else "round.draft.done"
    return words.plain(language, key, title=_title(task), remark=remark)


def _moved(task: tasks.Task, language: str) -> str:
    if task.percent and task.state is tasks.State.IN_PROGRESS:
        return words.plain(language, "summary.moved_percent", title=_title(task), percent=task.percent)
    state = words.plain(language, f"state.{task.state.value}")
    return words.plain(language, "summary.moved_state", title=_title(task), state=state)


def _next(task: tasks.Task, group: groups.Group, now: datetime) -> str:
    if task.due is None:
        return _title(task)
    is_late = task.due.on < now.astimezone(ZoneInfo(group.zone)).date()
    key = "round.draft.next_late" if is_late else "summary.task_next"
    return words.plain(group.language, key, title=_title(task), day=_day(task.due, group, now))


def _problems(view: summaries.SummaryView, now: datetime) -> list[str]:
    """A line a task: blocked, put off, late, with what was said of it."""
    late = {task.id for task in view.late.tasks}
    blocked = [_blocked(stuck.task, view.group.language) for stuck in view.blocked if stuck.task.id not in late]
    slipped = [_slipped(slip, view.group, now) for slip in view.slipped if slip.task.id not in late]
    return [*blocked, *slipped, *(_late(task, view.group, now) for task in view.late.tasks if task.due is not None)]


def _blocked(task: tasks.Task, language: str) -> str:
    reason = task_lines.reason(task)
    key = "summary.blocked_task_reason" if reason else "summary.blocked_task"
    return words.plain(language, key, title=_title(task), reason=reason)


def _slipped(slip: summaries.Slip, group: groups.Group, now: datetime) -> str:
    days = {"old": _day(slip.old, group, now), "new": _day(slip.new, group, now)}
    key = "summary.slipped_task_reason" if slip.reason else "summary.slipped_task"
    reason = scene.shorten(slip.reason or "", LONGEST)
    return words.plain(group.language, key, title=_title(slip.task), reason=reason, **days)


def _late(task: tasks.Task, group: groups.Group, now: datetime) -> str:
    assert task.due is not None
    reason = task_lines.reason(task)
    kind = "blocked" if task.state is tasks.State.BLOCKED else "reason" if reason else ""
    key = f"round.draft.late_{kind}" if kind else "summary.late_task"
    if kind == "blocked" and not reason:
        key = "round.draft.late_stuck"
    return words.plain(group.language, key, title=_title(task), was=_day(task.due, group, now), reason=reason)


def _day(due: tasks.Due, group: groups.Group, now: datetime) -> str:
    return dates.inline_day(due.on, now.astimezone(ZoneInfo(group.zone)).date(), group.language)


def silent(found: Sequence[tasks.Task]) -> str:
    """The numbers of tasks without a word."""
    return " ".join(task_lines.reference(task) for task in found)
