"""What Telegram finds in a text by itself, held against TDLib where both know the kind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground import entities
from tests.playground import tdlib

COMPARED = {"bot_command", "mention", "hashtag", "cashtag"}
PIECES = (
    "/task", "/done@MusterTestBot", "@ann_x", "@ab", "#hall", "#12", "#展览", "$USD", " ", "\n", ",", ".", "(", ")",
    "x", "中文", "😀", "/", "@", "#", "1/2", "and/or", "a@", "!", ":",
)  # fmt: skip


@settings(max_examples=800, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_commands_mentions_and_tags_are_found_where_tdlib_finds_them(text: str) -> None:
    expected = [each for each in tdlib.found_in(text) if each["type"] in COMPARED]
    assert [each for each in entities.found_in(text, []) if each["type"] in COMPARED] == expected


@pytest.mark.parametrize(
    "text",
    [
        "see https://example.org/a_b?c=d#e, and more",
        "see example.org.",
        "cc @ana_souza https://reg.example.org/hc_2026_form_v2",
        "mail ann@example.org now",
        "酒店协议价谈下来了，明天签 #酒店",
        "/task@MusterTestBot 3 items",
        "meet at 8:30, 1/2 done",
    ],
)
def test_usual_lines_are_read_as_tdlib_reads_them(text: str) -> None:
    assert entities.found_in(text, []) == tdlib.found_in(text)


def test_nothing_is_found_inside_code_and_links() -> None:
    given_ones = [{"type": "code", "offset": 0, "length": 5}]
    assert entities.found_in("/task @ann_x", given_ones) == [
        *given_ones,
        {"type": "mention", "offset": 6, "length": 6},
    ]


def test_offsets_count_utf16_units() -> None:
    assert entities.found_in("😀👨‍👩‍👧 @ann_x", [])[0]["offset"] == 11
