"""Numbers as dates and hours write them, by their shape alone; it knows no word and no today."""

import re
from collections.abc import Iterator
from typing import Any

Shape = tuple[str, Any, int]  # category, value, where it ends

_YMD = re.compile(r"(\d{4})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d|[-./]\d)(?:t(?=\d\d:?\d\d))?")
_COMPACT = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)(?!\d)(?:t(?=\d{4}))?")
_DMY = re.compile(r"(\d{1,2})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d|[-./]\d)")
_DM = re.compile(r"(\d{1,2})([./])\s?(\d{1,2})(?![\d%]|[./:-]\d)(?:\.(?!\d))?")
_DM_DASH = re.compile(r"(0\d)-(\d\d)(?![\d%]|[-./:]\d)|(\d\d)-(0\d)(?![\d%]|[-./:]\d)")
_YM = re.compile(r"(\d{4})[-./](\d{1,2})(?!\d|[-./]\d)")
_MY = re.compile(r"(\d{1,2})[-./](\d{4})(?!\d|[-./]\d)")
_CLOCK = re.compile(r"(\d{1,2})(?::|[hч](?=\d\d))(\d{2})(?::(\d\d)(?:\.\d+)?)?(?![\d%]|:\d)(?:min\b)?")
_DOTTED_CLOCK = re.compile(r"(\d{1,2})\.(\d{2})(?![\d%]|\.\d)")
_PLAIN_CLOCK = re.compile(r"([01]\d|2[0-4])([0-5]\d)(?!\d|[.,:/-]\d)")
_NUMBER = re.compile(r"\d{1,4}(?![\d%]|[.:/½]\d|½|,\d(?!\d\d\d(?!\d)))")
_DECIMAL = re.compile(r"(\d{1,3})(?:[.,](\d)(?!\d)|(½))")
_HALF = re.compile("½")
_SHORT_YEAR = re.compile(r"'(\d\d)(?!\d)")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)(?!\d)")
_ISO_TIME = re.compile(r"\dt\d\d:?\d\d(?::?\d\d)?(?:\.\d+)?$")
_NAMED_OFFSET = re.compile(r"(?:utc|gmt)\s?([+-])\s?(\d{1,2})(?::?(\d\d))?(?!\d)")
_UTC = re.compile(r"z(?![^\W\d_])")
_QUARTER = re.compile(r"[qt]\s?([1-4])(?![\d\w-])|([1-4])[qt](?!\w)")
_WEEK = re.compile(r"(?:kw|cw)\s{0,3}(\d{1,2})(?!\d)")

_NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "廿": 20, "卅": 30, "百": 100}
_CHINESE = re.compile("[〇零一二两三四五六七八九十百廿卅]{1,8}")


def digits(text: str, at: int, nth: re.Pattern[str] | None) -> Iterator[Shape]:
    """What the digits at `at` may be. `nth` matches what makes a number an ordinal in the language at hand."""
    yield from _dates(text, at)
    yield from _clocks(text, at)
    number = _NUMBER.match(text, at)
    if number:
        yield from _number(int(number.group()), number)
    if nth and (ordinal := nth.match(text, at)):
        yield "ordnum", int(ordinal[1]), ordinal.end()
    if decimal := _DECIMAL.match(text, at):
        yield "dec", int(decimal[1]) + (0.5 if decimal[3] else int(decimal[2]) / 10), decimal.end()
    if quarter := _QUARTER.match(text, at):
        yield "quarter", int(quarter[1] or quarter[2]), quarter.end()


def _number(value: int, match: re.Match[str]) -> Iterator[Shape]:
    if len(match.group()) < 4:
        yield "num", value, match.end()
    elif 1900 <= value < 2200:
        yield "year", value, match.end()


def _dates(text: str, at: int) -> Iterator[Shape]:
    if m := _YMD.match(text, at) or _COMPACT.match(text, at):
        year, month, day = int(m[1]), int(m[m.lastindex - 1] if m.lastindex == 4 else m[2]), int(m[m.lastindex or 3])
        yield ("ymd" if m.lastindex == 4 else "compact"), (year, month, day), m.end()
    if m := _DMY.match(text, at):
        year = int(m[4]) + (2000 if len(m[4]) == 2 else 0)
        yield "dmy", (int(m[1]), int(m[3]), year), m.end()
    if m := _DM.match(text, at):
        yield "dm" if m[2] == "/" else "dmdot", (int(m[1]), int(m[3])), m.end()
    if m := _DM_DASH.match(text, at):
        yield "dm", (int(m[1] or m[3]), int(m[2] or m[4])), m.end()
    if m := _YM.match(text, at):
        yield "ym", (int(m[1]), int(m[2])), m.end()
    if m := _MY.match(text, at):
        yield "ym", (int(m[2]), int(m[1])), m.end()


def _clocks(text: str, at: int) -> Iterator[Shape]:
    if m := _CLOCK.match(text, at):
        yield "clk", (int(m[1]), int(m[2]), len(m[1]) == 1 and text[m.end(1)] == ":"), m.end()
    if m := _DOTTED_CLOCK.match(text, at):
        yield "dotclk", (int(m[1]), int(m[2])), m.end()
    if m := _PLAIN_CLOCK.match(text, at):
        yield "plainclk", (int(m[1]), int(m[2])), m.end()


def signs(text: str, at: int) -> Iterator[Shape]:
    """What a sign at `at` begins: an offset from UTC, a year in two digits, a half."""
    if (m := _OFFSET.match(text, at)) and _is_offset(text, at, m):
        yield "zone", _fixed(m[1], int(m[2]), int(m[3])), m.end()
    if m := _SHORT_YEAR.match(text, at):
        yield "year", 2000 + int(m[1]), m.end()
    if m := _HALF.match(text, at):
        yield "half", 0.5, m.end()


def _is_offset(text: str, at: int, match: re.Match[str]) -> bool:
    """9:00-11:00 is a range; a zone west of Greenwich stands behind ISO 8601's T, or apart and with its nought."""
    if int(match[2]) > 14 or match[1] == "+":
        return int(match[2]) <= 14
    return bool(_ISO_TIME.search(text[max(0, at - 14) : at])) or (text[at - 1 : at].isspace() and match[2][0] == "0")


def letters(text: str, at: int) -> Iterator[Shape]:
    """What a letter at `at` begins: UTC+8, Z after digits, Q1, KW 49."""
    if m := _NAMED_OFFSET.match(text, at):
        yield "zone", _fixed(m[1], int(m[2]), int(m[3] or 0)), m.end()
    if (m := _UTC.match(text, at)) and at and text[at - 1].isdigit():
        yield "zone", (("UTC", 0),), m.end()
    if m := _QUARTER.match(text, at):
        yield "quarter", int(m[1]), m.end()
    if m := _WEEK.match(text, at):
        yield "weekno", int(m[1]), m.end()


def _fixed(sign: str, hours: int, minutes: int) -> tuple[tuple[str, int], ...]:
    return ((f"{sign}{hours:02}:{minutes:02}", (1 if sign == "+" else -1) * (hours * 60 + minutes)),)


def chinese(text: str, at: int) -> Iterator[Shape]:
    """What the Chinese numerals at `at` may be: 十二, 二十, 二〇二七."""
    match = _CHINESE.match(text, at)
    if match is None:
        return
    run = match.group()
    if not any(char in _TENS for char in run):
        if _is_about(run):
            return
        value = int("".join(str(_NUMERALS[char]) for char in run)) if len(run) <= 4 else 0
        yield from _number(value, match) if len(run) in (1, 2, 4) else ()
        return
    total = count(run)
    if total is not None:
        yield "num", total, match.end()


def _is_about(run: str) -> bool:
    """两三, 三五: neighbouring numerals are "two or three", and no number."""
    return len(run) == 2 and 0 < _NUMERALS[run[1]] - _NUMERALS[run[0]] <= 2


def count(run: str) -> int | None:
    """The value of Chinese numerals with tens: 二十五 is 25; `None` if it is no number below a thousand."""
    total, digit = 0, None
    for char in run:
        if char in _NUMERALS:
            if digit:
                return None
            digit = _NUMERALS[char]
        else:
            total += _TENS[char] * (1 if digit is None else digit) if char in "十百" else _TENS[char]
            digit = None
    return total + (digit or 0)
