"""Which days somebody wants a summary of, from their words in any of our languages; knows no record and no database."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from coordination.errors import Refused
from coordination.rules import summaries, text, when

MOST_DAYS = 400

_WEEK = ("", "week", "this week", "周", "本周", "这周", "这一周", "这个星期", "本星期")
_LAST_WEEK = ("last week", "上周", "上一周", "上个星期", "上星期")
_MONTH = ("month", "this month", "月", "本月", "这个月")
_LAST_MONTH = ("last month", "上月", "上个月")
_NAMED: Mapping[str, Callable[[date], summaries.Period]] = {
    **dict.fromkeys(_WEEK, lambda today: summaries.week_of(today)),
    **dict.fromkeys(_LAST_WEEK, lambda today: summaries.week_of(today).before),
    **dict.fromkeys(_MONTH, lambda today: summaries.month_of(today)),
    **dict.fromkeys(_LAST_MONTH, lambda today: summaries.month_of(today).before),
}
"""Stretches that as a date would mean their end, or nothing."""

_SINCE = re.compile(
    r"(?:(?:since|from)\s|自从|自|从)\s*(?P<day>.+?)\s*(?:以来|起|至今)?|(?P<only>.+?)\s*(?:以来|起|至今)",
    re.IGNORECASE,
)
_BACK = (timedelta(days=7), timedelta(days=366))
LONGEST_AHEAD = timedelta(days=31)


def period_of(words: str, frame: when.Frame) -> summaries.Period:
    """The period that was asked for: `week`, `last month`, `since 1 Nov`, `1 Nov - 15 Nov`, `11月1日至15日`.

    A summary looks back: a date without a year or week is the last one that has come. Raises `Refused` for words that
    are no period, one that ends before it begins or has not begun, and one of more than `MOST_DAYS` days.
    """
    phrase = " ".join(words.split())
    since = _SINCE.fullmatch(phrase)
    found = _period(since["day"] or since["only"] if since else phrase, frame)
    if found is None:
        raise Refused("refused.summary_form", words=text.shorten(phrase, 60))
    if found.last < found.first:
        raise Refused("refused.summary_backwards")
    if found.first > frame.today:
        raise Refused("refused.summary_ahead")
    if since is not None:
        found = summaries.Period(found.first, frame.today)
    if (found.last - found.first).days >= MOST_DAYS:
        raise Refused("refused.summary_too_long", days=MOST_DAYS)
    return found


def _period(phrase: str, frame: when.Frame) -> summaries.Period | None:
    named = _NAMED.get(phrase.casefold())
    if named is not None:
        return named(frame.today)
    found = _read(phrase, frame)
    if found is None or found.first <= frame.today:
        return found
    earlier = (_read_back(phrase, frame, by) for by in _BACK)
    return next((one for one in earlier if one is not None and _has_come(one, frame.today)), found)


def _has_come(period: summaries.Period, today: date) -> bool:
    """A period of another year's date may last a little longer; one that lasts for months was meant otherwise."""
    return period.first <= today and period.last <= today + LONGEST_AHEAD


def _read_back(phrase: str, frame: when.Frame, by: timedelta) -> summaries.Period | None:
    """As it would have been meant earlier; nothing for words that follow the day ("tomorrow")."""
    one, other = (_read(phrase, replace(frame, now=frame.now - back)) for back in (by, by - timedelta(days=1)))
    return one if one == other else None


def _read(phrase: str, frame: when.Frame) -> summaries.Period | None:
    """A range, a day, or a whole month by its name. Of several readings none is taken."""
    reading = when.read(phrase, frame)
    if reading.problem is when.Problem.BACKWARDS:
        return summaries.Period(date.max, date.min)
    if len(reading.values) == 1 and isinstance(reading.values[0], when.Span):
        return summaries.Period(reading.values[0].start.on, reading.values[0].end.on)
    days = sorted(value.on for value in reading.values if isinstance(value, when.Moment))
    if not days or len(days) != len(reading.values):
        return None
    found = summaries.Period(days[0], days[-1])
    return found if len(days) == 1 or found == summaries.month_of(found.first) else None
