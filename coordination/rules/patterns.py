"""Patterns of days within a period: weekdays of a week, days of a month, days of a year; knows no time and no zone.

A period is a day, an ISO week, a month or a year, and has a number; what lies in it is found without looking at any
other.
"""

import calendar as months
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from coordination.rules.calendars import WorkCalendar, workdays_of_month


class Unit(StrEnum):
    """The period a pattern repeats in. Periods are numbered; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day; `days` is empty, as there is nothing to choose."""

    days: tuple[()] = ()
    unit: ClassVar = Unit.DAY

    def __post_init__(self) -> None:
        if self.days:
            raise ValueError("a daily rule names no days")

    def days_in(self, period: int, calendar: WorkCalendar) -> Iterator[date]:
        yield date.fromordinal(period)


@dataclass(frozen=True, slots=True)
class Weekly:
    """Weekdays, Monday = 0."""

    days: tuple[int, ...]
    unit: ClassVar = Unit.WEEK

    def __post_init__(self) -> None:
        _check(self.days, all(0 <= day <= 6 for day in self.days), "weekdays are 0 to 6")

    def days_in(self, period: int, calendar: WorkCalendar) -> Iterator[date]:
        return (date.fromordinal(7 * period + 1 + day) for day in self.days)


@dataclass(frozen=True, slots=True)
class MonthDays:
    """Days of the month, 1 to 31, or -1 for the last, -2 for the one before; a day too late is the month's last."""

    days: tuple[int, ...]
    unit: ClassVar = Unit.MONTH

    def __post_init__(self) -> None:
        _check(self.days, all(1 <= day <= 31 or -28 <= day <= -1 for day in self.days), "days are 1 to 31 or -28 to -1")

    def days_in(self, period: int, calendar: WorkCalendar) -> Iterator[date]:
        return (_day_of_month(*_month(period), day) for day in self.days)


@dataclass(frozen=True, slots=True)
class MonthWeekdays:
    """Pairs of (which one in the month, weekday): (2, 0) the second Monday, (-1, 4) the last Friday.

    A fifth one that a month does not have is left out there.
    """

    days: tuple[tuple[int, int], ...]
    unit: ClassVar = Unit.MONTH

    def __post_init__(self) -> None:
        known = all(1 <= abs(which) <= 5 and 0 <= weekday <= 6 for which, weekday in self.days)
        _check(self.days, known, "weekdays of a month are the first to fifth or last, of 0 to 6")

    def days_in(self, period: int, calendar: WorkCalendar) -> Iterator[date]:
        year, month = _month(period)
        for which, weekday in self.days:
            same = [d for d in _days_of_month(year, month) if d.weekday() == weekday]
            yield from _nth(same, which)


@dataclass(frozen=True, slots=True)
class MonthWorkdays:
    """Working days of the month: 1 the first, -1 the last; one that a month does not have is left out there."""

    days: tuple[int, ...]
    unit: ClassVar = Unit.MONTH

    def __post_init__(self) -> None:
        _check(self.days, all(1 <= abs(day) <= 31 for day in self.days), "working days are 1 to 31 or -31 to -1")

    def days_in(self, period: int, calendar: WorkCalendar) -> Iterator[date]:
        worked = workdays_of_month(calendar, *_month(period))
        for which in self.days:
            yield from _nth(worked, which)


@dataclass(frozen=True, slots=True)
class YearDays:
    """Pairs of (month, day). 29 February is the 28th in common years: a yearly promise is kept every year."""

    days: tuple[tuple[int, int], ...]
    unit: ClassVar = Unit.YEAR

    def __post_init__(self) -> None:
        known = all(1 <= month <= 12 and 1 <= day <= months.monthrange(2024, month)[1] for month, day in self.days)
        _check(self.days, known, "days of a year are a month and a day that it has")

    def days_in(self, period: int, calendar: WorkCalendar) -> Iterator[date]:
        return (_day_of_month(period, month, day) for month, day in self.days)


Pattern = Daily | Weekly | MonthDays | MonthWeekdays | MonthWorkdays | YearDays

PATTERNS: dict[str, type[Pattern]] = {
    pattern.__name__: pattern for pattern in (Daily, Weekly, MonthDays, MonthWeekdays, MonthWorkdays, YearDays)
}
"""By name, as a stored rule names them."""


def period_of(unit: Unit, day: date) -> int:
    """The number of the period that the day lies in."""
    numbers = {
        Unit.DAY: day.toordinal(),
        Unit.WEEK: (day.toordinal() - 1) // 7,  # ordinal 1 is a Monday
        Unit.MONTH: day.year * 12 + day.month - 1,
        Unit.YEAR: day.year,
    }
    return numbers[unit]


def _month(period: int) -> tuple[int, int]:
    return period // 12, period % 12 + 1


def _day_of_month(year: int, month: int, day: int) -> date:
    length = months.monthrange(year, month)[1]
    return date(year, month, min(day, length) if day > 0 else length + 1 + day)


def _days_of_month(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, months.monthrange(year, month)[1] + 1)]


def _nth(days: list[date] | tuple[date, ...], which: int) -> Iterator[date]:
    """The first for 1, the last for -1; nothing where there are not so many."""
    if abs(which) <= len(days):
        yield days[which - 1 if which > 0 else which]


def _check(days: tuple[object, ...], known: bool, meaning: str) -> None:
    if not days or not known:
        raise ValueError(meaning)
