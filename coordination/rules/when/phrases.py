"""Reading a whole phrase as a date, or not at all: which language, which parse, what it means."""

import re
import unicodedata
from collections.abc import Iterator

from coordination.rules import reading_fold
from coordination.rules.when import (
    days,
    engine,
    grammar,
    languages,
    lattice,
    moments,
    parts,
    repeats,
    spans,
    words,
)
from coordination.rules.when.values import NOTHING, Frame, Problem, Reading

LONGEST = 160
"""Code points; no date takes more, and a longer text is a message."""

_LATIN = ("en", "de", "fr", "es", "pt")
_CJK = re.compile(f"[{reading_fold.CJK}]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LETTER = re.compile(r"[^\W\d_]")
_WORDS = re.compile(rf"[^\W\d_{reading_fold.CJK}]+")
_OPENING = re.compile(r"[\s\u200b-\u200f\u2060-\u2069\ufeff\"'(\[{【「『《*_~>•·-]*")
_CLOSING = re.compile(r"[\s\u200b-\u200f\u2060-\u2069\ufeff\"'.!?,;:)\]}】」』》*_~…]*$")


def fold(text: str) -> str:
    """Fold a phrase for the tables; accents typed as characters of their own are joined first."""
    return reading_fold.fold(unicodedata.normalize("NFC", text))


def setting(frame: Frame, table: words.Table) -> moments.Setting:
    """The reader's frame with the habits of the language that is tried."""
    view = days.View(frame.today, frame.calendar, frame.opens_on, table.order, table.next_weekday)
    return moments.Setting(frame, view, table.before)


def meaning(marked: parts.Marked, settings: moments.Setting) -> Reading:
    """What a parse means; what lies beyond the calendar's end is no day."""
    try:
        if isinstance(marked.what, parts.Core):
            return moments.read(marked, settings)
        if isinstance(marked.what, parts.Range):
            return spans.read(marked.what, settings)
        return repeats.read(marked.what, settings)
    except OverflowError:
        return Reading((), Problem.NO_SUCH_DAY)


def candidates(text: str, language: str) -> tuple[str, ...]:
    """The languages that a folded text may be in, the chat's first; figures alone are read as the chat writes them."""
    first = languages.base(language)
    if not _LETTER.search(text):
        return (first,)
    if _CJK.search(text):
        return tuple(dict.fromkeys((first, "zh")))
    scripts = ("ru",) if _CYRILLIC.search(text) else _LATIN
    return tuple(dict.fromkeys((first, *scripts)))


def read(phrase: str, frame: Frame) -> Reading:
    """Read `phrase` as a date, an hour, a range or a repetition: the whole phrase or nothing."""
    text = fold(phrase[: LONGEST + 1])
    if len(text) > LONGEST:
        return NOTHING
    best = NOTHING
    for language in candidates(text, frame.language):
        found = read_in(text, language, frame)
        if found.values:
            return found
        best = best if found.problem is Problem.NO_DATE else found
    return best


def read_in(text: str, language: str, frame: Frame) -> Reading:
    """Read a folded text in one language."""
    lexicon = languages.lexicon(language)
    if not _all_known(text, lexicon) or text.strip() in lexicon.forms("never"):
        return NOTHING
    for marked in _parses(text, lexicon):
        return meaning(marked, setting(frame, languages.table(language)))
    return NOTHING


def _all_known(text: str, lexicon: words.Lexicon) -> bool:
    return "/" in text or all(word in lexicon.vocabulary for word in _WORDS.findall(text))


def _parses(text: str, lexicon: words.Lexicon) -> Iterator[parts.Marked]:
    """The parses that take in all of the text but quotes and full stops around it."""
    edges = lattice.build(text, lexicon, whole=True)
    parser, rules = engine.Parser(grammar.grammar(), edges), grammar.tops(edges)
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    for at in dict.fromkeys((start, lattice.skip(text, 0))):
        for marked, end in grammar.parse(parser, rules, at):
            if _CLOSING.match(text, end):
                yield marked
