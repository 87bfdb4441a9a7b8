"""Telegram's flood limits on a clock of their own."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from playground import limits

NINE = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_group_takes_twenty_a_minute_and_then_says_how_long_to_wait() -> None:
    told = limits.Limits()
    for number in range(20):
        assert told.wait_for(1, -5, NINE + number * SECOND) == 0
    assert told.wait_for(1, -5, NINE + 20 * SECOND) == 40
    assert told.wait_for(1, -5, NINE + 60 * SECOND) == 0


def test_a_bot_sends_thirty_a_second_to_all_chats_together() -> None:
    told = limits.Limits()
    assert [told.wait_for(1, chat, NINE) for chat in range(1, 31)] == [0] * 30
    assert told.wait_for(1, 31, NINE) == 1
    assert told.wait_for(2, 31, NINE) == 0
    assert told.wait_for(1, 31, NINE + SECOND) == 0


def test_one_chat_takes_a_small_burst_and_then_one_a_second() -> None:
    told = limits.Limits()
    assert [told.wait_for(1, 7, NINE) for _ in range(limits.CHAT_BURST)] == [0] * limits.CHAT_BURST
    assert told.wait_for(1, 7, NINE) == 1
    assert told.wait_for(1, 7, NINE + SECOND) == 0


def test_switched_off_nothing_is_limited() -> None:
    told = limits.Limits(is_on=False)
    assert {told.wait_for(1, -5, NINE) for _ in range(100)} == {0}


@given(st.lists(st.tuples(st.integers(0, 300), st.sampled_from([-1, -2, 3])), min_size=1, max_size=80))
def test_whoever_waits_as_told_is_let_through(tries: list[tuple[int, int]]) -> None:
    told = limits.Limits()
    at = NINE
    for tenths, chat in tries:
        at += timedelta(milliseconds=100 * tenths)
        seconds = told.wait_for(1, chat, at)
        if seconds:
            at += timedelta(seconds=seconds)
            assert told.wait_for(1, chat, at) == 0


@given(st.lists(st.integers(0, 30), min_size=1, max_size=120))
def test_no_minute_ever_holds_more_than_twenty_to_a_group(gaps: list[int]) -> None:
    told, taken, at = limits.Limits(), [], NINE
    for gap in gaps:
        at += timedelta(milliseconds=100 * gap)
        if not told.wait_for(1, -5, at):
            taken.append(at)
    assert all(sum(start <= each < start + limits.GROUP_WINDOW for each in taken) <= 20 for start in taken)
