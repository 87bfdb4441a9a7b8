"""Text cleaned, folded, measured and cut."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import graphemes, text

anything = st.text(st.characters(), max_size=60)  # lone surrogates too
emoji = st.sampled_from(["👨‍👩‍👧‍👦", "👍🏽", "🇨🇳", "😀", "é", "汉", " ", "word ", "，", "e\u0301"])


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\ud800b\udc00", "ab"),
        ("\ud83d\ude00", "😀"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("a\tb", "a\tb"),
        ("a\x1b[0m\x7f\x9b", "a[0m"),
        ("cafe\u0301", "café"),
        ("家\ufffe\uffff", "家"),
        ("👨\u200d👩\u200d👧 \u200f", "👨\u200d👩\u200d👧 \u200f"),
        ("", ""),
    ],
)
def test_only_what_a_database_or_a_document_refuses_is_cleaned_away(written: str, kept: str) -> None:
    assert text.clean(written) == kept


@settings(max_examples=300, deadline=None)
@given(anything)
def test_clean_text_can_be_stored_anywhere_and_stays_as_it_is(written: str) -> None:
    cleaned = text.clean(written)

    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert "\x00" not in cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert text.clean(cleaned) == cleaned


def test_a_text_over_its_limit_is_shortened_where_it_can_be_seen() -> None:
    assert text.clean("one two three", 8) == "one two…"


@pytest.mark.parametrize(
    ("written", "line"),
    [("  a \n\n b\t c ", "a b c"), ("主会场\u3000合同", "主会场 合同"), ("\r\n", ""), ("a\u2029b", "a b")],
)
def test_one_line_has_single_spaces(written: str, line: str) -> None:
    assert text.one_line(written) == line


@pytest.mark.parametrize("seen", ["", " ", "\u200b", "\u3164", "\u2800\u115f\uffa0", "\u200e\u202e\ufeff", "\ufe0f"])
def test_what_prints_nothing_is_blank(seen: str) -> None:
    assert text.is_blank(seen)


@pytest.mark.parametrize("seen", ["a", "\u200b李", "😀", ".", "\u3164x"])
def test_what_prints_something_is_not_blank(seen: str) -> None:
    assert not text.is_blank(seen)


def test_a_direction_control_does_not_reach_the_rest_of_the_line() -> None:
    assert text.isolated("Ana\u202e") == "Ana"
    assert text.isolated("\u2066אנה\u202e") == "\u2068אנה\u2069"


def test_text_that_runs_left_to_right_stays_as_it_is() -> None:
    assert text.isolated("Li Min 李敏 é 👨‍👩‍👧") == "Li Min 李敏 é 👨‍👩‍👧"


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("aא\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069 1"), max_size=12))
def test_isolated_text_is_balanced(written: str) -> None:
    shown = text.isolated(written)

    assert shown.count("\u2068") == shown.count("\u2069") <= 1
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067")


@pytest.mark.parametrize(("written", "units"), [("", 0), ("abc", 3), ("汉字", 2), ("😀", 2), ("👨‍👩‍👧‍👦", 11)])
def test_length_is_counted_in_utf16_units(written: str, units: int) -> None:
    assert text.utf16_length(written) == units


def test_a_mention_behind_emoji_is_found_where_telegram_says() -> None:
    written = "😀👨‍👩‍👧 @WgTestBot hi"  # F033

    assert text.utf16_slice(written, 11, 10) == "@WgTestBot"


@pytest.mark.parametrize(
    ("offset", "length", "part"), [(1, 1, ""), (0, 1, ""), (0, 99, "😀a"), (9, 2, ""), (-3, 5, "😀"), (2, -1, "")]
)
def test_a_slice_outside_the_text_is_what_there_is(offset: int, length: int, part: str) -> None:
    assert text.utf16_slice("😀a", offset, length) == part


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_slice_between_code_points_is_exact(written: str, start: int, size: int) -> None:
    part = written[start : start + size]

    assert text.utf16_slice(written, text.utf16_length(written[:start]), text.utf16_length(part)) == part


@pytest.mark.parametrize(
    ("written", "limit", "shown"),
    [
        ("Sign the contract", 17, "Sign the contract"),
        ("Sign the contract", 16, "Sign the…"),
        ("Sign, then go", 6, "Sign…"),
        ("签订主会场合同，等待批复", 8, "签订主会场合同…"),
        ("签订“主会场”合同", 4, "签订…"),
        ("签订Mainhall合同", 6, "签订…"),
        ("x" * 30, 5, "xxxx…"),
        ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 13, "👨‍👩‍👧‍👦…"),
        ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 11, "…"),
        ("Hello", 1, "…"),
        ("", 1, ""),
    ],
)
def test_text_is_cut_at_a_word_and_says_so(written: str, limit: int, shown: str) -> None:
    assert text.shorten(written, limit) == shown


@settings(max_examples=300, deadline=None)
@given(st.lists(emoji, max_size=30).map("".join), st.integers(1, 40))
def test_what_was_cut_fits_and_ends_between_two_characters(written: str, limit: int) -> None:
    shown = text.shorten(written, limit)

    assert text.utf16_length(shown) <= limit
    if shown != written:
        kept = shown.removesuffix("…")
        assert written.startswith(kept)
        assert graphemes.is_boundary(written, len(kept))


def test_nothing_fits_into_no_room() -> None:
    with pytest.raises(ValueError, match="0 units"):
        text.shorten("Hello", 0)


def found(query: str, stored: str) -> bool:
    """How a row is matched, as `query_terms` says."""
    terms = text.query_terms(query)
    return bool(terms) and all(f" {term}" in f" {text.folded(stored)}" for term in terms)


@pytest.mark.parametrize(
    ("query", "stored"),
    [
        ("über", "ÜBER den Plan"),  # F035
        ("ÜBER", "u\u0308ber"),
        ("strasse", "Große Straße"),
        ("istanbul", "İSTANBUL"),
        ("cafe\u0301", "Café"),  # F036
        ("hall", "Book the HALL"),
        ("hal", "Book the hall"),
        ("会场", "签订主会场合同"),
        ("主会场", "签订主会场合同"),
        ("场", "主会场"),
        ("场馆 图纸", "等场馆的图纸"),
        ("EXH-12", "exh 12"),
        ("exh", "ＥＸＨ展览"),
        ("展览", "EXH展览展示组"),
        ("佐々木", "佐々木さん"),
        ("हिन्दी", "हिन्दी भाषा"),
        ("план", "ПЛАН работ"),
        ("한국", "한국어 번역"),
        ("100%", "100 % done"),
    ],
)
def test_a_search_finds_what_a_person_would_find(query: str, stored: str) -> None:
    assert found(query, stored)


@pytest.mark.parametrize(
    ("query", "stored"),
    [
        ("all", "Book the hall"),
        ("场会", "主会场"),
        ("%", "100 %"),
        ("_", "a_b"),
        ("", "anything"),
        ("🎉", "🎉"),
        ("ab", "a b"),
    ],
)
def test_a_search_does_not_find_what_is_not_there(query: str, stored: str) -> None:
    assert not found(query, stored)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_what_is_stored_is_found_by_its_own_words(stored: str) -> None:
    assert all(found(word, stored) for word in stored.split() if text.query_terms(word))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_terms_are_few_and_hold_nothing_that_a_pattern_reads(query: str) -> None:
    terms = text.query_terms(query)

    assert len(terms) == len(set(terms)) <= text.MOST_TERMS
    assert not any(set(term) & set("%_\\'\" ") for term in terms)
