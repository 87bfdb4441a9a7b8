"""What a clause claims, and how it is meant: stated, denied, asked, supposed, planned, wanted, doubted, past.

It knows no task: which task a claim is about is decided where references and claims meet. Every clause is gone
through once from left to right, so that the work grows with the text and no faster.
"""

import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from coordination.rules import reading_amounts, reading_clauses, reading_later
from coordination.rules.reading_amounts import Amount
from coordination.rules.reading_clauses import Clause, Text
from coordination.rules.reading_words import RESULTS, Mark, Tag


class Sense(StrEnum):
    """How a claim is meant; only what is stated may change anything."""

    STATED = "stated"
    DENIED = "denied"
    ASKED = "asked"
    SUPPOSED = "supposed"
    PLANNED = "planned"
    WANTED = "wanted"
    DOUBTED = "doubted"
    REPORTED = "reported"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Claim:
    """A phrase that says something of a task: tokens [first, last) of clause number `clause`.

    `tag` is what it says; an amount has the tag `AMOUNT` and its `amount`.
    """

    tag: Tag
    sense: Sense
    clause: int
    first: int
    last: int
    amount: Amount | None = None


PRIORITY = (
    Tag.NO_BLOCK,
    Tag.NOT_STARTED,
    Tag.UNFINISHED,
    Tag.REOPENED,
    Tag.FREED,
    Tag.HOLD,
    Tag.DROPPED,
    Tag.OBSOLETE,
    Tag.BLOCKED,
    Tag.ALMOST,
    Tag.DONE,
    Tag.WAITING,
    Tag.REDO,
    *sorted(RESULTS),
    Tag.PROGRESS,
    Tag.LACK,
)
"""What a phrase claims when it may claim several things."""

_REACH = 3
"""How many tokens a denial reaches forward."""

_ENDS = RESULTS | {Tag.DONE, Tag.FREED}
"""What a deadline right behind it puts off."""

_THEN = frozenset({"then", "afterwards"})
_DEADLINE = frozenset({"by", "before", "until", "till", "no", "前"})


def claims(text: Text, referred: Collection[int]) -> tuple[Claim, ...]:
    """Every claim of the message, in order. `referred` are the tokens of references, which claim nothing."""
    found: list[Claim] = []
    amounts = {amount.first: amount for amount in reading_amounts.amounts(text.tokens, text.marks)}
    supposed, planned, sentence = False, False, -1
    for number, clause in enumerate(text.clauses):
        if clause.sentence != sentence:
            supposed, planned, sentence = False, False, clause.sentence
        marks = text.by_clause[number]
        fresh = any(index in referred for index in range(clause.first, clause.last))
        later = text.tokens[clause.first].text in _THEN
        own = reading_later.waits_for_oneself(text, clause)
        later = later or (planned and not fresh)
        mood = _mood(text, number, marks, referred, supposed=supposed or own, planned=later)
        found += _of_clause(text, number, marks, mood, amounts, referred)
        supposed = supposed or mood.last_if >= 0 or reading_later.leads_up(text, number)
        planned = mood.planned or any(Tag.FUTURE in mark.tags for mark in marks)
    return tuple(found)


@dataclass(slots=True)
class _Mood:
    """How a clause is meant as a whole, and which modifying words were passed on the way through it."""

    asked: bool
    supposed: bool
    planned: bool
    doubted: bool
    last_if: int
    waits: bool = False
    passed: set[Tag] = field(default_factory=set)
    denied_until: int = -1
    denied_any: int = -1
    past_until: int = -1

    def passes(self, mark: Mark) -> None:
        """Take in a mark that the claims behind it are subject to."""
        self.passed |= mark.tags & _MODIFIERS
        if Tag.MARK in mark.tags:  # `please mark #12 as done` is said to us
            self.passed.discard(Tag.MUST)
        if Tag.NOT in mark.tags:
            self.denied_until = mark.last + _REACH
            self.denied_any = sys.maxsize
        if Tag.PAST in mark.tags:
            self.past_until = mark.last + 1


_MODIFIERS = frozenset({Tag.IF, Tag.WHEN, Tag.COULD, Tag.MUST, Tag.FUTURE, Tag.AHEAD, Tag.SAYS, Tag.ETA})


def _mood(
    text: Text, number: int, marks: Sequence[Mark], referred: Collection[int], *, supposed: bool, planned: bool
) -> _Mood:
    ifs = [mark.first for mark in marks if Tag.IF in mark.tags]
    doubted = any(Tag.MIGHT in mark.tags for mark in marks) or _is_doubt(text, number + 1)
    asked = number in text.asked or _opens_with_task(text, text.clauses[number], referred)
    waits = reading_later.waits_within(text, text.clauses[number])
    return _Mood(asked, supposed, planned, doubted, max(ifs, default=-1), waits)


def _opens_with_task(text: Text, clause: Clause, referred: Collection[int]) -> bool:
    """`is badge design done`: an auxiliary verb and then a task."""
    return text.tokens[clause.first].text in reading_clauses.AUXILIARIES and clause.first + 1 in referred


def _is_doubt(text: Text, number: int) -> bool:
    """Tell whether a clause is nothing but doubt: `done? I think so`, `done, not sure`."""
    if number >= len(text.clauses):
        return False
    clause, marks = text.clauses[number], text.by_clause[number]
    return (
        bool(marks)
        and Tag.MIGHT in marks[0].tags
        and marks[0].first == clause.first
        and marks[0].last >= clause.last - 1
    )


def _of_clause(
    text: Text, number: int, marks: Sequence[Mark], mood: _Mood, amounts: dict[int, Amount], referred: Collection[int]
) -> Iterator[Claim]:
    clause = text.clauses[number]
    spoilt = any(Tag.NOT_PROGRESS in mark.tags for mark in marks)
    nothing = _nothing(text, clause, marks)
    if nothing is not None and clause.first not in referred:
        yield Claim(
            Tag.AMOUNT, _sense(text, mood, clause.first, clause.last, None), number, clause.first, clause.last, nothing
        )
    by_first = {mark.first: (index, mark) for index, mark in enumerate(marks)}
    for first in range(clause.first, clause.last):
        amount = amounts.get(first)
        if amount is not None and (
            _is_other_share(text, amount, mood, referred) or _is_what_lacks(text, clause, amount)
        ):
            amount = None
        if amount is not None and not spoilt and first not in referred and first not in text.quoted:
            yield Claim(Tag.AMOUNT, _sense(text, mood, first, amount.last, None), number, first, amount.last, amount)
        if first not in by_first:
            continue
        index, mark = by_first[first]
        tag = next((tag for tag in PRIORITY if tag in mark.tags), None)
        if tag is not None and amount is None and first not in text.quoted:
            after = marks[index + 1] if index + 1 < len(marks) and tag in _ENDS else None
            sense = _sense(text, mood, first, mark.last, after, ends=tag in _ENDS)
            yield Claim(tag, sense, number, first, mark.last)
        mood.passes(mark)


def _is_other_share(text: Text, amount: Amount, mood: _Mood, referred: Collection[int]) -> bool:
    """`(was 40%)`, `50% of visitors`, `95% of the trailer is music`: a share of something else, or one of the past."""
    if amount.first < mood.past_until:
        return True
    if amount.total is not None or amount.last >= len(text.tokens) or text.tokens[amount.last].text != "of":
        return False
    at = amount.last + 1
    while at < len(text.tokens) and text.tokens[at].text in {"the", "our", "my", "all"}:
        at += 1
    if at not in referred:
        return True
    while at in referred:
        at += 1
    return at < len(text.tokens) and text.tokens[at].text in {"is", "are"} and at + 1 not in text.covered


def _is_what_lacks(text: Text, clause: Clause, amount: Amount) -> bool:
    """`3/10 talks missing`, `20% left`: what is counted is what is not there."""
    ahead = text.marks_in(amount.last, min(amount.last + 3, clause.last))
    return any(Tag.REMAIN in mark.tags for mark in ahead)


def _nothing(text: Text, clause: Clause, marks: Sequence[Mark]) -> Amount | None:
    """`acceptance emails - 0`, `胸牌：零`: a clause that is nothing but a nought."""
    is_nought = clause.last - clause.first == 1 and text.tokens[clause.first].text == "0"
    is_word = (
        len(marks) == 1
        and Tag.NOTHING in marks[0].tags
        and (marks[0].first, marks[0].last) == (clause.first, clause.last)
    )
    led = clause.before in {":", "-"} and bool(clause.first)
    return Amount(0, clause.first, clause.last) if led and (is_nought or is_word) else None


def _sense(text: Text, mood: _Mood, first: int, last: int, after: Mark | None, *, ends: bool = False) -> Sense:
    if mood.asked:
        return Sense.ASKED
    if ends and (mood.waits or reading_later.comes_after(text, last) or reading_later.tells_then(text, last)):
        return Sense.SUPPOSED
    if mood.supposed or mood.last_if >= 0 or mood.passed & {Tag.WHEN, Tag.COULD}:
        return Sense.SUPPOSED
    if Tag.MUST in mood.passed:
        return Sense.WANTED
    ahead = bool(mood.passed & {Tag.FUTURE, Tag.AHEAD, Tag.ETA}) or _leads_ahead(text, after, last)
    if mood.planned or ahead or (ends and reading_later.follows_a_day(text, first, last)):
        return Sense.PLANNED
    if Tag.SAYS in mood.passed:
        return Sense.REPORTED
    if _is_past(text, mood, first, last, ends=ends):
        return Sense.PAST
    if first < (mood.denied_until if not ends else mood.denied_any):
        return Sense.DENIED
    if ends and (reading_later.on_a_day(text, last) or reading_later.is_of_today(text, first, last)):
        return Sense.DOUBTED
    return Sense.DOUBTED if mood.doubted else Sense.STATED


def _is_past(text: Text, mood: _Mood, first: int, last: int, *, ends: bool) -> bool:
    """`was blocked`, `from blocked to moving`, `blocked → moving`: how it was before."""
    before = text.tokens[first - 1].text if first else ""
    if first < mood.past_until and (not ends or before == "from"):
        return True
    after = "".join(token.text for token in text.tokens[last : last + 2])
    return after.startswith(("→", "->", "=>"))


def _leads_ahead(text: Text, after: Mark | None, last: int) -> bool:
    """Tell whether a claim is put off by what follows at once: `done tomorrow`, `done by Friday`."""
    if after is None or after.first - last > 1:
        return False
    return Tag.AHEAD in after.tags or (Tag.ETA in after.tags and text.tokens[after.first].text in _DEADLINE)
