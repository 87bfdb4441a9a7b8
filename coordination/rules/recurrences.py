"""Rules of what comes again and again, as local days; knows no clock and turns no wall time into an instant.

A rule says a pattern of days, a local time and a zone. Days are found period by period, so that asking for the next
one costs the same however long nobody asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from coordination.rules.calendars import WorkCalendar
from coordination.rules.patterns import PATTERNS, Pattern, Unit, period_of

EARLIEST_YEAR, LATEST_YEAR = 1900, 5000
"""Outside these years nothing recurs: a clock so wrong gets no answer instead of an overflow."""

MOST_EVERY = 366

SEARCHED = {Unit.DAY: 400, Unit.WEEK: 110, Unit.MONTH: 60, Unit.YEAR: 12}
"""Periods looked at for one occurrence. A rule that none of them satisfies is taken to have ended."""


class OffDay(StrEnum):
    """What becomes of an occurrence on a day off. A day is moved within its own week, month or year, else skipped."""

    KEEP = "keep"
    SKIP = "skip"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Moved:
    """The occurrence of `day` takes place at the local time `to` (naive) instead."""

    day: date
    to: datetime


@dataclass(frozen=True, slots=True)
class Rule:
    """A wall-clock schedule: which local days, at which local time, in which IANA zone.

    `every`: each second, third … period, counted from the one of `starts_on`, which is then needed. `starts_on` and
    `until` are the first and last local days. `skipped` and `moved` name days as they would have come.
    """

    pattern: Pattern
    at: time
    zone: str
    every: int = 1
    starts_on: date | None = None
    until: date | None = None
    off_day: OffDay = OffDay.KEEP
    skipped: frozenset[date] = frozenset()
    moved: tuple[Moved, ...] = ()

    def __post_init__(self) -> None:
        check_zone(self.zone)
        if self.at.tzinfo is not None or any(move.to.tzinfo is not None for move in self.moved):
            raise ValueError("local times are naive, the zone is the rule's")
        if not 1 <= self.every <= MOST_EVERY or (self.every > 1 and self.starts_on is None):
            raise ValueError(f"every 1 to {MOST_EVERY} periods, counted from a first day")
        if self.starts_on and not EARLIEST_YEAR <= self.starts_on.year <= LATEST_YEAR:
            raise ValueError(f"a rule starts in the years {EARLIEST_YEAR} to {LATEST_YEAR}")


def check_zone(zone: str) -> None:
    """Raise `ValueError` for a name that is no IANA time zone."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # what zoneinfo raises for odd names: not found, not a key, a folder
        raise ValueError(f"{zone!r} is no time zone") from None


def days_from(rule: Rule, day: date, calendar: WorkCalendar) -> Iterator[date]:
    """Local days of the rule from `day` on, in order, exceptions left out; ends after a bounded search."""
    first = max(day, rule.starts_on or day)
    for period in _periods(rule, first, 1):
        for found in sorted(_days_of_period(rule, period, calendar)):
            if rule.until and found > rule.until:
                return
            if found >= first:
                yield found


def days_back_from(rule: Rule, day: date, calendar: WorkCalendar) -> Iterator[date]:
    """Local days of the rule from `day` back, the latest first, exceptions left out; ends after a bounded search."""
    last = min(day, rule.until or day)
    for period in _periods(rule, last, -1):
        for found in sorted(_days_of_period(rule, period, calendar), reverse=True):
            if rule.starts_on and found < rule.starts_on:
                return
            if found <= last:
                yield found


def _periods(rule: Rule, day: date, step: int) -> Iterator[int]:
    """Numbers of the rule's periods, from the one of `day` on or back."""
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        return
    unit = rule.pattern.unit
    period, anchor = period_of(unit, day), period_of(unit, rule.starts_on or day)
    period += step * (step * (anchor - period) % rule.every)
    for n in range(SEARCHED[unit]):
        if rule.starts_on and period + step * n * rule.every < anchor:
            return
        yield period + step * n * rule.every


def _days_of_period(rule: Rule, period: int, calendar: WorkCalendar) -> set[date]:
    taken_out = rule.skipped | {move.day for move in rule.moved}
    days = (_on_workday(rule, day, calendar) for day in rule.pattern.days_in(period, calendar))
    return {day for day in days if day is not None and day not in taken_out}


def _on_workday(rule: Rule, day: date, calendar: WorkCalendar) -> date | None:
    if rule.off_day is OffDay.KEEP or calendar.is_workday(day):
        return day
    if rule.off_day is OffDay.SKIP:
        return None
    step = timedelta(days=-1 if rule.off_day is OffDay.BEFORE else 1)
    unit, period = rule.pattern.unit, period_of(rule.pattern.unit, day)
    while period_of(unit, day) == period:
        if calendar.is_workday(day):
            return day
        day += step
    return None


def to_values(rule: Rule, zone: str) -> dict[str, Any]:
    """The rule as JSON values. A zone that is also the group's (`zone`) is left out, so as to follow the group."""
    values: dict[str, Any] = {
        "kind": type(rule.pattern).__name__,
        "days": _as_lists(rule.pattern.days),
        "at": rule.at.isoformat(),
        "every": rule.every,
        "starts_on": rule.starts_on and rule.starts_on.isoformat(),
        "until": rule.until and rule.until.isoformat(),
        "off_day": rule.off_day.value,
        "skipped": sorted(day.isoformat() for day in rule.skipped),
        "moved": {move.day.isoformat(): move.to.isoformat() for move in rule.moved},
    }
    return values if rule.zone == zone else {**values, "zone": rule.zone}


def from_values(values: dict[str, Any], zone: str) -> Rule:
    """The rule of `to_values`; `zone` is the group's, for a rule that has none of its own.

    Only `kind`, `days` and `at` are needed. Raises `ValueError` for anything that is not such a rule.
    """
    try:
        return Rule(
            pattern=PATTERNS[values["kind"]](_as_tuples(values.get("days", ()))),
            at=time.fromisoformat(values["at"]),
            zone=values.get("zone", zone),
            every=values.get("every", 1),
            starts_on=_day(values.get("starts_on")),
            until=_day(values.get("until")),
            off_day=OffDay(values.get("off_day", OffDay.KEEP)),
            skipped=frozenset(map(date.fromisoformat, values.get("skipped", ()))),
            moved=tuple(Moved(*_moved(pair)) for pair in values.get("moved", {}).items()),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not the values of a rule: {error!r}") from error


def _moved(pair: tuple[str, str]) -> tuple[date, datetime]:
    return date.fromisoformat(pair[0]), datetime.fromisoformat(pair[1])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _as_lists(days: Iterable[Any]) -> list[Any]:
    return [list(day) if isinstance(day, tuple) else day for day in days]


def _as_tuples(days: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(tuple(day) if isinstance(day, list) else day for day in days)
