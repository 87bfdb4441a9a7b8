"""One message beside its board, and what is gathered from it on the way; it decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from coordination.rules.reading_clauses import Text
from coordination.rules.reading_topics import Part
from coordination.rules.reading_values import Board, Message, Outcome, Question, TaskView, Update
from coordination.rules.reading_words import RESULTS, Tag
from coordination.rules.tasks import ENDED

MOST_QUESTIONS = 6
"""So many questions one message may raise; nobody answers more."""

ASKED_AT_ONCE = 8
"""The most tasks that one question offers."""

ASKABLE = frozenset({Tag.DONE, Tag.AMOUNT, Tag.BLOCKED, Tag.DROPPED, Tag.HOLD, Tag.OBSOLETE, *RESULTS})
"""What is worth a question when it is not clear which task it is said of."""


@dataclass(frozen=True, slots=True)
class Case:
    """One message and the board it is read against."""

    text: Text
    message: Message
    board: Board
    tasks: Mapping[int, TaskView]

    def may_speak(self, task: TaskView) -> bool:
        """Whether what the author says of a task is certain: their own, nobody's, or they lead."""
        author = self.board.author
        return author is None or not task.owners or author in task.owners or author in self.board.leads

    @property
    def own(self) -> tuple[TaskView, ...]:
        """The author's open tasks, in the board's order."""
        author = self.board.author
        return tuple(task for task in self.board.tasks if author in task.owners and task.state not in ENDED)


@dataclass(slots=True)
class Gathered:
    """What was found so far, in the order of the message."""

    updates: list[Update] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    offers: list[Update] = field(default_factory=list)
    spoken_of: list[int] = field(default_factory=list)
    hinted_at: list[int] = field(default_factory=list)

    def outcome(self) -> Outcome:
        """The outcome; one question a line of the message, the first of them to be put first."""
        ask = self.questions[0] if self.questions else None
        offers = tuple(self.offers) or (ask.offers if ask is not None else ())
        spoken_of = tuple(dict.fromkeys(self.spoken_of or self.hinted_at))
        return Outcome(tuple(self.updates), ask, tuple(self.questions[1:MOST_QUESTIONS]), offers, spoken_of)

    def add(self, update: Update) -> None:
        """Keep one update a task: what is said later in the message completes or replaces what was said before."""
        for index, before in enumerate(self.updates):
            if before.task == update.task:
                self.updates[index] = _merged(before, update)
                return
        self.updates.append(update)


def _merged(before: Update, after: Update) -> Update:
    if not after.changes:
        return replace(before, end=max(before.end, after.end))
    return replace(
        after,
        state=after.state or before.state,
        percent=after.percent if after.percent is not None else before.percent,
        due=after.due or before.due,
        promised=after.promised if after.due else before.promised,
        loose=after.loose or before.loose,
        reason=after.reason or before.reason,
        start=min(before.start, after.start),
    )


def whole(text: Text) -> list[Part]:
    """Every clause of a message, as the parts of what it speaks of."""
    return [Part(number, clause.first, clause.last) for number, clause in enumerate(text.clauses)]
