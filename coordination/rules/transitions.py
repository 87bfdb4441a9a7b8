"""The one way from a task and a report to the task afterwards; knows no database, no text and no clock."""

from collections.abc import Callable
from dataclasses import replace

from coordination.errors import Refused
from coordination.rules import endings, progress, reports, tasks

Kind = reports.Kind

_BOOKKEEPING = frozenset({Kind.RENAMED, Kind.KEY, Kind.TAGS})
"""They say nothing of how the task stands, so they are not its last word."""

_ALWAYS_A_WORD = frozenset({Kind.NOTE, Kind.PROGRESS, Kind.BLOCKED, Kind.HELD})
"""Said again they change no state, and still somebody has spoken; "done" said twice is a double tap."""

_NOWHERE = reports.Around()

_TRANSITIONS: dict[reports.Kind, Callable[[reports.Case], reports.Step]] = {
    Kind.NOTE: progress.note,
    Kind.PROGRESS: progress.progress,
    Kind.BLOCKED: progress.blocked,
    Kind.FREED: progress.freed,
    Kind.HELD: progress.held,
    Kind.DONE: endings.done,
    Kind.CONFIRMED: endings.confirmed,
    Kind.RETURNED: endings.returned,
    Kind.DROPPED: endings.dropped,
    Kind.REOPENED: endings.reopened,
    Kind.RENAMED: progress.renamed,
    Kind.KEY: progress.weighed,
    Kind.TAGS: progress.tagged,
}


def report(task: tasks.Task, said: reports.Report, by: reports.By, around: reports.Around = _NOWHERE) -> reports.Step:
    """Apply a report; the same task object comes back where nothing of it changes.

    Any word is kept as the task's last one, even where the state stays. Raises `Refused` where it may not be.
    """
    if said.percent is not None and not 0 <= said.percent <= 100:
        raise Refused("refused.no_percent", percent=said.percent)
    step = _TRANSITIONS[said.kind](reports.Case(task, said, by, around))
    is_again = step.task is task and not said.text.strip() and said.kind not in _ALWAYS_A_WORD
    if is_again or said.kind in _BOOKKEEPING:
        return replace(step, is_word=False)
    return replace(step, task=reports.same_or(task, _spoken(step.task, said, by)))


def _spoken(task: tasks.Task, said: reports.Report, by: reports.By) -> tasks.Task:
    """Keep the last word; one that arrives late (F080) does not take the place of a newer one."""
    if task.last_update_at is not None and by.at < task.last_update_at:
        return task
    text = said.text.strip() or None
    return replace(task, last_update_at=by.at, last_update_by=by.person_id, last_update_text=text)
