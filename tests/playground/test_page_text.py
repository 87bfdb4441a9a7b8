"""Texts and links on the page: whatever people write stays text, whatever entities say stays well-formed."""

import html
import html.parser
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground import page_links, page_look, page_text
from playground.clock import PlaygroundClock
from playground.html import utf16_length
from playground.world import World
from tests.playground.pages import add_bot, add_group, add_person

KINDS = (
    "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "url", "email", "mention",
    "text_mention", "hashtag", "cashtag", "bot_command", "blockquote", "expandable_blockquote", "date_time",
    "custom_emoji", "phone_number",
)  # fmt: skip
TEXTS = st.text(st.sampled_from("ab <>&\"'\n😀中/@#."), max_size=30)
ENTITIES = st.lists(
    st.fixed_dictionaries({
        "type": st.sampled_from(KINDS),
        "offset": st.integers(0, 30),
        "length": st.integers(1, 30),
        "url": st.sampled_from(["https://a.example/?x=1&y=\"'<", "javascript:alert(1)", "https://t.me/MusterBot?start=x"]),
        "unix_time": st.integers(-(10**15), 10**15),
    }),
    max_size=8,
)  # fmt: skip


@pytest.fixture(scope="module")
def look() -> page_look.Look:
    """A view of a group with Ann and a bot, in Shanghai's time."""
    world = World(PlaygroundClock(datetime(2026, 11, 25, 1, 12, tzinfo=UTC)))
    group = add_group(world, add_person(world), add_bot(world).user, username="exhibition")
    return page_look.read(world, {"chat": str(group.id), "zone": "Asia/Shanghai"}, page_look.Defaults())


class Reader(html.parser.HTMLParser):
    """Reads HTML back: its text, its attributes, and whether every tag is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.open, self.attributes, self.tags = "", list[str](), list[tuple[str, str | None]](), set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(drawn: str) -> Reader:
    """Read HTML that shall be well-formed (a `Markup` as the plain text it is)."""
    reader = Reader()
    reader.feed(str(drawn))
    reader.close()
    assert reader.open == []
    return reader


@given(text=TEXTS, entities=ENTITIES)
@settings(max_examples=300)
def test_any_text_with_any_entities_is_well_formed_and_says_the_same(
    look: page_look.Look, text: str, entities: list[dict[str, Any]]
) -> None:
    length = utf16_length(text)
    kept = [{**e, "length": min(e["length"], length - e["offset"])} for e in entities if e["offset"] < length]
    reader = read(page_text.render(look, text, kept))
    without_breaks = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\n", "")
    if all(_is_whole(text, e["offset"]) and _is_whole(text, e["offset"] + e["length"]) for e in kept):
        assert reader.text.replace("\n", "") == without_breaks
    assert reader.tags <= {"strong", "em", "u", "s", "code", "span", "a", "button", "time"}
    assert not any(name.startswith("on") or name == "style" for name, _ in reader.attributes)
    assert all(
        str(value).startswith(("http:", "https:", "mailto:")) for name, value in reader.attributes if name == "href"
    )


def _is_whole(text: str, offset: int) -> bool:
    """Say whether a cut at a UTF-16 offset falls between characters."""
    return text.encode("utf-16-le")[: 2 * offset].decode("utf-16-le", "replace").find("\ufffd") < 0


@pytest.mark.parametrize(
    ("kind", "drawn"),
    [
        ("bold", "<strong>x</strong>"),
        ("italic", "<em>x</em>"),
        ("underline", "<u>x</u>"),
        ("strikethrough", "<s>x</s>"),
        ("code", "<code>x</code>"),
        ("pre", '<code class="pre">x</code>'),
        ("blockquote", '<span class="cited">x</span>'),
        ("mention", '<span class="mention">x</span>'),
        ("custom_emoji", "x"),
        ("something_new", "x"),
    ],
)
def test_each_kind_of_entity_has_its_look(look: page_look.Look, kind: str, drawn: str) -> None:
    assert page_text.render(look, "x", [{"type": kind, "offset": 0, "length": 1}]) == drawn


def test_nested_entities_are_nested(look: page_look.Look) -> None:
    entities = [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 2, "length": 2}]
    assert page_text.render(look, "😀中a", entities) == "<strong>😀<em>中a</em></strong>"


def test_the_line_break_after_a_block_belongs_to_it(look: page_look.Look) -> None:
    drawn = page_text.render(look, "q\n\nnext", [{"type": "blockquote", "offset": 0, "length": 1}])
    assert drawn == '<span class="cited">q</span>\nnext'


def test_a_command_can_be_pressed_and_says_what_it_sends(look: page_look.Look) -> None:
    drawn = page_text.render(look, "/list", [{"type": "bot_command", "offset": 0, "length": 5}])
    assert drawn == '<button class="link" data-command="/list" title="Send /list">/list</button>'


def test_an_instant_is_told_in_the_pages_zone(look: page_look.Look) -> None:
    drawn = page_text.render(look, "soon", [{"type": "date_time", "offset": 0, "length": 4, "unix_time": 1795569120}])
    assert 'title="Wed 25 Nov 2026 09:12:00 (CST)"' in drawn


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://example.org/a?b=1", "outside"),
        ("example.org", "outside"),
        ("HTTP://EXAMPLE.ORG", "outside"),
        ("javascript:alert(1)", "nowhere"),
        ("data:text/html,<script>", "nowhere"),
        ("vbscript:x", "nowhere"),
        ("file:///etc/passwd", "nowhere"),
        ("http://[::1", "nowhere"),
        ("", "nowhere"),
        ("https://t.me/MusterBot?start=t12", "start"),
        ("https://t.me/musterbot", "start"),
        ("tg://resolve?domain=MusterBot&start=t12", "start"),
        ("https://t.me/MusterBot?startgroup=x", "nowhere"),
        ("https://t.me/c/1500000001/5", "jump"),
        ("https://t.me/c/1500000001/3/5", "jump"),
        ("https://t.me/exhibition/5", "jump"),
        ("tg://privatepost?channel=1500000001&post=5", "jump"),
        ("https://t.me/c/99/5", "nowhere"),
        ("https://t.me/c/x/y", "nowhere"),
        ("https://t.me/exhibition/five", "nowhere"),
        ("https://t.me/somebody_else", "nowhere"),
        ("https://t.me/", "nowhere"),
        ("tg://settings", "nowhere"),
    ],
)
def test_links_lead_inside_outside_or_nowhere(look: page_look.Look, address: str, kind: str) -> None:
    assert page_links.target(look.world, address).kind == kind


def test_a_start_link_keeps_its_payload(look: page_look.Look) -> None:
    found = page_links.target(look.world, "https://t.me/MusterBot?start=t12")
    assert (found.bot, found.payload) == (next(iter(look.world.bots)), "t12")


@pytest.mark.parametrize(("text", "language"), [("Hall 3", ""), ("布展 plan", "zh-Hans"), ("会場の準備", "ja")])
def test_han_characters_get_the_glyphs_of_their_language(text: str, language: str) -> None:
    assert page_text.language_of(text) == language
