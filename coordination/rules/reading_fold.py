"""Text folded for comparing, character for character, and cut into tokens; it knows no word's meaning.

Folding never changes the length, so that every offset found in the folded text holds in the text as typed. Offsets
are code points.
"""

import re
import unicodedata
from dataclasses import dataclass

from coordination.rules import reading_traditional

CJK = "\u2e80-\u2fdf\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"

_LIKE = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "–": "-",
    "—": "-",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "－": "-",
    "。": ".",
    "、": "、",
    "√": "✓",
    "✔": "✓",
    "☑": "✓",
    "✅": "✓",
    "❎": "❌",
    "✖": "❌",
    "✗": "❌",
    "✘": "❌",
    "➡": "→",
    "⇒": "→",
    "〜": "~",
    "～": "~",
    "\u3000": " ",
    "\u00a0": " ",
    "ё": "е",
}

_TOKEN = re.compile(
    rf"(?P<number>\d+)|(?P<word>[^\W\d_{CJK}]+(?:'[^\W\d_{CJK}]+)*)|(?P<cjk>[{CJK}])"
    r"|(?P<line>\n)|(?P<space>[^\S\n]+|[\ufe0e\ufe0f\u200b-\u200f\u2060-\u2069\U0001f3fb-\U0001f3ff]+)|(?P<sign>.)",
    re.DOTALL,
)


class _Fold(dict[int, str]):
    """Folds one character at a time and remembers it, so that `str.translate` runs at full speed."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = self[code] = _LIKE.get(char) or _fold(char)
        return folded


def _fold(char: str) -> str:
    digit = unicodedata.decimal(char, -1)
    if digit >= 0:
        return str(digit)
    plain = unicodedata.normalize("NFKC", char)
    plain = plain if len(plain) == 1 else char
    low = _without_accent(plain.lower() if len(plain.lower()) == 1 else plain)
    return reading_traditional.SIMPLIFIED.get(low, _LIKE.get(low, low))


def _without_accent(char: str) -> str:
    """The Latin letter below an accent; letters of other scripts keep theirs (й is not и)."""
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() else char


_FOLD = _Fold()


def fold(text: str) -> str:
    """Fold case, width, accents, digits of any script and traditional characters; the length stays the same."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, Chinese character, sign or line end of a folded text; `glued`: no space stands before it."""

    text: str
    start: int
    end: int
    kind: str  # number, word, cjk, sign, line
    glued: bool


def tokens(folded: str) -> tuple[Token, ...]:
    """Cut a folded text into tokens; spaces, variation selectors and joiners are left out."""
    found = []
    last = -1
    for match in _TOKEN.finditer(folded):
        kind = match.lastgroup
        if kind != "space" and kind is not None:
            found.append(Token(match.group(), match.start(), match.end(), kind, match.start() == last))
            last = match.end()
    return tuple(found)
