"""Repeating tasks: which words say so, and when the next one is due; one is open at a time. Knows no database.

The next comes by the rule, counted from the day for which the last one was meant, or so long after the last one was
done. Days missed while one stayed open are not made up for.
"""

import calendar as months
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from coordination.rules import instants, own_reminders, patterns, recurrence, recurrences, tasks, when
from coordination.rules.calendars import WorkCalendar

Unit = patterns.Unit
MOST = 366


@dataclass(frozen=True, slots=True)
class Interval:
    """So many days, weeks, months or years."""

    amount: int
    unit: Unit

    def after(self, day: date) -> date:
        """The day so much later; of a shorter month its last one."""
        if self.unit in (Unit.DAY, Unit.WEEK):
            return day + timedelta(days=self.amount * (7 if self.unit is Unit.WEEK else 1))
        ahead = day.month - 1 + self.amount * (12 if self.unit is Unit.YEAR else 1)
        year, month = day.year + ahead // 12, ahead % 12 + 1
        return date(year, month, min(day.day, months.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Repeat:
    """How a task comes again: by a rule (`timed`: its hour was named), or (`after`) so long after it was done."""

    rule: recurrences.Rule | None = None
    timed: bool = False
    after: Interval | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a line says of repeating: the title without it, how it repeats, and when the first one is due."""

    title: str
    repeat: Repeat
    due: tasks.Due


_NUMBERS = {"other": 2, "second": 2, "two": 2, "third": 3, "three": 3, "four": 4, "six": 6} | {
    word: number for number, word in enumerate("一二三四五六七八九十", start=1)
}
_NUMBERS["两"] = 2
_UNITS = {
    word: (amount, unit)
    for words, amount, unit in (
        ("day daily 天 日", 1, Unit.DAY),
        ("week weekly 周 星期", 1, Unit.WEEK),
        ("fortnight fortnightly", 2, Unit.WEEK),
        ("month monthly 月", 1, Unit.MONTH),
        ("quarter quarterly 季度", 3, Unit.MONTH),
        ("year yearly annually 年", 1, Unit.YEAR),
    )
    for word in words.split()
}
_EN = (
    r"(?:every|each)\s+(?:(?P<n>\d{1,3}|other|second|third|two|three|four|six)\s+)?"
    r"(?P<unit>day|week|fortnight|month|quarter|year)s?"
)
_DONE_EN = r"(?P<after>\s+after\s+(?:completion|(?:(?:it|this)\s+(?:is|was)\s+)?(?:done|finished|completed)))?"
_ZH = r"每\s*隔?\s*(?P<n>\d{1,3}|[一两二三四五六七八九十])?\s*个?(?P<unit>天|日|周|星期|月|季度|年)(?:一次)?"
_DONE_ZH = r"(?P<after>(?:完成|办结)后\s*)?"
_PHRASES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:^|[\s,，;；(（])\s*{_EN}{_DONE_EN}(?:[\s.。)）]*$|(?=\s+(?:by|from)\s)|\s+(?:starting|beginning)(?=\s))",
        rf"^{_EN}{_DONE_EN}[\s:：,，]+",
        rf"(?:^|[\s,，;；(（])\s*{_DONE_ZH}{_ZH}[\s.。)）]*$",
        rf"^{_DONE_ZH}{_ZH}[\s:：,，]+",
        r"(?<!\bthe)(?<!\ba)(?<!\bour)(?<!\bthis)[\s,，;；]\s*(?P<unit>daily|weekly|fortnightly|monthly|quarterly|yearly|annually)[\s.]*$",
    )
)
_DONE = re.compile(
    r"[\s,]+after\s+(?:completion|(?:(?:it|this)\s+(?:is|was)\s+)?(?:done|finished|completed))[\s.]*$"
    r"|(?:^|[\s,，;；])\s*(?:完成|办结)后[\s.。]*$",
    re.IGNORECASE,
)
_WORKDAY = re.compile(
    r"(?:(?:^|[\s,;])\s*(?:on\s+)?(?:the\s+)?every\s+(?P<last>last|first)\s+(?:work(?:ing)?\s*day|business\s+day)[\s.]*$)"
    r"|(?:^(?:on\s+)?every\s+(?P<head>last|first)\s+(?:work(?:ing)?\s*day|business\s+day)[\s:,]+)",
    re.IGNORECASE,
)
_LOOSE = " \t,，;；:：、-–—"


def read(title: str, due: when.Reading | None, frame: when.Frame) -> Wish | None:
    """What a line says of repeating, by the title and the date that were read of it; `None` where it is said once.

    A date beside "every two weeks" is the first one. Raises `ValueError` for a repetition that can't be kept.
    """
    zone = _zone(frame)
    if due is not None and len(due.values) == 1 and isinstance(due.values[0], when.Recurrence):
        value = due.values[0]
        if (after := _after_done(title, value, frame)) is not None:
            return after
        return Wish(title, _of_recurrence(value, zone, frame.now), tasks.Due(value.first.on, value.first.at))
    if due is not None and (len(due.values) > 1 or isinstance(due.values[0] if due.values else None, when.Recurrence)):
        return None
    first = _first(due)
    if (found := _WORKDAY.search(title)) is not None:
        return _on_workday(_without(title, found), (found["last"] or found["head"]).lower(), frame)
    for phrase in _PHRASES:
        if (found := phrase.search(title)) is not None:
            return _at_intervals(title, found, frame, first)
    return None


def following(repeat: Repeat, meant_for: date, now: datetime, zone: str, calendar: WorkCalendar) -> tasks.Due | None:
    """When the next one is due, if the last one was meant for that day and is over at `now`; `None`: it was the last.

    Never for a day that has passed.
    """
    today = instants.local_day(now, zone)
    if repeat.after is not None:
        return tasks.Due(repeat.after.after(today))
    assert repeat.rule is not None
    for day in recurrences.days_from(repeat.rule, max(meant_for + timedelta(days=1), today), calendar):
        at = instants.resolve(day, repeat.rule.at, repeat.rule.zone) if repeat.timed else None
        if at is None or at > now:
            return tasks.Due(day, at)
    return None


def to_values(repeat: Repeat, zone: str) -> dict[str, Any]:
    """As JSON; a zone that is the group's is left out."""
    after = repeat.after
    return {
        "rule": None if repeat.rule is None else recurrences.to_values(repeat.rule, zone),
        "timed": repeat.timed,
        "after": None if after is None else [after.amount, after.unit.value],
    }


def from_values(values: Mapping[str, Any], zone: str) -> Repeat:
    """The repetition that `to_values` wrote."""
    after, rule = values["after"], values["rule"]
    return Repeat(
        None if rule is None else recurrences.from_values(rule, zone),
        values["timed"],
        None if after is None else Interval(after[0], Unit(after[1])),
    )


def _zone(frame: when.Frame) -> str:
    assert isinstance(frame.zone, ZoneInfo)
    return frame.zone.key


def _first(due: when.Reading | None) -> tasks.Due | None:
    if due is None or not due.values:
        return None
    value = due.values[0]
    moment = value.end if isinstance(value, when.Span) else value
    return tasks.Due(moment.on, moment.at) if isinstance(moment, when.Moment) else None


def _of_recurrence(value: when.Recurrence, zone: str, now: datetime) -> Repeat:
    rule = own_reminders.rule_of(value, zone, now)
    if rule.every > 1:
        rule = replace(rule, starts_on=value.first.on)
    return Repeat(rule, timed="BYHOUR" in value.rrule)


def _after_done(title: str, value: when.Recurrence, frame: when.Frame) -> Wish | None:
    """`every 3 days after completion`: of a plain repetition of days, whatever stands around it."""
    found = _DONE.search(title)
    pieces = recurrence.parts(value.rrule)
    if found is None or not pieces.keys() <= {"FREQ", "INTERVAL"} or pieces["FREQ"] != "DAILY":
        return None
    interval = Interval(int(pieces.get("INTERVAL", "1")), Unit.DAY)
    due = tasks.Due(interval.after(instants.local_day(frame.now, _zone(frame))))
    return Wish(_without(title, found), Repeat(after=interval), due)


def _on_workday(title: str, which: str, frame: when.Frame) -> Wish:
    """`every last workday`: of the month."""
    zone = _zone(frame)
    rule = recurrences.Rule(patterns.MonthWorkdays((-1 if which == "last" else 1,)), own_reminders.USUAL_AT, zone)
    today = instants.local_day(frame.now, zone)
    first = next(recurrences.days_from(rule, today, frame.calendar))
    return Wish(title, Repeat(rule), tasks.Due(first))


def _at_intervals(title: str, found: re.Match[str], frame: when.Frame, first: tasks.Due | None) -> Wish | None:
    groups = found.groupdict()
    amount, unit = _UNITS[groups["unit"].lower()]
    typed = (groups.get("n") or "1").lower()
    amount *= int(typed) if typed.isdecimal() else _NUMBERS[typed]
    if not 1 <= amount <= MOST:
        raise ValueError("an interval nobody means")
    interval, zone = Interval(amount, unit), _zone(frame)
    rest = _without(title, found)
    if first is None:
        rest, first = _dated(rest, frame)
    due = first or tasks.Due(interval.after(instants.local_day(frame.now, zone)))
    if groups.get("after"):
        return Wish(rest, Repeat(after=interval), due)
    return Wish(rest, Repeat(_rule(interval, due, zone), timed=due.at is not None), due)


def _dated(title: str, frame: when.Frame) -> tuple[str, tasks.Due | None]:
    """`Water the plants by Friday`, of which the repetition behind it hid the date."""
    found = when.find(title, frame)
    if found is None or title[found.end :].strip(_LOOSE) or len(found.reading.values) != 1:
        return title, None
    due = _first(found.reading)
    return (title, None) if due is None else (title[: found.start].strip(_LOOSE), due)


def _rule(interval: Interval, due: tasks.Due, zone: str) -> recurrences.Rule:
    day = due.on
    pattern: patterns.Pattern
    match interval.unit:
        case Unit.DAY:
            pattern = patterns.Daily()
        case Unit.WEEK:
            pattern = patterns.Weekly((day.weekday(),))
        case Unit.MONTH:
            pattern = patterns.MonthDays((day.day,))
        case _:
            pattern = patterns.YearDays(((day.month, day.day),))
    at = own_reminders.USUAL_AT if due.at is None else due.at.astimezone(ZoneInfo(zone)).time().replace(microsecond=0)
    return recurrences.Rule(pattern, at, zone, every=interval.amount, starts_on=day)


def _without(title: str, found: re.Match[str]) -> str:
    return " ".join(part for part in (title[: found.start()].strip(_LOOSE), title[found.end() :].strip(_LOOSE)) if part)
