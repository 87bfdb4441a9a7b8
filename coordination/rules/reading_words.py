"""What kinds of words an update is made of, and how they are found in a line; it knows no language and no task.

The words themselves stand in one table per language (`reading_words_en`, `reading_words_zh`, `reading_words_more`).
Looking them up costs one step per token, however many words the tables hold.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coordination.rules import reading_fold


class Tag(StrEnum):
    """What a word or phrase says about a task, or does to the words beside it."""

    DONE = "done"
    ALMOST = "almost"
    SIGNED = "signed"
    SENT = "sent"
    PUBLISHED = "published"
    ORDERED = "ordered"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    BOOKED = "booked"
    MADE = "made"
    SETTLED = "settled"
    PROGRESS = "progress"
    NOT_STARTED = "not started"
    UNFINISHED = "unfinished"
    BLOCKED = "blocked"
    WAITING = "waiting"
    LACK = "lack"
    FREED = "freed"
    NO_BLOCK = "no block"
    HOLD = "hold"
    DROPPED = "dropped"
    OBSOLETE = "obsolete"
    REOPENED = "reopened"
    REDO = "redo"

    NOT = "not"
    IF = "if"
    WHEN = "when"
    FUTURE = "future"
    COULD = "could"
    AHEAD = "ahead"
    MARK = "mark it"
    MUST = "must"
    MIGHT = "might"
    ASK = "ask"
    ASK_END = "ask at the end"
    SAYS = "says"
    BUT = "but"
    REMAIN = "remain"
    STILL = "still"
    PAST = "past"

    MOVE = "move"
    SHIFT = "shift to"
    LATER = "later"
    EARLIER = "earlier"
    MORE = "more time"
    ETA = "eta"
    HAND = "hand over"
    TAKE = "take"
    RENAME = "rename"
    WAITS = "waits for"
    REVIEW = "review"

    HALF = "half"
    THIRD = "third"
    TWO_THIRDS = "two thirds"
    AMOUNT = "amount"
    QUARTER = "quarter"
    THREE_QUARTERS = "three quarters"
    NOTHING = "nothing"
    NOT_PROGRESS = "another percent"

    YES = "yes"
    NO = "no"
    OK = "ok"
    SURE = "sure"
    THANKS = "thanks"
    UNDO = "undo"
    FILLER = "filler"
    WORD = "an ordinary word"
    ALL = "all"
    ANSWER_LATER = "answer later"
    BEHALF = "behalf"
    EVERYBODY = "everybody"
    NEW_TASK = "new task"
    LABEL_PAST = "stand-up: past"
    LABEL_PLAN = "stand-up: plan"
    LABEL_BLOCK = "stand-up: blockers"


RESULTS = frozenset(
    {Tag.SIGNED, Tag.SENT, Tag.PUBLISHED, Tag.ORDERED, Tag.SUBMITTED, Tag.APPROVED, Tag.BOOKED, Tag.MADE, Tag.SETTLED}
)
"""Something came to its end; whether it was the task depends on what the task is."""


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a table's cell, which are written with `|` between them over as many lines as needed."""
    return tuple(" ".join(phrase.split()) for phrase in text.split("|"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase found: all it may say, the tokens [first, last) it covers and their offsets in the line."""

    tags: frozenset[Tag]
    first: int
    last: int
    start: int
    end: int


class Lexicon:
    """A tree of phrases, token by token; the longest phrase at a place wins, phrases never overlap."""

    def __init__(self, *tables: Mapping[Tag, Iterable[str]]) -> None:
        self._root: dict[str, Any] = {}
        for table in tables:
            for tag, phrases in table.items():
                for phrase in phrases:
                    self._add(phrase, tag)

    def _add(self, phrase: str, tag: Tag) -> None:
        node = self._root
        for token in reading_fold.tokens(reading_fold.fold(phrase)):
            node = node.setdefault(token.text, {})
        node[""] = node.get("", frozenset()) | {tag}

    def marks(self, tokens: Sequence[reading_fold.Token], named: Collection[int] = frozenset()) -> tuple[Mark, ...]:
        """Every phrase of the tables in `tokens`, in order; at most the length of the longest phrase of steps each.

        No phrase reaches into the tokens `named`, which mean something else.
        """
        found = []
        at = 0
        while at < len(tokens):
            tags, last = self._longest(tokens, at, named)
            if not tags:
                at += 1
                continue
            found.append(Mark(tags, at, last, tokens[at].start, tokens[last - 1].end))
            at = last
        return tuple(found)

    def _longest(
        self, tokens: Sequence[reading_fold.Token], at: int, named: Collection[int]
    ) -> tuple[frozenset[Tag], int]:
        node, best, last = self._root, _NONE, at
        for index in range(at, len(tokens)):
            node = node.get(tokens[index].text, _EMPTY)
            if not node or index in named:
                break
            if "" in node:
                best, last = node[""], index + 1
        return best, last


_EMPTY: dict[str, Any] = {}
_NONE: frozenset[Tag] = frozenset()
