"""Values in Telegram HTML: escaped, isolated, named and measured."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from handlers import html
from playground import html as strict

SHOWN = {
    "bold": html.bold,
    "italic": html.italic,
    "code": html.code,
}


@pytest.mark.parametrize("value", ["A<b>&", "</i>", 'a"b', "some_user_", "&amp;", "<script>"])
def test_what_people_wrote_is_shown_letter_by_letter(value: str) -> None:
    assert strict.parse(html.escape(value)) == (value, [])  # F029, F030


def test_markup_that_is_already_safe_is_not_escaped_again() -> None:
    assert html.escape(html.bold("a & b")) == "<b>a &amp; b</b>"


@pytest.mark.parametrize("kind", SHOWN)
def test_a_marked_value_is_one_entity(kind: str) -> None:
    text, entities = strict.parse(SHOWN[kind]("2 < 3"))

    assert text == "2 < 3"
    assert entities == [{"type": kind, "offset": 0, "length": 5}]


def test_marks_stand_inside_one_another() -> None:
    assert html.bold(html.italic("<")) == "<b><i>&lt;</i></b>"


def test_a_link_keeps_its_address_whole() -> None:
    link = html.link("card & more", 'https://t.me/MusterBot?start=a&b="c"')

    assert link == '<a href="https://t.me/MusterBot?start=a&amp;b=&quot;c&quot;">card &amp; more</a>'


def test_a_link_with_nothing_to_see_shows_its_address() -> None:
    assert html.visible(html.link("\u200b", "https://example.org")) == "https://example.org"


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u3164", "\u202e\u200f", "\n"])
def test_an_invisible_name_is_shown_as_its_fallback(name: str) -> None:
    assert html.person(name, None, "Deleted account (7)") == "Deleted account (7)"  # F028, F032


def test_a_person_without_a_user_name_is_reached_by_a_link() -> None:
    text, [entity] = strict.parse(html.person("A<b>& </i>", 7000000001, "?"))

    assert text == "A<b>& </i>"  # F024, F029
    assert (entity["offset"], entity["length"]) == (0, 10)
    assert "7000000001" in str(entity)


def test_a_name_can_not_turn_the_line_around() -> None:
    line = Markup("%s, 4 Dec") % html.person("Ana\u202e", None, "?")

    assert line == "Ana, 4 Dec"  # F031


def test_a_name_from_right_to_left_keeps_its_direction_to_itself() -> None:
    assert html.person("דנה", None, "?") == "\u2068דנה\u2069"


def test_a_name_is_one_line() -> None:
    assert html.person("Li\n\nMin", None, "?") == "Li Min"


@pytest.mark.parametrize(
    ("markup", "units"), [("<b>a</b>", 1), ("&amp;&lt;", 2), ("😀<i>é</i>", 3), ("", 0), ('<a href="x">汉</a>', 1)]
)
def test_length_is_what_remains_when_the_markup_is_read(markup: str, units: int) -> None:
    assert html.visible_length(markup) == units  # F038


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.sampled_from(sorted(SHOWN)))
def test_any_value_can_be_marked(value: str, kind: str) -> None:
    marked = SHOWN[kind](value)

    assert strict.parse(marked)[0] == html.visible(marked) == html.visible(html.escape(value))
