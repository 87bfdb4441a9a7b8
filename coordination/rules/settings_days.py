"""A group's own table of days, as people paste it: days off and weekend days worked in exchange; knows no calendar."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from coordination.errors import Refused

MOST = 400
"""Days in one table."""

_DAY = re.compile(r"(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*日?")
_SPAN = re.compile(r"\s*(?:to|until|through|-|–|—|~|～|至|到|\t)\s*", re.IGNORECASE)
"""Between the first and the last day; a tab, where each stands in a column of its own."""

_WORKED = re.compile(r"\bwork|make-?up|上班|补班|工作日", re.IGNORECASE)
_NOT_WORKED = re.compile(r"\b(?:no|not|non)\b[\s-]*work|\bday off\b|不上班|放假", re.IGNORECASE)
_NONE = frozenset({"none", "no", "clear", "无", "没有", "清空"})


@dataclass(frozen=True, slots=True)
class Table:
    """Days off and days worked, each in order."""

    days_off: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()


def read(text: str) -> Table:
    """Days or a span a line: `2027-02-05 to 2027-02-11`, `2027年2月20日 上班`; `none` for an empty table.

    A line that says work is of days worked, any other of days off. The first line may be a heading. Raises `Refused`
    with the first line that is neither.
    """
    lines = [line.strip() for line in re.split(r"[\n;；]", text) if line.strip()]
    if [line.casefold() for line in lines] in [[word] for word in _NONE]:
        return Table()
    if len(lines) > 1 and not any(char.isdecimal() for char in lines[0]):
        del lines[0]
    off: set[date] = set()
    worked: set[date] = set()
    for line in lines:
        is_worked = _WORKED.search(line) and not _NOT_WORKED.search(line)
        (worked if is_worked else off).update(_days(line))
    if not off | worked or len(off | worked) > MOST or off & worked:
        raise Refused("settings.days_unread", line=lines[0] if lines else "")
    return Table(tuple(sorted(off)), tuple(sorted(worked)))


def _days(line: str) -> list[date]:
    """All days of a line; two with a word or a column between them are a span."""
    found = list(_DAY.finditer(line))
    try:
        named = [date(*map(int, one.groups())) for one in found]
    except ValueError:
        raise Refused("settings.days_unread", line=line) from None
    is_span = len(found) == 2 and _SPAN.fullmatch(line, found[0].end(), found[1].start())
    if not named or (is_span and not 0 <= (named[1] - named[0]).days < MOST):
        raise Refused("settings.days_unread", line=line)
    return [named[0] + timedelta(days=n) for n in range((named[1] - named[0]).days + 1)] if is_span else named
