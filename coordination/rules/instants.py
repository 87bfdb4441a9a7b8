"""When a wall-clock schedule comes next, whatever the zone does to its clocks; knows no clock of its own.

What is promised: once on each local day the rule names, and never on another. A time that the clocks leap over comes
at the first instant after the leap; a time that comes twice counts the first time.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.rules import recurrences
from coordination.rules.calendars import WorkCalendar
from coordination.rules.recurrences import Rule

MARGIN = timedelta(days=1)
"""How far an occurrence's local day may lie from the day shown by another reading of the clock."""


def resolve(day: date, at: time, zone: str, *, fold: int = 0) -> datetime:
    """The instant (aware, UTC) at which the clocks of `zone` show `at` on `day`.

    Where they leap over it: the first instant after the leap, or the minute before if that is already another day.
    Where they show it twice: the first, the second with `fold=1`.
    """
    tz = ZoneInfo(zone)
    wall = datetime.combine(day, at, tz).replace(fold=fold)
    instant = wall.astimezone(UTC)
    if instant.astimezone(tz).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    leap = _leap_around(wall)
    minute_before = leap - timedelta(minutes=1)
    if leap.astimezone(tz).date() != day and minute_before.astimezone(tz).date() == day:
        return minute_before
    return leap


def local_day(instant: datetime, zone: str) -> date:
    """The day that the clocks of `zone` show at the instant."""
    return instant.astimezone(ZoneInfo(zone)).date()


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """The first instant of a local day and the first of the next (aware, UTC)."""
    return resolve(day, time(0), zone), resolve(day + timedelta(days=1), time(0), zone)


def later_on(instant: datetime, hours: int, zone: str) -> datetime:
    """So many hours later by the clocks of the zone (aware, UTC)."""
    shown = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + timedelta(hours=hours)
    return resolve(shown.date(), shown.time(), zone)


def next_after(rule: Rule, instant: datetime, calendar: WorkCalendar) -> datetime | None:
    """The rule's first occurrence strictly after `instant` (aware), in UTC; `None` when there is none any more.

    The search is bounded and starts at `instant`: occurrences missed in between cost nothing.
    """
    start = _local_day_of(rule, instant) - MARGIN
    later = (at for at in _instants(rule, recurrences.days_from(rule, start, calendar)) if at > instant)
    moved = [at for at in _moved(rule) if at > instant]
    return min([*moved, *_first(later)], default=None)


def last_until(rule: Rule, instant: datetime, calendar: WorkCalendar) -> datetime | None:
    """The rule's last occurrence at or before `instant` (aware), in UTC; `None` when there was none."""
    start = _local_day_of(rule, instant) + MARGIN
    earlier = (at for at in _instants(rule, recurrences.days_back_from(rule, start, calendar)) if at <= instant)
    moved = [at for at in _moved(rule) if at <= instant]
    return max([*moved, *_first(earlier)], default=None)


def upcoming(rule: Rule, instant: datetime, calendar: WorkCalendar, count: int) -> list[datetime]:
    """The next occurrences after `instant`, at most `count`: what a person is shown before a schedule is set up."""
    found: list[datetime] = []
    while len(found) < count and (at := next_after(rule, found[-1] if found else instant, calendar)):
        found.append(at)
    return found


def _instants(rule: Rule, days: Iterator[date]) -> Iterator[datetime]:
    for day in days:
        at = resolve(day, rule.at, rule.zone)
        # A day that the zone left out altogether (Samoa, 30 December 2011) has no occurrence.
        if local_day(at, rule.zone) == day:
            yield at


def _moved(rule: Rule) -> list[datetime]:
    return [resolve(move.to.date(), move.to.time(), rule.zone) for move in rule.moved]


def _first(found: Iterator[datetime]) -> list[datetime]:
    return [at] if (at := next(found, None)) is not None else []


def _local_day_of(rule: Rule, instant: datetime) -> date:
    if instant.tzinfo is None:
        raise ValueError("an instant has a zone")
    # Ten days from either end of what a date can hold there is no schedule to lose, only an overflow.
    safe = min(max(instant, datetime(1, 1, 11, tzinfo=UTC)), datetime(9999, 12, 21, tzinfo=UTC))
    return local_day(safe, rule.zone)


def _leap_around(wall: datetime) -> datetime:
    """The instant at which the clocks leapt over `wall`, to the second."""
    tz = wall.tzinfo
    early, late = (wall.replace(fold=fold).astimezone(UTC) for fold in (1, 0))
    offset = late.astimezone(tz).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = (early + (late - early) / 2).replace(microsecond=0)
        if middle.astimezone(tz).utcoffset() == offset:
            late = middle
        else:
            early = middle
    return late
