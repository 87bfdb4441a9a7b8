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
    problem: Problem | None = None if first.problem is Problem.PAST else first.problem
    starts = [value for value in first.values if isinstance(value, Moment)]
    spans, found = _joined(starts, end, setting)
    tried = start.clock is not None and (start.clock.part or "").endswith("?")
    return _warned(spans[:1] if tried else spans, problem or found, setting)  # the other half was only a second try


def _joined(starts: list[Moment], end: parts.Core, setting: moments.Setting) -> tuple[list[Span], Problem | None]:
    """Each beginning with its end; hours end on the day they begin, or on the next where none fits otherwise."""
    problem = None
    for days_on in (0, 1) if end.day is None and end.clock is not None and not end.clock.bare else (0,):
        ends = [_end(end, start, setting, days_on) for start in starts]
        spans = [Span(start, found) for start, found in zip(starts, ends, strict=True) if isinstance(found, Moment)]
        if spans:
            return spans, None
        problem = problem or next((found for found in ends if isinstance(found, Problem)), None)
    return [], problem


def _ends(span: Span) -> tuple[str, str]:
    """Two ends as instants: wall times of one zone compare equal even where the clocks are set back."""
    return str(span.start.at or span.start.on), str(span.end.at or span.end.on)


def _warned(spans: list[Span], problem: Problem | None, setting: moments.Setting) -> Reading:
    apart: dict[tuple[str, str], Span] = {}
    for span in spans:
        apart.setdefault(_ends(span), span)
    unique = tuple(apart.values())[: moments.MOST_READINGS]
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
    end = _same_half(start.clock, end)
    first, last = start.day, end.day
    if isinstance(first, parts.Calendar) and isinstance(last, parts.Calendar):
        if first.year is None and last.year is not None and isinstance(first.month, int):
            start = replace(start, day=replace(first, year=_year_before(first, last)))
        if first.month is None and last.month is not None:
            start = replace(start, day=replace(first, month=last.month, year=last.year))
    if isinstance(first, parts.Weekday) and isinstance(last, parts.InWeek) and first.which == "bare":
        start = replace(start, day=parts.InWeek(first.day, last.week))
    return start, end


def _same_half(first: parts.Clock | None, end: parts.Core) -> parts.Core:
    """下午2点到4点: the half of the day is said once."""
    last = end.clock
    if first is None or first.part is None or last is None or last.part is not None or not last.bare:
        return end
    half = first.part if first.part.endswith("?") else f"{first.part}?"
    return replace(end, clock=replace(last, part=half))


def _year_before(first: parts.Calendar, last: parts.Calendar) -> "int | parts.Period | None":
    """28 Dec to 3 Jan 2027 begins in 2026."""
    later = (
        isinstance(first.month, int)
        and isinstance(last.month, int)
        and (first.month, first.day) > (last.month, last.day)
    )
    return last.year - 1 if later and isinstance(last.year, int) else last.year


def _end(end: parts.Core, start: Moment, setting: moments.Setting, days_on: int) -> Moment | Problem:
    """The first end that lies behind the beginning; an hour alone is one of the beginning's day, or so many days on."""
    if end.day is None:
        day = start.on + days_on * _DAY
        end = replace(end, day=parts.Calendar(day.day, day.month, day.year))
    assert end.day is not None
    reading = moments.core_reading(end, _seen_from(end.day, start.on, setting))
    after = [m for m in reading.values if isinstance(m, Moment) and _behind(m, start)]
    if after:
        return min(after, key=lambda moment: (moment.on, moment.at.timestamp() if moment.at else 0))
    return reading.problem if reading.problem and not reading.values else Problem.BACKWARDS


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
