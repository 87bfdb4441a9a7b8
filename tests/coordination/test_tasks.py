"""What a task may be: its title as it is stored, and the rules that no task breaks."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from coordination.errors import Refused
from coordination.rules import tasks
from tests.coordination import samples

State = tasks.State


@pytest.mark.parametrize("title", ["", "  \n ", "\u200b", "\u3164\u2060"])
def test_a_title_that_nobody_can_see_is_refused(title: str) -> None:
    with pytest.raises(Refused, match=r"refused\.no_title"):
        tasks.titled(title)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Book\nthe \t hall ", "Book the hall"),
        ("cafe\u0301", "café"),
        ("a\x00b\ud800c", "abc"),
        ("落实主会场", "落实主会场"),
    ],
)
def test_a_title_is_stored_clean_and_on_one_line(typed: str, stored: str) -> None:
    assert tasks.titled(typed) == stored


@pytest.mark.parametrize(
    ("make", "is_refused"),
    [(lambda: "x" * 300, False), (lambda: "x" * 301, True), (lambda: "😀" * 150, False), (lambda: "😀" * 151, True)],
)
def test_a_title_has_at_most_300_units(make: Callable[[], str], is_refused: bool) -> None:
    if is_refused:
        with pytest.raises(Refused) as refused:
            tasks.titled(make())
        assert refused.value.key == "refused.title_too_long"
        assert refused.value.values["limit"] == 300
    else:
        assert tasks.titled(make()) == make()


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"percent": 101}, "a percent lies between 0 and 100"),
        ({"percent": 5}, "what has not begun has no percent"),
        ({"state": State.DONE, "percent": 60}, "done is 100 %"),
        ({"claimed_by": 101}, "only a claimed task has a claimant"),
        ({"reason": "permit"}, "only a stopped task has a reason"),
        ({"review_on": date(2026, 12, 1)}, "only a task on hold has a review date"),
        ({"ended_at": samples.NOW}, "an end has its instant, and only an end"),
        ({"merged_into": 5}, "what was merged is dropped"),
        ({"due": samples.due(4), "original_due": None}, "a date has its original"),
        ({"waits_for": (1012,)}, "no task waits for itself"),
        ({"supporters": (samples.owner(samples.ANN),)}, "nobody owns and supports"),
        ({"supporters": (samples.owner(samples.BO),) * 2}, "nobody supports twice"),
        ({"title": " "}, "a title is seen"),
    ],
)
def test_a_broken_rule_is_named(values: dict[str, Any], rule: str) -> None:
    assert tasks.broken(samples.task(**values)) == rule
