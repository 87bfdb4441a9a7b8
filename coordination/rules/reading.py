"""One message in plain words, read as updates, as a question to be asked, or as nothing; it records nothing.

Certain → updates. Unsure → one question, with what each answer would record. Everything else → nothing: a wrong
update costs more than a missed one. Rights are not applied here, except that what is said of somebody else's task is
never certain.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from coordination.rules import (
    action_lines,
    names,
    reading_bare,
    reading_case,
    reading_claims,
    reading_clauses,
    reading_hand,
    reading_numbered,
    reading_outcome,
    reading_refs,
    reading_replies,
    reading_results,
    reading_titles,
    reading_topics,
)
from coordination.rules.reading_clauses import Text
from coordination.rules.reading_values import NOTHING, Board, Message, Outcome, Question, ReplyKind, Why
from coordination.rules.reading_words import Tag

LONGEST = 5000
"""Characters of a message that are read; Telegram sends at most 4096."""

_NUMBERED_LINE = re.compile(r"^[ \t]*\d{1,3}[.、．)）]", re.MULTILINE)


def read(message: Message, board: Board) -> Outcome:
    """Read a message against a board. Any text of any script is read without an error."""
    typed = message.text[:LONGEST]
    if message.is_bot or message.is_forwarded or is_command(typed) or is_roll_call(typed):
        return NOTHING
    found = action_lines.read(typed, board.frame, board.roster, left_out=message.left_out)
    actions = tuple(action for action in found if action.remark_on is None)
    left_out = (*message.left_out, *((action.start, action.end) for action in actions))
    outcome = _plain(reading_clauses.text(typed, left_out), message, board)
    if not actions:
        return outcome
    ask = outcome.ask or _is_task(actions)
    return replace(outcome, actions=actions, ask=ask)


def _is_task(actions: Sequence[action_lines.Action]) -> Question | None:
    """`todo: dish soap`: without an owner it may be a note to oneself."""
    for action in actions:
        if action.word in _NOTES and not action.owners and not action.everyone:
            return Question(Why.NEW_TASK, quoted=action.text)
    return None


_NOTES = frozenset({"todo", "待办", "待办事项"})


def _plain(text: Text, message: Message, board: Board) -> Outcome:
    is_list = message.reply is not None and message.reply.kind is ReplyKind.LIST
    spoken_for = reading_hand.spoken_for(text, board)
    refs = reading_refs.refs(text, known_tasks(board, spoken_for, lists=is_list))
    named = frozenset(index for ref in refs for index in ref.tokens)
    text = reading_clauses.without(text, named)
    claims = reading_claims.claims(text, named)
    topics = reading_topics.topics(text, refs, claims, board.roster.part)
    case = reading_case.Case(text, message, board, {task.number: task for task in board.tasks})
    if topics.topics:
        outcome = reading_outcome.of_topics(case, topics)
    elif message.reply is not None:
        outcome = replace(reading_replies.read(case, topics, message.reply), by_reply=True)
    else:
        outcome = reading_bare.read(case, topics)
    if outcome.ask is not None and outcome.ask.why is Why.UNSURE and _is_said_to_somebody(text, board):
        outcome = replace(outcome, ask=None)
    return replace(outcome, takes_back=_takes_back(text, outcome))


def _is_said_to_somebody(text: Text, board: Board) -> bool:
    """`陈涛，停车证今天办完`: behind somebody's name stands what is wanted of them, not what was done."""
    first = text.clauses[0] if text.clauses else None
    if first is None or first.after != ",":
        return False
    person = names.exactly(text.between(first.first, first.last), board.roster).one
    return person is not None and person != board.author


def _takes_back(text: Text, outcome: Outcome) -> bool:
    """`打错了`, `delete my last update`: at the head of a message that says nothing else of a task."""
    if outcome.updates or outcome.spoken_of or outcome.ask is not None:
        return False
    return any(Tag.UNDO in mark.tags and mark.first <= 1 for mark in text.marks[:2])


def is_command(text: str) -> bool:
    """Whether a text is a typed command, which is not plain words."""
    return text.lstrip()[:1] in {"/", "／"}


def is_roll_call(text: str) -> bool:
    """Whether a text is a roll-call (接龙): its numbers count people, not tasks."""
    return "接龙" in text.replace("龍", "龙") and _NUMBERED_LINE.search(text) is not None


def known_tasks(board: Board, others: Collection[int] = (), *, lists: bool = False) -> reading_numbered.Known:
    """What is needed to tell the tasks of a board from one another.

    Where several titles fit, those of the author are meant, and of the `others` (our ids) the author speaks for.
    """
    named = tuple((task.number, title) for task in board.tasks for title in (task.title, *task.other_titles))
    people = frozenset({*others} if board.author is None else {board.author, *others})
    own = frozenset(task.number for task in board.tasks if not people.isdisjoint(task.owners))
    numbers = frozenset(task.number for task in board.tasks)
    titles = reading_titles.cached(named)
    return reading_numbered.Known(numbers, titles, own, board.code, lists, _Fitting(named, own))


class _Fitting(Mapping[int, frozenset[Tag]]):
    """The results that end a task of the author's own, looked at only where a number stands before a result."""

    def __init__(self, named: Sequence[tuple[int, str]], own: frozenset[int]) -> None:
        self._named = named
        self._own = own

    def __getitem__(self, number: int) -> frozenset[Tag]:
        if number not in self._own:
            raise KeyError(number)
        ends = [reading_results.that_end(title) for known, title in self._named if known == number]
        return frozenset().union(*ends)

    def __iter__(self) -> Iterator[int]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)
