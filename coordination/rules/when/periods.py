"""Stretches of the calendar as first and last days, and counting through them; it knows no language."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from coordination.rules import calendars
from coordination.rules.when import parts

MOST_DAYS = 36_600
"""Nobody means a date more than a century away; a longer count is refused."""

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def year_of(year: "int | parts.Period | None", today: date) -> int | None:
    """The year that was said, by number or by its distance from now."""
    if isinstance(year, parts.Period):
        return today.year + year.shift if year.year is None else year_of(year.year, today)
    return year


def bounds(period: parts.Period, today: date) -> tuple[date, date] | None:
    """The first and the last day of a period; one named without a year is the next that is not over."""
    if period.unit in {"week", "weekend"}:
        return _week(period, today)
    length = _MONTHS[period.unit]
    if period.unit == "year" and period.year is not None:
        year = year_of(period.year, today)
        return _months(year * 12, 12) if year is not None else None
    if period.number is None:
        index = (today.year * 12 + today.month - 1) // length + period.shift
        return _months(index * length, length)
    return _numbered(period, today, length)


def _numbered(period: parts.Period, today: date, length: int) -> tuple[date, date] | None:
    number = period.number or 0
    if not 1 <= number <= 12 // length:
        return None
    year = year_of(period.year, today)
    found = _months((today.year if year is None else year) * 12 + (number - 1) * length, length)
    if year is None and found and found[1] < today:
        return _months((today.year + 1) * 12 + (number - 1) * length, length)
    return found


def _months(first: int, length: int) -> tuple[date, date] | None:
    """Months counted from the year nought."""
    last = first + length - 1
    if first // 12 < MINYEAR or last // 12 > MAXYEAR:
        return None
    end_year, end_month = last // 12, last % 12 + 1
    return date(first // 12, first % 12 + 1, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def _week(period: parts.Period, today: date) -> tuple[date, date] | None:
    if period.number is not None:
        monday = _iso_week(period, today)
    else:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=period.shift)
    if monday is None:
        return None
    return monday + timedelta(days=5 if period.unit == "weekend" else 0), monday + timedelta(days=6)


def _iso_week(period: parts.Period, today: date) -> date | None:
    year = year_of(period.year, today)
    try:
        monday = date.fromisocalendar(year or today.isocalendar().year, period.number or 0, 1)
        if year is None and monday + timedelta(days=6) < today:
            return date.fromisocalendar(today.isocalendar().year + 1, period.number or 0, 1)
    except ValueError:
        return None
    return monday


def shifted(day: date, dur: parts.Dur, sign: int, calendar: calendars.WorkCalendar) -> date | None:
    """`day` moved by a length of time in days or longer; `None` where that is more than a century."""
    for amount, unit in dur.amounts:
        moved = _moved(day, amount * sign, unit, calendar)
        if moved is None:
            return None
        day = moved
    return day


def _moved(day: date, amount: int, unit: str, calendar: calendars.WorkCalendar) -> date | None:
    if unit in {"month", "quarter", "half", "year"}:
        return _by_months(day, amount * _MONTHS[unit])
    if unit == "workday":
        return by_workdays(day, amount, calendar)
    days = amount * (7 if unit in {"week", "weekend"} else 1)
    return day + timedelta(days=days) if abs(days) <= MOST_DAYS else None


def _by_months(day: date, months: int) -> date | None:
    """The same day so many months on, or the month's last where it has no such day."""
    if abs(months) > MOST_DAYS // 30:
        return None
    found = _months(day.year * 12 + day.month - 1 + months, 1)
    return found and min(found[1], found[0] + timedelta(days=day.day - 1))


def by_workdays(day: date, amount: int, calendar: calendars.WorkCalendar) -> date | None:
    """The `amount`-th working day after `day` (before it, if negative); `None` if it is too far off."""
    step = timedelta(days=1 if amount > 0 else -1)
    left, tried = abs(amount), 0
    while left:
        day += step
        tried += 1
        left -= calendar.is_workday(day)
        if tried > 4000:
            return None
    return day


def nth(n: int, what: "int | str", first: date, last: date, calendar: calendars.WorkCalendar) -> date | None:
    """The n-th (negative: from the end) weekday, `day` or `workday` between two days; `None` if there are fewer."""
    step = timedelta(days=1 if n > 0 else -1)
    day, left = (first, n) if n > 0 else (last, -n)
    while first <= day <= last:
        left -= _is(day, what, calendar)
        if left == 0:
            return day
        day += step
    return None


def _is(day: date, what: "int | str", calendar: calendars.WorkCalendar) -> bool:
    if isinstance(what, int):
        return day.weekday() == what
    return what == "day" or calendar.is_workday(day)
