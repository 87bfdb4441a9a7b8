"""What a title is recognised by: stems, joined pairs, initials, pairs of Chinese characters; it knows no task."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from coordination.rules import reading_common, reading_fold
from coordination.rules.reading_fold import Token

_VOWELS = re.compile(r"(?<!^)[aeiouy]")
_DOUBLE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Unit:
    """Something recognisable and the slots of its title that it covers; `joined`: made of two neighbours."""

    text: str
    slots: tuple[int, ...] = ()
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Units:
    """A title cut up: its units, and how much each slot (word or character) tells, 0-1; common words tell half."""

    units: tuple[Unit, ...]
    weights: tuple[float, ...]


@lru_cache(maxsize=8192)
def of_title(title: str) -> Units:
    """Cut a title into slots, and list every form in which one or more of them may be typed."""
    tokens = [t for t in reading_fold.tokens(reading_fold.fold(title)) if t.kind in {"word", "cjk", "number"}]
    tokens = [t for t in tokens if t.text not in reading_common.SILENT]
    units = [*_single(tokens), *_pairs(tokens), *_initials(title, tokens)]
    weights = [_weight(token) for token in tokens]
    for unit in units:
        if unit.text in reading_common.GENERIC:
            for slot in unit.slots:
                weights[slot] = min(weights[slot], 0.5)
    return Units(tuple(units), tuple(weights))


def _weight(token: Token) -> float:
    if token.text in reading_common.FAINT:
        return 0.2
    return 0.5 if stem(token.text) in reading_common.GENERIC or token.kind == "number" else 1.0


def _single(tokens: Sequence[Token]) -> Iterator[Unit]:
    for slot, token in enumerate(tokens):
        if token.kind == "word" and len(token.text) > 1 and token.text not in reading_common.FAINT:
            yield Unit(stem(token.text), (slot,))


def _pairs(tokens: Sequence[Token]) -> Iterator[Unit]:
    for slot in range(len(tokens) - 1):
        one, two = tokens[slot], tokens[slot + 1]
        yield Unit(_joined(one, two), (slot, slot + 1), joined=one.kind != "cjk" or two.kind != "cjk")


def _joined(one: Token, two: Token) -> str:
    return one.text + (stem(two.text) if two.kind == "word" else two.text)


def _initials(title: str, tokens: Sequence[Token]) -> Iterator[Unit]:
    """`coc` for Code of conduct, with and without its small words."""
    words = [t for t in reading_fold.tokens(reading_fold.fold(title)) if t.kind == "word"]
    slots = {token.start: slot for slot, token in enumerate(tokens)}
    for size in (3, 4):
        for at in range(len(words) - size + 1):
            run = words[at : at + size]
            if run[0].text in reading_common.SILENT or run[-1].text in reading_common.SILENT:
                continue
            covered = tuple(slots[token.start] for token in run if token.start in slots)
            if len(covered) > 1:
                yield Unit("".join(token.text[0] for token in run), covered, joined=True)


def of_tokens(tokens: Sequence[Token]) -> Iterator[tuple[Unit, int, int]]:
    """Every unit of a message with the tokens [first, last) it covers; a hyphen between two words is passed over."""
    for at, token in enumerate(tokens):
        if token.kind == "word" and len(token.text) > 1 and token.text not in _UNSEEN:
            yield Unit(stem(token.text)), at, at + 1
        after = at + 1
        if after + 1 < len(tokens) and tokens[after].text in {"-", "/"} and token.kind == "word":
            after += 1
        if after < len(tokens) and token.kind in _KINDS and tokens[after].kind in _KINDS:
            yield Unit(_joined(token, tokens[after]), joined=True), at, after + 1


_KINDS = frozenset({"word", "cjk", "number"})
_UNSEEN = reading_common.SILENT | reading_common.FAINT


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without the endings that people add or leave out."""
    word = reading_common.SAME.get(word, word.removesuffix("'s"))
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("shes", "ches", "xes", "sses")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def skeleton(word: str) -> str:
    """The consonants of a word: what is left when people leave out letters (`ltrs`, `rnd`)."""
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", word))


class Spelling:
    """The words of a board's titles by first letter and by consonants, to find what a misspelt word meant."""

    def __init__(self, units: Iterable[str]) -> None:
        self._letters: dict[str, list[str]] = defaultdict(list)
        for unit in units:
            if len(unit) > 3 and unit.isascii():
                self._letters[unit[0]].append(unit)
        self._known: dict[str, str] = {}

    def nearest(self, word: str) -> str:
        """The one word of the titles that `word` shortens or misspells; `""` if there is none or several."""
        if len(word) < 3 or word in reading_common.COMMON or not word.isascii():
            return ""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._find(word)
        return found

    def _find(self, word: str) -> str:
        near = {known for known in self._letters.get(word[0], ()) if resembles(word, known)}
        return near.pop() if len(near) == 1 else ""


def resembles(word: str, known: str) -> bool:
    """Tell whether `word` is `known` shortened, with letters left out, or misspelt; both have the same first letter."""
    if known.startswith(word):
        return len(known) - len(word) >= 3
    if word.startswith(known):
        return word[len(known) :] in {"er", "ers", "ed", "ing", "ment", "page", "form"}
    if len(word) < len(known) and skeleton(word) == word and skeleton(known) == word:
        return True
    slips = 0 if min(len(word), len(known)) < 5 else 1 if len(known) < 8 else 2
    if not slips and len(word) == len(known) == 4 and sorted(word) == sorted(known):
        slips = 1
    return bool(slips) and OSA.distance(word, known, score_cutoff=slips) <= slips
