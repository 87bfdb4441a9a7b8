"""Where a message names tasks, by number or by title, and how surely; it knows no state and no claim's meaning."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coordination.rules import reading_amounts, reading_numbers, reading_titles
from coordination.rules.reading_clauses import Text
from coordination.rules.reading_titles import Mention
from coordination.rules.reading_words import RESULTS, Tag

FIRM_FIT = 0.45
"""From this share of the title on (0-1) somebody else's task is named by a telling word."""

CLEAR_FIT = 0.55
"""From this share on any task is named, be it by common words alone."""

_MARKED = re.compile(r"#|№|t(?=\d)|tasks?\b|todo\b|no\.|任务|事项|行动项|actions?-|\d+[ \t]?(?:号任务|号事项|项任务)")
_CHINESE_NUMBER = re.compile(r"(?:任务|事项)[ \t]?(?:第[ \t]?)?(?P<n>[一二三四五六七八九十百]{1,5})(?:号|项)?")
_ORDINAL = re.compile(r"\(?\d{1,2}(?:[.、)](?!\d)|\t)")
_STRONG = frozenset(
    {Tag.DONE, Tag.BLOCKED, Tag.WAITING, Tag.FREED, Tag.HOLD, Tag.DROPPED, Tag.OBSOLETE, Tag.REOPENED, Tag.PROGRESS}
    | {Tag.NOT_STARTED, Tag.UNFINISHED, Tag.ALMOST, Tag.MOVE, Tag.HALF, Tag.THIRD, Tag.TWO_THIRDS, Tag.HAND}
    | {Tag.QUARTER, Tag.THREE_QUARTERS, Tag.LATER, Tag.RENAME, Tag.REDO}
)
_BEFORE = frozenset({Tag.DONE, Tag.SHIFT, Tag.DROPPED, Tag.HOLD, Tag.REOPENED, Tag.FREED, Tag.BLOCKED, Tag.HAND})
_TOWARDS = frozenset({"to", "until", "till", "到", "至", "→"})
_SIGNS = frozenset({":", "=", "→", "✓", "❌"})
_LINKING = frozenset({"is", "are", "now", "was", "已", "都", "也", "均", "全", "要", "可", "做", "at"})


@dataclass(frozen=True, slots=True)
class Ref:
    """A place, tokens [first, last), that names a task: `numbers` are those it may be, one where it is clear.

    `firm`: clear enough to act on. `by_number`: a number was typed. `missing`: a number that no task here has.
    """

    numbers: tuple[int, ...]
    first: int
    last: int
    firm: bool
    by_number: bool = False
    missing: int | None = None

    @property
    def one(self) -> int | None:
        """The task named, if it is clear which."""
        return self.numbers[0] if len(self.numbers) == 1 else None


@dataclass(frozen=True, slots=True)
class Known:
    """What is needed to tell tasks: their numbers, titles, which are the author's, the group's own code, folded."""

    numbers: frozenset[int]
    titles: reading_titles.Titles
    own: frozenset[int]
    code: str | None = None
    lists: bool = False  # a list of ours is answered: numbers alone name tasks


def refs(text: Text, known: Known) -> tuple[Ref, ...]:
    """Every reference of the message, in order."""
    exact = {index for mark in text.marks if mark.tags & _CLAIMS for index in range(mark.first, mark.last)}
    named = reading_titles.mentions(text.tokens, known.titles, own=known.own, exact=exact)
    named = _without_neighbours(named, known.own)
    numbered = list(_numbered(text, known, named))
    return tuple(_joined(text, numbered, named, known))


_CLAIMS = RESULTS | _STRONG | {Tag.NOT, Tag.IF, Tag.MUST, Tag.FUTURE}


def _without_neighbours(named: Sequence[Mention], own: Collection[int]) -> tuple[Mention, ...]:
    """Of two titles that touch (场地布置) one is meant: one's own, else the better fit, else the later."""
    kept: list[Mention] = []
    for mention in named:
        if kept and kept[-1].last == mention.first and mention.numbers != kept[-1].numbers:
            before = kept[-1]
            if max(before, mention, key=lambda m: (m.numbers[0] in own, m.fit, m.first)) is before:
                continue
            kept.pop()
        kept.append(mention)
    return tuple(kept)


def _numbered(text: Text, known: Known, named: Sequence[Mention]) -> Iterator[Ref]:
    starts = {clause.first: number for number, clause in enumerate(text.clauses)}
    titled = {mention.first: mention for mention in named}
    at = number = 0
    while at < len(text.tokens):
        number = starts.get(at, number)
        found = list(_marked(text, at, known)) or list(_bare(text, at, number, known, titled))
        yield from found
        at = max([at + 1, *(ref.last for ref in found)])


def _marked(text: Text, at: int, known: Known) -> Iterator[Ref]:
    start = text.tokens[at].start
    if not _MARKED.match(text.folded, start) and not _code(text, at):
        return
    if chinese := _CHINESE_NUMBER.match(text.folded, start):
        yield from _checked(text, at, [(_chinese(text, at, chinese), chinese.end())], known)
        return
    head = reading_numbers.listed(text.folded, start)
    own = [(ref.number, ref.end) for ref in head.refs if ref.code in {None, known.code}]
    yield from _checked(text, at, own, known)


def _chinese(text: Text, at: int, found: re.Match[str]) -> int:
    """The value of the Chinese number inside a match that begins at token `at`; 0 is none."""
    first = at
    while text.tokens[first].start < found.start("n"):
        first += 1
    return reading_amounts.whole(text.tokens, first)[0] or 0


def _code(text: Text, at: int) -> bool:
    """`EXH-7`: letters, a hyphen and a number, all glued."""
    tokens = text.tokens
    return (
        at + 2 < len(tokens)
        and tokens[at].kind in {"word", "cjk"}
        and tokens[at + 1].text == "-"
        and tokens[at + 1].glued
        and tokens[at + 2].glued
        and tokens[at + 2].kind == "number"
        and len(tokens[at].text) > 1
    )


def _checked(text: Text, at: int, numbers: Sequence[tuple[int, int]], known: Known) -> Iterator[Ref]:
    """References for (number, end of it in the text); the numbers inside a range share the place of its end."""
    first = last = at
    for number, end in numbers:
        first, start = last, first
        while last < len(text.tokens) and text.tokens[last].end <= end:
            last += 1
        if first == last:
            first = start
        exists = number in known.numbers
        yield Ref((number,) if exists else (), first, last, exists, by_number=True, missing=None if exists else number)


def _bare(text: Text, at: int, number: int, known: Known, titled: Mapping[int, Mention]) -> Iterator[Ref]:
    """Numbers without a sign: at the head of a clause before a claim or their own title, or behind a claim."""
    if text.tokens[at].kind != "number" or not _may_stand(text, at, number, known):
        return
    head = reading_numbers.listed(text.folded, text.tokens[at].start)
    if not head.refs or any(ref.number not in known.numbers or ref.code for ref in head.refs):
        return
    after = at
    while after < len(text.tokens) and text.tokens[after].end <= head.refs[-1].end:
        after += 1
    if _is_followed(text, at, after, number, [ref.number for ref in head.refs], titled):
        yield from _checked(text, at, [(ref.number, ref.end) for ref in head.refs], known)


def _may_stand(text: Text, at: int, number: int, known: Known) -> bool:
    clause, marks = text.clauses[number], text.by_clause[number]
    if at == clause.first:
        return clause.before in {"", "\n", ".", ";"} or known.lists
    return bool(marks) and marks[0].first == clause.first and marks[0].last == at and bool(marks[0].tags & _BEFORE)


def _is_followed(
    text: Text, at: int, after: int, number: int, numbers: Sequence[int], titled: Mapping[int, Mention]
) -> bool:
    """Tell whether what follows numbers shows that they are tasks."""
    tokens, clause = text.tokens, text.clauses[number]
    is_ordinal = _ORDINAL.match(text.folded, tokens[at].start) is not None
    while after < len(tokens) and (tokens[after].text in _LINKING or tokens[after].text in ".、)"):
        after += 1
    mention = titled.get(after) or titled.get(after + 1)
    if mention is not None and set(mention.numbers) & set(numbers):
        return True
    if is_ordinal:
        return False
    if at > clause.first:
        return after >= clause.last or (tokens[after].text in _TOWARDS and after + 1 < clause.last)
    return after < len(tokens) and _shows_state(text, after, number)


def _shows_state(text: Text, after: int, number: int) -> bool:
    if text.tokens[after].text in _SIGNS or (text.tokens[after].kind == "number" and _is_amount(text, after)):
        return True
    marks = (
        text.by_clause[number]
        if after < text.clauses[number].last
        else text.by_clause[min(number + 1, len(text.clauses) - 1)]
    )
    return any(mark.first == after and mark.tags & _STRONG for mark in marks[:8])


def _is_amount(text: Text, at: int) -> bool:
    return at + 1 < len(text.tokens) and text.tokens[at + 1].text in {"%", "成", "percent", "of", "/"}


def _joined(text: Text, numbered: Sequence[Ref], named: Sequence[Mention], known: Known) -> list[Ref]:
    """Numbers and titles together: a number with its own title is one reference, with another's a question."""
    found: list[Ref] = []
    taken: set[int] = set()
    titled = {mention.first: mention for mention in named}
    for ref in numbered:
        beside = titled.get(ref.last) or (titled.get(ref.last + 1) if _same_line(text, ref.last) else None)
        if beside is not None and ref.one is not None:
            ref = _with_title(ref, beside)
        found.append(ref)
        taken.update(range(ref.first, ref.last))
    left = [mention for mention in named if taken.isdisjoint(range(mention.first, mention.last))]
    found += [Ref(m.numbers, m.first, m.last, _is_firm(text, m, known)) for m in left]
    return sorted(found, key=lambda ref: ref.first)


def _with_title(ref: Ref, beside: Mention) -> Ref:
    if ref.numbers[0] in beside.numbers:
        return replace(ref, last=beside.last)
    if len(beside.numbers) == 1 and not beside.generic and beside.fit >= FIRM_FIT:
        return replace(ref, numbers=(*ref.numbers, *beside.numbers), last=beside.last, firm=False)
    return ref


def _same_line(text: Text, index: int) -> bool:
    return index < len(text.tokens) and text.tokens[index].text not in {"\n", ",", ";"}


def _is_firm(text: Text, mention: Mention, known: Known) -> bool:
    """Tell whether a title was typed clearly enough to act on: one's own by a telling word, or most of anybody's."""
    if len(mention.numbers) != 1 or (mention.ends_title and _has_foreign_head(text, mention)):
        return False
    if mention.numbers[0] in known.own:
        return not mention.generic or mention.fit >= CLEAR_FIT
    return mention.fit >= (CLEAR_FIT if mention.generic else FIRM_FIT)


def _has_foreign_head(text: Text, mention: Mention) -> bool:
    """`mic test` is no livestream test: a word of its own stands right before the last word of the title."""
    if mention.first == 0 or mention.last - mention.first > 1:
        return False
    before = text.tokens[mention.first - 1]
    return before.kind == "word" and len(before.text) > 1 and mention.first - 1 not in text.covered
