"""How much of something is done, as people write it: `60%`, `131 of 212`, `3/5`, `六成`, `一半`; it knows no task.

A number is an amount only by its sign, its words or its partner: a date, a price or a version is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coordination.rules.reading_fold import Token
from coordination.rules.reading_words import Mark, Tag

_PERCENT = frozenset({"%", "percent", "pct", "prozent", "percents", "٪", "процентов", "процента"})
_OF = frozenset({"of", "out", "von", "sur", "de", "из"})
_THE = frozenset({"of", "the", "our", "all"})
_SHARES = {Tag.HALF: 50, Tag.THIRD: 33, Tag.TWO_THIRDS: 67, Tag.QUARTER: 25, Tag.THREE_QUARTERS: 75}
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_LACKING = frozenset("差剩余缺")
"""`还差20%` is what is missing, not what is done."""

_UNITS = {"十": 10, "百": 100}
COUNTERS = frozenset("个份家人位名项封张件篇场条次套台组章节页")


@dataclass(frozen=True, slots=True)
class Amount:
    """A share of the whole in percent (0-100) and the tokens [first, last) that said it.

    `total` is set for a count (`131 of 212`); `over` where more than all was claimed; `vague` where only a part of the
    reading is sure: a range (`50-60%`), or `3/5` that may be a date. `relative`: a change or a rest, not a level.
    """

    percent: int
    first: int
    last: int
    total: int | None = None
    over: bool = False
    vague: bool = False
    relative: bool = False


def amounts(tokens: Sequence[Token], marks: Sequence[Mark]) -> tuple[Amount, ...]:
    """Every amount in `tokens`, in order; `marks` are the words found in them."""
    shares = {mark.first: mark for mark in marks}
    found: list[Amount] = []
    at = 0
    while at < len(tokens):
        amount = _at(tokens, at) or _share(tokens, shares.get(at))
        if amount is None:
            at += 1
            continue
        found.append(amount)
        at = amount.last
    return tuple(found)


def _at(tokens: Sequence[Token], at: int) -> Amount | None:
    token = tokens[at]
    if token.text == "百" and _texts(tokens, at, 3) == "百分之":
        value, last = whole(tokens, at + 3)
        return _level(value, tokens, at, last) if value is not None else None
    value, last = whole(tokens, at)
    if value is None or (at and tokens[at - 1].text in "$€£¥" and token.glued):
        return None
    if token.kind == "cjk":
        return _tenths(tokens, at, value, last)
    return _percent(tokens, at, value, last) or _count(tokens, at, value, last)


def _percent(tokens: Sequence[Token], at: int, value: int, last: int) -> Amount | None:
    end = last
    if end + 1 < len(tokens) and tokens[end].text in ".," and tokens[end].glued and tokens[end + 1].kind == "number":
        end += 2
    if end < len(tokens) and tokens[end].text in _PERCENT:
        return _level(value, tokens, at, end + 1)
    return _tenths(tokens, at, value, last)


def _level(value: int, tokens: Sequence[Token], at: int, last: int) -> Amount:
    before = tokens[at - 1].text if at else ""
    is_range = (
        at > 1
        and before in "-~至到"
        and tokens[at - 1].glued
        and (tokens[at - 2].kind == "number" or tokens[at - 2].text in _PERCENT)
    )
    relative = before in {"+", "another", "extra"} or (before == "-" and tokens[at].glued and not is_range)
    relative = relative or before in _LACKING
    return Amount(min(value, 100), at, last, over=value > 100, vague=is_range, relative=relative)


def _tenths(tokens: Sequence[Token], at: int, value: int, last: int) -> Amount | None:
    """`六成`, `3 成`, `七成半`: tenths of the whole."""
    if last < len(tokens) and tokens[last].text == "成" and 0 <= value <= 10:
        half = last + 1 < len(tokens) and tokens[last + 1].text == "半"
        after = tokens[last + 1].text if last + 1 < len(tokens) else ""
        if after in {"为", "功", "员", "立", "品", "果", "本", "都"}:
            return None
        return Amount(min(value * 10 + 5 * half, 100), at, last + 1 + half)
    return None


def _count(tokens: Sequence[Token], at: int, value: int, last: int) -> Amount | None:
    """`131 of 212`, `3 out of 5`, `52/60`."""
    joint = last
    if joint < len(tokens) and tokens[joint].text in COUNTERS:
        joint += 1
    if joint >= len(tokens) or (at and tokens[at - 1].glued and tokens[at - 1].text in "/.-:" and tokens[at].glued):
        return None
    slash = tokens[joint].text == "/"
    if not slash and tokens[joint].text not in _OF:
        return None
    joint += 1
    while not slash and joint < len(tokens) and tokens[joint].text in _THE:
        joint += 1
    total, end = whole(tokens, joint)
    if total is None or total < 1 or value > total or tokens[joint].kind != "number":
        return None
    if end < len(tokens) and tokens[end].text == "/" and tokens[end].glued:
        return None
    after = tokens[end].text if end < len(tokens) else ""
    surely = not slash or total > 31 or after in COUNTERS or (value == total and after == "✓")
    return Amount(round(100 * value / total), at, end, total=total, vague=not surely and not _thing(tokens, end))


def _thing(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a plain word follows, as in `3/5 sections`."""
    return at < len(tokens) and tokens[at].kind == "word" and len(tokens[at].text) > 3


def _share(tokens: Sequence[Token], mark: Mark | None) -> Amount | None:
    if mark is None:
        return None
    for tag, percent in _SHARES.items():
        if tag in mark.tags and not _is_time(tokens, mark):
            return Amount(percent, mark.first, mark.last)
    return None


def _is_time(tokens: Sequence[Token], mark: Mark) -> bool:
    """Half an hour, half past nine, 半天, 半年, 两点半 are times."""
    before = tokens[mark.first - 1].text if mark.first else ""
    after = tokens[mark.last].text if mark.last < len(tokens) else ""
    then = tokens[mark.last + 1].text if mark.last + 1 < len(tokens) else ""
    times = {"hour", "day", "year", "past", "天", "年", "小", "个", "月", "点", "价", "夜", "路", "日", "term"}
    return (
        after in times
        or (after in {"a", "an", "of"} and then in times)
        or before in {"点", "个", "年", "天"}
        or (tokens[mark.first].text == "半" and before.isdigit())
    )


def whole(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """The whole number at `at`, in digits or in Chinese up to 999, and where it ends; `None` where there is none."""
    if at >= len(tokens):
        return None, at
    if tokens[at].kind == "number":
        text = tokens[at].text
        return (int(text) if len(text) < 10 else None), at + 1
    return _chinese(tokens, at)


def _chinese(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    total, digit, last = 0, None, at
    while last < len(tokens) and last - at < 6:
        char = tokens[last].text
        if char in _DIGITS and digit is None:
            digit = _DIGITS[char]
        elif char in _UNITS and (digit is not None or last == at):
            total += (1 if digit is None else digit) * _UNITS[char]
            digit = None
        else:
            break
        last += 1
    return (None, at) if last == at else (total + (digit or 0), last)


def _texts(tokens: Sequence[Token], at: int, count: int) -> str:
    return "".join(token.text for token in tokens[at : at + count])
