"""`/remind`: when and what, from words in any of our languages, and the rule it becomes; knows no database."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from coordination.rules import patterns, reading_fold, recurrences, rrules, when

USUAL_AT = time(9, 0)
"""Local time of a reminder for which only a day was named, where nobody chose when working hours begin."""

MOST_STEPS = 40
"""So many beginnings or ends of the words are tried as a time."""

LONGEST = 500
_LEAD = re.compile(r"(?:me\b|us\b|everybody\b|all\b|on\b|at\b|我们|我|大家|在|于)[\s:：,，]*", re.IGNORECASE)
_BETWEEN = re.compile(
    r"^[\s,，;；:：.。、–—-]*(?:(?:to|that|about)\b\s*|(?:要|记得|提醒(?:我们|我|大家)?)\s*)?", re.IGNORECASE
)
_CUT = re.compile(rf"[\s,，;；:：。]|(?<=[{reading_fold.CJK}])|(?=[{reading_fold.CJK}])")
_OF_THE_MONTH = re.compile(
    r"\bevery\s+(?:last|first)\s+(?:work(?:ing)?\s*day|business\s+day)\b(?!\s+(?:of|in)\b)", re.IGNORECASE
)
"""`every last workday` goes without saying of which stretch."""

_CRON = re.compile(r"(?=[^\n]*\*)(?:[\d*][\d*/,-]*\s+){4}[\w*][\w*/,-]*(?:\s|$)")
"""Five fields of a crontab, a star among them: programs differ in what they mean by them (F101, F102)."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHINESE = "一二三四五六日"
_EN_DAY = r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
_ZH_DAY = r"(?:(?:周|星期|礼拜)([一二三四五六日天])|([一二三四五六日天])(?=$|[\s\d,，:：上下早晚]))"
_SPAN = re.compile(
    rf"(?:every\s+|每)?(?:{_EN_DAY}\s*(?:-|–|—|~|to|till|until|through|thru)\s*{_EN_DAY}\b"
    rf"|(?:周|星期|礼拜)([一二三四五六日天])\s*(?:-|–|—|~|至|到)\s*{_ZH_DAY})",
    re.IGNORECASE,
)
"""`Mon-Fri 9:00`, `周一至周五9:00`: these days of each week."""

_SEVERAL = re.compile(
    r"^(每?(周|星期|礼拜)[一二三四五六日天])((?:[、,，和及][一二三四五六日天])+)(?=$|[\s\d:：上下早晚])"
)
"""`每周一、四 9:00`: the week is named once for all of them."""

_ON_WORKDAYS = re.compile(r"^工作日(?=[\s\d上下早晚])")

_TASK = re.compile(r"[#＃]?(\d{1,9})\b[\s:：,，]*")


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for: every fair reading of the time, what is to be said, the task it is about (by number)."""

    values: tuple[when.Moment | when.Recurrence, ...] = ()
    text: str = ""
    task: int | None = None


def read(words: str, frame: when.Frame) -> Wish:
    """Read the time at the head of the words, behind a task's number, or at their end; no values without one."""
    if _CRON.match(words.strip()):
        return Wish(text=words.strip())
    typed = _spanned(_OF_THE_MONTH.sub(r"\g<0> of the month", words.strip()))
    found = _at_head(typed, frame)
    if found.values:
        return found
    if (numbered := _TASK.match(typed)) is not None:
        behind = _at_head(typed[numbered.end() :], frame)
        if behind.values:
            return replace(behind, task=int(numbered[1]))
    return _at_end(typed, frame)


def _spanned(typed: str) -> str:
    """A span or a row of weekdays at the head as the days that it is."""
    typed = _ON_WORKDAYS.sub("每个工作日", typed)
    typed = _SEVERAL.sub(
        lambda found: "每" + found[1].lstrip("每") + re.sub("[、,，和及]", f"、{found[2]}", found[3]), typed
    )
    found = _SPAN.match(typed)
    if found is None:
        return typed
    first, last = (_weekday(name) for name in found.groups() if name is not None)
    if first >= last:
        return typed
    return f"every {', '.join(_WEEKDAYS[first : last + 1])} {typed[found.end() :].lstrip()}"


def _weekday(name: str) -> int:
    if (place := _CHINESE.find(name.replace("天", "日"))) >= 0:
        return place
    return next(place for place, one in enumerate(_WEEKDAYS) if one.lower().startswith(name.lower()[:3]))


def _at_head(typed: str, frame: when.Frame) -> Wish:
    """The longest beginning that is a time."""
    lead = _LEAD.match(typed)
    start = lead.end() if lead is not None else 0
    stops = [found.start() for found in _CUT.finditer(typed, start) if found.start() > start][:MOST_STEPS]
    for stop in [*([len(typed)] if len(stops) < MOST_STEPS else []), *reversed(stops)]:
        if values := _values(typed[start:stop], frame):
            return _wish(values, typed[stop:])
    return Wish()


def _at_end(typed: str, frame: when.Frame) -> Wish:
    """A time where times stand in a line: a word before it may leave it open there (early next week)."""
    found = when.find(typed, frame)
    values = () if found is None else _of(found.reading)
    return Wish(text=typed) if found is None or not values else _wish(values, found.rest)


def _wish(values: tuple[when.Moment | when.Recurrence, ...], rest: str) -> Wish:
    text = _BETWEEN.sub("", rest, count=1).strip()
    only = _TASK.fullmatch(text)
    return Wish(values, "" if only else text, int(only[1]) if only else None)


def _values(phrase: str, frame: when.Frame) -> tuple[when.Moment | when.Recurrence, ...]:
    return _of(when.read(phrase, frame)) if phrase.strip() else ()


def _of(reading: when.Reading) -> tuple[when.Moment | when.Recurrence, ...]:
    """Moments and repetitions alone; of a stretch of days nobody knows when to be reminded."""
    if reading.problem is not None:
        return ()
    found = tuple(value for value in reading.values if isinstance(value, when.Moment | when.Recurrence))
    return found if len(found) == len(reading.values) else ()


def rule_of(
    value: when.Moment | when.Recurrence, zone: str, now: datetime, *, usual: time = USUAL_AT
) -> recurrences.Rule:
    """The rule: once, on the day and at the minute named, or again and again; a clock of another zone is kept there.

    `usual` is the local time meant where no hour was named.

    Raises `ValueError` for a repetition that can't be kept.
    """
    if isinstance(value, when.Recurrence):
        return rrules.from_rrule(value.rrule, value.first.zone or zone, usual, now)
    return once(value, zone, usual)


def once(moment: when.Moment, zone: str, usual: time = USUAL_AT) -> recurrences.Rule:
    """The rule of a single day."""
    on, at = local(moment, zone, usual)
    return recurrences.Rule(patterns.Daily(), at, zone, starts_on=on, until=on)


def local(moment: when.Moment, zone: str, usual: time = USUAL_AT) -> tuple[date, time]:
    """The local day and minute in the zone."""
    if moment.at is None:
        return moment.on, usual
    there = moment.at.astimezone(ZoneInfo(zone))
    return there.date(), there.time().replace(second=0, microsecond=0)
