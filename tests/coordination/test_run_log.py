"""What is remembered of runs that did not come as they were meant."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coordination.rules import run_log
from coordination.rules.run_log import Past

DUE = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def told(*entries: Past) -> list[Past]:
    values: dict[str, Any] = {"text": "stand-up"}
    before = None
    for entry in entries:
        values = run_log.noted(values, entry, settled=before)
        before = entry.last
    assert values["text"] == "stand-up"
    return run_log.read(values)


@pytest.mark.parametrize("outcome", ["sent", "empty", "skipped:already_sent", "skipped:not_its_day", "stopped"])
def test_what_came_or_was_none_is_not_told(outcome: str) -> None:
    assert told(Past(DUE, outcome)) == []


def test_late_ones_stand_each_by_itself_and_skipped_ones_in_a_row_together() -> None:
    found = told(
        Past(DUE, "late"),
        Past(DUE + DAY, "late"),
        Past(DUE + 2 * DAY, "skipped:paused"),
        Past(DUE + 3 * DAY, "skipped:paused"),
        Past(DUE + 4 * DAY, "skipped:newer_one_due", DUE + 9 * DAY),
    )
    assert found == [
        Past(DUE, "late"),
        Past(DUE + DAY, "late"),
        Past(DUE + 2 * DAY, "skipped:paused", DUE + 3 * DAY),
        Past(DUE + 4 * DAY, "skipped:newer_one_due", DUE + 9 * DAY),
    ]


def test_skipped_ones_with_another_run_between_them_are_two_entries() -> None:
    found = told(Past(DUE, "skipped:ceiling"), Past(DUE + DAY, "sent"), Past(DUE + 2 * DAY, "skipped:ceiling"))
    assert found == [Past(DUE, "skipped:ceiling"), Past(DUE + 2 * DAY, "skipped:ceiling")]


def test_the_same_said_twice_is_one_entry() -> None:
    assert told(Past(DUE, "late"), Past(DUE, "late")) == [Past(DUE, "late")]


def test_the_newest_few_are_kept() -> None:
    found = told(*(Past(DUE + n * DAY, "late") for n in range(30)))
    assert [one.due for one in found] == [DUE + n * DAY for n in range(30 - run_log.MOST, 30)]


def test_what_a_clock_that_was_ahead_wrote_goes_with_the_next_entry() -> None:
    assert told(Past(DUE + 4000 * DAY, "late"), Past(DUE, "skipped:paused")) == [Past(DUE, "skipped:paused")]


@pytest.mark.parametrize(
    "stored", [None, "past", [1, 2], [["soon", None, "late"]], [[None, None, "late"]], [["a", "b"]]]
)
def test_what_cannot_be_read_is_left_out(stored: Any) -> None:
    assert run_log.read({run_log.KEY: stored}) == []
