"""From what a repetition says to its RRULE and its first time; it knows no words."""

import itertools
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from coordination.rules import recurrence
from coordination.rules.when import clocks, days, moments, parts, periods, zones
from coordination.rules.when.values import Moment, Problem, Reading, Recurrence

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_QUARTER_STARTS, _QUARTER_ENDS = (1, 4, 7, 10), (3, 6, 9, 12)
_PER_UNIT = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}


def read(spec: parts.Repeat, setting: moments.Setting) -> Reading:
    """The repetitions that are meant; several where the interval or the half of the day is open."""
    problem = _problem(spec)
    if problem is not None:
        return Reading((), problem)
    hours: tuple[tuple[int, int, int] | None, ...] = (None,)
    if spec.core is not None and spec.core.clock is not None:
        hours = clocks.hours(spec.core.clock)
        if not hours:
            return Reading((), Problem.NO_SUCH_HOUR)
    found = [_recurrence(one, hour, setting) for one in _doubted(spec) for hour in hours]
    values = tuple(value for value in found if isinstance(value, Recurrence))
    first_problem = next((value for value in found if isinstance(value, Problem)), None)
    return Reading(values, None if values else first_problem)


def _problem(spec: parts.Repeat) -> Problem | None:
    settled = spec.days or spec.monthdays or spec.ords or spec.freq == "DAILY"
    if not settled or _unsayable(spec):
        return Problem.VAGUE
    if any(not (1 <= day <= 31 or day in (-1, -2)) for day in spec.monthdays):
        return Problem.NO_SUCH_DAY
    if any(n > 5 for n, _ in spec.days) or any(n == 0 for n in spec.ords):
        return Problem.NO_SUCH_DAY
    if spec.months and not any(_exists(month, day) for month in spec.months for day in spec.monthdays):
        return Problem.NO_SUCH_DAY
    return None


def _unsayable(spec: parts.Repeat) -> bool:
    """What no schedule keeps: a day of a year without its month, weekdays counted in a quarter."""
    by_weekday = bool(spec.days or spec.ords)
    if spec.freq == "QUARTERLY":
        return by_weekday or spec.interval != 1
    return spec.freq == "YEARLY" and (by_weekday or not spec.months)


def _exists(month: int, day: int) -> bool:
    try:
        return bool(date(2024, month, day if day > 0 else 1))
    except ValueError:
        return False


def _doubted(spec: parts.Repeat) -> tuple[parts.Repeat, ...]:
    """Every third Friday: every three weeks, or the third of each month. 每隔两天: every third day, or second."""
    if spec.doubt is None:
        return (spec,)
    if spec.days and spec.freq == "WEEKLY":
        nth = tuple((spec.doubt, day) for _, day in spec.days)
        return replace(spec, doubt=None), replace(spec, freq="MONTHLY", interval=1, days=nth, doubt=None)
    return replace(spec, doubt=None), replace(spec, interval=spec.doubt, doubt=None)


# ---- the rule


def _recurrence(
    spec: parts.Repeat, hour: tuple[int, int, int] | None, setting: moments.Setting
) -> Recurrence | Problem:
    start = _start(spec, setting)
    if isinstance(start, Problem):
        return start
    spec, hour = _next_day(spec, hour)
    pieces = _pieces(spec, setting) | _hour(hour)
    first = _first(_text(pieces), start, spec, setting)
    if first is None:
        return Problem.NEVER
    ending = _ending(spec, first, setting)
    if isinstance(ending, Problem):
        return ending
    return Recurrence(_text(pieces | ending), first)


def _next_day(
    spec: parts.Repeat, hour: tuple[int, int, int] | None
) -> tuple[parts.Repeat, tuple[int, int, int] | None]:
    """24:00 on Monday is 0:00 on Tuesday; where days have other names it is left at 0:00 of a plain weekday rule."""
    if hour is None or hour[0] == 0:
        return spec, hour
    plain = all(n == 0 for n, _ in spec.days)
    moved = tuple((n, (day + 1) % 7) for n, day in spec.days) if plain else spec.days
    return replace(spec, days=moved), (0, hour[1], hour[2])


def _pieces(spec: parts.Repeat, setting: moments.Setting) -> dict[str, str]:
    freq, months = spec.freq or "WEEKLY", spec.months
    if freq == "QUARTERLY":
        ends = any(day < 0 for day in spec.monthdays)
        freq, months = "YEARLY", _QUARTER_ENDS if ends else _QUARTER_STARTS
    pieces = {"FREQ": freq}
    if (spec.interval or 1) > 1:
        pieces["INTERVAL"] = str(spec.interval)
    if months:
        pieces["BYMONTH"] = ",".join(map(str, months))
    if spec.monthdays:
        pieces["BYMONTHDAY"] = ",".join(map(str, spec.monthdays))
    return pieces | _days(spec, setting)


def _days(spec: parts.Repeat, setting: moments.Setting) -> dict[str, str]:
    if spec.ords:
        ords = ",".join(map(str, spec.ords))
        return {"BYDAY": ",".join(_CODES[:5]), "BYSETPOS": ords} if spec.what == "workday" else {"BYMONTHDAY": ords}
    if spec.days == parts.WORKDAYS:
        return {"BYDAY": ",".join(_CODES[day] for day in _workdays(setting))}
    return {"BYDAY": ",".join(f"{n or ''}{_CODES[day]}" for n, day in spec.days)} if spec.days else {}


def _workdays(setting: moments.Setting) -> tuple[int, ...]:
    """The weekdays that are mostly worked in the weeks to come; holidays and make-up days apart."""
    ahead = [setting.today + timedelta(days=days) for days in range(63)]
    worked = [day.weekday() for day in ahead if setting.frame.calendar.is_workday(day)]
    return tuple(day for day in range(7) if worked.count(day) >= 5) or tuple(range(5))


def _hour(hour: tuple[int, int, int] | None) -> dict[str, str]:
    return {} if hour is None else {"BYHOUR": str(hour[1]), "BYMINUTE": str(hour[2])}


_ORDER = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSETPOS", "UNTIL", "COUNT")


def _text(pieces: dict[str, str]) -> str:
    return ";".join(f"{name}={pieces[name]}" for name in _ORDER if name in pieces)


# ---- its first and its last time


def _start(spec: parts.Repeat, setting: moments.Setting) -> date | Problem:
    if spec.start is None:
        return setting.today
    return _only(days.resolve(spec.start, setting.view))


def _only(found: days.Days) -> date | Problem:
    """The one day that a series begins or ends on; it is not asked about apart from the series."""
    if len(found.days) == 1:
        return found.days[0]
    return found.problem or Problem.VAGUE


def _first(rule: str, start: date, spec: parts.Repeat, setting: moments.Setting) -> Moment | None:
    """The first time from `start` on that is not over; an interval is counted from there."""
    named = spec.core.zone if spec.core else None
    name = named.candidates[0][0] if named else None
    zone = zones.zone(name) if name and name[0] not in "+-" else setting.frame.zone
    once = ";".join(part for part in rule.split(";") if not part.startswith("INTERVAL="))
    for local in itertools.islice(recurrence.local_times(once, start), 3):
        moment = _moment(local, rule, zone, name)
        if not moments.is_past(moment, setting):
            return moment
    return None


def _moment(local: datetime, rule: str, zone: ZoneInfo, name: str | None) -> Moment:
    if not recurrence.timed(rule):
        return Moment(local.date(), None, name)
    at = recurrence.resolve(local, zone)
    return Moment(at.date(), at, name)


def _ending(spec: parts.Repeat, first: Moment, setting: moments.Setting) -> dict[str, str] | Problem:
    if spec.count is not None:
        return {"COUNT": str(spec.count)}
    if spec.until is not None:
        until = _only(days.resolve(spec.until, replace(setting.view, today=first.on)))
        if isinstance(until, Problem):
            return until
        return {"UNTIL": f"{until:%Y%m%d}"} if until >= first.on else Problem.NEVER
    return _for_so_long(spec, first, setting) if spec.length is not None else {}


def _for_so_long(spec: parts.Repeat, first: Moment, setting: moments.Setting) -> dict[str, str]:
    """Six weeks of Mondays are six times; a length in other units ends on its last day."""
    assert spec.length is not None
    (amount, unit), *more = spec.length.amounts
    times = max(1, len(spec.days) or len(spec.monthdays) or len(spec.ords))
    if not more and unit == _PER_UNIT.get(spec.freq or "") and amount % (spec.interval or 1) == 0:
        return {"COUNT": str(amount // (spec.interval or 1) * times)}
    end = periods.shifted(first.on, spec.length, 1, setting.frame.calendar)
    return {"UNTIL": f"{end - timedelta(days=1):%Y%m%d}"} if end else {}
