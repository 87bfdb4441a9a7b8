"""A repetition in words, with what becomes of it in a month that is too short: said from its set-up on."""

from dataclasses import replace

from coordination.rules import patterns, recurrence_words, recurrences, rrules
from handlers import words

LONGEST_SHORT = 28
"""Every month has so many days."""

WORKDAYS_OF_ALL = 20
"""Every month has about so many working days."""


def said(rule: recurrences.Rule, language: str, *, timed: bool = True) -> str:
    """`on the 30th of every month at 09:00 (in a shorter month: the last day)`; without its hour unless `timed`.

    Raises `ValueError` for a rule that nobody has words for.
    """
    parts = _text(rule).split(";")
    shown = recurrence_words.to_words(
        ";".join(one for one in parts if timed or not one.startswith(("BYHOUR", "BYMINUTE"))), language
    )
    key = _short(rule.pattern)
    return shown if key is None else words.plain(language, key, rule=shown)


def _text(rule: recurrences.Rule) -> str:
    """The rule as `recurrence_words` takes it: days of a month as they were asked for, the last one as such."""
    plain = replace(rule, off_day=recurrences.OffDay.KEEP, skipped=frozenset(), moved=())
    if not isinstance(rule.pattern, patterns.MonthDays):
        return rrules.to_rrule(plain)
    days = ",".join(str(-1 if day == 31 else day) for day in rule.pattern.days)
    return rrules.to_rrule(replace(plain, pattern=patterns.MonthDays((1,)))).replace(
        "BYMONTHDAY=1", f"BYMONTHDAY={days}"
    )


def _short(pattern: patterns.Pattern) -> str | None:
    """What is said of a month that lacks such a day; `None` where every month has it, or its last day is meant."""
    if isinstance(pattern, patterns.MonthDays) and any(LONGEST_SHORT < day < 31 for day in pattern.days):
        return "rule.last_day"
    if isinstance(pattern, patterns.MonthWeekdays) and any(abs(which) == 5 for which, _ in pattern.days):
        return "rule.left_out"
    if isinstance(pattern, patterns.MonthWorkdays) and any(abs(day) > WORKDAYS_OF_ALL for day in pattern.days):
        return "rule.left_out"
    return None
