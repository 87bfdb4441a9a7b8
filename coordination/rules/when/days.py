"""Which days a phrase can mean, seen from a day and in a language's habits; it knows no words and no hours."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from coordination.rules import calendars
from coordination.rules.when import feasts, parts, periods
from coordination.rules.when.values import Problem

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class View:
    """From where a phrase is read: the day it is said on, working days, the opening day, a language's habits."""

    today: date
    calendar: calendars.WorkCalendar
    opens_on: date | None
    order: str  # of two numbers: day, month, ask
    next_weekday: str  # what "next Friday" means first: coming, week


@dataclass(frozen=True, slots=True)
class Days:
    """The days that may be meant, the default first; none with a `problem`."""

    days: tuple[date, ...]
    problem: Problem | None = None


NO_SUCH_DAY = Days((), Problem.NO_SUCH_DAY)
VAGUE = Days((), Problem.VAGUE)


def resolve(day: parts.Day, view: View) -> Days:
    """All fair readings of a day; days beyond the calendar's end are no days."""
    try:
        found = _RESOLVE[type(day)](day, view)
    except (OverflowError, ValueError):
        return NO_SUCH_DAY
    return Days(tuple(dict.fromkeys(found.days)), found.problem)


def _only(day: date | None, problem: Days = NO_SUCH_DAY) -> Days:
    return problem if day is None else Days((day,))


# ---- numbers


def _calendar(spec: parts.Calendar, view: View) -> Days:
    if spec.month is None:
        return _only(_next_day(spec.day, view.today))
    if isinstance(spec.month, parts.Period):
        stretch = periods.bounds(spec.month, view.today)
        return _only(stretch and _date(stretch[0].year, stretch[0].month, spec.day))
    year = periods.year_of(spec.year, view.today)
    if year is not None:
        return _only(_date(year, spec.month, spec.day))
    return _only(_next_date(spec.month, spec.day, view.today))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next_day(day: int, today: date) -> date | None:
    """The next time a month has that day: the 31st skips the short ones."""
    if not 1 <= day <= 31:
        return None
    for months in range(14):
        index = today.year * 12 + today.month - 1 + months
        found = _date(index // 12, index % 12 + 1, day)
        if found is not None and found >= today:
            return found
    return None


def _next_date(month: int, day: int, today: date) -> date | None:
    """The next time that day comes, today included; 29 February waits for a leap year."""
    for year in range(today.year, today.year + 9):
        found = _date(year, month, day)
        if found is not None and found >= today:
            return found
    return None


def _numeric(spec: parts.Numeric, view: View) -> Days:
    """Two numbers: an impossible month decides, else the language; where it does not, both are to be asked."""
    day_first = _calendar(parts.Calendar(spec.first, spec.second, spec.year), view)
    month_first = _calendar(parts.Calendar(spec.second, spec.first, spec.year), view)
    if spec.first > 12:
        return day_first
    if spec.second > 12:
        return month_first
    if view.order == "ask":
        return Days((*day_first.days, *month_first.days), day_first.problem if not month_first.days else None)
    return day_first if view.order == "day" else month_first


# ---- counted from today


def _from_today(spec: parts.FromToday, view: View) -> Days:
    return Days((view.today + timedelta(days=spec.days),))


def _ahead(spec: parts.Ahead, view: View) -> Days:
    day = periods.shifted(view.today, spec.dur, spec.sign, view.calendar)
    if day is None:
        return NO_SUCH_DAY
    return Days((day - spec.dur.loose * _DAY, day)) if spec.dur.loose else Days((day,))


def _weekday(spec: parts.Weekday, view: View) -> Days:
    today = view.today
    to_come = today + ((spec.day - today.weekday() - 1) % 7 + 1) * _DAY
    in_week = today + (spec.day - today.weekday()) * _DAY
    if spec.which == "bare":
        return Days((to_come, today)) if today.weekday() == spec.day else Days((to_come,))
    if spec.which == "next":
        both = (to_come, in_week + _WEEK)
        return Days(both if view.next_weekday == "coming" else both[::-1])
    if spec.which == "last":
        gone = today - ((today.weekday() - spec.day - 1) % 7 + 1) * _DAY
        return Days((gone, in_week - _WEEK))
    return Days((to_come if spec.which == "coming" else in_week,))


def _in_week(spec: parts.InWeek, view: View) -> Days:
    week = periods.bounds(spec.week, view.today)
    return _only(week and week[0] + spec.day * _DAY)


# ---- periods


def _period(spec: parts.Period, view: View) -> Days:
    """A stretch named as if it were a day: its last working day, its end, its beginning."""
    stretch = periods.bounds(spec, view.today)
    if stretch is None:
        return NO_SUCH_DAY
    first, last = stretch
    if last < view.today or (spec.unit == "year" and spec.number is None):
        return VAGUE
    if spec.unit == "weekend":
        return Days((last, first))
    current = first <= view.today
    if spec.unit != "week":
        return Days((last,) if current and spec.number is None else (last, first))
    return Days((_working_end(first, last, view), last if current else first))


def _working_end(first: date, last: date, view: View) -> date:
    return periods.nth(-1, "workday", max(first, view.today), last, view.calendar) or last


def _edge(spec: parts.Edge, view: View) -> Days:
    stretch = periods.bounds(spec.period, view.today)
    if stretch is None:
        return NO_SUCH_DAY
    first, last = stretch
    if spec.which == "start":
        return VAGUE
    if spec.dekad:
        end = last if spec.dekad == 3 else first + (spec.dekad * 10 - 1) * _DAY
        return Days((first + (spec.dekad * 10 - 6) * _DAY, end))
    if spec.which == "end":
        return Days((_working_end(first, last, view), last)) if spec.period.unit == "week" else Days((last,))
    return _middle(spec.period, first, last)


def _middle(period: parts.Period, first: date, last: date) -> Days:
    if period.unit == "month":
        return Days((first + 14 * _DAY, first + 19 * _DAY))
    half = first + ((last - first).days // 2) * _DAY
    return Days((half, half + _DAY if period.unit == "week" else half + 14 * _DAY))


def _nth(spec: parts.Nth, view: View) -> Days:
    found = _nth_in(spec, view, periods.bounds(spec.period, view.today))
    open_year = spec.period.number is not None and spec.period.year is None
    if found and found < view.today and open_year:
        later = periods.bounds(spec.period, view.today.replace(year=view.today.year + 1, month=1, day=1))
        return _only(_nth_in(spec, view, later))
    return _only(found)


def _nth_in(spec: parts.Nth, view: View, stretch: tuple[date, date] | None) -> date | None:
    return stretch and periods.nth(spec.n, spec.what, *stretch, view.calendar)


def _nth_from(spec: parts.NthFrom, view: View) -> Days:
    base = resolve(spec.base, view)
    far = timedelta(weeks=max(6, 6 * abs(spec.n)))
    found = []
    for day in base.days:
        first, last = (day + _DAY, day + far) if spec.sign > 0 else (day - far, day - _DAY)
        found.append(periods.nth(spec.n, spec.what, first, last, view.calendar))
    return Days(tuple(day for day in found if day), base.problem)


# ---- holidays, the opening day


def _feast(spec: parts.Feast, view: View) -> Days:
    year = periods.year_of(spec.year, view.today)
    return _only(feasts.day_of(spec.key, year) if year is not None else feasts.next_of(spec.key, view.today), VAGUE)


def _opening(_: parts.Opening, view: View) -> Days:
    return _only(view.opens_on, Days((), Problem.NO_OPENING_DAY))


def _after(spec: parts.After, view: View) -> Days:
    """After a holiday: the first day behind its usual break is no more than a proposal, so two are given."""
    if not isinstance(spec.base, parts.Feast):
        return VAGUE
    base = _feast(spec.base, view)
    length = feasts.BREAKS.get(spec.base.key)
    found: list[date] = []
    for day in base.days:
        behind = day + length * _DAY if length else periods.by_workdays(day, 1, view.calendar)
        found += [behind or day + _DAY, day + _DAY]
    return Days(tuple(found), base.problem) if len(set(found)) != 1 else VAGUE


# ---- built on other days


def _offset(spec: parts.Offset, view: View) -> Days:
    base = resolve(spec.base, view)
    moved = (periods.shifted(day, spec.dur, spec.sign, view.calendar) for day in base.days)
    found = tuple(day for day in moved if day is not None)
    return Days(found, base.problem if not base.days else None) if found or not base.days else NO_SUCH_DAY


def _both(spec: parts.Both, view: View) -> Days:
    """A day said twice; where the two disagree both are to be asked."""
    second = resolve(spec.second, view)
    if not isinstance(spec.first, parts.Weekday):
        first = resolve(spec.first, view)
        return second if set(first.days) & set(second.days) else Days((*second.days, *first.days), second.problem)
    weekday = spec.first.day
    agreeing = tuple(day for day in second.days if day.weekday() == weekday)
    if agreeing or not second.days:
        return Days(agreeing, second.problem)
    gone = _same_day_before(spec.second, second.days[0], view)
    if gone is not None and gone.weekday() == weekday:
        return Days((gone,))
    return Days((second.days[0], second.days[0] + ((weekday - second.days[0].weekday() + 3) % 7 - 3) * _DAY))


def _same_day_before(spec: parts.Day, day: date, view: View) -> date | None:
    """A date without a year that has just gone by: its weekday may show that it was meant."""
    if not isinstance(spec, parts.Calendar) or spec.year is not None or not isinstance(spec.month, int):
        return None
    gone = _date(day.year - 1, day.month, day.day)
    return gone if gone and timedelta() < view.today - gone < timedelta(days=60) else None


_RESOLVE: dict[type, Any] = {
    parts.Calendar: _calendar,
    parts.Numeric: _numeric,
    parts.FromToday: _from_today,
    parts.Ahead: _ahead,
    parts.Weekday: _weekday,
    parts.InWeek: _in_week,
    parts.Period: _period,
    parts.Edge: _edge,
    parts.Nth: _nth,
    parts.NthFrom: _nth_from,
    parts.Feast: _feast,
    parts.Opening: _opening,
    parts.After: _after,
    parts.Offset: _offset,
    parts.Both: _both,
}
