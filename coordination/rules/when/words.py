"""One language's words for dates: how a table is written and how it is made ready for lookup; it knows no grammar.

A table says category → value → forms. Forms are separated by `|`; `{a,b,}` stands for each of its choices; a hyphen
and an apostrophe count as a space. Case, width and accents never matter.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coordination.rules import reading_fold
from coordination.rules.when import zones

Words = Mapping[str, Mapping[Any, str]]
Phrase = tuple[tuple[str, ...], str, Any]  # the words after the first, the category, the value

JOINER = r"(?:[ \t]*['-][ \t]*|\.[ \t]?|[ \t]+)"
_JOINERS = re.compile(r"[\s'.-]+")
_CHOICE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Table:
    """One language. `order` of two numbers: day, month or ask. `before`: whether "before Friday" rather includes it."""

    language: str
    words: Words
    order: str = "day"
    before: str = "excluded"
    next_weekday: str = "coming"  # which reading of "next Friday" comes first: coming, or the one of next week
    based_on: tuple["Table", ...] = ()
    unmarked: str = "all"  # whether a bare weekday at the head of a line may be another word: "none" reads none there


class Lexicon:
    """A table's forms, ready for lookup: spaced ones by their first two words, Chinese ones by two characters."""

    def __init__(self, table: Table) -> None:
        self.spaced: dict[str, dict[str, list[Phrase]]] = {}
        self.dense: dict[str, dict[str, list[tuple[str, str, Any]]]] = {}
        self.vocabulary: set[str] = set()
        self._forms: dict[str, set[str]] = {}
        suffixes = reading_fold.fold(table.words.get("nth", {}).get("", ""))
        self.nth = _ordinal(suffixes)
        self.vocabulary.update(filter(str.isalpha, suffixes.split("|")))
        for words in (table.words, *(base.words for base in table.based_on)):
            for category, value, form in entries(words):
                self._add(category, value, form)
        for city, zone in zones.cities(table.language).items():
            self._add("city", zone, city)
            if city in zones.MAIN:
                self._add("maincity", zone, city)
        self.vocabulary.update(zones.ABBREVIATIONS, ("z", "t", "q", "h", "kw", "cw"))

    def forms(self, category: str) -> frozenset[str]:
        """All folded forms of a category."""
        return frozenset(self._forms.get(category, ()))

    def _add(self, category: str, value: Any, form: str) -> None:
        self._forms.setdefault(category, set()).add(form)
        if re.match(f"[{reading_fold.CJK}]", form):
            self.dense.setdefault(form[0], {}).setdefault(form[1:2], []).append((form, category, value))
            return
        first, *rest = split(form)
        second = rest[0] if rest else ""
        self.spaced.setdefault(first, {}).setdefault(second, []).append((tuple(rest), category, value))
        self.vocabulary.update((first, *rest))


def _ordinal(suffixes: str) -> re.Pattern[str] | None:
    """What makes digits an ordinal: 1st, 1er, 5-го; the full stop of German must not be a decimal point."""
    if not suffixes:
        return None
    endings = "|".join(re.escape(reading_fold.fold(suffix)) for suffix in suffixes.split("|"))
    return re.compile(rf"(\d{{1,2}})-?(?:{endings})(?![\w])")


def split(form: str) -> list[str]:
    """The words of a folded form."""
    return [word for word in _JOINERS.split(form) if word]


def entries(words: Words) -> Iterator[tuple[str, Any, str]]:
    """Every (category, value, folded form) of a table."""
    for category, values in words.items():
        if category == "nth":
            continue
        for value, forms in values.items():
            for form in forms.split("|") if forms else ():
                for single in expand(form.strip()):
                    yield category, value, reading_fold.fold(single)
                    if "ß" in single:
                        yield category, value, reading_fold.fold(single.replace("ß", "ss"))


def expand(form: str) -> Iterator[str]:
    """Write out the choices of a form: `nächst{e,en}` → `nächste`, `nächsten`."""
    pieces = _CHOICE.split(form)
    choices = [piece.split(",") if i % 2 else [piece] for i, piece in enumerate(pieces)]
    for combination in itertools.product(*choices):
        yield " ".join("".join(combination).split())
