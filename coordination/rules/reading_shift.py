"""How far a message moves a due date: `two weeks`, `3 more days`, `五个工作日`; it knows neither task nor message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil import relativedelta

from coordination.rules import reading_amounts, when
from coordination.rules.reading_fold import Token

LONGEST = 400
"""Nobody puts a task off by more days, weeks or months."""

_NUMBERS = {
    "a": 1, "an": 1, "another": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10,
}  # fmt: skip
_UNITS = {
    "day": "days", "days": "days", "d": "days", "天": "days", "日": "days",
    "week": "weeks", "weeks": "weeks", "wk": "weeks", "wks": "weeks", "周": "weeks", "星期": "weeks", "礼拜": "weeks",
    "month": "months", "months": "months", "月": "months",
}  # fmt: skip
_MORE = frozenset({"more", "extra", "full", "additional", "个", "further"})
_WORKING = frozenset({"working", "work", "business", "workdays", "workday"})


@dataclass(frozen=True, slots=True)
class Shift:
    """So many `days`, `weeks`, `months` or `workdays`, said by the tokens [first, last)."""

    amount: int
    unit: str
    first: int
    last: int


def find(tokens: Sequence[Token], first: int, last: int) -> Shift | None:
    """The first length of time in tokens [first, last)."""
    for at in range(first, last):
        shift = _at(tokens, at, last)
        if shift is not None and shift.last <= last:
            return shift
    return None


def _at(tokens: Sequence[Token], at: int, last: int) -> Shift | None:
    value, end = reading_amounts.whole(tokens, at)
    if value is None and tokens[at].text in _NUMBERS:
        value, end = _NUMBERS[tokens[at].text], at + 1
    if value is None or not 0 < value < LONGEST or _joined(tokens, end, end + 1) == ".":
        return None
    while end < last and tokens[end].text in _MORE:
        end += 1
    if _joined(tokens, end, end + 3) == "工作日":
        return Shift(value, "workdays", at, end + 3)
    if _joined(tokens, end, end + 1) in _WORKING:
        days = _joined(tokens, end + 1, end + 2) in {"day", "days"}
        return Shift(value, "workdays", at, end + 1 + days)
    for size in (2, 1):
        if end + size > last:
            continue
        unit = _UNITS.get(_joined(tokens, end, end + size))
        if unit is not None:
            return Shift(value, unit, at, end + size)
    return None


def _joined(tokens: Sequence[Token], first: int, last: int) -> str:
    return "".join(token.text for token in tokens[first:last])


def moved(day: date, shift: Shift, frame: when.Frame, *, earlier: bool = False) -> date | None:
    """The day so far after (or before) `day`; working days by the frame's calendar. `None` beyond the calendar."""
    amount = -shift.amount if earlier else shift.amount
    try:
        if shift.unit == "months":
            return day + relativedelta.relativedelta(months=amount)
        if shift.unit != "workdays":
            return day + timedelta(**{shift.unit: amount})
        return _by_workdays(day, amount, frame)
    except (OverflowError, ValueError):
        return None


def _by_workdays(day: date, amount: int, frame: when.Frame) -> date:
    one = timedelta(days=1 if amount > 0 else -1)
    left = abs(amount)
    while left:
        day += one
        left -= frame.calendar.is_workday(day)
    return day
