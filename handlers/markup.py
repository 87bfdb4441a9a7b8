"""Telegram HTML read into visible text and marks, and written back; knows no message, no limit and no language."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

TAGS = frozenset(
    "a b strong i em u ins s strike del span tg-spoiler tg-emoji tg-time code pre blockquote".split()  # noqa: SIM905
)
"""The tags that Telegram knows; everything else between < and > is text."""

_TOKEN = re.compile(
    r"""<(?P<slash>/?)(?P<tag>[a-z]+(?:-[a-z]+)?)(?:\s+[a-z-]+(?:="[^"]*")?)*\s*>"""
    r"""|&(?:\#x(?P<hex>[0-9a-fA-F]{1,6})|\#(?P<decimal>[0-9]{1,7})|(?P<name>lt|gt|amp|quot)(?![A-Za-z]));?"""
)
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


@dataclass(frozen=True, slots=True)
class Span:
    """A marked stretch of visible text, in code points; `opening` is the whole start tag."""

    start: int
    end: int
    tag: str
    opening: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """Visible text and its marks: nested, never empty, outer before inner where they begin together."""

    text: str
    spans: tuple[Span, ...]


def parse(markup: str) -> Parsed:
    """Read Telegram HTML. A tag left open ends with the text; an end tag without its start is dropped."""
    reading = _Reading()
    at = 0
    for token in _TOKEN.finditer(markup):
        reading.say(markup[at : token.start()])
        reading.meet(token)
        at = token.end()
    reading.say(markup[at:])
    return reading.ended()


def render(text: str, spans: Iterable[Span]) -> str:
    """Write visible text and its marks (as `parse` gives them) as Telegram HTML: valid, whatever the text says."""
    written: list[str] = []
    inside: list[Span] = []
    at = 0
    for span in (*spans, Span(len(text), len(text), "", "")):
        while inside and inside[-1].end <= span.start:
            closing = inside.pop()
            written += (html.escape(text[at : closing.end], quote=False), f"</{closing.tag}>")
            at = closing.end
        written += (html.escape(text[at : span.start], quote=False), span.opening)
        at = span.start
        inside.append(span)
    return "".join(written)


class _Reading:
    """The state of one reading: what is visible so far and which tags are open, innermost last."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._at = 0
        self._spans: list[Span] = []
        self._open: list[int] = []

    def say(self, text: str) -> None:
        self._text.append(text)
        self._at += len(text)

    def meet(self, token: re.Match[str]) -> None:
        if token["tag"] is None:
            self.say(_NAMED.get(token["name"]) or _numbered(token))
        elif token["tag"] not in TAGS:
            self.say(token[0])
        elif token["slash"]:
            self._close(token["tag"])
        else:
            self._open.append(len(self._spans))
            self._spans.append(Span(self._at, self._at, token["tag"], token[0]))

    def _close(self, tag: str) -> None:
        """Close the innermost open `tag` and whatever was opened inside it."""
        if any(self._spans[index].tag == tag for index in self._open):
            while self._end_innermost() != tag:
                pass

    def _end_innermost(self) -> str:
        index = self._open.pop()
        span = self._spans[index]
        self._spans[index] = Span(span.start, self._at, span.tag, span.opening)
        return span.tag

    def ended(self) -> Parsed:
        while self._open:
            self._end_innermost()
        return Parsed("".join(self._text), tuple(span for span in self._spans if span.start < span.end))


def _numbered(token: re.Match[str]) -> str:
    code = int(token["hex"], 16) if token["hex"] else int(token["decimal"])
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x10FFFF else token[0]
