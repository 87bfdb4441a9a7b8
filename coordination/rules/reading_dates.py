"""A date in a message as the due date it may mean: read, to be asked about, or meant and not said; it knows no task."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coordination.rules import when

DATE_LIKE = re.compile(
    r"\d|\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|today|tomorrow|tmr|week|month"
    r"|year|day|eo[dwm]|noon|tonight|end of|mid|later this|heute|morgen|demain|hoy|mañana|завтра|amanh)"
    r"|[天日号月周年底旬]|星期|礼拜|国庆|春节|元旦|中秋|节"
)
"""What a text without any date has none of; looked for first, because reading a date costs more."""

_BARE_DAY = re.compile(
    r"(?:(?:by|on|the|before|until|till|due|from|am|bis|le|el|do|截止|于|在)[ .]*)*"
    r"(?P<day>[0-3]?\d)[ ]?(?:st|nd|rd|th|号|日)?(?:[ ]?(?:前|之前|以前))?",
    re.IGNORECASE,
)
TIDY = " \t\n,，:：;；-–—→("
"""What may stand around a date and belongs to nothing."""


@dataclass(frozen=True, slots=True)
class Due:
    """A date for a task. One of `moments` is read; several are to be asked; none: a day was meant but not said.

    `asked`: it was only asked for ("can we move it …"). `unsure`: it may belong to a part of the task.
    `promised`: said of the work, not of the date ("will be done tomorrow").
    """

    moments: tuple[when.Moment, ...] = ()
    asked: bool = False
    unsure: bool = False
    promised: bool = False
    quoted: str = ""


def look(rest: str, frame: when.Frame) -> when.Found | None:
    """The date that the words are, or else one at either end or behind a marker word."""
    whole = when.read(rest, frame)
    if whole.values:
        return when.Found(whole, 0, len(rest), None, "")
    return when.find(rest, frame)


def due_of(reading: when.Reading, phrase: str, present: date | None, frame: when.Frame) -> Due:
    moments = _sensible([moment for value in reading.values for moment in _moment(value)], frame)
    bare = _BARE_DAY.fullmatch(phrase)
    if bare and len(moments) == 1 and present is not None and (present.year, present.month) > _month(moments[0].on):
        moments += _same_day(present, int(bare["day"]))
    return Due(tuple(moments), quoted=phrase)


def _moment(value: when.Value) -> Iterator[when.Moment]:
    if isinstance(value, when.Moment):
        yield value
    elif isinstance(value, when.Span):
        yield value.end


def _sensible(moments: list[when.Moment], frame: when.Frame) -> list[when.Moment]:
    """Of several fair readings those that lie between today and the opening day, if there are any."""
    if len(moments) < 2 or frame.opens_on is None:
        return moments
    return [m for m in moments if frame.today <= m.on <= frame.opens_on] or moments


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _same_day(present: date, day: int) -> list[when.Moment]:
    """The same day of the month in which the task is due now: `20号` may mean that one."""
    try:
        return [when.Moment(present.replace(day=day))]
    except ValueError:
        return []
