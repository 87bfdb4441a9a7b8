"""On which weekdays the morning message and the summary come, as a rule and as bits of a button; knows no schedule."""

from collections.abc import Iterable
from dataclasses import replace

from coordination.rules import patterns, recurrences

EVERY_WORKDAY: tuple[int, ...] = ()


def on_days(
    rule: recurrences.Rule, days: Iterable[int], *, weekend: Iterable[int], else_before: bool
) -> recurrences.Rule:
    """The rule on these weekdays (Monday = 0) instead; none of them: on every working day.

    On a day off it does not come, or (`else_before`) on the last working day before. A group that chose a day of its
    weekend means it: then it comes on days off as well.
    """
    chosen = tuple(sorted(set(days)))
    if not chosen:
        return replace(rule, pattern=patterns.Daily(), off_day=recurrences.OffDay.SKIP)
    away = recurrences.OffDay.BEFORE if else_before else recurrences.OffDay.SKIP
    keeps = not set(chosen).isdisjoint(weekend)
    return replace(rule, pattern=patterns.Weekly(chosen), off_day=recurrences.OffDay.KEEP if keeps else away)


def days_of(rule: recurrences.Rule) -> tuple[int, ...]:
    """The weekdays of such a rule; none for every working day."""
    return rule.pattern.days if isinstance(rule.pattern, patterns.Weekly) else EVERY_WORKDAY


def is_weekly(rule: recurrences.Rule) -> bool:
    """Whether it comes on weekdays, and not on days of the month or of the year."""
    return isinstance(rule.pattern, patterns.Weekly | patterns.Daily)


def as_bits(days: Iterable[int]) -> int:
    """The weekdays as one number: bit 0 for Monday."""
    return sum(1 << day for day in set(days))


def of_bits(bits: int) -> tuple[int, ...]:
    """The weekdays of `as_bits`; further bits mean nothing."""
    return tuple(day for day in range(7) if bits >> day & 1)
