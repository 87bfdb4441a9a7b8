"""What a bot's text becomes before Telegram keeps it: parsed, cleaned, trimmed, entities in order; nothing of chats."""

import re
from typing import Any

from playground import entities as automatic
from playground import errors, html

Entity = dict[str, Any]

TEXT_MAX, CAPTION_MAX = 4096, 1024
"""Counted in UTF-16 units: never more generous than Telegram, which counts characters after parsing."""
RAW_MAX = 1 << 15
ENTITIES_MAX = 100
ADDRESSES_MAX = 9_500
"""Bytes of all link addresses of one message together; beyond it Telegram says ENTITIES_TOO_LONG."""

_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_REMOVED = re.compile(r"[\r\u2028-\u202e\u0333\u033f\u030a]")
_JOINABLE = frozenset(("bold", "italic", "underline", "strikethrough", "spoiler"))
_SOLID = frozenset(("code", "pre"))


def read(text: str, parse_mode: str, given: list[Entity] | None) -> tuple[str, list[Entity]]:
    """Give the text and entities Telegram would keep. Raises Refusal with Telegram's words; NotWritten: Markdown."""
    if len(text.encode("utf-8", "surrogatepass")) > RAW_MAX:
        raise errors.bad_request("message is too long")
    cleaned = clean(text)
    plain, found = _parsed(cleaned, parse_mode) if parse_mode else (cleaned, _checked(cleaned, given or []))
    plain, found = _trimmed(plain, found)
    return plain, automatic.found_in(plain, _tidied(found, plain))


def clean(text: str) -> str:
    """Replace control characters by spaces and take out what Telegram takes out (direction marks among them)."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise errors.bad_request("strings must be encoded in UTF-8")
    return _REMOVED.sub("", _CONTROL.sub(" ", text))


def _parsed(text: str, parse_mode: str) -> tuple[str, list[Entity]]:
    mode = parse_mode.lower()
    if mode in ("markdown", "markdownv2"):
        raise errors.NotWritten(f"parse_mode {parse_mode}")
    if mode != "html":
        raise errors.bad_request("unsupported parse_mode")
    try:
        return html.parse(text)
    except html.ParseError as error:
        raise errors.bad_request(f"can't parse entities: {error}") from None


def _checked(text: str, given: list[Entity]) -> list[Entity]:
    """Cut given entities at the end of the text; refuse those that begin nowhere."""
    length = html.utf16_length(text)
    answer = []
    for entity in given:
        offset, size = entity.get("offset", 0), entity.get("length", 0)
        if offset < 0 or offset > length or size < 0:
            raise errors.bad_request(f"entity beginning at UTF-16 offset {offset} is out of the text")
        if min(size, length - offset):
            answer.append({**entity, "length": min(size, length - offset)})
    return sorted(answer, key=html.order)


def _trimmed(text: str, found: list[Entity]) -> tuple[str, list[Entity]]:
    """Take away blanks at the end, and at the beginning as far as no entity begins there."""
    text = text.rstrip(" \n")
    first = found[0]["offset"] if found else len(text)
    cut = min(len(text) - len(text.lstrip(" \n")), first)
    text, length = text[cut:], html.utf16_length(text) - cut
    answer = []
    for entity in found:
        offset = entity["offset"] - cut
        size = min(entity["length"], length - offset)
        if size > 0:
            answer.append({**entity, "offset": offset, "length": size})
    return text, answer


def _tidied(found: list[Entity], text: str) -> list[Entity]:
    """Join neighbours of one kind, drop formatting inside code, empty stretches and all beyond the hundredth."""
    solid = [e for e in found if e["type"] in _SOLID]
    answer: list[Entity] = []
    for entity in found:
        if entity not in solid and any(_covers(each, entity) for each in solid):
            continue
        if not _slice(text, entity).strip() and entity["type"] not in _SOLID:
            continue
        before = next((e for e in reversed(answer) if e["type"] == entity["type"]), None)
        if before and entity["type"] in _JOINABLE and entity["offset"] <= before["offset"] + before["length"]:
            end = max(before["offset"] + before["length"], entity["offset"] + entity["length"])
            before["length"] = end - before["offset"]
        else:
            answer.append(dict(entity))
    return answer


def _covers(outer: Entity, inner: Entity) -> bool:
    end = inner["offset"] + inner["length"]
    return bool(outer["offset"] <= inner["offset"] and end <= outer["offset"] + outer["length"])


def _slice(text: str, entity: Entity) -> str:
    units = text.encode("utf-16-le")
    start = 2 * entity["offset"]
    return units[start : start + 2 * entity["length"]].decode("utf-16-le", "ignore")


def check_size(text: str, found: list[Entity], most: int) -> None:
    """Refuse what is too long once parsed. Raises Refusal."""
    if html.utf16_length(text) > most:
        raise errors.bad_request("message is too long" if most == TEXT_MAX else "message caption is too long")
    if sum(len(str(entity.get("url", "")).encode()) for entity in found) > ADDRESSES_MAX:
        raise errors.bad_request("ENTITIES_TOO_LONG")
