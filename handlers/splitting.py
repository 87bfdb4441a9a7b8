"""Cuts Telegram HTML of any length into messages that Telegram accepts; knows no occasion and sends nothing.

Cut after parsing (faults.md F037-F040): the limits are about what remains when the markup is read, and a cut between
visible characters can't fall into a tag or an entity. Marks that reach over a cut are closed and opened again.
"""

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate

from coordination.rules import graphemes, text
from handlers import markup

TEXT = 4096  # UTF-16 units after parsing, of a message
CAPTION = 1024  # UTF-16 units after parsing, of what stands under a picture or a file
ENTITIES = 100  # marks in one message
RAW = 30 * 1024  # bytes of markup; Telegram refuses a little above 32 KiB (F039)
ADDRESSES = 8000  # bytes of start tags, which is where links are; Telegram refuses from about 9,500 (F040)

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")


def split(html: str, limit: int = TEXT) -> list[str]:
    """The same text as one or more valid messages, in order; none at all where there is nothing to see.

    Each shows at most `limit` UTF-16 units and stays under `ENTITIES`, `RAW` and `ADDRESSES`. Cuts are made between
    paragraphs, else lines, else words, as long as a part stays at least half full; else between two characters as a
    reader sees them. White space at a cut is dropped, nothing else.
    """
    parsed = markup.parse(html)
    if text.is_blank(parsed.text):
        return []
    cutting = _Cutting(parsed, limit)
    return [part for start, end in cutting.cuts() if (part := cutting.part(start, end))]


def fits(html: str, limit: int) -> bool:
    """Tell whether the text can be shown whole in one piece of `limit` UTF-16 units; so can none at all."""
    return len(split(html, limit)) <= 1


class _Cutting:
    """One text being cut; positions are code points of its visible text."""

    def __init__(self, parsed: markup.Parsed, limit: int) -> None:
        self._text = parsed.text
        self._spans = parsed.spans
        self._limit = limit
        self._units = [0, *accumulate(2 if char > "\uffff" else 1 for char in self._text)]

    def cuts(self) -> list[tuple[int, int]]:
        found = []
        start = self._skip(0)
        while start < len(self._text):
            end = self._end(start)
            found.append((start, end))
            start = self._skip(end)
        return found

    def part(self, start: int, end: int) -> str:
        """The stretch as markup, without white space at its ends."""
        end = start + len(self._text[start:end].rstrip())
        return markup.render(self._text[start:end], self._within(start, end))

    def _skip(self, at: int) -> int:
        """Where the next part begins: behind the white space at a cut."""
        return len(self._text) - len(self._text[at:].lstrip())

    def _end(self, start: int) -> int:
        furthest = self._furthest(start)
        if furthest == len(self._text):
            return furthest
        least = start + (furthest - start) // 2
        at = (
            self._last(_PARAGRAPH, least, furthest)
            or self._last(_LINE, least, furthest)
            or self._last_word(least, furthest)
            or graphemes.floor(self._text, furthest)
        )
        return at if at > start else furthest

    def _furthest(self, start: int) -> int:
        """The furthest end of a part that begins at `start` and keeps every limit; at least one character on."""
        low = start + 1
        high = max(bisect_right(self._units, self._units[start] + self._limit) - 1, low)
        while low < high:
            middle = (low + high + 1) // 2
            if self._fits(start, middle):
                low = middle
            else:
                high = middle - 1
        return low

    def _fits(self, start: int, end: int) -> bool:
        spans = self._within(start, end)
        return (
            len(spans) <= ENTITIES
            and sum(len(span.opening.encode()) for span in spans) <= ADDRESSES
            and len(markup.render(self._text[start:end], spans).encode("utf-8", "surrogatepass")) <= RAW
        )

    def _within(self, start: int, end: int) -> list[markup.Span]:
        """The marks of a stretch, cut to it and counted from its beginning."""
        return [
            replace(span, start=max(span.start, start) - start, end=min(span.end, end) - start)
            for span in self._spans
            if span.start < end and span.end > start
        ]

    def _last(self, pattern: re.Pattern[str], least: int, furthest: int) -> int | None:
        """Where the last match between two positions begins."""
        return max((match.start() for match in pattern.finditer(self._text, least, furthest + 1)), default=None)

    def _last_word(self, least: int, furthest: int) -> int | None:
        return next((at for at in range(furthest, least, -1) if text.ends_word(self._text, at)), None)
