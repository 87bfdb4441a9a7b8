"""Long texts cut into messages; the playground's strict reader is the witness."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import graphemes, text
from handlers import html, splitting
from playground import html as strict

CARD = "<b>#12 Sign the main hall contract</b> ★\nOwner: Li Min\nDue: <b>Fri 4 Dec, 18:00</b> Beijing"


def seen(part: str) -> str:
    """What Telegram shows of a part; raises if the part is not valid alone."""
    return strict.parse(part)[0]


def without_space(shown: str) -> str:
    return re.sub(r"\s", "", shown)


def check(source: str, parts: list[str], limit: int = splitting.TEXT) -> None:
    """Each part is valid, inside every limit and has something to show, and together they say the same."""
    for part in parts:
        shown, entities = strict.parse(part)
        assert 0 < text.utf16_length(shown) <= limit
        assert shown == shown.strip()
        assert len(entities) <= splitting.ENTITIES
        assert len(part.encode()) <= splitting.RAW
    assert without_space("".join(map(seen, parts))) == without_space(html.visible(source))


def test_a_short_text_is_one_message_as_it_was() -> None:
    assert splitting.split(CARD) == [CARD]


@pytest.mark.parametrize("nothing", ["", " \n ", "<b> </b>", "\u200b", "<i></i>"])
def test_nothing_to_see_is_no_message(nothing: str) -> None:
    assert splitting.split(nothing) == []  # F041


def test_a_mark_that_reaches_over_a_cut_is_closed_and_opened_again() -> None:
    source = f"<code>{'word &amp; ' * 1000}</code>"  # F037

    parts = splitting.split(source)

    check(source, parts)
    assert all(part.startswith("<code>") and part.endswith("</code>") for part in parts)


def test_emoji_count_as_telegram_counts_them() -> None:
    assert len(splitting.split("a" * 4076 + "😀" * 10)) == 1  # F038
    assert len(splitting.split("a" * 4077 + "😀" * 10)) == 2


def test_markup_that_is_long_though_its_text_is_short_is_cut_too() -> None:
    source = "\n".join('<a href="https://example.org/">a</a>' for _ in range(1250))  # F039

    parts = splitting.split(source)

    check(source, parts)
    assert len(parts) == 13


def test_text_that_needs_many_references_stays_under_the_raw_limit() -> None:
    source = "&amp;" * 8192

    parts = splitting.split(source, limit=10_000)

    check(source, parts, limit=10_000)
    assert len(parts) == 2


def test_long_addresses_are_spread_over_messages() -> None:
    address = "https://example.org/" + "a" * 160
    source = "\n".join(html.link(f"Task {number}", address) for number in range(60))  # F040

    parts = splitting.split(source)

    check(source, parts)
    assert all(len(part) < 9500 for part in parts)
    assert sum(part.count("Task") for part in parts) == 60


@pytest.mark.parametrize(
    ("source", "limit", "parts"),
    [
        ("one two\n\nthree\nfour five", 15, ["one two", "three\nfour five"]),
        ("one two\nthree four five", 15, ["one two", "three four five"]),
        ("one two three four", 9, ["one two", "three", "four"]),
        ("oneword", 4, ["onew", "ord"]),
        ("签订主会场合同，待批复", 7, ["签订主会场合", "同，待批复"]),
        ("一二三“四五六”", 4, ["一二三", "“四五", "六”"]),
        ("a\n\n\n\nb", 3, ["a", "b"]),
        ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 12, ["👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"]),
        ("<b>one</b> <i>two</i>", 4, ["<b>one</b>", "<i>two</i>"]),
        ("x &lt;b&gt; y", 5, ["x &lt;b&gt;", "y"]),
    ],
)
def test_cuts_are_made_at_paragraphs_else_lines_else_words(source: str, limit: int, parts: list[str]) -> None:
    assert splitting.split(source, limit) == parts


def test_one_character_that_fits_nowhere_is_cut_rather_than_lost() -> None:
    source = "a" + "\u0301" * 10

    parts = splitting.split(source, limit=4)

    check(source, parts, limit=4)


def test_a_cut_far_back_is_not_made_for_the_sake_of_a_paragraph() -> None:
    source = "a\n\n" + "b " * 40

    assert len(splitting.split(source, limit=40)[0]) > 20


words = st.sampled_from(
    [
        "word ",
        "汉字",
        "\n",
        "\n\n",
        "&",
        "<",
        ">",
        '"',
        "😀",
        "👨‍👩‍👧‍👦",
        "🇨🇳",
        "e\u0301",
        " ",
        "，",
        "longerword",
        "\u3000",
    ]
)


def marked(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from(["b", "i", "code", "blockquote"])
    return st.builds(lambda tag, inside: f"<{tag}>{inside}</{tag}>", tags, st.lists(children, max_size=5).map("".join))


texts = st.lists(words, max_size=6).map(lambda chosen: str(html.escape("".join(chosen))))
documents = st.lists(st.recursive(texts, marked, max_leaves=8), max_size=8).map("".join)


@settings(max_examples=300, deadline=None)
@given(documents, st.integers(12, 60))
def test_parts_of_any_text_are_valid_and_say_the_same(source: str, limit: int) -> None:
    check(source, splitting.split(source, limit), limit)


@settings(max_examples=200, deadline=None)
@given(documents, st.integers(12, 60))
def test_nothing_that_a_reader_sees_as_one_character_is_cut(source: str, limit: int) -> None:
    whole = html.visible(source)
    at = 0
    for part in splitting.split(source, limit):
        shown = seen(part)
        start = whole.index(shown, at)
        at = start + len(shown)
        assert graphemes.is_boundary(whole, start)
        assert graphemes.is_boundary(whole, at)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.integers(1, 30))
def test_anything_at_all_is_cut_into_parts_that_fit(written: str, limit: int) -> None:
    parts = splitting.split(str(html.escape(written)), limit)

    assert all(text.utf16_length(seen(part)) <= max(limit, 2) for part in parts)


def test_a_broken_text_comes_out_valid() -> None:
    parts = splitting.split("<b>one <i>two</b> three <div> & " * 300)

    assert len(parts) > 1
    assert all(seen(part) for part in parts)
