"""What of one edition goes into the next, on which days, and how two editions compare; knows no database, no text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from coordination.rules import calendars, programmes, tasks

Row = tuple[tasks.State, datetime, datetime | None, int]
"""State, beginning, end, and how many tasks have the same of each."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Wish:
    """The next edition as somebody wants it."""

    name: str
    opens_on: date


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing that the next edition is to know; `author_id` is `None` for an anonymous admin."""

    id: int
    programme_id: int
    group_id: int
    at: datetime
    words: str
    author_id: int | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """A task that the edition before left unfinished: what it was called there, in which, and how often by now."""

    task_id: int
    origin: str
    edition: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the tasks that there were on a day were done."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class SameDay:
    """Today and the same day of the last edition; `days` to the opening (negative: since it)."""

    days: int
    now: Share
    then: Share
    edition: str


def next_name(name: str, opens_on: date) -> str:
    """The name with the year of the new opening day in the place of the last year in it, or behind it."""
    years = list(_YEAR.finditer(name))
    if not years:
        return f"{name} {opens_on.year}"
    return f"{name[: years[-1].start()]}{opens_on.year}{name[years[-1].end() :]}"


def goes_along(task: tasks.Task, *, all_planned: bool) -> bool:
    """Whether a task is made anew: what the plan said or is key work, and whatever was not finished.

    `all_planned`: the edition had no plan of its own, so that whatever was done counts as one.
    """
    if task.state is tasks.State.DROPPED or task.merged_into is not None:
        return False
    return all_planned or task.key or programmes.is_planned(task) or is_unfinished(task)


def is_unfinished(task: tasks.Task) -> bool:
    return task.state not in tasks.ENDED


@dataclass(frozen=True, slots=True)
class Shift:
    """From one opening day to another, on the working days of a calendar; hours are local in `zone`."""

    old: date
    new: date
    calendar: calendars.WorkCalendar
    zone: ZoneInfo

    def day(self, on: date) -> date:
        """As many days from the opening as before; from a day off to the working day towards which there is time.

        Before the opening that is the one before, after it the one after; the opening day itself stays.
        """
        moved = on + (self.new - self.old)
        if self.calendar.is_workday(moved) or on == self.old:
            return moved
        step = timedelta(days=-1 if on < self.old else 1)
        for _ in range(31):
            moved += step
            if self.calendar.is_workday(moved):
                break
        return moved

    def due(self, due: tasks.Due | None) -> tasks.Due | None:
        """The date with its hour, where it has one."""
        if due is None:
            return None
        on = self.day(due.on)
        if due.at is None:
            return tasks.Due(on)
        hour = due.at.astimezone(self.zone).time()
        return tasks.Due(on, datetime.combine(on, hour, self.zone).astimezone(UTC))


def share(rows: Iterable[Row], until: datetime) -> Share:
    """How much was done at an instant (aware, UTC)."""
    done = total = 0
    for state, created_at, ended_at, number in rows:
        if created_at > until or (state is tasks.State.DROPPED and ended_at is not None and ended_at <= until):
            continue
        total += number
        if state is tasks.State.DONE and ended_at is not None and ended_at <= until:
            done += number
    return Share(done, total)
