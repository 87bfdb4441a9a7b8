"""The hours of a working day as they are typed: `9:00-17:30`, `9 to 6pm`, `早上9点到下午6点`; knows no text of ours.

Dates are read elsewhere (`rules.when`): there nine is an hour of some day, and five may be of the day after.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

LONGEST = 80
"""Characters that are read; nobody needs more for two hours."""

_NOON, _DAY = 12 * 60, 24 * 60
_MEANT = range(3 * 60, 10 * 60 + 1)
"""Minutes of a day that somebody means who writes `9 to 5` by a clock of twelve hours."""

_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_CHINESE = "零一二三四五六七八九"
_NUMBER = rf"\d{{1,2}}|{'|'.join(sorted(_ENGLISH, key=len, reverse=True))}|[{_CHINESE}两十]{{1,3}}"
_EARLY, _NOONISH, _LATE = "凌晨|清晨|早晨|早上|上午|朝|早", "中午|正午", "下午|午后|傍晚|晚上|夜里|晚"
_CLOCK = (
    rf"(?:(?P<part@>{_EARLY}|{_NOONISH}|{_LATE})\s*)?(?P<hour@>{_NUMBER})"
    r"(?:\s*[:.h]\s*(?P<minute@>\d{2})|\s*[点时]\s*(?:钟|整|(?P<half@>半|一刻|三刻)|(?P<zh@>\d{1,2})\s*分?)?|h)?"
    r"(?:\s*(?P<am@>[ap])\.?\s?m\.?|\s*o'?clock|\s*uhr)?"
)
_LEAD = r"(?:working\s+hours|工作时间|上班时间|每天|daily|from|between|until|till|by|to|von|从|自|至|到|[:：,，\s])*"
_BETWEEN = r"(?:\s*(?:-+|~|to|till|until|and|through|bis|至|到|上班\s*[,、;]?|à|a)\s*|\s+|(?=[晚下傍夜]))"
_TAIL = r"\s*(?:下班|为止|止|every\s+day|daily|[.。])*"
_FIRST, _LAST = _CLOCK.replace("@", "1"), _CLOCK.replace("@", "2")
_BOTH = re.compile(_LEAD + _FIRST + _BETWEEN + _LAST + _TAIL)
_ONE = re.compile(_LEAD + _FIRST + _TAIL)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("〜∼", "~") | {"’": "'"})


class Fault(StrEnum):
    """Why nothing holds of what was typed."""

    UNREAD = "unread"
    SAME = "same"  # it begins and ends at one hour
    BACKWARDS = "backwards"  # it ends before it begins, or on the next day


Hours = tuple[time, time]
"""The local times at which a working day begins and ends, the end later than the beginning."""


@dataclass(frozen=True, slots=True)
class _Clock:
    """Minutes since midnight as written; `sure`: they can't be of the other half of the day."""

    minutes: int
    sure: bool
    late: bool = False


def read(typed: str, begins: time) -> Hours | Fault:
    """Read both hours; `9 to 5` ends at 17:00. One alone is the end of a day that begins at `begins`."""
    line = unicodedata.normalize("NFKC", typed[: LONGEST + 1]).casefold().translate(_DASHES).strip()
    if len(line) > LONGEST:
        return Fault.UNREAD
    if (found := _ONE.fullmatch(line)) is not None:
        last = _clock(found, 1)
        if last is None or last.minutes <= _minutes(begins):
            return Fault.UNREAD
        return judged(_minutes(begins), last.minutes)
    found = _BOTH.fullmatch(line)
    clocks = (None, None) if found is None else (_clock(found, 1), _clock(found, 2))
    return Fault.UNREAD if clocks[0] is None or clocks[1] is None else judged(*_meant(clocks[0], clocks[1]))


def judged(first: int, last: int) -> Hours | Fault:
    """The hours by their minutes since midnight, or what is wrong with them."""
    if first == last:
        return Fault.SAME
    if not 0 <= first < last < _DAY:
        return Fault.BACKWARDS
    return time(*divmod(first, 60)), time(*divmod(last, 60))


def _meant(first: _Clock, last: _Clock) -> tuple[int, int]:
    """`9 to 5` and `1-5pm`: an hour that is not sure may be of the afternoon, where a working day comes of it."""
    if not first.sure and last.late and first.minutes < last.minutes - _NOON and first.minutes <= _NOON // 2:
        return first.minutes + _NOON, last.minutes
    of_twelve = first.minutes <= _NOON or first.late
    if not last.sure and of_twelve and last.minutes < first.minutes:
        later = last.minutes + _NOON
        return first.minutes, later if later - first.minutes in _MEANT else last.minutes
    return first.minutes, last.minutes


def _clock(found: re.Match[str], n: int) -> _Clock | None:
    """One of the hours; `None` for one that no clock shows."""
    typed, part, half = (found[f"{name}{n}"] for name in ("hour", "part", "am"))
    hour, minute = _number(typed), _minute(found, n)
    if hour is None or hour > 24 or minute > 59 or (hour == 24 and minute) or (half and not 1 <= hour <= 12):
        return None
    late = half == "p" or (part is not None and part in _LATE.split("|"))
    if (late and hour < 12) or (part in _NOONISH.split("|") and hour < 3):
        hour += 12
    elif hour == 12 and (half == "a" or part == "凌晨"):
        hour = 0
    elif hour == 12 and part in ("晚上", "夜里", "晚"):
        hour = 24
    sure = bool(part or half) or hour >= 13 or typed.startswith("0")
    return _Clock(hour * 60 + minute, sure, late)


def _minute(found: re.Match[str], n: int) -> int:
    named = {"半": 30, "一刻": 15, "三刻": 45}.get(found[f"half{n}"] or "")
    return int(found[f"minute{n}"] or found[f"zh{n}"] or 0) if named is None else named


def _number(typed: str) -> int | None:
    if typed.isdecimal():
        return int(typed)
    if typed in _ENGLISH:
        return _ENGLISH.index(typed) + 1
    tens, ten, ones = typed.replace("两", "二").rpartition("十")
    if ten:
        found = (_CHINESE.find(tens) if tens else 1) * 10 + (_CHINESE.find(ones) if ones else 0)
        return found if len(tens) <= 1 and len(ones) <= 1 else None
    return _CHINESE.find(ones) if len(ones) == 1 else None


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
