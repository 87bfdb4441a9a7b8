"""The clock that tests stop and move."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from playground.clock import PlaygroundClock

NINE = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


def test_a_stopped_clock_moves_only_by_hand() -> None:
    clock = PlaygroundClock(NINE)
    assert (clock.now(), clock.now(), clock.is_stopped) == (NINE, NINE, True)
    clock.advance(timedelta(hours=1))
    assert clock.now() == NINE + timedelta(hours=1)


def test_a_running_clock_shows_utc_and_keeps_its_offset() -> None:
    clock = PlaygroundClock()
    before = clock.now()
    clock.advance(timedelta(days=2))
    assert before.utcoffset() == timedelta()
    assert clock.now() - before >= timedelta(days=2)


def test_a_clock_that_runs_again_goes_on_from_where_it_stood() -> None:
    clock = PlaygroundClock(NINE)
    clock.run()
    assert timedelta() <= clock.now() - NINE < timedelta(minutes=1)
    clock.set(NINE - timedelta(days=1))
    assert clock.now() < NINE


def test_subscribers_hear_of_jumps_until_they_leave() -> None:
    clock = PlaygroundClock(NINE)
    heard: list[timedelta] = []
    leave = clock.subscribe(heard.append)
    clock.advance(timedelta(minutes=5))
    clock.set(NINE)
    leave()
    clock.advance(timedelta(minutes=1))
    assert heard == [timedelta(minutes=5), timedelta(minutes=-5)]


def test_an_instant_of_another_zone_is_shown_in_utc() -> None:
    clock = PlaygroundClock(datetime(2026, 9, 14, 17, 0, tzinfo=timezone(timedelta(hours=8))))
    assert clock.now().isoformat() == "2026-09-14T09:00:00+00:00"


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        PlaygroundClock(NINE.replace(tzinfo=None))
