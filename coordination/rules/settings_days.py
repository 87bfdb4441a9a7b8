"""A group's own table of days, as people paste it: days off and weekend days worked in exchange; knows no calendar."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from coordination.errors import Refused

MOST = 400
"""Days in one table."""

_DAY = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_LINE = re.compile(rf"(?P<before>\D*){_DAY}(?:\s*(?:to|until|-|–|~|至|到)\s*{_DAY})?(?P<after>.*)")
_WORKED = re.compile(r"\bwork|make-?up|上班|补班|调休上班|工作日", re.IGNORECASE)
_NONE = frozenset({"none", "no", "clear", "无", "没有", "清空"})


@dataclass(frozen=True, slots=True)
class Table:
    """Days off and days worked, each in order."""

    days_off: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()


def read(text: str) -> Table:
    """One day or span a line: `2027-02-05 to 2027-02-11`, `2027年2月20日 上班`; `none` for an empty table.

    A line that says work is a day worked, any other a day off. Raises `Refused` with the first line that is neither.
    """
    lines = [line.strip() for line in re.split(r"[\n;；]", text) if line.strip()]
    if [line.casefold() for line in lines] in [[word] for word in _NONE]:
        return Table()
    off: set[date] = set()
    worked: set[date] = set()
    for line in lines:
        (worked if _WORKED.search(line) else off).update(_days(line))
    if not off | worked or len(off | worked) > MOST or off & worked:
        raise Refused("settings.days_unread", line=lines[0] if lines else "")
    return Table(tuple(sorted(off)), tuple(sorted(worked)))


def _days(line: str) -> list[date]:
    match = _LINE.fullmatch(line)
    numbers = [] if match is None else [match[n] for n in range(2, 8)]
    try:
        first = date(*map(int, numbers[:3]))
        last = first if numbers[3] is None else date(*map(int, numbers[3:]))
    except (IndexError, ValueError, TypeError):
        raise Refused("settings.days_unread", line=line) from None
    if not 0 <= (last - first).days < MOST:
        raise Refused("settings.days_unread", line=line)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
