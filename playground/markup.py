"""What becomes of a tag of Telegram's HTML once it is closed: which entity, and with what; nothing of reading."""

import re
from dataclasses import dataclass
from typing import Any

from playground import links

Entity = dict[str, Any]

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "tg-emoji": "custom_emoji", "a": "text_link", "pre": "pre", "code": "code",
    "blockquote": "blockquote", "tg-time": "date_time",
}  # fmt: skip
PRIORITY = {
    "blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "text_link": 49, "text_mention": 49,
    "date_time": 48, "bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94, "custom_emoji": 99,
}  # fmt: skip
"""Which of two entities over the same stretch stands first (TDLib's order of types); the others have 50."""
_DATE_FORMAT = re.compile(r"(?:r|w?[dD]?[tT]?)", re.ASCII)


class MarkupError(ValueError):
    """What TDLib says after "can't parse entities: "."""


@dataclass(slots=True)
class Opened:
    """A tag that was opened: its attributes, where its text begins in UTF-16 units, and among the parts written."""

    tag: str
    attributes: dict[str, str]
    offset: int
    begin: int


def order(entity: Entity) -> tuple[int, int, int]:
    """Sort key of entities: by offset, the longer first, then by kind."""
    priority = 10 if "language" in entity else PRIORITY.get(entity["type"], 50)
    return entity["offset"], -entity["length"], priority


def finish(entity: Entity) -> Entity:
    """Drop a language that stayed with a lone <code>."""
    if entity["type"] == "code":
        entity.pop("language", None)
    return entity


def close(entities: list[Entity], opened: Opened, ended: tuple[int, str]) -> None:
    """Add the entity of a closed tag, if any; `ended` is the offset of its end and the text it holds."""
    end, shown = ended
    entity: Entity = {"type": TAGS[opened.tag], "offset": opened.offset, "length": end - opened.offset}
    if opened.tag in ("pre", "code"):
        _close_code(entities, opened, entity)
    elif _complete(opened, entity, shown):
        entities.append(entity)


def _complete(opened: Opened, entity: Entity, shown: str) -> bool:
    """Add what the kind needs beyond its stretch; say whether an entity comes of it at all."""
    attributes = opened.attributes
    if opened.tag == "a":
        return links.complete(entity, attributes.get("href") or shown)
    if opened.tag == "tg-emoji":
        entity["custom_emoji_id"] = _emoji_id(attributes.get("emoji-id", ""))
    elif opened.tag == "blockquote" and "expandable" in attributes:
        entity["type"] = "expandable_blockquote"
    elif opened.tag == "tg-time":
        return _complete_time(attributes, entity)
    return True


def _emoji_id(text: str) -> str:
    if not re.fullmatch(r"-?[0-9]+", text, re.ASCII) or not -(2**63) <= int(text) < 2**63 or int(text) == 0:
        raise MarkupError("Invalid custom emoji identifier specified")
    return str(int(text))


def _complete_time(attributes: dict[str, str], entity: Entity) -> bool:
    unix, pattern = attributes.get("unix", ""), attributes.get("format", "")
    if not _DATE_FORMAT.fullmatch(pattern):
        raise MarkupError("Invalid date format used")
    if not re.fullmatch(r"[0-9]{1,10}", unix, re.ASCII) or not 0 < int(unix) < 2**31:
        return False
    entity["unix_time"] = int(unix)
    if pattern:
        entity["date_time_format"] = pattern
    return True


def _close_code(entities: list[Entity], opened: Opened, entity: Entity) -> None:
    """Merge <pre><code class="language-x"> (in either order) into one block of code with its language."""
    name = opened.attributes.get("class", "") if opened.tag == "code" else ""
    language = name.removeprefix("language-") if name.startswith("language-") else ""
    last = entities[-1] if entities else {}
    same = last.get("offset") == entity["offset"] and last.get("length") == entity["length"]
    if opened.tag == "pre" and same and last.get("type") == "code" and last.get("language"):
        last["type"] = "pre"
    elif opened.tag == "code" and same and last.get("type") == "pre" and "language" not in last and language:
        last["language"] = language
    else:
        entities.append({**entity, "language": language} if language else entity)
