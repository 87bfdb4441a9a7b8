"""The Monday of week 1 and the day of the event, from what a plan itself says: `Week 1 starts 14 Sept`; pure."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, time, timedelta

from coordination.rules.plans import days, headers, kinds, offsets, values

_SAID = re.compile(r"(week\s*\d{1,2}|第\s*[\d一二三四五六七八九十]{1,3}\s*[周週]|woche\s*\d{1,2})(.*)", re.IGNORECASE)


def said(lines: Iterable[str], reader: days.Reader) -> date | None:
    """From the first line that names a week and a day of it."""
    for line in lines:
        match = _SAID.search(line)
        if match and re.search(r"\d", match[2]):
            day, _ = reader.inside(match[2])
            if day.due and not day.trouble:
                return first(match[1], day.start or day.due)
    return None


def beside(pairs: Iterable[tuple[str, date]]) -> date | None:
    """From rows that have both a week and a day: the Monday that most of them give."""
    given = Counter(monday for text, day in pairs if (monday := first(text, day)))
    return given.most_common(1)[0][0] if given else None


def first(week: str, day: date) -> date | None:
    """The Monday of week 1 when `day` lies in `week`; a range of weeks says nothing."""
    numbers = offsets.numbered_week(week)
    if numbers is None or numbers[0] != numbers[1] or day.year < 1900:
        return None
    return day - timedelta(days=day.weekday(), weeks=numbers[0] - 1)


def day_of_event(rows: Iterable[values.Row], reader: days.Reader) -> date | None:
    """The day that an info table gives (`日期 | 2026年11月28日`), for the hours of a run of show."""
    for row in rows:
        cells = [row.cells[index] for index in kinds.filled(row)]
        if len(cells) == 2 and headers.role(kinds.as_text(cells[0])) in ("due", "start") and cells[1] != "":
            found = reader.cell(cells[1])
            if found.due and not isinstance(cells[1], time):
                return found.start or found.due
    return None
