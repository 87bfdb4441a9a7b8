"""Which days are working days; knows no clock, no zone and no group."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

SATURDAY_SUNDAY = frozenset({5, 6})
"""Weekdays count from Monday = 0, as everywhere in Python."""


class WorkCalendar(Protocol):
    """Says of any day whether work is done on it."""

    def is_workday(self, day: date) -> bool: ...


@dataclass(frozen=True, slots=True)
class WeekCalendar:
    """A week with its own weekend and no holidays."""

    weekend: frozenset[int] = SATURDAY_SUNDAY

    def is_workday(self, day: date) -> bool:
        return day.weekday() not in self.weekend


MON_FRI = WeekCalendar()
