"""Tasks named by a number in plain words, with or without a sign, and what only looks like one; it reads no title."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coordination.rules import reading_amounts, reading_numbers, reading_titles
from coordination.rules.reading_clauses import Text
from coordination.rules.reading_titles import Mention
from coordination.rules.reading_words import RESULTS, Tag

_MARKED = re.compile(r"#|№|t(?=\d)|tasks?\b|todo\b|no\.|任务|事项|行动项|actions?-|\d+[ \t]?(?:号任务|号事项|项任务)")
_CHINESE_NUMBER = re.compile(r"(?:任务|事项)[ \t]?(?:第[ \t]?)?(?P<n>[一二三四五六七八九十百]{1,5})(?:号|项)?")
_ORDINAL = re.compile(r"\(?\d{1,2}(?:[.、)](?!\d)|\t)")
STRONG = frozenset(
    {Tag.DONE, Tag.BLOCKED, Tag.WAITING, Tag.FREED, Tag.HOLD, Tag.DROPPED, Tag.OBSOLETE, Tag.REOPENED, Tag.PROGRESS}
    | {Tag.NOT_STARTED, Tag.UNFINISHED, Tag.ALMOST, Tag.MOVE, Tag.HALF, Tag.THIRD, Tag.TWO_THIRDS, Tag.HAND}
    | {Tag.QUARTER, Tag.THREE_QUARTERS, Tag.LATER, Tag.RENAME, Tag.REDO}
)
_FIRST = re.compile(r"(?:^|[\s.;])\(?1[.、)](?!\d)")
_BEFORE = frozenset(
    {Tag.MARK, Tag.DONE, Tag.SHIFT, Tag.DROPPED, Tag.HOLD, Tag.REOPENED, Tag.FREED, Tag.BLOCKED, Tag.HAND}
)
_TOWARDS = frozenset({"to", "until", "till", "到", "至", "→"})
_NUMERALS = frozenset("一二两三四五六七八九十")
_SIGNS = frozenset({":", "=", "→", "✓", "❌"})
_LINKING = frozenset(
    {"is", "are", "now", "was", "still", "还", "仍", "已", "都", "也", "均", "全", "要", "可", "做", "到", "达", "at"}
)


@dataclass(frozen=True, slots=True)
class Ref:
    """A place, tokens [first, last), that names a task: `numbers` are those it may be, one where it is clear.

    `firm`: clear enough to act on. `is_whole`: most of the title was typed, so that what follows is a part of the task.
    `by_number`: a number was typed. `tokens`: those that make the name, without what
    stands between them. `missing`: a number that no task here has.
    """

    numbers: tuple[int, ...]
    first: int
    last: int
    firm: bool
    by_number: bool = False
    is_whole: bool = True
    tokens: frozenset[int] = frozenset()
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
    fitting: Mapping[int, frozenset[Tag]] = field(default_factory=dict)  # of the author's own: results that end them


_LONGEST_STATE = 12
"""Tokens that a state behind a number takes at most."""


class Numbering:
    """Goes through the tokens of a message once, and knows whether numbers are a roll-call's or already a list's."""

    def __init__(self, text: Text, known: Known, titled: Mapping[int, Mention]) -> None:
        self.text = text
        self.known = known
        self.titled = titled
        self.is_roll_call = _FIRST.search(text.folded) is not None
        self.last = -1  # the last token so far of a task named by number

    def refs(self) -> Iterator[Ref]:
        """Every task named by number, in order."""
        starts = {clause.first: number for number, clause in enumerate(self.text.clauses)}
        at = number = 0
        while at < len(self.text.tokens):
            number = starts.get(at, number)
            found = list(self._marked(at)) or list(self._bare(at, number))
            self.last = found[-1].last - 1 if found else self.last
            yield from found
            at = max([at + 1, *(ref.last for ref in found)])

    def _marked(self, at: int) -> Iterator[Ref]:
        text = self.text
        start = text.tokens[at].start
        if not _MARKED.match(text.folded, start) and not _is_code(text, at):
            return
        if chinese := _CHINESE_NUMBER.match(text.folded, start):
            yield from self._checked(at, [(_chinese(text, at, chinese), chinese.end())])
            return
        head = reading_numbers.listed(text.folded, start)
        yield from self._checked(
            at, [(ref.number, ref.end) for ref in head.refs if ref.code in {None, self.known.code}]
        )

    def _bare(self, at: int, number: int) -> Iterator[Ref]:
        """Numbers without a sign: at the head of a clause before a claim or their own title, or behind a claim."""
        text = self.text
        if text.tokens[at].kind != "number" or not self._may_stand(at, number):
            return
        head = reading_numbers.listed(text.folded, text.tokens[at].start)
        if not head.refs or any(ref.number not in self.known.numbers or ref.code for ref in head.refs):
            return
        after = at
        while after < len(text.tokens) and text.tokens[after].end <= head.refs[-1].end:
            after += 1
        if self._is_followed(at, after, number, [ref.number for ref in head.refs]):
            yield from self._checked(at, [(ref.number, ref.end) for ref in head.refs])

    def _may_stand(self, at: int, number: int) -> bool:
        clause, marks = self.text.clauses[number], self.text.by_clause[number]
        if at == clause.first:
            return clause.before in {"", "\n", ".", ";"} or self._in_list(number) or self._is_headed(number)
        if clause.first <= self.last < at - 1 and any(mark.last == at and mark.tags & STRONG for mark in marks):
            return True  # `5完成6没完成`: a second number right behind the state of the first
        before = self.text.tokens[at - 1].text
        if clause.first <= self.last < at - 1 and before in {"%", "成"}:
            return True  # `5 80% 17 blocked`
        return bool(marks) and marks[0].first == clause.first and marks[0].last == at and bool(marks[0].tags & _BEFORE)

    def _is_followed(self, at: int, after: int, number: int, numbers: Sequence[int]) -> bool:
        """Tell whether what follows numbers shows that they are tasks."""
        tokens, clause = self.text.tokens, self.text.clauses[number]
        is_ordinal = _ORDINAL.match(self.text.folded, tokens[at].start) is not None
        passed = _LINKING | {",", "both"} if len(numbers) > 1 else _LINKING
        behind = after
        while after < len(tokens) and (tokens[after].text in passed or tokens[after].text in ".、)"):
            after += 1
        if at == clause.first and after >= clause.last and self._is_headed(number):
            return True
        mention = self.titled.get(after) or self.titled.get(after + 1)
        if mention is not None and set(mention.numbers) & set(numbers):
            return True
        if is_ordinal and (at > clause.first or self.is_roll_call):
            return False
        if at > clause.first and self.last >= clause.first:
            ends = (mark.last for mark in self.text.by_clause[number] if mark.first == behind)
            if clause.last in ends and _shows_state(self.text, (behind, behind), number, in_list=True):
                return True
            return self._heads_the_next(behind, number) or (behind == clause.last and self._is_told_before(at))
        if at > clause.first:
            return self._is_followed_inside(after, clause.last)
        in_list = self._in_list(number)
        if self.known.lists and len(numbers) == 1 and behind < len(tokens) and tokens[behind].text == "is":
            return True  # `3 is on its way`: one number of people or things would be `3 are`
        if after < len(tokens) and _shows_state(self.text, (behind, after), number, in_list=in_list):
            return True
        return len(numbers) == 1 and self._has_result(behind, number, self.known.fitting.get(numbers[0], frozenset()))

    def _is_followed_inside(self, after: int, last: int) -> bool:
        """Behind a number that stands behind its state: the end, `as done`, another state, or a date."""
        tokens = self.text.tokens
        if after >= last or tokens[after].text == "as" or self._is_told_before(after + 1):
            return True
        return tokens[after].text in _TOWARDS and after + 1 < last

    def _is_told_before(self, at: int) -> bool:
        """`finished 7 and started 8`: a state stands right before the second number, and right behind "and"."""
        before = self.text.tokens[at - 1].text if at else ""
        strong = any(mark.tags & STRONG for mark in self.text.marks_in(max(at - 2, 0), at) if mark.last == at)
        begins = before == "and" and any(mark.tags & STRONG for mark in self.text.marks_in(at, at + 1))
        return strong or begins

    def _heads_the_next(self, behind: int, number: int) -> bool:
        """`3 done 5 80% 17 blocked no answer`: a state right behind the number, then the next number or a reason."""
        tokens, clause = self.text.tokens, self.text.clauses[number]
        at, states, stopped = behind, False, False
        while at < min(clause.last, behind + _LONGEST_STATE):
            mark = next(iter(self.text.marks_in(at, at + 1)), None)
            if tokens[at].kind == "number" and at + 1 < clause.last and tokens[at + 1].text in {"%", "成"}:
                at, states = at + 2, True
            elif mark is not None and mark.tags & (STRONG | RESULTS):
                states = states or bool(mark.tags & STRONG)
                stopped = stopped or bool(mark.tags & {Tag.BLOCKED, Tag.HOLD})
                at = mark.last
            else:
                break
        follows = at < clause.last and tokens[at].kind == "number" and self._is_known(at)
        return states and (follows or at == clause.last or stopped)

    def _is_known(self, at: int) -> bool:
        return self.text.tokens[at].text.isdecimal() and int(self.text.tokens[at].text) in self.known.numbers

    def _has_result(self, behind: int, number: int, fitting: frozenset[Tag]) -> bool:
        """`8 签了`: a count, unless task 8 is the author's own and is ended by a signature; nothing else is said."""
        if not fitting:
            return False
        last = self.text.clauses[number].last
        return any(mark.last == last and mark.tags & fitting for mark in self.text.marks_in(behind, behind + 1))

    def _is_headed(self, number: int) -> bool:
        """`Done: 4, 10`: a heading that says nothing but how all that follows stands."""
        heading = self.text.clauses[number - 1] if number else None
        if heading is None or heading.after != ":" or heading.line != self.text.clauses[number].line:
            return False
        marks = self.text.by_clause[number - 1]
        return (
            len(marks) == 1
            and bool(marks[0].tags & _BEFORE)
            and (marks[0].last - heading.first) == (heading.last - heading.first)
        )

    def _in_list(self, number: int) -> bool:
        """Whether the clause before named a task by number too, or a list of ours is answered."""
        return self.known.lists or (number > 0 and self.last >= self.text.clauses[number - 1].first)

    def _checked(self, at: int, numbers: Sequence[tuple[int, int]]) -> Iterator[Ref]:
        """References for (number, end of it in the text); the numbers inside a range share the place of its end."""
        tokens = self.text.tokens
        first = last = at
        for number, end in numbers:
            first, start = last, first
            while last < len(tokens) and tokens[last].end <= end:
                last += 1
            first = start if first == last else first
            exists = number in self.known.numbers
            typed = frozenset(range(first, last))
            named, missing = ((number,), None) if exists else ((), number)
            yield Ref(named, first, last, exists, by_number=True, tokens=typed, missing=missing)


def _chinese(text: Text, at: int, found: re.Match[str]) -> int:
    """The value of the Chinese number inside a match that begins at token `at`; 0 is none."""
    first = at
    while text.tokens[first].start < found.start("n"):
        first += 1
    return reading_amounts.whole(text.tokens, first)[0] or 0


def _is_code(text: Text, at: int) -> bool:
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


def _shows_state(text: Text, place: tuple[int, int], number: int, *, in_list: bool) -> bool:
    """Tell whether a state stands at the place: right behind the number, or behind the linking words after it."""
    behind, after = place
    token = text.tokens[after]
    if token.text in _SIGNS or ((token.kind == "number" or token.text in _NUMERALS) and _is_amount(text, after)):
        return True
    strong = STRONG | {Tag.REMAIN, Tag.NOT, Tag.LACK} if in_list else STRONG
    return any(mark.tags & strong for mark in text.marks_in(behind, after + 1))


def _is_amount(text: Text, at: int) -> bool:
    return at + 1 < len(text.tokens) and text.tokens[at + 1].text in {"%", "成", "percent", "of", "/"}
