"""Text as people write it: cleaned at the edge, folded for search, measured and cut; knows no language, no markup.

Lengths are UTF-16 units, as Telegram counts; indices inside this module are code points.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from coordination.rules import graphemes

ELLIPSIS = "…"
MOST_TERMS = 12
"""A search is answered by its first dozen terms; more would only make the statement grow."""

_NEWLINE = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")  # what a database or a document refuses
_EMBEDDING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # direction controls that reach past their own text
_NOT_INK = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters and symbols that print nothing
_NO_INK = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Me", "Mn", "Zl", "Zp", "Zs"})
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_SPACELESS = re.compile("[\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CLOSING = "，。、；：！？）”’》】"  # nothing is lost by an ellipsis in their place
_LOOSE_ENDS = " \t\n\u3000,;:、，；：-–—([{（【“‘"  # left hanging before an ellipsis they look like a mistake


def clean(text: str, limit: int | None = None) -> str:
    """Make `text` storable: one kind of newline, NFC, no NUL, control character (but newline, tab) or lone surrogate.

    A text longer than `limit` UTF-16 units is shortened visibly (see `shorten`). Offsets of Telegram's entities hold
    only before cleaning. (faults.md F034, F036)
    """
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    text = _UNWANTED.sub("", _NEWLINE.sub("\n", text))
    text = unicodedata.normalize("NFC", text)
    return text if limit is None else shorten(text, limit)


def one_line(text: str, limit: int | None = None) -> str:
    """Clean `text` and put it on one line: every run of white space becomes one space, none at the ends."""
    text = " ".join(clean(text).split())
    return text if limit is None else shorten(text, limit)


def is_blank(text: str) -> bool:
    """Tell whether nothing of `text` can be seen: empty, spaces, zero-width and filler characters (F028, F032)."""
    return all(char in _NOT_INK or unicodedata.category(char) in _NO_INK for char in text)


def isolated(text: str) -> str:
    """Keep the direction of `text` to itself, so that a line around it is read in order (F031).

    Direction controls that reach further are removed; text with right-to-left letters is wrapped in U+2068..U+2069.
    """
    if text.isascii():
        return text
    text = _EMBEDDING.sub("", text)
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text):
        return f"\u2068{text}\u2069"
    return text


def utf16_length(text: str) -> int:
    """Length in UTF-16 units: two for each character outside the basic plane."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of `text` that an entity of Telegram names by `offset` and `length` in UTF-16 units (F033).

    What lies outside the text, or half of a pair at either end, is left out.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    start = max(offset, 0)
    end = max(offset + length, start)
    return units[2 * start : 2 * end].decode("utf-16-le", "ignore")


def shorten(text: str, limit: int) -> str:
    """Cut `text` to at most `limit` UTF-16 units, at a word and with "…"; unchanged if it fits.

    Between Chinese characters any place is the end of a word. A single longer word is cut between two characters as
    a reader sees them. `limit` is at least 1.
    """
    if limit < 1:
        raise ValueError(f"No text fits into {limit} units.")
    if utf16_length(text) <= limit:
        return text
    end = graphemes.floor(text, index_at(text, limit - 1))
    word = end
    while word > 0 and not (ends_word(text, word) or text[word] in _CLOSING):
        word -= 1
    kept = text[:word].rstrip(_LOOSE_ENDS)
    return (kept or text[:end].rstrip()) + ELLIPSIS


def index_at(text: str, units: int) -> int:
    """How many whole code points of `text` fit into `units` UTF-16 units."""
    return len(utf16_slice(text, 0, units))


def ends_word(text: str, index: int) -> bool:
    """Tell whether a word ends before code point `index`: at white space, or beside a character written without."""
    if not 0 < index < len(text):
        return True
    if not graphemes.is_boundary(text, index):
        return False
    before, after = text[index - 1], text[index]
    if before.isspace() or after.isspace():
        return True
    return bool(_SPACELESS.match(before) or _SPACELESS.match(after)) and _is_loose(before, after)


def _is_loose(before: str, after: str) -> bool:
    """No line begins with a closing mark or ends with an opening one."""
    return unicodedata.category(after) not in {"Pe", "Pf", "Po"} and unicodedata.category(before) not in {"Ps", "Pi"}


def folded(text: str) -> str:
    """The own search column: words, case-folded, separated by single spaces; empty if there are none.

    Neither database folds or splits as the other does (SQLite's LIKE folds ASCII only, F035), so both compare this.
    A run of characters written without spaces (Chinese, Japanese kana) becomes its overlapping pairs and its last
    character alone, so that each of its characters begins a word: `Hall 主会场` -> `hall 主会 会场 场`.
    """
    return " ".join(word for run in _runs(text) for word in _stored(run))


def query_terms(text: str) -> list[str]:
    """What to look for: at most `MOST_TERMS` different terms, letters and digits only (nothing that LIKE reads).

    A row matches if, for every term, a space and the term occur in a space and `folded(its text)`: words are found
    by their beginning, Chinese by any part. No terms: nothing can be found.
    """
    terms = dict.fromkeys(word for run in _runs(text) for word in _asked(run))
    return list(terms)[:MOST_TERMS]


def _runs(text: str) -> Iterator[str]:
    normal = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    for kind, chars in groupby(normal.replace("i\u0307", "i"), key=_kind):
        if kind:
            yield "".join(chars)


def _kind(char: str) -> int:
    """0 between words, 1 inside a word, 2 in a run without spaces."""
    if char.isascii():
        return int(char.isalnum())
    if (
        "\u3005" <= char <= "\u3007"
        or "\u3040" <= char <= "\u30ff"
        or "\u3400" <= char <= "\u9fff"
        or "\U00020000" <= char <= "\U0003ffff"
    ):
        return 2 if char.isalnum() else 0
    return int(char.isalnum() or unicodedata.category(char)[0] == "M")


def _stored(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run))] if _kind(run[0]) == 2 else [run]


def _asked(run: str) -> list[str]:
    if _kind(run[0]) != 2 or len(run) == 1:
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]
