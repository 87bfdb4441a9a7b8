"""Which minutes an hour and a zone can mean on a day: halves of the day, changes of clock, abbreviations of zones.

A minute that the clocks jump over is none, one that comes twice is two; nothing is guessed. It knows no words.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from coordination.rules.when import parts, zones
from coordination.rules.when.values import Problem

Hours = tuple[tuple[int, int, int], ...]
"""Days to add, hour, minute: every fair reading, the default first; empty if there is no such hour."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """The instants that may be meant, each with the zone that was named; none with a `problem`."""

    instants: tuple[tuple[datetime, str | None], ...]
    problem: Problem | None = None


def hours(clock: parts.Clock) -> Hours:
    """What an hour can mean."""
    if clock.minute > 59 or clock.hour > 24 or (clock.hour == 24 and clock.minute):
        return ()
    if clock.part == "midnight":
        return ((1, 0, 0), (0, 0, 0))
    part = clock.part or ""
    if part.endswith("?"):
        plain = _plain(clock.hour, clock.bare)
        return tuple(dict.fromkeys(_with_minute((*_in_part(clock.hour, part[:-1]), *plain), clock.minute)))
    found = _in_part(clock.hour, part) if part else _plain(clock.hour, clock.bare)
    return _with_minute(found, clock.minute)


def _with_minute(found: tuple[tuple[int, int], ...], minute: int) -> Hours:
    return tuple((days, hour, minute) for days, hour in found)


def _plain(hour: int, bare: bool = False) -> tuple[tuple[int, int], ...]:
    """Nobody works before seven: a bare five is rather the afternoon's, but may be the morning's."""
    if hour == 24:
        return ((1, 0),)
    return ((0, hour + 12), (0, hour)) if bare and 1 <= hour <= 6 else ((0, hour),)


def _in_part(hour: int, part: str) -> tuple[tuple[int, int], ...]:
    if part in {"am", "dawn", "morning"}:
        noon = 12 if part == "morning" else 0
        return ((0, noon if hour == 12 else hour),) if hour <= 12 else ()
    if part == "noon":
        return ((0, hour + 12 if 1 <= hour <= 4 else hour),) if 1 <= hour < 24 else ()
    if part in {"pm", "afternoon"}:
        return ((0, hour + 12 if hour < 12 else hour),) if 1 <= hour < 24 else ()
    return _after_dark(hour, 4 if part == "evening" else 6)


def _after_dark(hour: int, first: int) -> tuple[tuple[int, int], ...]:
    """An hour of an evening or a night; the small hours are the next day's for some and the same day's for others."""
    if hour in {0, 12, 24}:
        return ((1, 0),)
    if hour < first:
        return ((0, hour), (1, hour))
    return ((0, hour + 12 if hour < 12 else hour),)


def instants(day: date, hour: tuple[int, int, int], zone: parts.Zone | None, home: tzinfo) -> Minutes:
    """The instants that an hour of a day can mean in a named zone, or at home."""
    try:
        local = datetime.combine(day + timedelta(days=hour[0]), time(hour[1], hour[2]))
        if zone is None:
            return _labelled(_local(local, home), None)
        return _merged([_candidate(local, name, offset) for name, offset in zone.candidates])
    except OverflowError:
        return Minutes((), Problem.NO_SUCH_DAY)


def _merged(found: list[Minutes]) -> Minutes:
    several = {instant.timestamp(): (instant, name) for one in found for instant, name in one.instants}
    problem = next((one.problem for one in found if one.problem), None)
    return Minutes(tuple(several.values()), problem if len(found) == 1 or not several else None)


def _candidate(local: datetime, name: str, offset: int | None) -> Minutes:
    """An abbreviation says an offset; where the zone's clocks show another one that day, both are fair."""
    if offset is None:
        return _labelled(_local(local, zones.zone(name)), name)
    fixed = local.replace(tzinfo=UTC if name == "UTC" else timezone(timedelta(minutes=offset)))
    if name == "UTC" or name[0] in "+-":
        return Minutes(((fixed, name),))
    there = _local(local, zones.zone(name))
    if any(instant.utcoffset() == fixed.utcoffset() for instant in there):
        same = next(instant for instant in there if instant.utcoffset() == fixed.utcoffset())
        return Minutes(((same, name),))
    return Minutes(((fixed, fixed.isoformat()[-6:]), *((instant, name) for instant in there)))


def _labelled(found: tuple[datetime, ...], name: str | None) -> Minutes:
    problem = (Problem.CLOCK_GAP, None, Problem.CLOCK_TWICE)[len(found)]
    return Minutes(tuple((instant, name) for instant in found), problem)


def _local(local: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """A wall time as instants: none in a gap, two where the clocks are set back."""
    first, second = local.replace(tzinfo=zone), local.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return (first,)
    back = first.astimezone(UTC).astimezone(zone)
    return (first, second) if back.replace(tzinfo=None, fold=0) == local else ()
