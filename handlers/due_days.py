"""A task's date as part of a line, with the one first agreed where that is another: both are shown ever after."""

from collections.abc import Callable
from datetime import date

from coordination.rules import tasks
from handlers import dates, words

Day = Callable[[date, date, str], str]


def passed(task: tasks.Task, today: date, language: str, day: Day = dates.inline_day) -> str:
    """`Wed 2 Dec`, or `Fri 20 Nov → Wed 2 Dec`; the task has a date. `day` writes one."""
    assert task.due is not None
    due, first = day(task.due.on, today, language), _first(task)
    if first is None:
        return due
    return words.plain(language, "task.line.both_days", old=day(first, today, language), new=due)


def coming(task: tasks.Task, today: date, language: str, shown: str) -> str:
    """The date to come, as it is `shown`: `Fri 4 Dec`, or `Fri 4 Dec (was 20 Nov)`."""
    first = _first(task)
    if first is None:
        return shown
    return words.plain(language, "task.line.day_was", day=shown, was=dates.short_day(first, today, language))


def near(task: tasks.Task, today: date, language: str) -> str:
    """`Thu`, or `Thu, was 20 Nov`: inside brackets."""
    assert task.due is not None
    day, first = dates.near_day(task.due.on, today, language), _first(task)
    if first is None:
        return day
    return words.plain(language, "task.line.near_was", day=day, was=dates.short_day(first, today, language))


def _first(task: tasks.Task) -> date | None:
    """The day first agreed, where another holds now."""
    if task.due is None or task.original_due is None or task.original_due.on == task.due.on:
        return None
    return task.original_due.on
