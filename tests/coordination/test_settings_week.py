"""On which weekdays something comes: the rule, the next days, and the bits in a button."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.rules import calendars, instants, patterns, recurrences, settings_week

DAILY = recurrences.Rule(patterns.Daily(), time(8, 30), "UTC", off_day=recurrences.OffDay.SKIP)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
CALENDAR = calendars.Calendar(days_off=frozenset({date(2026, 11, 25)}))
"""Wednesday 25 November is off."""


@pytest.mark.parametrize(
    ("days", "else_before", "comes"),
    [
        ((), False, [23, 24, 26]),
        ((), True, [23, 24, 26]),
        ((0, 2), False, [23, 30]),
        ((2,), True, [24]),
        ((5,), False, [28]),
        ((2, 5), False, [25, 28]),
        ((4,), True, [27]),
    ],
)
def test_it_comes_on_the_days_chosen(days: tuple[int, ...], else_before: bool, comes: list[int]) -> None:
    rule = settings_week.on_days(DAILY, days, weekend={5, 6}, else_before=else_before)

    found = [at.day for at in instants.upcoming(rule, MONDAY, CALENDAR, 3) if at < datetime(2026, 12, 1, tzinfo=UTC)]
    assert found[: len(comes)] == comes
    assert settings_week.days_of(rule) == days
    assert rule.at == DAILY.at


@given(days=st.sets(st.integers(0, 6)), more=st.integers(0, 2**50))
def test_a_button_holds_any_choice_of_days(days: set[int], more: int) -> None:
    assert settings_week.of_bits(settings_week.as_bits(days) | more << 7) == tuple(sorted(days))
