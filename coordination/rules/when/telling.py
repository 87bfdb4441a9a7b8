"""How surely a parsed phrase is a date by itself, with no word to mark it; it knows no language and no today."""

from collections.abc import Mapping
from typing import Any

from coordination.rules.when import parts
from coordination.rules.when.parts import Core, Marked, Range, Repeat

_SURE = (parts.InWeek, parts.Nth, parts.NthFrom, parts.Both, parts.Weekday, parts.Edge)
_ADVERBIAL = (parts.FromToday, parts.Ahead, parts.Offset, parts.NthFrom, parts.Edge, parts.InWeek)


def is_marked(marked: Marked) -> bool:
    """Whether a word says that this is a bound: by, until, 前; or the phrase itself does: within three days."""
    what = marked.what
    if marked.bound != "on" or marked.strong:
        return True
    return isinstance(what, Core) and isinstance(what.day, parts.Ahead) and what.day.within


def is_telling(marked: Marked, here: Mapping[str, Any]) -> bool:
    """Whether the phrase is a date by itself. `here` is what its first word may be (3.4, 5号, 三点 are not enough)."""
    what = marked.what
    if isinstance(what, Repeat):
        return True
    if isinstance(what, Range):
        return _is_sure(what.start) or _is_sure(what.end) or _is_clock(what.end, here)
    return _is_sure(what) or (what.day is None and _is_clock(what, here))


def _is_sure(core: Core) -> bool:
    return core.day is not None and _is_sure_day(core.day)


def _is_sure_day(day: parts.Day) -> bool:
    if isinstance(day, parts.Calendar):
        return day.month is not None
    if isinstance(day, parts.Numeric):
        return day.year is not None
    if isinstance(day, parts.Period):
        return day.number is None and day.year is None and day.shift >= 0 and day.unit != "year"
    if isinstance(day, parts.Offset):
        return isinstance(day.base, parts.Opening) or _is_sure_day(day.base)
    if isinstance(day, parts.FromToday):
        return day.days >= 0
    if isinstance(day, parts.Ahead):
        return day.sign > 0
    return isinstance(day, _SURE) and getattr(day, "which", "") != "start"


def _is_clock(core: Core, here: Mapping[str, Any]) -> bool:
    """An hour alone tells by its half of the day, or behind "at" by its minutes."""
    clock = core.clock
    if clock is None or not clock.digital:
        return False
    return clock.part is not None or "at" in here or core.zone is not None


def is_bare_hour(marked: Marked) -> bool:
    """Whether all there is is a number that may be an hour: by at 5, 三点前."""
    what = marked.what
    return isinstance(what, Core) and what.day is None and what.clock is not None and not what.clock.digital


def is_bare_weekday(marked: Marked) -> bool:
    """Whether the phrase is a weekday and nothing else."""
    what = marked.what
    plain = isinstance(what, Core) and isinstance(what.day, parts.Weekday) and what.day.which == "bare"
    return plain and isinstance(what, Core) and what.clock is None and what.part is None


def has_clock(marked: Marked) -> bool:
    """Whether an hour was said, or days that repeat: hardly anything else looks like that."""
    what = marked.what
    if isinstance(what, Repeat):
        return bool(what.days or what.monthdays or (what.core and what.core.clock))
    return not isinstance(what, Core) or what.clock is not None


def is_adverbial(marked: Marked) -> bool:
    """Whether a phrase at the head of a line tells when, without a comma: not a plain date or weekday before a noun."""
    what = marked.what
    if not isinstance(what, Core) or what.clock is not None:
        return True
    period = isinstance(what.day, parts.Period) and what.day.number is None
    return isinstance(what.day, _ADVERBIAL) or period or what.part == "eod"
