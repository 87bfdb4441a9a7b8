"""Telegram HTML read and written back, with the playground's strict reader as the witness."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import markup
from playground import html as strict

TAGS = ["<b>", "</b>", "<i>", "</i>", "<code>", "</code>", '<a href="https://example.org/?a=1&amp;b">', "</a>"]
REFERENCES = ["&amp;", "&lt;", "&#39;", "&#x4e2d;", "&nbsp;", "&#0;", "&#128;", "&amp", "&ltx;"]
OTHERS = ["&", "<", ">", "< b", "<div>", "</", "😀", "汉字", "word ", "\n"]
pieces = st.sampled_from([*TAGS, *REFERENCES, *OTHERS])


def entities(source: str) -> list[tuple[int, int]]:
    return sorted((entity["offset"], entity["length"]) for entity in strict.parse(source)[1])


@pytest.mark.parametrize(
    ("source", "text", "spans"),
    [
        ("plain", "plain", []),
        ("<b>a<i>b</i></b>c", "abc", [(0, 2, "b"), (1, 2, "i")]),
        ("<b><i>a</i></b>", "a", [(0, 1, "b"), (0, 1, "i")]),
        ("&lt;b&gt; &amp;amp; &quot;&#39;&#x4e2d;", "<b> &amp; \"'中", []),
        ('<a href="https://example.org/?a&amp;b">x</a>', "x", [(0, 1, "a")]),
        ("<blockquote expandable>q</blockquote>", "q", [(0, 1, "blockquote")]),
        ('<tg-time unix="1800000000" format="Dt">then</tg-time>', "then", [(0, 4, "tg-time")]),
        ("<b></b>a", "a", []),
        ("<b>open", "open", [(0, 4, "b")]),
        ("closed</b>", "closed", []),
        ("<b><i>a</b>c", "ac", [(0, 1, "b"), (0, 1, "i")]),
        ("1 < 2 <div> & &nbsp;", "1 < 2 <div> & &nbsp;", []),
    ],
)
def test_markup_is_read_into_text_and_marks(source: str, text: str, spans: list[tuple[int, int, str]]) -> None:
    parsed = markup.parse(source)

    assert parsed.text == text
    assert [(span.start, span.end, span.tag) for span in parsed.spans] == spans


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces, max_size=20).map("".join))
def test_whatever_is_read_is_written_back_valid_and_says_the_same(source: str) -> None:
    parsed = markup.parse(source)
    written = markup.render(parsed.text, parsed.spans)

    assert strict.parse(written)[0] == parsed.text
    assert len(entities(written)) == len(parsed.spans)
    assert markup.parse(written) == parsed


def nested(text: str, marks: list[str]) -> str:
    inside = text.replace("&", "&amp;").replace("<", "&lt;")
    for mark in marks:
        inside = f"<{mark}>{inside}</{mark}>"
    return inside


valid = st.lists(
    st.builds(nested, st.text("ab<&> 汉😀", max_size=6), st.lists(st.sampled_from(["b", "i", "u", "s"]), unique=True)),
    max_size=6,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(valid)
def test_valid_markup_is_read_as_telegram_reads_it(source: str) -> None:
    text, found = strict.parse(source)
    parsed = markup.parse(source)

    assert parsed.text == text
    assert len(parsed.spans) == len(found)
