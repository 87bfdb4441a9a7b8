"""Telegram's strict HTML, read as TDLib reads it: plain text and entities in UTF-16 units, or its exact complaint."""

import re
from dataclasses import dataclass, field

from playground import markup

_SPACE = " \t\r\n\0\v"
_NAME_END = re.compile(rf"[^{_SPACE}>]*")
_ATTRIBUTE_END = re.compile(rf"[^{_SPACE}=>/\"']*")
_SPACES = re.compile(r"[ \t\r\n\v]*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*));?")
_PLAIN = re.compile(r"[^&<]+")
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


ParseError = markup.MarkupError
"""What TDLib says after "can't parse entities: "."""
Entity = markup.Entity
order = markup.order


@dataclass(slots=True)
class _Reader:
    source: str
    at: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0
    open: list[markup.Opened] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        text = found.group() if found else ""
        self.at += len(text)
        return text

    def here(self) -> str:
        return self.source[self.at]

    def is_over(self) -> bool:
        return self.source[self.at] == "\0"

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += utf16_length(text)


def utf16_length(text: str) -> int:
    """Count UTF-16 units, the unit of entity offsets."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse(source: str) -> tuple[str, list[Entity]]:
    """Give the text without tags and its entities (Bot API form, sorted as TDLib sorts them).

    Raises ParseError with TDLib's own words; byte offsets count UTF-8 bytes of `source`.
    """
    if "<" not in source and "&" not in source:
        return source, []
    reader = _Reader(source + "\0")
    while reader.at < len(source):
        _step(reader)
    if reader.open:
        raise ParseError(f'Can\'t find end tag corresponding to start tag "{reader.open[-1].tag}"')
    text = "".join(reader.parts)
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ParseError(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return text, sorted(map(markup.finish, reader.entities), key=order)


def _step(reader: _Reader) -> None:
    plain = reader.skip(_PLAIN)
    if reader.at >= len(reader.source):  # the sentinel went along with the last plain stretch
        reader.write(plain[:-1])
    elif plain:
        reader.write(plain)
    elif reader.here() == "&":
        reader.write(_reference(reader))
    elif reader.source[reader.at + 1] == "/":
        _end_tag(reader)
    else:
        _start_tag(reader)


def _reference(reader: _Reader) -> str:
    """Decode `&lt;` or `&#65;`, or give back the ampersand alone."""
    found = _REFERENCE.match(reader.source, reader.at)
    decoded = _decoded(found) if found else ""
    if not found or not decoded:
        reader.at += 1
        return "&"
    reader.at = found.end()
    return decoded


def _decoded(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        return _NAMED.get(name, "")
    if len(found.group().rstrip(";")) >= 10:
        return ""
    code = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
    return chr(code) if 0 < code < 0x10FFFF else ""


def _byte_offset(reader: _Reader, at: int) -> int:
    return len(reader.source[:at].encode("utf-8", "surrogatepass"))


def _start_tag(reader: _Reader) -> None:
    begin = reader.at
    reader.at += 1
    tag = reader.skip(_NAME_END).translate(_LOWER)
    offset = _byte_offset(reader, begin)
    if reader.is_over():
        raise ParseError(f"Unclosed start tag at byte offset {offset}")
    if tag not in markup.TAGS:
        raise ParseError(f'Unsupported start tag "{tag}" at byte offset {offset}')
    attributes: dict[str, str] = {}
    while _attribute(reader, markup.Opened(tag, attributes, offset, begin)):
        pass
    reader.at += 1
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise ParseError(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
    reader.open.append(markup.Opened(tag, attributes, reader.length, len(reader.parts)))


def _attribute(reader: _Reader, tag: markup.Opened) -> bool:
    """Read one attribute into the tag, or say that the tag is at its end (`offset` is that of its `<`)."""
    reader.skip(_SPACES)
    if reader.here() == ">":
        return False
    name = reader.skip(_ATTRIBUTE_END)
    if not name:
        raise ParseError(f'Empty attribute name in the tag "{tag.tag}" at byte offset {tag.offset}')
    reader.skip(_SPACES)
    has_value = reader.here() == "="
    if has_value:
        reader.at += 1
        reader.skip(_SPACES)
    if reader.is_over():
        raise ParseError(f'Unclosed start tag "{tag.tag}" at byte offset {tag.offset}')
    tag.attributes[name] = _value(reader) if has_value else ""
    if reader.is_over():
        raise ParseError(f"Unclosed start tag at byte offset {tag.offset}")
    return True


def _value(reader: _Reader) -> str:
    quote = reader.here()
    if quote in "'\"":
        return _quoted(reader, quote)
    begin = reader.at
    value = reader.skip(_NAME_TOKEN).lower()
    if reader.here() not in _SPACE + ">":
        raise ParseError(f"Unexpected end of name token at byte offset {_byte_offset(reader, begin)}")
    return value


def _quoted(reader: _Reader, quote: str) -> str:
    reader.at += 1
    value: list[str] = []
    while reader.here() not in (quote, "\0"):
        if reader.here() == "&":
            value.append(_reference(reader))
        else:
            value.append(reader.here())
            reader.at += 1
    if reader.here() == quote:
        reader.at += 1
    return "".join(value)


def _end_tag(reader: _Reader) -> None:
    offset = _byte_offset(reader, reader.at)
    if not reader.open:
        raise ParseError(f"Unexpected end tag at byte offset {offset}")
    reader.at += 2
    name = reader.skip(_NAME_END).translate(_LOWER)
    reader.skip(_SPACES)
    if reader.here() != ">":
        raise ParseError(f"Unclosed end tag at byte offset {offset}")
    reader.at += 1
    opened = reader.open[-1]
    if name and name != opened.tag:
        raise ParseError(f'Unmatched end tag at byte offset {offset}, expected "</{opened.tag}>", found "</{name}>"')
    if reader.length > opened.offset:
        shown = "".join(reader.parts[opened.begin :])
        markup.close(reader.entities, opened, (reader.length, shown))
    reader.open.pop()
