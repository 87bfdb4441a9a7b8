"""A round over days by the clock alone: one floor, by day, nobody twice, everybody once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import calendars, round_windows, rounds
from coordination.rules.rounds import RoundState, TurnState

HOURS = round_windows.Hours("Asia/Shanghai", calendars.Calendar())
BEGIN = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
"""A Wednesday, 10:00 in Shanghai."""


def begun(count: int, minutes: int) -> rounds.Floor:
    turns = tuple(rounds.Turn(number, 1, 100 + number, number) for number in range(1, count + 1))
    one = rounds.Round(1, 1, 1, "Review", BEGIN, minutes=minutes, days=5)
    return round_windows.settle(round_windows.begin(rounds.Floor(one, turns), HOURS, BEGIN), HOURS, (), BEGIN)


def test_a_window_goes_on_the_next_working_day_where_the_hours_end() -> None:
    friday = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)  # 17:30 there

    assert HOURS.after(friday, 60) == datetime(2026, 11, 30, 1, 30, tzinfo=UTC)
    assert HOURS.after(BEGIN, 5 * HOURS.minutes_a_day) == datetime(2026, 12, 2, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "count", "minutes"),
    [(5, 200, 13), (5, 100, 25), (5, 40, 60), (5, 30, 90), (2, 5, 210), (1, 1, 540), (1, 500, 5), (3, 0, 1620)],
)
def test_windows_are_shared_out_in_lengths_such_as_people_say(days: int, count: int, minutes: int) -> None:
    assert round_windows.share(HOURS, days, count) == minutes


def test_whose_report_is_in_was_heard_and_the_next_is_called_at_once() -> None:
    floor = begun(3, 60)

    floor = round_windows.settle(floor, HOURS, {1, 2}, BEGIN + timedelta(minutes=5))

    assert [turn.state for turn in floor.turns] == [TurnState.REPORTED, TurnState.REPORTED, TurnState.CALLED]


def test_a_report_that_comes_at_night_is_heard_and_nobody_is_called_before_morning() -> None:
    night = BEGIN + timedelta(hours=12)
    floor = round_windows.settle(begun(2, 600), HOURS, {1}, night)
    assert [turn.state for turn in floor.turns] == [TurnState.REPORTED, TurnState.WAITING]

    morning = round_windows.settle(floor, HOURS, {1}, datetime(2026, 11, 26, 1, 0, tzinfo=UTC))

    assert morning.turns[1].state is TurnState.CALLED


def test_a_group_that_timed_out_is_heard_when_its_report_comes_and_a_returned_one_waits_again() -> None:
    later = BEGIN + timedelta(hours=2)
    floor = round_windows.settle(begun(2, 60), HOURS, (), later)
    assert floor.turns[0].state is TurnState.TIMED_OUT

    floor = round_windows.settle(floor, HOURS, {1}, later)
    assert floor.turns[0].state is TurnState.REPORTED
    assert round_windows.give_back(floor, 1, later).turns[0].state is TurnState.LATER


@pytest.mark.parametrize(
    ("rest", "states"),
    [
        (TurnState.TO_FOLLOW, [TurnState.TO_FOLLOW, TurnState.TO_FOLLOW, TurnState.REPORTED]),
        (TurnState.EXCUSED, [TurnState.EXCUSED, TurnState.EXCUSED, TurnState.REPORTED]),
        (TurnState.ABSENT, [TurnState.TIMED_OUT, TurnState.ABSENT, TurnState.REPORTED]),
    ],
)
def test_whose_window_went_by_is_asked_about_at_the_end_as_well(rest: TurnState, states: list[TurnState]) -> None:
    later = BEGIN + timedelta(minutes=61)
    floor = round_windows.settle(begun(3, 60), HOURS, {3}, later)
    assert floor.turns[0].state is TurnState.TIMED_OUT

    closed = round_windows.close(floor, rest, later)

    assert [turn.state for turn in closed.turns] == states
    assert rounds.broken(closed) is None


def test_a_window_is_known_from_the_beginning_and_comes_earlier_when_others_are_quick() -> None:
    floor = begun(3, 60)
    hour, later = timedelta(hours=1), BEGIN + timedelta(minutes=10)

    assert round_windows.window_of(floor, HOURS, 1, later) == (BEGIN, BEGIN + hour)
    assert round_windows.window_of(floor, HOURS, 3, later) == (BEGIN + 2 * hour, BEGIN + 3 * hour)

    floor = round_windows.settle(floor, HOURS, {1}, later)
    assert round_windows.window_of(floor, HOURS, 1, later) is None
    assert round_windows.window_of(floor, HOURS, 2, later) == (later, later + hour)
    assert round_windows.window_of(floor, HOURS, 3, later) == (later + hour, later + 2 * hour)
    assert round_windows.window_of(rounds.pause(floor, later), HOURS, 3, later) is None


def test_a_window_that_would_begin_when_the_hours_end_begins_in_the_morning() -> None:
    floor = begun(3, 8 * 60)  # until 18:00, and the next ones on the days after

    first, last = round_windows.window_of(floor, HOURS, 2, BEGIN) or (BEGIN, BEGIN)

    assert first == datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
    assert last == first + timedelta(hours=8)
    assert HOURS.opening(datetime(2026, 11, 28, 5, 0, tzinfo=UTC)) == datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
    assert HOURS.opening(datetime(2026, 11, 25, 0, 0, tzinfo=UTC)) == datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(1, 12),
    minutes=st.integers(5, 600),
    looks=st.lists(st.integers(1, 900), min_size=1, max_size=40),
    reports=st.lists(st.tuples(st.integers(0, 39), st.integers(1, 12)), max_size=12),
)
def test_the_clock_breaks_no_rule(count: int, minutes: int, looks: list[int], reports: list[tuple[int, int]]) -> None:
    floor, now = begun(count, minutes), BEGIN
    for place, wait in enumerate(looks):
        now += timedelta(minutes=wait)
        handed_in = {turn for at, turn in reports if at <= place}
        before = {turn.id: turn for turn in floor.turns}
        floor = round_windows.settle(floor, HOURS, handed_in, now)
        assert rounds.broken(floor) is None
        assert round_windows.settle(floor, HOURS, handed_in, now) == floor
        for turn in floor.turns:
            was = before[turn.id]
            if turn.state in rounds.ON_FLOOR and was.state not in rounds.ON_FLOOR:
                local = now.astimezone(ZoneInfo(HOURS.zone))
                assert local.weekday() < 5
                assert 9 <= local.hour < 18
            if was.state in (TurnState.REPORTED, TurnState.TIMED_OUT):
                assert turn.state in (was.state, TurnState.REPORTED)
    assert floor.round.state is RoundState.LIVE
