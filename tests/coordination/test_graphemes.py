"""Where a text may be cut."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import graphemes

WHOLE = [
    "e\u0301",
    "👨‍👩‍👧‍👦",
    "👍🏽",
    "❤️",
    "1️⃣",
    "🏳️‍🌈",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "🇨🇳",
    "क्षि",
    "กำ",
    "ที่",
    "\u1112\u1161\u11ab",
    "각",
    "が",
    "\r\n",
    "葛\U000e0100",
]


@pytest.mark.parametrize("one", WHOLE, ids=ascii)
def test_what_is_seen_as_one_character_is_never_cut(one: str) -> None:
    assert [at for at in range(1, len(one)) if graphemes.is_boundary(one, at)] == []


@pytest.mark.parametrize("one", WHOLE, ids=ascii)
def test_a_cut_is_possible_before_and_after_one_character(one: str) -> None:
    text = f"汉{one}字"

    assert graphemes.is_boundary(text, 1)
    assert graphemes.is_boundary(text, 1 + len(one))


def test_flags_are_cut_only_between_pairs() -> None:
    flags = "🇨🇳🇩🇪🇫🇷"

    assert [at for at in range(len(flags) + 1) if graphemes.is_boundary(flags, at)] == [0, 2, 4, 6]


@pytest.mark.parametrize("text", ["ab", "汉字", "a汉", "👨👩", "a\u0301b"[1:]])
def test_characters_side_by_side_are_cut_apart(text: str) -> None:
    assert graphemes.is_boundary(text, 1)


def test_the_floor_is_the_last_boundary_that_is_not_later() -> None:
    text = "ab👨‍👩‍👧cd"

    assert [graphemes.floor(text, at) for at in (0, 1, 2, 3, 6, 7, 8, 9)] == [0, 1, 2, 2, 2, 7, 8, 9]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.integers(0, 60))
def test_the_floor_of_any_text_is_a_boundary(text: str, index: int) -> None:
    found = graphemes.floor(text, index)

    assert 0 <= found <= index
    assert graphemes.is_boundary(text, found)
