"""From what a phrase says to the moments it can mean, with bounds and warnings; it knows no words."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from coordination.rules.when import clocks, days, parts, periods, zones
from coordination.rules.when.values import Bound, Frame, Moment, Problem, Reading

MOST_READINGS = 4
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Setting:
    """The reader's frame and the habits of the language that the phrase was read in."""

    frame: Frame
    view: days.View
    before: str  # "before Friday" rather leaves Friday out (excluded) or takes it in (included)

    @property
    def now(self) -> datetime:
        """In UTC: two times of one zone would be compared by their wall clocks."""
        return self.frame.now.astimezone(UTC)

    @property
    def today(self) -> date:
        return self.view.today


def read(marked: parts.Marked, setting: Setting) -> Reading:
    """The moments that a marked day or hour can mean."""
    core = marked.what
    assert isinstance(core, parts.Core)
    if marked.bound in {"before", "by_before"} and core.clock is None and _counts_days(core):
        return _before(core, marked.bound, setting)
    reading = core_reading(core, setting)
    bound = {"on": Bound.ON, "by": Bound.BY, "by_before": Bound.BY, "before": Bound.BEFORE}[marked.bound]
    if marked.bound == "before" and core.clock is None:
        bound = Bound.BY
    return Reading(tuple(_bounded(value, bound, core) for value in reading.values), reading.problem)


def _bounded(value: object, bound: Bound, core: parts.Core) -> Moment:
    assert isinstance(value, Moment)
    if bound is Bound.ON and (core.part == "eod" or (isinstance(core.day, parts.Ahead) and core.day.within)):
        bound = Bound.BY
    return value if bound is Bound.ON else replace(value, bound=bound)


# ---- before a day


def _counts_days(core: parts.Core) -> bool:
    """Whether "before" can leave a day out: not where the end of something, or a length of time, is the bound."""
    return core.part is None and not isinstance(core.day, parts.Edge | parts.Ahead | type(None))


def _before(core: parts.Core, bound: str, setting: Setting) -> Reading:
    day = core.day
    assert day is not None
    if isinstance(day, parts.Period):
        return _before_period(day, setting)
    found = days.resolve(day, setting.view)
    if bound == "by_before" and not isinstance(day, parts.Feast | parts.Opening):
        return _as_days(found.days, found.problem, Bound.BY, setting)
    pairs = [(day - _DAY, day) if _leaves_out(bound, setting) else (day, day - _DAY) for day in found.days]
    every = tuple(dict.fromkeys(day for pair in pairs for day in pair))
    return _as_days(every, found.problem, Bound.BY, setting)


def _leaves_out(bound: str, setting: Setting) -> bool:
    return bound == "by_before" or setting.before == "excluded"


def _before_period(period: parts.Period, setting: Setting) -> Reading:
    stretch = periods.bounds(period, setting.today)
    if stretch is None:
        return Reading((), Problem.NO_SUCH_DAY)
    first, last = stretch
    if first <= setting.today:  # "before this month is over" is all that is left to mean
        return _as_days((last,), None, Bound.BY, setting)
    eve = first - _DAY
    working = periods.by_workdays(first, -1, setting.frame.calendar) or eve
    several = (working,) if period.unit == "weekend" else (eve, working) if period.unit == "week" else (eve,)
    return _as_days(tuple(dict.fromkeys(several)), None, Bound.BY, setting)


def _as_days(found: tuple[date, ...], problem: Problem | None, bound: Bound, setting: Setting) -> Reading:
    return warned(tuple(Moment(day, bound=bound) for day in found), problem, setting)


# ---- a day, an hour, or both


def core_reading(core: parts.Core, setting: Setting) -> Reading:
    """All moments that a day and an hour can mean, the default first."""
    if isinstance(core.day, parts.Ahead) and not core.day.dur.in_days:
        return _instant(core.day, setting)
    if core.clock is None:
        if core.day is None:
            return Reading((), Problem.VAGUE)
        found = days.resolve(core.day, setting.view)
        return warned(tuple(Moment(day) for day in found.days), found.problem, setting)
    hours = clocks.hours(core.clock)
    if not hours:
        return Reading((), Problem.NO_SUCH_HOUR)
    if core.clock.part == "midnight" and core.part is not None:
        hours = hours[:1]  # the midnight that ends tonight
    return _clocked(core, hours, setting) if core.day is not None else _next(core, hours, setting)


def _instant(spec: parts.Ahead, setting: Setting) -> Reading:
    """A length of time with hours in it, counted on the clock that never changes."""
    now = setting.now
    try:
        for amount, unit in spec.dur.amounts:
            now = _later(now, amount * spec.sign, unit, setting)
        at = now.astimezone(setting.frame.zone)
    except OverflowError:
        return Reading((), Problem.NO_SUCH_DAY)
    return warned((Moment(at.date(), at),), None, setting)


def _later(now: datetime, amount: int, unit: str, setting: Setting) -> datetime:
    if unit in {"minute", "hour"}:
        return now + timedelta(minutes=amount * (60 if unit == "hour" else 1))
    moved = periods.shifted(
        now.date(), parts.Dur(((abs(amount), unit),)), 1 if amount >= 0 else -1, setting.frame.calendar
    )
    if moved is None:
        raise OverflowError
    return datetime.combine(moved, now.timetz())


def _clocked(core: parts.Core, hours: clocks.Hours, setting: Setting) -> Reading:
    assert core.day is not None
    found = days.resolve(core.day, setting.view)
    problem = found.problem
    moments: list[Moment] = []
    for day in found.days:
        for hour in hours:
            minutes = clocks.instants(day, hour, core.zone, setting.frame.zone)
            problem = problem or minutes.problem
            moments += [Moment(at.date(), at, name) for at, name in minutes.instants]
    return warned(_still_to_come(moments, setting), problem, setting)


def _still_to_come(moments: list[Moment], setting: Setting) -> tuple[Moment, ...]:
    """Where several are fair, hours of today that are over are not."""
    today = setting.today
    ahead = [m for m in moments if m.at is None or m.on != today or m.at >= setting.now]
    return tuple(ahead or moments)


def _next(core: parts.Core, hours: clocks.Hours, setting: Setting) -> Reading:
    """An hour without a day: the next time the clocks show it."""
    moments: list[Moment] = []
    problem = None
    for zone in _each_zone(core.zone):
        for hour in hours[:1] if core.clock and core.clock.part == "midnight" else hours:
            minutes = _next_minutes(hour, zone, setting)
            problem = problem or minutes.problem
            moments += [Moment(at.date(), at, name) for at, name in minutes.instants]
    return warned(tuple(moments), problem, setting)


def _each_zone(zone: parts.Zone | None) -> list[parts.Zone | None]:
    return [None] if zone is None else [parts.Zone((candidate,)) for candidate in zone.candidates]


def _next_minutes(hour: tuple[int, int, int], zone: parts.Zone | None, setting: Setting) -> clocks.Minutes:
    now = setting.now
    name = zone.candidates[0][0] if zone else None
    there = now.astimezone(zones.zone(name) if name and name[0] not in "+-" else setting.frame.zone).replace(
        tzinfo=None
    )
    minutes = clocks.Minutes(())
    for days_on in (-1, 0, 1, 2):
        day = there.date() + days_on * _DAY
        minutes = clocks.instants(day, hour, zone, setting.frame.zone)
        skipped = minutes.problem is Problem.CLOCK_GAP and datetime.combine(day, time(*hour[1:])) > there
        if skipped or any(at > now for at, _ in minutes.instants):
            break
    return minutes


# ---- warnings


def is_past(moment: Moment, setting: Setting) -> bool:
    """Whether a day is over, or a minute."""
    return moment.on < setting.today if moment.at is None else moment.at < setting.now


def _same(moment: Moment) -> object:
    """Two wall times of one zone compare equal even where the clocks are set back between them; instants do not."""
    return moment.on if moment.at is None else moment.at.timestamp()


def warned(moments: tuple[Moment, ...], problem: Problem | None, setting: Setting) -> Reading:
    """A reading of these moments, each once, with a warning where all of them are past."""
    apart: dict[object, Moment] = {}
    for moment in moments:
        apart.setdefault(_same(moment), moment)
    unique = tuple(apart.values())[:MOST_READINGS]
    if not unique:
        return Reading((), problem or Problem.NO_DATE)
    if problem is None and all(is_past(moment, setting) for moment in unique):
        problem = Problem.PAST
    return Reading(unique, problem)
