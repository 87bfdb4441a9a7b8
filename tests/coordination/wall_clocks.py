"""The slow and plain way to tell when a zone's clocks show a time, and what a rule gives over years."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.rules import calendars, instants
from coordination.rules.recurrences import Rule

ZONES = (
    "UTC",
    "Africa/Cairo",  # leaps at midnight
    "Africa/Casablanca",  # goes back for Ramadan
    "America/Asuncion",
    "America/Havana",  # leaps at midnight
    "America/New_York",
    "America/Nuuk",  # leaps in the late evening
    "America/Santiago",  # leaps at midnight
    "America/Scoresbysund",
    "Antarctica/Troll",  # by two hours
    "Asia/Beirut",  # leaps at midnight
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Shanghai",
    "Atlantic/Azores",  # leaps at midnight
    "Australia/Lord_Howe",  # by half an hour
    "Europe/Berlin",
    "Europe/Dublin",
    "Pacific/Auckland",
    "Pacific/Chatham",
)


def shown(day: date, zone: str) -> tuple[tuple[datetime, datetime], ...]:
    """Every minute of the local day, as (what the clocks show, the instant), in the order it passes."""
    tz = ZoneInfo(zone)
    start = (datetime.combine(day, time(0), tz) - timedelta(hours=4)).astimezone(UTC)
    minutes = (start + timedelta(minutes=n) for n in range(60 * 32))
    walls = ((minute.astimezone(tz).replace(tzinfo=None), minute) for minute in minutes)
    return tuple((wall, minute) for wall, minute in walls if wall.date() == day)


def is_plain(day: date, zone: str) -> bool:
    """Whether nothing happens to the zone's clocks on the day or beside it."""
    tz, noon = ZoneInfo(zone), datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return len({(noon + timedelta(hours=h)).astimezone(tz).utcoffset() for h in range(-40, 41, 8)}) == 1


def slowly(day: date, at: time, zone: str) -> datetime | None:
    """A witness that shares no code with the rules.

    The first instant of the day at which the clocks show `at` or later, else the day's last minute; `None` for no day.
    """
    wanted = datetime.combine(day, at)
    if is_plain(day, zone):
        offset = wanted.replace(tzinfo=ZoneInfo(zone)).utcoffset()
        assert offset is not None
        return (wanted - offset).replace(tzinfo=UTC)
    minutes = shown(day, zone)
    exact = [minute for wall, minute in minutes if wall == wanted]
    later = [minute for wall, minute in minutes if wall > wanted]
    return next(iter(exact or later or [minute for _, minute in minutes[-1:]]), None)


def all_between(rule: Rule, first: datetime, end: datetime) -> list[datetime]:
    """What the rule gives, asked one by one, after `first` and before `end`."""
    found: list[datetime] = []
    while (at := instants.next_after(rule, found[-1] if found else first, calendars.MON_FRI)) and at < end:
        found.append(at)
    return found
