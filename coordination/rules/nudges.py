"""Which tasks a lead's nudge is due for; knows no message, no person and no database."""

from collections.abc import Sequence

from coordination.rules import digests, dues, groups, instants, lights, tasks

State = tasks.State


def due(live: Sequence[tasks.Task], day: dues.Day, settings: groups.Settings) -> list[tasks.Task]:
    """Those that wait for a word of their owner: late or due today without one, or moving and silent too long.

    What was said of a late task holds as long as silence is allowed for a moving one. Blocked tasks are explained.
    """
    return [task for task in live if may(task) and _waits(task, day, settings.silent_after_days)]


def may(task: tasks.Task) -> bool:
    """Tell whether anything is owed of which its owner could be asked: not of what is blocked, claimed or ended."""
    return task.state not in dues.NOT_OWED and task.state is not State.BLOCKED


def _waits(task: tasks.Task, day: dues.Day, silent_days: int) -> bool:
    if dues.is_late(task, day):
        return not lights.is_explained(task, day) or _said_ago(task, day) >= silent_days
    if task.due is not None and task.due.on == day.today:
        return _said_ago(task, day) > 0
    return digests.is_silent(task, day, silent_days)


def _said_ago(task: tasks.Task, day: dues.Day) -> int:
    """Local days since the last word, or since the task was made."""
    last = instants.local_day(task.last_update_at or task.created_at, day.zone)
    return (day.today - last).days
