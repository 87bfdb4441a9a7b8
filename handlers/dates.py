"""Days, hours and spans as they are written in each language; knows no task and never asks what time it is.

The forms are those of voice.md: weekday + day + hour, the year only when it is not this one. The orders of the parts
are messages (`dates.po`), the names of weekdays, months and cities are Babel's.
"""

import functools
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

from handlers import words
from handlers.words import catalogues

_BEIJING = "Asia/Shanghai"  # CLDR names it after Shanghai; nobody in China does


@dataclass(frozen=True, slots=True)
class _Habits:
    """What a language does where the order of parts does not say it."""

    pads_hours: bool  # 08:30 rather than 8:30
    weekday_inline: bool  # a day inside a line keeps its weekday


_HABITS = {"en": _Habits(pads_hours=True, weekday_inline=True), "zh": _Habits(pads_hours=False, weekday_inline=False)}


def day(on: date, today: date, language: str) -> str:
    """`Fri 4 Dec`, `12月4日（周五）`; in another year `Fri 8 Jan 2027`, `2027年1月8日（周五）`."""
    return words.plain(language, "date.day" if on.year == today.year else "date.day_year", **_parts(on, language))


def short_day(on: date, today: date, language: str) -> str:
    """`4 Dec`, `12月4日`: where the weekday is known or there is no room."""
    key = "date.short_day" if on.year == today.year else "date.short_day_year"
    return words.plain(language, key, **_parts(on, language))


def inline_day(on: date, today: date, language: str) -> str:
    """`Fri 20 Nov`, `11月20日`: inside a line or brackets, of what was said, granted or originally due."""
    return (day if _HABITS[language].weekday_inline else short_day)(on, today, language)


def near_day(on: date, today: date, language: str) -> str:
    """`today`, `tomorrow`, `Thu` within the next six days, else `4 Dec`; 今日, 明日, 周四, 12月4日."""
    ahead = (on - today).days
    if ahead in (0, 1):
        return words.plain(language, f"date.near.{'tomorrow' if ahead else 'today'}")
    return weekday(on, language) if 1 < ahead < 7 else short_day(on, today, language)


def weekday(on: date, language: str) -> str:
    """`Thu`, `周四`."""
    return _names(language)[0][on.weekday()]


def span(first: date, last: date, today: date, language: str) -> str:
    """`23-27 Nov`, `11月23日至27日`; over months `30 Nov-4 Dec`; a single day as `short_day`. `first` <= `last`."""
    if first == last:
        return short_day(first, today, language)
    if (first.year, first.month) == (last.year, last.month):
        key = "date.span.days" if first.year == today.year else "date.span.days_year"
        return words.plain(language, key, **_parts(last, language) | {"first": first.day, "last": last.day})
    if first.year == last.year != today.year:
        ends = {"first": short_day(first, first, language), "last": short_day(last, last, language)}
        return words.plain(language, "date.span.months_year", year=last.year, **ends)
    ends = {"first": short_day(first, today, language), "last": short_day(last, today, language)}
    return words.plain(language, "date.span.months", **ends)


def hour(at: time, language: str) -> str:
    """`08:30`, `8:30`."""
    return f"{at.hour:0{2 if _HABITS[language].pads_hours else 1}}:{at.minute:02}"


def moment(at: datetime, zone: str, now: datetime, language: str) -> str:
    """`Fri 4 Dec, 18:00`, `12月4日（周五）18:00`: an aware instant as clocks in `zone` (an IANA name) show it."""
    local, today = _local(at, zone), _local(now, zone).date()
    shown = {"day": day(local.date(), today, language), "hour": hour(local.time(), language)}
    return words.plain(language, "date.moment", **shown)


def inline_moment(at: datetime, zone: str, now: datetime, language: str) -> str:
    """`Tue 10 Nov, 10:12`, `11月10日 10:12`: inside a line, of what was said or is announced."""
    local, today = _local(at, zone), _local(now, zone).date()
    shown = {"day": inline_day(local.date(), today, language), "hour": hour(local.time(), language)}
    return words.plain(language, "date.inline_moment", **shown)


@functools.cache
def zone_name(zone: str, language: str) -> str:
    """`Beijing`, `北京时间`: an IANA name as people call it; `UTC+8` for one that is no place."""
    if get_global("zone_aliases").get(zone, zone) == _BEIJING:
        city = words.plain(language, "date.zone.beijing")
    elif "/" in zone and not zone.startswith("Etc/"):
        city = _city(zone, language)
    else:
        return _offset(zone)
    return words.plain(language, "date.zone.of_city", city=city)


def _parts(on: date, language: str) -> dict[str, str | int]:
    weekdays, months = _names(language)
    return {"weekday": weekdays[on.weekday()], "day": on.day, "month": months[on.month], "year": on.year}


@functools.cache
def _names(language: str) -> tuple[dict[int, str], dict[int, str]]:
    """Short names of weekdays (0 is Monday) and of months (1 is January)."""
    locale = Locale.parse(catalogues.LOCALES[language])
    return dict(locale.days["format"]["abbreviated"]), dict(locale.months["format"]["abbreviated"])


def _local(at: datetime, zone: str) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at} has no zone")
    return at.astimezone(ZoneInfo(zone))


def _city(zone: str, language: str) -> str:
    """CLDR files some zones under a name that IANA has since given up (Asia/Calcutta), so all of them are asked."""
    aliases = get_global("zone_aliases")
    known = Locale.parse(catalogues.LOCALES[language]).time_zones
    meant = aliases.get(zone, zone)
    for name in (zone, meant, *(old for old, new in aliases.items() if new == meant)):
        if city := known.get(name, {}).get("city"):
            return str(city)
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _offset(zone: str) -> str:
    offset = ZoneInfo(zone).utcoffset(datetime(2026, 1, 1, tzinfo=UTC)) or timedelta()
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    tail = f":{minutes:02}" if minutes else ""
    return f"UTC{'-' if offset < timedelta() else '+'}{hours}{tail}" if offset else "UTC"
