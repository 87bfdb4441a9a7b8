"""Amounts: signs, words, counts; and what only looks like one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import reading_amounts, reading_fold
from coordination.rules.reading_lexicon import LEXICON


def amounts(text: str) -> tuple[reading_amounts.Amount, ...]:
    tokens = reading_fold.tokens(reading_fold.fold(text))
    return reading_amounts.amounts(tokens, LEXICON.marks(tokens))


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("60%", 60),
        ("６０％", 60),
        ("٦٠%", 60),
        ("30 percent", 30),
        ("12.5%", 12),
        ("百分之六十", 60),
        ("六成", 60),
        ("3 成", 30),
        ("六成半", 65),
        ("一半", 50),
        ("half way", 50),
        ("about a third", 33),
        ("三分之二", 67),
        ("131 of 212 reviewed", 62),
        ("3 out of 5", 60),
        ("23/60 signed up", 38),
        ("4 of the 10 sections", 40),
    ],
)
def test_an_amount_is_read_in_every_form(text: str, percent: int) -> None:
    assert [amount.percent for amount in amounts(text)] == [percent]


@pytest.mark.parametrize(
    "text",
    ["half an hour", "半天", "两点半", "9:30", "480 元", "v2", "1/2/2026", "25/9", "$50%", "成功", "3 成员", "12"],
)
def test_times_prices_and_dates_are_no_amount(text: str) -> None:
    assert amounts(text) == ()


def test_more_than_all_is_all() -> None:
    (amount,) = amounts("110% done")
    assert (amount.percent, amount.over) == (100, True)


def test_a_range_a_change_and_a_possible_date_are_marked() -> None:
    assert amounts("50-60%")[0].vague
    assert amounts("+20%")[0].relative
    assert amounts("2/5")[0].vague
    assert not amounts("2/5 sections")[0].vague


@settings(max_examples=200)
@given(st.text(alphabet="0123456789%／/of一二十百分之成半 .-+½", max_size=40) | st.text(max_size=40))
def test_any_text_is_read_within_bounds(text: str) -> None:
    assert all(0 <= amount.percent <= 100 for amount in amounts(text))
