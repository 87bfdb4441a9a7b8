"""The strict reader of Telegram's HTML, held against TDLib's own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground import html
from tests.playground import tdlib

WORDS = (
    "<b>", "</b>", "<i>", "</i>", "<", "</", ">", "&lt;", "&amp", "&#65;", "&#x1F600;", "&#55357;", "😀", "ü", "x", " ",
    "=", '"', "'", '<a href="http://x.com">', "</a>", '<a href="tg://user?id=5">', "<pre>", "</pre>", "<code>",
    '<code class="language-py">', "</code>", "<blockquote expandable>", "<blockquote>", "</blockquote>",
    '<span class="tg-spoiler">', "</span>", "<tg-spoiler>", "</tg-spoiler>", '<tg-emoji emoji-id="5">', "</tg-emoji>",
    '<tg-time unix="5">', "<tg-time unix=5 format=r>", "</tg-time>", "</>", "\n", "expandable", "class", "<u", "<s ",
    "href", "a=b", "\0", "/", "<div>", "中文", "e\u0301", "👨‍👩‍👧",
)  # fmt: skip


def ours(source: str) -> tuple[str, list[html.Entity]] | str:
    try:
        text, entities = html.parse(source)
    except html.ParseError as error:
        return str(error)
    return text, [{key: value for key, value in each.items() if key != "date_time_format"} for each in entities]


def sorted_entities(read: tuple[str, list[html.Entity]] | str) -> object:
    """Entities over the same stretch may stand in either order where TDLib's sort is not stable."""
    if isinstance(read, str):
        return read
    return read[0], sorted(read[1], key=lambda each: (html.order(each), sorted(map(str, each.items()))))


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=10).map("".join))
def test_pieces_of_markup_in_any_order_are_read_as_tdlib_reads_them(source: str) -> None:
    assert sorted_entities(ours(source)) == sorted_entities(tdlib.parse(source))


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_read_as_tdlib_reads_it(source: str) -> None:
    assert sorted_entities(ours(source)) == sorted_entities(tdlib.parse(source))


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="<>/&;#abipreux= \"'\n", max_size=30))
def test_any_heap_of_signs_is_read_as_tdlib_reads_it(source: str) -> None:
    assert sorted_entities(ours(source)) == sorted_entities(tdlib.parse(source))


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<div>x</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("ü<div>", 'Unsupported start tag "div" at byte offset 2'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(source: str, complaint: str) -> None:
    assert ours(source) == complaint == tdlib.parse(source)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("no <b>bold</b> no", "no bold no", [{"type": "bold", "offset": 3, "length": 4}]),
        ("😀<i>é</i>", "😀é", [{"type": "italic", "offset": 2, "length": 1}]),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [{"type": "pre", "offset": 0, "length": 1, "language": "python"}],
        ),
        ("<blockquote expandable>q</blockquote>", "q", [{"type": "expandable_blockquote", "offset": 0, "length": 1}]),
        ("<blockquote>q</blockquote>", "q", [{"type": "blockquote", "offset": 0, "length": 1}]),
        ("<tg-spoiler>q</tg-spoiler>", "q", [{"type": "spoiler", "offset": 0, "length": 1}]),
        (
            '<a href="tg://user?id=7000000001">Ann</a>',
            "Ann",
            [{"type": "text_mention", "offset": 0, "length": 3, "user": {"id": 7000000001}}],
        ),
        (
            '<a href="https://example.org">x</a>',
            "x",
            [{"type": "text_link", "offset": 0, "length": 1, "url": "https://example.org/"}],
        ),
        (
            '<tg-emoji emoji-id="536">👍</tg-emoji>',
            "👍",
            [{"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "536"}],
        ),
        ("&lt;b&gt; &amp;&quot;&#65;&nbsp;", '<b> &"A&nbsp;', []),
        ('<a href="nowhere">x</a>', "x", []),
        ("<b></b>x", "x", []),
    ],
)
def test_good_markup_becomes_text_and_entities(source: str, text: str, entities: list[html.Entity]) -> None:
    assert ours(source) == (text, entities)


def test_a_time_keeps_its_format() -> None:
    assert html.parse('<tg-time unix="5" format="wDT">x</tg-time>')[1] == [
        {"type": "date_time", "offset": 0, "length": 1, "unix_time": 5, "date_time_format": "wDT"}
    ]
