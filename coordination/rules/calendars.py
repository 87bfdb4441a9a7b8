"""Which days are working days: by country, own weekend and own table; knows no clock, no zone and no database.

The public holidays are those of the `holidays` library; it is imported when a country is first asked for, because a
group without one never needs it. Weekends are decided here alone: setting the library's own weekend is silently
ignored for some countries.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from coordination.errors import Refused

SATURDAY_SUNDAY = frozenset({5, 6})
"""Weekdays count from Monday = 0, as everywhere in Python."""

MOVES_WORKDAYS = frozenset({"BY", "CN", "HU", "LV", "RU", "UZ", "VN"})
"""Countries that publish each year which weekend days are worked in exchange for a bridge or a longer feast."""

LONGEST_BREAK = 1100
"""Days without a working day after which a calendar is taken to have none at all."""


class WorkCalendar(Protocol):
    """Says of any day whether work is done on it."""

    def is_workday(self, day: date) -> bool: ...


@dataclass(frozen=True, slots=True)
class Calendar:
    """A group's working days: its own table before the country's days before the weekend.

    `country` is ISO 3166-1 alpha-2, `subdivision` the library's code of a part of it; `None`: no public holidays.
    `days_off` and `workdays` are the group's own table, the former wins.
    """

    country: str | None = None
    subdivision: str | None = None
    weekend: frozenset[int] = SATURDAY_SUNDAY
    days_off: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekend < frozenset(range(7)):
            raise ValueError("a weekend is some of the weekdays 0 to 6, never all of them")

    def is_workday(self, day: date) -> bool:
        if day in self.days_off:
            return False
        if day in self.workdays:
            return True
        public = self._public(day.year)
        if day in public.workdays:
            return True
        return day.weekday() not in self.weekend and day not in public.days_off

    def is_provisional(self, year: int) -> bool:
        """Whether the year's working days may still change.

        True while a country that moves working days has not published them (China 2027), or while a feast is only
        estimated; false once the group's own table has a working day of that year.
        """
        if any(day.year == year for day in self.workdays):
            return False
        if self._public(year).estimated:
            return True
        later = (self._public(year + ahead).workdays for ahead in range(4))
        return self.country in MOVES_WORKDAYS and not any(later)

    def with_weekends(self) -> "Calendar":
        """The same calendar in which weekends are worked; public holidays stay off."""
        return replace(self, weekend=frozenset())

    def _public(self, year: int) -> "PublicDays":
        return NO_PUBLIC_DAYS if self.country is None else _public_days(self.country, self.subdivision, year)


@dataclass(frozen=True, slots=True)
class PublicDays:
    """A country's days of one year: off by law, worked although a weekend, and whether some are only estimated."""

    days_off: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    estimated: bool = False


NO_PUBLIC_DAYS = PublicDays()
MON_FRI = Calendar()


def of_country(country: str, subdivision: str | None = None) -> Calendar:
    """The calendar of a country (code in any letter case) or a part of it, with the country's usual weekend.

    Raises `Refused("refused.no_such_country")` where the country or its part is not known.
    """
    country, subdivision = country.strip().upper(), (subdivision or "").strip() or None
    try:
        _public_days(country, subdivision, 2026)  # any year tells whether the country is known
    except NotImplementedError:
        raise Refused("refused.no_such_country", country=country, subdivision=subdivision or "") from None
    return Calendar(country, subdivision, usual_weekend(country))


@lru_cache(maxsize=512)
def usual_weekend(country: str) -> frozenset[int]:
    """The weekdays that are the country's weekend in CLDR; Saturday and Sunday where CLDR knows none."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(f"und_{country}")
    except (UnknownLocaleError, ValueError):
        return SATURDAY_SUNDAY
    length = (locale.weekend_end - locale.weekend_start) % 7 + 1
    return frozenset((locale.weekend_start + n) % 7 for n in range(length))


def next_workday(calendar: WorkCalendar, day: date) -> date:
    """The first working day after `day`. Raises `ValueError` where a year has none."""
    return _workday_from(calendar, day, 1)


def previous_workday(calendar: WorkCalendar, day: date) -> date:
    """The last working day before `day`. Raises `ValueError` where a year has none."""
    return _workday_from(calendar, day, -1)


def workday_at_or_before(calendar: WorkCalendar, day: date) -> date:
    """`day` itself if it is a working day, else the one before it."""
    return day if calendar.is_workday(day) else previous_workday(calendar, day)


def add_workdays(calendar: WorkCalendar, day: date, count: int) -> date:
    """The `count`-th working day after `day` (before it if negative); `day` itself for 0."""
    for _ in range(abs(count)):
        day = _workday_from(calendar, day, 1 if count > 0 else -1)
    return day


def workdays_between(calendar: WorkCalendar, start: date, end: date) -> int:
    """How many working days are left from `start` to `end`: `start` is not counted, `end` is.

    From Tuesday 10 November to Friday 4 December 2026 they are 18. Negative when `end` is the earlier day.
    """
    if end < start:
        return -workdays_between(calendar, end, start)
    return sum(calendar.is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def last_workday_of_month(calendar: WorkCalendar, year: int, month: int) -> date | None:
    """The month's last working day; `None` for a month without one."""
    days = workdays_of_month(calendar, year, month)
    return days[-1] if days else None


def workdays_of_month(calendar: WorkCalendar, year: int, month: int) -> tuple[date, ...]:
    """The month's working days, in order."""
    first = date(year, month, 1)
    days = (first + timedelta(days=n) for n in range(31))
    return tuple(day for day in days if day.month == month and calendar.is_workday(day))


def _workday_from(calendar: WorkCalendar, day: date, step: int) -> date:
    for n in range(1, LONGEST_BREAK + 1):
        candidate = day + timedelta(days=n * step)
        if calendar.is_workday(candidate):
            return candidate
    raise ValueError(f"no working day within {LONGEST_BREAK} days of {day}")


@lru_cache(maxsize=1024)
def _public_days(country: str, subdivision: str | None, year: int) -> PublicDays:
    """A country's days of a year. Raises `NotImplementedError` for one the library does not know."""
    import holidays

    language = "en_US" if "en_US" in holidays.country_holidays(country).supported_languages else None
    found = holidays.country_holidays(country, subdiv=subdivision, years=year, expand=False, language=language)
    off = frozenset(day for day in found if day.year == year)
    return PublicDays(
        days_off=off,
        workdays=frozenset(day for day in found.weekend_workdays if day.year == year),
        estimated=any("(estimated)" in found[day] for day in off),
    )
