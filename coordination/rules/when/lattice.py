"""Every word, number and sign that a text may hold, at the place where it stands; it knows no grammar."""

import re
from typing import Any

from coordination.rules import reading_fold
from coordination.rules.when import shapes, words, zones

Lattice = dict[int, dict[str, list[tuple[Any, int]]]]
"""At every place: category → (value, where the next word begins)."""

_TOKEN = re.compile(
    rf"(?P<digits>\d+)|(?P<word>[^\W\d_{reading_fold.CJK}]+)|(?P<cjk>[{reading_fold.CJK}])|(?P<sign>[^\w\s])"
)
_SKIP = re.compile(r"[\s\u200b-\u200f\u2060-\u2069\ufe0e\ufe0f]*")
_WORD = re.compile(rf"{words.JOINER}?([^\W_{reading_fold.CJK}]+)")
_CJK = re.compile(f"[{reading_fold.CJK}]")
_RUN = re.compile(rf"[^\W_{reading_fold.CJK}]{{1,12}}")
_DASHES = re.compile(r"-{1,3}|~{1,2}")
_SIGNS: dict[str, tuple[str, ...]] = {
    ",": ("sep",),
    ";": ("sep",),
    "、": ("sep", "and"),
    "(": ("sep",),
    ")": ("sep",),
    "[": ("sep",),
    "]": ("sep",),
    "【": ("sep",),
    "】": ("sep",),
    ":": ("sep", "colon"),
    "|": ("sep",),
    "&": ("and",),
    "+": ("plus", "and"),
    "@": ("at",),
    "/": ("slash",),
    "→": ("arrow",),
}


def skip(text: str, at: int) -> int:
    """The next place after white space and characters without width."""
    match = _SKIP.match(text, at)
    return match.end() if match else at


class Builder:
    """Fills one lattice from a folded text with one language's words."""

    def __init__(self, text: str, lexicon: words.Lexicon, whole: bool) -> None:
        self.text = text
        self.lattice: Lattice = {}
        self._lexicon = lexicon
        self._whole = whole

    def build(self) -> Lattice:
        for token in _TOKEN.finditer(self.text):
            at = token.start()
            kind = token.lastgroup
            if kind == "word":
                self._word(at, token.group())
            elif kind == "digits":
                self._digits(at)
            elif kind == "cjk":
                self._dense(at, token.group())
            else:
                self._sign(at, token.group())
        return self.lattice

    def _add(self, at: int, category: str, value: Any, end: int) -> None:
        if category == "maincity" and not self._whole:
            return
        here = self.lattice.setdefault(at, {})
        here.setdefault(category, []).append((value, skip(self.text, end)))

    def _digits(self, at: int) -> None:
        before = self.text[at - 1] if at else " "
        if before.isalpha() and not self._may_hold_digits(at):
            return
        for category, value, end in shapes.digits(self.text, at, self._lexicon.nth):
            self._add(at, category, value, end)
        run = _RUN.match(self.text, at)
        for word in {self.text[at : _digits_end(self.text, at)], run.group() if run else ""}:
            self._spaced(at, word)

    def _may_hold_digits(self, at: int) -> bool:
        """Digits after a letter are part of a name (CA1201), but not after a Chinese character or the T of ISO 8601."""
        before = self.text[at - 1]
        return _CJK.match(before) is not None or re.search(r"\d[th]$", self.text[:at][-2:]) is not None

    def _word(self, at: int, word: str) -> None:
        self._spaced(at, word)
        for category, value, end in shapes.letters(self.text, at):
            self._add(at, category, value, end)
        for value, end in zones.named(self.text, at):
            self._add(at, "zone", value, end)

    def _spaced(self, at: int, word: str) -> None:
        group = self._lexicon.spaced.get(word)
        if group is None:
            return
        for _, category, value in group.get("", ()):
            self._add(at, category, value, self._past_mark(at + len(word)))
        following = _WORD.match(self.text, at + len(word))
        for rest, category, value in group.get(following[1], ()) if following else ():
            end = self._follow(at + len(word), rest)
            if end is not None:
                self._add(at, category, value, self._past_mark(end))

    def _follow(self, at: int, rest: tuple[str, ...]) -> int | None:
        for word in rest:
            match = _WORD.match(self.text, at)
            if match is None or match[1] != word:
                return None
            at = match.end()
        return at

    def _past_mark(self, at: int) -> int:
        """An abbreviation's full stop belongs to it, and the apostrophe of l'année to its article."""
        mark = self.text[at : at + 1]
        return at + 1 if mark == "'" or (mark == "." and self.text[at : at + 2] != "..") else at

    def _dense(self, at: int, char: str) -> None:
        group = self._lexicon.dense.get(char, {})
        forms = [*group.get("", ()), *(group.get(after, ()) if (after := self.text[at + 1 : at + 2]) else ())]
        if any(category == "block" and self.text.startswith(form, at) for form, category, _ in forms):
            return
        for form, category, value in forms:
            if self.text.startswith(form, at):
                self._add(at, category, value, at + len(form))
        for category, value, end in shapes.chinese(self.text, at):
            self._add(at, category, value, end)

    def _sign(self, at: int, sign: str) -> None:
        if sign in "-~" and (dashes := _DASHES.match(self.text, at)):
            self._add(at, "dash", "-", dashes.end())
        for category in _SIGNS.get(sign, ()):
            self._add(at, category, sign, at + 1)
        for category, value, end in shapes.signs(self.text, at):
            self._add(at, category, value, end)


def _digits_end(text: str, at: int) -> int:
    while text[at : at + 1].isdigit():
        at += 1
    return at


def build(text: str, lexicon: words.Lexicon, *, whole: bool = False) -> Lattice:
    """Lay out all that the folded `text` may hold in the words of `lexicon`.

    Only where the `whole` text is to be a date may a city without the word "time" stand for its zone.
    """
    return Builder(text, lexicon, whole).build()
