"""How the chat page shows instants in a zone, and where its clock buttons lead; it moves no clock itself."""

import zoneinfo
from datetime import UTC, datetime, time, timedelta

ZONES = {
    "UTC": ("UTC", "UTC"),
    "Asia/Shanghai": ("Shanghai", "上海"),
    "Asia/Tokyo": ("Tokyo", "东京"),
    "Asia/Singapore": ("Singapore", "新加坡"),
    "Asia/Kolkata": ("Kolkata", "加尔各答"),
    "Asia/Dubai": ("Dubai", "迪拜"),
    "Europe/Moscow": ("Moscow", "莫斯科"),
    "Africa/Nairobi": ("Nairobi", "内罗毕"),
    "Europe/Berlin": ("Berlin", "柏林"),
    "Europe/London": ("London", "伦敦"),
    "America/Sao_Paulo": ("São Paulo", "圣保罗"),
    "America/New_York": ("New York", "纽约"),
    "America/Los_Angeles": ("Los Angeles", "洛杉矶"),
}
"""Offered by the page, in English and Chinese; the browser's own and any other IANA zone may be asked for."""

MORNING, SUMMARY = time(8, 30), time(15)
_FRIDAY = 4
_DAYS = {"en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "zh": tuple("一二三四五六日")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def zone(name: str, fallback: str = "UTC") -> zoneinfo.ZoneInfo:
    """Find a zone by its IANA name, or take the fallback."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return zoneinfo.ZoneInfo(fallback)


def offered(shown: zoneinfo.ZoneInfo, language: str) -> list[tuple[str, str]]:
    """List the zones to choose from, (IANA name, label), with the one shown now."""
    names = {shown.key: (shown.key, shown.key)} | ZONES
    return [(name, labels[1 if language == "zh" else 0]) for name, labels in names.items()]


def day(at: datetime, today: datetime, language: str) -> str:
    """Write the day of a local instant: `Fri 4 Dec`, `12月4日（周五）`; the year only if it is not today's."""
    weekday = _DAYS[language][at.weekday()]
    if language == "zh":
        year = "" if at.year == today.year else f"{at.year}年"
        return f"{year}{at.month}月{at.day}日（周{weekday}）"
    year = "" if at.year == today.year else f" {at.year}"
    return f"{weekday} {at.day} {_MONTHS[at.month - 1]}{year}"


def minute(at: datetime) -> str:
    """Write hour and minute of a local instant."""
    return f"{at:%H:%M}"


def full(at: datetime, language: str) -> str:
    """Write day, year, time and zone of a local instant."""
    other_year = at.replace(year=1, month=1, day=1)
    return f"{day(at, other_year, language)} {at:%H:%M:%S} ({at.tzname()})"


def an_hour_on(now: datetime, local: zoneinfo.ZoneInfo) -> datetime:
    """Give the instant one hour later, whatever the wall clock does meanwhile."""
    return now + timedelta(hours=1)


def next_morning(now: datetime, local: zoneinfo.ZoneInfo) -> datetime:
    """Give 08:30 of the next day in a zone, in UTC."""
    tomorrow = now.astimezone(local).date() + timedelta(days=1)
    return datetime.combine(tomorrow, MORNING, local).astimezone(UTC)


def next_friday(now: datetime, local: zoneinfo.ZoneInfo) -> datetime:
    """Give the first Friday 15:00 in a zone that is still to come, in UTC."""
    here = now.astimezone(local).date()
    friday = here + timedelta(days=(_FRIDAY - here.weekday()) % 7)
    at = datetime.combine(friday, SUMMARY, local).astimezone(UTC)
    if at > now:
        return at
    return datetime.combine(friday + timedelta(days=7), SUMMARY, local).astimezone(UTC)


STEPS = {"hour": an_hour_on, "morning": next_morning, "friday": next_friday}
"""The clock buttons by name."""
