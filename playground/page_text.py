"""A message's text and entities as safe HTML for the chat page: whatever people write stays text."""

import itertools
import re
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup, escape

from playground import html, page_links, page_look, page_time

Entity = dict[str, Any]

_PLAIN = {
    "bold": ("<strong>", "</strong>"),
    "italic": ("<em>", "</em>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "code": ("<code>", "</code>"),
    "pre": ('<code class="pre">', "</code>"),
    "blockquote": ('<span class="cited">', "</span>"),
    "expandable_blockquote": ('<span class="cited">', "</span>"),
    "mention": ('<span class="mention">', "</span>"),
    "text_mention": ('<span class="mention">', "</span>"),
    "hashtag": ('<span class="mention">', "</span>"),
    "cashtag": ('<span class="mention">', "</span>"),
}
_BLOCKS = frozenset(("pre", "blockquote", "expandable_blockquote"))
"""What stands on lines of its own: the line break after it is part of it, as in Telegram's clients."""
_PRESSED = frozenset(("text_link", "url", "email", "bot_command", "spoiler"))
"""What is a link or a button: one inside another is shown plainly."""
_HAN, _KANA = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[\u3040-\u30ff]")


def render(look: page_look.Look, text: str, entities: list[Entity]) -> Markup:
    """Write a text with its entities (UTF-16 offsets, nested or crossing) as HTML."""
    units = text.encode("utf-16-le", "surrogatepass")
    length, ordered = len(units) // 2, sorted(entities, key=html.order)
    cuts = {0, length} | {min(max(at, 0), length) for each in ordered for at in (each["offset"], _end(each))}
    written: list[Markup] = []
    inside: list[tuple[Entity, Markup]] = []
    for start, end in itertools.pairwise(sorted(cuts)):
        active = [each for each in ordered if each["offset"] <= start and end <= _end(each)]
        closed = _close(inside, active)
        written += [tag for _, tag in closed]
        for each in active[len(inside) :]:
            opening, closing = _tags(look, each, (units, [entity for entity, _ in inside]))
            written.append(opening)
            inside.append((each, closing))
        shown = _slice(units, start, end)
        is_after_block = any(entity["type"] in _BLOCKS for entity, _ in closed)
        written.append(escape(shown.removeprefix("\n") if is_after_block else shown))
    written += [tag for _, tag in _close(inside, [])]
    return Markup("").join(written)


def _close(inside: list[tuple[Entity, Markup]], active: list[Entity]) -> list[tuple[Entity, Markup]]:
    """End what does not go on, innermost first; what stands inside it is opened again by the caller."""
    kept = 0
    while kept < min(len(inside), len(active)) and inside[kept][0] is active[kept]:
        kept += 1
    closed = inside[kept:]
    del inside[kept:]
    return closed[::-1]


def _end(entity: Entity) -> int:
    return int(entity["offset"]) + int(entity["length"])


def _slice(units: bytes, start: int, end: int) -> str:
    return units[2 * start : 2 * end].decode("utf-16-le", "replace")


def _tags(look: page_look.Look, entity: Entity, context: tuple[bytes, list[Entity]]) -> tuple[Markup, Markup]:
    kind, (units, around) = entity["type"], context
    if kind in _PLAIN:
        return Markup(_PLAIN[kind][0]), Markup(_PLAIN[kind][1])
    if kind == "date_time":
        return _date_time(look, entity)
    if kind not in _PRESSED or any(each["type"] in _PRESSED for each in around):
        return Markup(""), Markup("")
    shown = _slice(units, entity["offset"], _end(entity))
    if kind == "spoiler":
        hint = look.words("spoiler")
        return Markup('<span class="spoiler" role="button" tabindex="0" aria-label="%s">') % hint, Markup("</span>")
    if kind == "bot_command":
        hint = look.words("send_command", command=shown)
        opening = Markup('<button class="link" data-command="%s" title="%s">') % (shown, hint)
        return opening, Markup("</button>")
    if kind == "email":
        return Markup('<a href="mailto:%s">') % shown, Markup("</a>")
    return link(look, str(entity.get("url", shown)) if kind == "text_link" else shown)


def _date_time(look: page_look.Look, entity: Entity) -> tuple[Markup, Markup]:
    """Mark an instant; its day and time in the page's zone stand in the title."""
    try:
        at = datetime.fromtimestamp(int(entity["unix_time"]), UTC).astimezone(look.zone)
    except (KeyError, ValueError, OverflowError, OSError):
        return Markup(""), Markup("")
    title = page_time.full(at, look.language)
    return Markup('<time datetime="%s" title="%s">') % (at.isoformat(), title), Markup("</time>")


def link(look: page_look.Look, address: str) -> tuple[Markup, Markup]:
    """Give the tags around a link's text: they lead inside the page, outside in a new tab, or nowhere."""
    found = page_links.target(look.world, address)
    if found.kind == "outside":
        opening = '<a href="%s" title="%s" target="_blank" rel="noopener noreferrer">'
        return Markup(opening) % (found.address, found.address), Markup("</a>")
    if found.kind == "start":
        opening = '<button class="link" data-do="start" data-bot="%s" data-payload="%s" title="%s">'
        return Markup(opening) % (found.bot, found.payload, address), Markup("</button>")
    if found.kind == "jump":
        opening = '<button class="link" data-chat="%s" data-in="%s" data-message="%s" title="%s">'
        return Markup(opening) % (found.chat, found.topic, found.message, address), Markup("</button>")
    return Markup('<span class="nowhere" title="%s (%s)">') % (address, look.words("nowhere")), Markup("</span>")


def language_of(text: str) -> str:
    """Name the language that picks the right glyphs: Japanese with kana, Chinese with other Han characters, or none."""
    if not _HAN.search(text):
        return ""
    return "ja" if _KANA.search(text) else "zh-Hans"
