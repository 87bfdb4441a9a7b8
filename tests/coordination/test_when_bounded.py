"""Any text is read without an error, and the work grows with its length and no faster."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import when
from coordination.rules.when import grammar, languages, lines, phrases
from tests.conformance import dates_verdict

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=SHANGHAI)
PHRASES = [case.text for case in dates_verdict.cases("dates_more.tsv")]
PIECES = st.sampled_from(
    sorted(
        {piece for phrase in PHRASES for piece in phrase.split()}
        | {*"年月日号点半前后内到至周一二三0123456789:./-+，、（"}
    )
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=14).map(" ".join),
    st.lists(PIECES, max_size=14).map("".join),
    st.lists(st.one_of(PIECES, st.characters()), max_size=20).map("".join),
)
STEPS_A_CHARACTER = 400
"""More than any text was seen to need; a parser that tries all ways would pass it within one long line."""


def frames(language: str) -> list[when.Frame]:
    return [when.Frame(NOW, SHANGHAI, language), when.Frame(datetime.max.replace(tzinfo=SHANGHAI), SHANGHAI, language)]


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(languages.LANGUAGES))
def test_no_text_makes_reading_fail(text: str, language: str) -> None:
    for frame in frames(language):
        reading = when.read(text, frame)
        assert reading.values or reading.problem
        assert when.render(reading)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(languages.LANGUAGES))
def test_no_line_makes_finding_fail_and_what_is_found_lies_inside(text: str, language: str) -> None:
    found = when.find(text, frames(language)[0])
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert found.reading.values or found.reading.problem


@pytest.mark.parametrize(
    "text",
    [
        "\x00", "\ud800", "𝟐𝟎𝟐𝟔-𝟏𝟐-𝟎𝟏", "e\u0301" * 40, "by \u202eFriday", "‏يوم الجمعة 5", "👩‍👩‍👧 5pm", "½½½", "²/³",
        "一" * 300, "0" * 500, "1.1.1.1.1.1.1.1", "-" * 400, "((((((((", "every " * 50, "first Monday after " * 30,
        "mon, " * 200, "a/" * 200, "!" * 3000, " " * 3000 + "x", "@" * 500,
    ],
)  # fmt: skip
def test_strange_texts_are_read_or_refused(text: str) -> None:
    for language in languages.LANGUAGES:
        reading = when.read(text, frames(language)[0])
        assert reading.values or reading.problem
        found = when.find(text, frames(language)[0])
        assert found is None or text[found.start : found.end].strip()


def steps(text: str, language: str) -> int:
    laid = lines.lay_out(phrases.fold(text), language)
    list(lines.hits(laid))
    return laid.parser.steps


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12), st.sampled_from(languages.LANGUAGES), st.sampled_from(["", " "]))
def test_twice_the_text_takes_no_more_than_twice_the_steps(pieces: list[str], language: str, joint: str) -> None:
    block = joint.join(pieces) + " "
    short, long = steps(block * 8, language), steps(block * 16, language)
    assert long <= 2.2 * short + 200
    assert long <= STEPS_A_CHARACTER * len(block) * 16


@pytest.mark.parametrize(
    "block", ["every ", "Monday, ", "1 ", "first ", "by ", "周一、", "12月", "一", "前", "1/2 ", "и ", "de la "]
)
def test_a_word_said_a_thousand_times_takes_a_thousand_times_the_steps(block: str) -> None:
    for language in languages.LANGUAGES:
        once = steps(block * 60, language)
        assert steps(block * 600, language) <= 11 * once + 600


def test_the_lattice_of_a_long_number_stays_small() -> None:
    laid = lines.lay_out("1" * 2000 + " " + "一" * 2000, "zh")
    held = sum(len(found) for here in laid.edges.values() for found in here.values())
    assert held < 20 * 4001


def test_every_rule_has_its_parts_before_it() -> None:
    made = grammar.grammar()
    with pytest.raises(ValueError, match="already part"):
        made.add("Dur", "num", int)
    with pytest.raises(ValueError, match="before it is made"):
        made.add("New", "Nowhere", int)
