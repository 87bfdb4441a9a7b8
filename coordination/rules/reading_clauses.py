"""A message cut into clauses, and how each is meant: stated, asked, supposed, planned, quoted; it knows no task."""

import bisect
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coordination.rules import reading_fold
from coordination.rules.reading_fold import Token
from coordination.rules.reading_lexicon import LEXICON
from coordination.rules.reading_words import Mark, Tag

_LINK = re.compile(r"[a-z][a-z0-9+.-]{1,11}://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]+")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_QUOTED_LINE = re.compile(r"^[ \t]*[>|].*$", re.MULTILINE)
_MENTION = re.compile(r"(?<![\w.])@[\w-]+")
_FORWARD = re.compile(r"^[ \t]*(?:(?:fwd?|fw|wg|tr)\b|转发|引用)(?:[ \t]+from\b|自)?[^\n:]{0,40}:[^\n]*", re.MULTILINE)

_STOPS = frozenset(".!?;…\n")
_BREAKS = frozenset(",:()[]{}|·、") | _STOPS
_OPENING = frozenset({'"', "「", "『", "《", "«"})
_CLOSING = {'"': '"', "「": "」", "『": "』", "《": "》", "«": "»"}


AUXILIARIES = frozenset(
    {"is", "are", "was", "were", "did", "do", "does", "has", "have", "can", "could", "will", "would", "should"}
)
"""Verbs that open a question."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens [first, last) between two breaks.

    `before` and `after` are the signs at its ends ("" at the ends of the message). `sentence` and `line` count from 0.
    """

    first: int
    last: int
    before: str
    after: str
    sentence: int
    line: int


@dataclass(frozen=True, slots=True)
class Text:
    """A message ready to be read: folded, what is not its author's own words blanked, cut into tokens and clauses.

    `marks` are the phrases found, `by_clause` the same for each clause, `covered` the tokens they cover. `quoted` are
    the tokens in quotation marks, `quotes` the spans of them, `asked` the clauses that ask. `starts` are first tokens
    of marks, `wishes` those of words like "should" and "please"; `supposed_from` that of the "if" of a sentence.
    """

    typed: str
    folded: str
    tokens: tuple[Token, ...]
    marks: tuple[Mark, ...]
    clauses: tuple[Clause, ...]
    by_clause: tuple[tuple[Mark, ...], ...]
    covered: frozenset[int]
    quoted: frozenset[int]
    quotes: tuple[tuple[int, int], ...]
    asked: frozenset[int]
    starts: tuple[int, ...]
    wishes: tuple[int, ...]
    supposed_from: Mapping[int, int]

    def marks_in(self, first: int, last: int) -> tuple[Mark, ...]:
        """The phrases that begin in tokens [first, last)."""
        return self.marks[bisect.bisect_left(self.starts, first) : bisect.bisect_left(self.starts, last)]

    def wishes_in(self, first: int, last: int) -> bool:
        """Whether a word like "should" or "please" begins in tokens [first, last)."""
        at = bisect.bisect_left(self.wishes, first)
        return at < len(self.wishes) and self.wishes[at] < last

    def between(self, first: int, last: int) -> str:
        """The text as typed from token `first` up to token `last`."""
        if first >= last or first >= len(self.tokens):
            return ""
        return self.typed[self.tokens[first].start : self.tokens[last - 1].end]


def text(typed: str, left_out: Iterable[tuple[int, int]] = ()) -> Text:
    """Prepare a message; links, addresses, code, quoted and forwarded lines, and the spans `left_out` are blanked."""
    folded = blank(reading_fold.fold(typed), left_out)
    tokens = reading_fold.tokens(folded)
    return _text(typed, folded, tokens, _marks(tokens))


def without(whole: Text, named: Collection[int]) -> Text:
    """The same message, of which the tokens `named` are the names of tasks and belong to no phrase."""
    if not named:
        return whole
    return _text(whole.typed, whole.folded, whole.tokens, _marks(whole.tokens, named))


def _marks(tokens: tuple[Token, ...], named: Collection[int] = frozenset()) -> tuple[Mark, ...]:
    """The phrases of a text; the month of May is none (`moved to 20 May`, `end of May`)."""
    found = LEXICON.marks(tokens, named)
    if not any(token.text == "may" for token in tokens):
        return found
    return tuple(mark for mark in found if not _is_month(tokens, mark))


def _is_month(tokens: Sequence[Token], mark: Mark) -> bool:
    if tokens[mark.first].text != "may" or mark.last - mark.first > 1:
        return False
    before = tokens[mark.first - 1] if mark.first else None
    after = tokens[mark.last] if mark.last < len(tokens) else None
    if before is not None and (before.kind == "number" or before.text in _BEFORE_MONTHS):
        return True
    return after is not None and after.kind == "number"


_BEFORE_MONTHS = frozenset(
    {"in", "of", "early", "late", "mid", "by", "until", "till", "next", "last", "since", "st", "nd", "rd", "th", "-"}
    | {"for", "before", "after", "from", "end", "during"}
)


def _text(typed: str, folded: str, tokens: tuple[Token, ...], marks: tuple[Mark, ...]) -> Text:
    clauses = _clauses(tokens)
    by_clause = _by_clause(marks, clauses)
    quotes = _quotes(tokens)
    return Text(
        typed,
        folded,
        tokens,
        marks,
        clauses,
        by_clause,
        frozenset(index for mark in marks for index in range(mark.first, mark.last)),
        frozenset(index for first, last in quotes for index in range(first, last)),
        quotes,
        frozenset(n for n in range(len(clauses)) if _asks(tokens, clauses, by_clause, n)),
        tuple(mark.first for mark in marks),
        tuple(mark.first for mark in marks if mark.tags & _WISHES),
        _suppositions(clauses, by_clause),
    )


_WISHES = frozenset({Tag.COULD, Tag.MUST, Tag.MIGHT})


def _suppositions(clauses: Sequence[Clause], by_clause: Sequence[Sequence[Mark]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for clause, marks in zip(clauses, by_clause, strict=True):
        for mark in marks:
            if Tag.IF in mark.tags:
                found.setdefault(clause.sentence, mark.first)
    return found


def _asks(tokens: Sequence[Token], clauses: Sequence[Clause], by_clause: Sequence[Sequence[Mark]], number: int) -> bool:
    """Tell whether a clause asks: by its sign, by a question word, or as the first part of a question."""
    clause = clauses[number]
    if clause.after == "?":
        return True
    for mark in by_clause[number]:
        if Tag.ASK in mark.tags and (mark.first <= clause.first + 1 or tokens[mark.first].kind == "cjk"):
            return True
        if Tag.ASK_END in mark.tags and mark.last == clause.last and mark.first > clause.first:
            return True
    after = clauses[number + 1] if number + 1 < len(clauses) else None
    opens = tokens[clause.first].text in AUXILIARIES
    return opens and after is not None and after.sentence == clause.sentence and after.after == "?"


def _by_clause(marks: Sequence[Mark], clauses: Sequence[Clause]) -> tuple[tuple[Mark, ...], ...]:
    """Sort marks and clauses into one another; a mark belongs to the clause it begins in."""
    found: list[list[Mark]] = [[] for _ in clauses]
    at = 0
    for mark in marks:
        while at < len(clauses) and clauses[at].last <= mark.first:
            at += 1
        if at < len(clauses) and clauses[at].first <= mark.first:
            found[at].append(mark)
    return tuple(tuple(group) for group in found)


def blank(folded: str, left_out: Iterable[tuple[int, int]] = ()) -> str:
    """Replace by spaces, length unchanged, whatever is not the author's own plain words."""
    folded = _spared(folded, left_out)
    for pattern in (_CODE, _QUOTED_LINE, _FORWARD, _LINK, _MENTION):
        folded = pattern.sub(lambda found: _spaces(found.group()), folded)
    return folded


def own_lines(typed: str, left_out: Iterable[tuple[int, int]] = ()) -> Iterator[tuple[int, str]]:
    """The lines that are the author's own words, as typed, each with its offset; code and quotes are passed over."""
    folded = reading_fold.fold(typed)
    folded = _spared(folded, left_out)
    for pattern in (_CODE, _QUOTED_LINE, _FORWARD):
        folded = pattern.sub(lambda found: _spaces(found.group()), folded)
    at = 0
    for line in folded.split("\n"):
        if line.strip():
            yield at, "".join(" " if kept == " " else char for kept, char in zip(line, typed[at:], strict=False))
        at += len(line) + 1


def _spared(folded: str, left_out: Iterable[tuple[int, int]]) -> str:
    for start, end in left_out:
        first = max(start, 0)
        last = max(end, first)
        folded = folded[:first] + _spaces(folded[first:last]) + folded[last:]
    return folded


def _spaces(piece: str) -> str:
    return "".join("\n" if char == "\n" else " " for char in piece)


def _clauses(tokens: Sequence[Token]) -> tuple[Clause, ...]:
    found: list[Clause] = []
    first, before, sentence, line = 0, "", 0, 0
    for index, token in enumerate(tokens):
        if index > first and _heads(tokens, index):
            found.append(Clause(first, index, before, "", sentence, line))
            first, before = index, ""
        if not _breaks(tokens, index):
            continue
        if index > first:
            found.append(Clause(first, index, before, token.text, sentence, line))
        first, before = index + 1, token.text
        sentence += token.text in _STOPS
        line += token.text == "\n"
    if first < len(tokens):
        found.append(Clause(first, len(tokens), before, "", sentence, line))
    return tuple(found)


def _heads(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether `16:` begins at this token, standing free: the head of the next item on the same line."""
    token, after = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    if token.kind != "number" or token.glued or after is None or after.text != ":":
        return False
    return not (index + 2 < len(tokens) and tokens[index + 2].glued and tokens[index + 2].kind == "number")


def _breaks(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a clause ends at this token; the points of 29.9., 14:30 and 1,000 and hyphens of words do not."""
    token = tokens[index]
    if token.text in {"-", "/"}:
        return _stands_free(tokens, index)
    if token.text not in _BREAKS:
        return False
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    number_before = before is not None and before.kind == "number" and token.glued
    if token.text == "." and number_before:
        return (
            after is not None
            and not after.glued
            and after.kind in {"word", "cjk"}
            and not _starts_line(tokens, index - 1)
        )
    if token.text in ".:," and number_before and after is not None and after.glued and after.kind == "number":
        return False
    return not (token.text == "." and after is not None and after.glued and after.kind == "word")


def _stands_free(tokens: Sequence[Token], index: int) -> bool:
    return not tokens[index].glued and index + 1 < len(tokens) and not tokens[index + 1].glued


def _starts_line(tokens: Sequence[Token], index: int) -> bool:
    return index == 0 or tokens[index - 1].kind == "line"


def _quotes(tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    """The spans of tokens [first, last) inside quotation marks, which are somebody's words or a title."""
    found = []
    open_at, closing = -1, ""
    for index, token in enumerate(tokens):
        if closing and token.text == closing:
            found.append((open_at + 1, index))
            closing = ""
        elif not closing and token.text in _OPENING:
            open_at, closing = index, _CLOSING[token.text]
    return tuple(found)
