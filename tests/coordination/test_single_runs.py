"""One run left out, moved or put back, and every other one as it was."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import calendars, instants, recurrences, single_runs
from coordination.rules.patterns import Daily, MonthDays, Weekly
from coordination.rules.recurrences import OffDay, Rule
from tests.coordination import wall_clocks

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
MORNINGS = Rule(Daily(), time(8, 30), "Asia/Shanghai", off_day=OffDay.SKIP)
FRIDAYS = Rule(Weekly((4,)), time(15), "Asia/Shanghai", off_day=OffDay.BEFORE)
WEDNESDAY = date(2026, 11, 25)


def coming(rule: Rule, count: int = 4) -> list[str]:
    found = instants.upcoming(rule, NOW, calendars.MON_FRI, count)
    return [f"{at + timedelta(hours=8):%a %d %H:%M}" for at in found]


def test_a_run_left_out_does_not_come_and_is_listed() -> None:
    rule = single_runs.with_state(MORNINGS, WEDNESDAY, single_runs.LEFT_OUT)

    assert coming(rule, 3) == ["Thu 26 08:30", "Fri 27 08:30", "Mon 30 08:30"]
    (named,) = single_runs.left_out(rule, NOW, NOW + timedelta(days=14))
    assert (named.day, named.at) == (WEDNESDAY, datetime(2026, 11, 25, 0, 30, tzinfo=UTC))
    assert single_runs.left_out(rule, NOW + timedelta(days=2), NOW + timedelta(days=14)) == []


def test_a_moved_run_comes_at_its_new_time_and_keeps_its_day() -> None:
    rule = single_runs.with_state(FRIDAYS, date(2026, 11, 27), "2026-11-30T10:00:00")

    assert coming(rule, 2) == ["Mon 30 10:00", "Fri 04 15:00"]
    first = instants.next_after(rule, NOW, calendars.MON_FRI)
    assert first is not None
    assert single_runs.of_instant(rule, first).day == date(2026, 11, 27)


def test_one_change_takes_the_place_of_the_other_and_putting_back_leaves_no_trace() -> None:
    moved = single_runs.with_state(MORNINGS, WEDNESDAY, "2026-11-25T10:00:00")
    out = single_runs.with_state(moved, WEDNESDAY, single_runs.LEFT_OUT)

    assert [single_runs.state(one, WEDNESDAY) for one in (MORNINGS, moved, out)] == [
        None,
        "2026-11-25T10:00:00",
        single_runs.LEFT_OUT,
    ]
    assert single_runs.with_state(out, WEDNESDAY, None) == MORNINGS


def test_old_exceptions_are_forgotten() -> None:
    rule = MORNINGS
    for year in range(2010, 2027):
        rule = single_runs.with_state(rule, date(year, 11, 25), single_runs.LEFT_OUT)
        rule = single_runs.with_state(rule, date(year, 11, 26), f"{year}-11-26T10:00:00")
    assert len(rule.skipped) == len(rule.moved) == 2


@pytest.mark.parametrize(
    ("to", "collides"),
    [("2026-11-25T10:00:00", False), ("2026-11-26T08:30:00", True), ("2026-11-28T08:30:00", True)],
)
def test_a_move_onto_another_run_is_seen(to: str, collides: bool) -> None:
    at = instants.resolve(date.fromisoformat(to[:10]), time.fromisoformat(to[11:]), MORNINGS.zone)
    rule = Rule(Daily(), time(8, 30), "Asia/Shanghai")
    assert single_runs.collides(rule, WEDNESDAY, at, calendars.MON_FRI) is collides


PATTERNS = st.sampled_from([Daily(), Weekly((0, 3)), MonthDays((31,)), MonthDays((1, 15))])


@settings(max_examples=60, deadline=None)
@given(PATTERNS, st.sampled_from(wall_clocks.ZONES), st.times(), st.integers(0, 5), st.booleans())
def test_whatever_becomes_of_one_run_every_other_one_comes_as_it_was(
    pattern: Daily | Weekly | MonthDays, zone: str, at: time, which: int, moves: bool
) -> None:
    rule = Rule(pattern, at, zone)
    before = instants.upcoming(rule, NOW, calendars.MON_FRI, 8)
    chosen = single_runs.of_instant(rule, before[which])
    to = (datetime.combine(chosen.day, time()) + timedelta(hours=37)).isoformat() if moves else single_runs.LEFT_OUT

    changed = single_runs.with_state(rule, chosen.day, to)

    stored = recurrences.from_values(recurrences.to_values(changed, zone), zone)
    assert stored == changed
    after = instants.upcoming(stored, NOW, calendars.MON_FRI, 9)
    assert set(before[:which] + before[which + 1 :]) <= set(after)
    assert not moves or any(single_runs.of_instant(stored, one).day == chosen.day for one in after)
    assert single_runs.with_state(stored, chosen.day, None) == rule
