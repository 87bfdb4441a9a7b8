"""Dates written as bare numbers (`10/2`, `28.9.`): which of the two is the day is decided once for a column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_PAIR = re.compile(
    r"(?<![\d.:/-])(?P<a>\d{1,2})(?:(?P<sep>[/.])(?P<b>\d{1,2})(?:(?P=sep)(?P<y>\d{4}|\d{2}))?"
    r"|(?P<dash>-)(?P<b2>\d{1,2})-(?P<y2>\d{4}))\.?(?P<to>\s*[-–—~]\s*\d{1,2}(?![\d./:]))?(?![\d:/%])"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


_MANY = 9
"""Votes of a habit: Chinese writes the month first, dots follow the day."""


@dataclass(frozen=True, slots=True)
class Order:
    """Whether the day stands first (`None`: can't be told) and how many cells said so beyond doubt."""

    day_first: bool | None = None
    votes: int = 0


@dataclass(frozen=True, slots=True)
class Spelt:
    """A text whose bare numbers became words (`28 Sep`), and the kind of trouble met on the way."""

    text: str
    trouble: str | None = None


def decide(cells: Iterable[str], chinese: bool) -> Order:
    """The order of a column: by its cells that fit only one; else by script (Chinese: month first) and by dots."""
    pairs = [match for cell in cells for match in _PAIR.finditer(cell)]
    day = sum(_first(m) > 12 >= _second(m) for m in pairs)
    month = sum(_second(m) > 12 >= _first(m) for m in pairs)
    dotted = bool(pairs) and all(match["sep"] == "." for match in pairs) and not chinese
    usual = True if dotted else False if chinese else None
    if day == month:
        return Order(usual, _MANY if usual is not None else 0)
    return Order(day > month, _MANY if usual is (day > month) else max(day, month))


def told(day_first: bool | None) -> Order | None:
    """The order that somebody answered; nothing is left to be assumed then."""
    return None if day_first is None else Order(day_first, _MANY)


def is_chinese(text: str) -> bool:
    """Tell whether a text is written in Chinese characters."""
    return bool(_CHINESE.search(text))


def spell(text: str, order: Order, after: re.Pattern[str] | None = None) -> Spelt:
    """Write bare numbers as day and month name: `ambiguous_date` where it can't be told which is which.

    A cell that only fits the other order is read so and told (`other_order`), one that fits none is an
    `impossible_date`. In a sentence only what stands `after` a word such as "by" is a date.
    """
    troubles: list[str] = []

    def word(match: re.Match[str]) -> str:
        opening = not text[: match.start()].strip() and (match["y"] or match[0].endswith("."))
        if after and not opening and not after.search(text[: match.start()]):
            return match[0]
        day, month, trouble = _placed(_first(match), _second(match), order)
        if trouble:
            troubles.append(trouble)
        if not 1 <= month <= 12:
            return match[0]
        year = match["y"] or match["y2"] or ""
        year = f" 20{year}" if len(year) == 2 else f" {year}" if year else ""
        until = "-" + match["to"].strip(" -–—~") if match["to"] else ""
        return f"{day}{until} {_MONTHS[month - 1]}{year}"

    spelt = _PAIR.sub(word, text)
    return Spelt(spelt, troubles[0] if troubles else None)


def _placed(a: int, b: int, order: Order) -> tuple[int, int, str | None]:
    """(day, month, trouble)."""
    if a > 12 and b > 12:
        return a, b, "impossible_date"
    if a > 12 or b > 12:
        other = order.day_first is not None and order.day_first != (a > 12)
        return max(a, b), min(a, b), "other_order" if other else None
    if a == b:
        return a, b, None
    if order.day_first is None:
        return a, b, "ambiguous_date"
    trouble = "order_assumed" if order.votes < 2 else None
    return (a, b, trouble) if order.day_first else (b, a, trouble)


def _first(match: re.Match[str]) -> int:
    return int(match["a"])


def _second(match: re.Match[str]) -> int:
    return int(match["b"] or match["b2"])
