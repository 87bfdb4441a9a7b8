"""From a range to its two ends: what one end leaves out it takes from the other; it knows no words."""

from dataclasses import replace
from datetime import date, timedelta

from coordination.rules.when import days, moments, parts
from coordination.rules.when.values import Moment, Problem, Reading, Span

_DAY = timedelta(days=1)


def read(spec: parts.Range, setting: moments.Setting) -> Reading:
    """The spans that a range can mean: an end before its beginning is no range."""
    start, end = _shared(spec.start, spec.end)
    first = moments.core_reading(start, setting)
    spans: list[Span] = []
    sure = start.clock is not None and (start.clock.part or "").endswith("?")
    problem: Problem | None = None if first.problem is Problem.PAST else first.problem
    for value in first.values:
        if not isinstance(value, Moment):
            continue
        found = _end(end, value, setting)
        problem = problem or (found if isinstance(found, Problem) else None)
        if isinstance(found, Moment):
            spans.append(Span(value, found))
        if spans and sure:  # the other half of the day was only tried where this one did not fit
            break
    return _warned(spans, problem, setting)


def _warned(spans: list[Span], problem: Problem | None, setting: moments.Setting) -> Reading:
    unique = tuple(dict.fromkeys(spans))[: moments.MOST_READINGS]
    if not unique:
        return Reading((), problem or Problem.BACKWARDS)
    past = all(moments.is_past(span.end, setting) for span in unique)
    twice = Problem.CLOCK_TWICE if problem is Problem.CLOCK_TWICE else None
    return Reading(unique, twice or (Problem.PAST if past else None))


def _shared(start: parts.Core, end: parts.Core) -> tuple[parts.Core, parts.Core]:
    """Give each end what only the other says: the day of hours, the year of dates, the week of weekdays, the zone."""
    zone = start.zone or end.zone
    start, end = replace(start, zone=start.zone or zone), replace(end, zone=end.zone or zone)
    if start.day is None and end.day is not None and start.clock is not None:
        start = replace(start, day=end.day)
    first, last = start.day, end.day
    if isinstance(first, parts.Calendar) and isinstance(last, parts.Calendar):
        if first.year is None and last.year is not None and isinstance(first.month, int):
            start = replace(start, day=replace(first, year=_year_before(first, last)))
        if first.month is None and last.month is not None:
            start = replace(start, day=replace(first, month=last.month, year=last.year))
    if isinstance(first, parts.Weekday) and isinstance(last, parts.InWeek) and first.which == "bare":
        start = replace(start, day=parts.InWeek(first.day, last.week))
    return start, end


def _year_before(first: parts.Calendar, last: parts.Calendar) -> "int | parts.Period | None":
    """28 Dec to 3 Jan 2027 begins in 2026."""
    later = (
        isinstance(first.month, int)
        and isinstance(last.month, int)
        and (first.month, first.day) > (last.month, last.day)
    )
    return last.year - 1 if later and isinstance(last.year, int) else last.year


def _end(end: parts.Core, start: Moment, setting: moments.Setting) -> Moment | Problem:
    """The first end that lies behind the beginning."""
    if end.day is None:
        return _same_day(end, start, setting)
    reading = moments.core_reading(end, _seen_from(end.day, start.on, setting))
    after = [m for m in reading.values if isinstance(m, Moment) and _behind(m, start)]
    if after:
        return min(after, key=lambda moment: (moment.on, moment.at.timestamp() if moment.at else 0))
    return reading.problem if reading.problem and not reading.values else Problem.BACKWARDS


def _same_day(end: parts.Core, start: Moment, setting: moments.Setting) -> Moment | Problem:
    """An hour that ends a range lies on the day it began, or on the next where it would lie before it."""
    reading: Reading = Reading()
    for day in (start.on, start.on + _DAY):
        dated = replace(end, day=parts.Calendar(day.day, day.month, day.year))
        reading = moments.core_reading(dated, setting)
        after = [m for m in reading.values if isinstance(m, Moment) and _behind(m, start)]
        if after:
            return min(after, key=lambda moment: moment.at.timestamp() if moment.at else 0)
        if not reading.values and reading.problem:
            return reading.problem
        if end.clock is not None and end.clock.bare:
            break
    return reading.problem or Problem.BACKWARDS


def _behind(end: Moment, start: Moment) -> bool:
    if end.at is None or start.at is None:
        return end.on >= start.on
    return end.at > start.at


def _seen_from(day: parts.Day, start: date, setting: moments.Setting) -> moments.Setting:
    """What is told by its next coming is looked for from the beginning on: Monday to Friday, 28 Dec to 3 Jan."""
    open_year = isinstance(day, parts.Numeric) and day.year is None
    open_date = isinstance(day, parts.Calendar) and day.year is None and not isinstance(day.month, parts.Period)
    open_weekday = isinstance(day, parts.Weekday) and day.which in {"bare", "coming"}
    if not (open_year or open_date or open_weekday):
        return setting
    return replace(
        setting,
        view=days.View(
            start, setting.view.calendar, setting.view.opens_on, setting.view.order, setting.view.next_weekday
        ),
    )
