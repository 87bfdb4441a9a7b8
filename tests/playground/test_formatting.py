"""What a bot's text becomes before it is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground import errors, formatting, html


def read(text: str, parse_mode: str = "HTML") -> tuple[str, list[html.Entity]]:
    return formatting.read(text, parse_mode, None)


def bold(offset: int, length: int) -> html.Entity:
    return {"type": "bold", "offset": offset, "length": length}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("  <b> x </b>  ", " x", [bold(0, 2)]),
        ("\n\nx \n", "x", []),
        ("<b>a</b><b>b</b>", "ab", [bold(0, 2)]),
        ("<b>a</b> <b>b</b>", "a b", [bold(0, 1), bold(2, 1)]),
        ("<code><b>x</b></code>", "x", [{"type": "code", "offset": 0, "length": 1}]),
        ("a\rb\x07c\u202ed", "ab cd", []),
        ("x<b> </b>y", "x y", []),
        ("<b>#hall</b>", "#hall", [bold(0, 5), {"type": "hashtag", "offset": 0, "length": 5}]),
    ],
)  # fmt: skip
def test_text_is_trimmed_cleaned_and_put_in_order(source: str, text: str, entities: list[html.Entity]) -> None:
    kept, found = read(source)
    assert (kept, sorted(found, key=str)) == (text, sorted(entities, key=str))


@given(
    st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "x", " ", "\n", "😀", "<code>", "</code>"])).map("".join)
)
def test_entities_always_lie_inside_the_text(source: str) -> None:
    try:
        text, found = read(source)
    except errors.Refusal:
        return
    assert text == text.rstrip(" \n")
    assert all(e["offset"] >= 0 and e["length"] > 0 for e in found)
    assert all(e["offset"] + e["length"] <= html.utf16_length(text) for e in found)


def test_given_entities_are_cut_at_the_end_of_the_text() -> None:
    assert formatting.read("abc", "", [{"type": "bold", "offset": 1, "length": 9}]) == (
        "abc",
        [{"type": "bold", "offset": 1, "length": 2}],
    )


def test_given_entities_beyond_the_text_are_refused() -> None:
    with pytest.raises(errors.Refusal, match="entity beginning at UTF-16 offset 9"):
        formatting.read("abc", "", [{"type": "bold", "offset": 9, "length": 1}])


def test_an_unknown_parse_mode_is_refused() -> None:
    with pytest.raises(errors.Refusal, match="unsupported parse_mode"):
        read("x", "BBCode")


def test_markdown_says_that_it_is_not_written() -> None:
    with pytest.raises(errors.NotWritten):
        read("x", "MarkdownV2")


def test_raw_text_of_more_than_32_kib_is_too_long_however_short_it_reads() -> None:
    with pytest.raises(errors.Refusal, match="message is too long"):
        read("<i></i>" * 5000 + "x")


@pytest.mark.parametrize(
    ("text", "fits"), [("a" * 4096, True), ("a" * 4097, False), ("😀" * 2048, True), ("a" * 4090 + "😀" * 4, False)]
)
def test_length_is_counted_in_utf16_units_after_parsing(text: str, fits: bool) -> None:
    if fits:
        formatting.check_size(text, [], formatting.TEXT_MAX)
    else:
        with pytest.raises(errors.Refusal, match="message is too long"):
            formatting.check_size(text, [], formatting.TEXT_MAX)


def test_too_many_bytes_of_addresses_are_refused() -> None:
    links = [{"type": "text_link", "offset": 0, "length": 1, "url": "https://example.org/" + "a" * 160}] * 60
    with pytest.raises(errors.Refusal, match="ENTITIES_TOO_LONG"):
        formatting.check_size("x", links, formatting.TEXT_MAX)
