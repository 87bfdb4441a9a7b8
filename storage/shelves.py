"""The shelves of one transaction, one for each kind of record, and what their records answer to; knows no SQL."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from coordination import ports, ports_filings, ports_people, ports_rounds
from coordination.rules import (
    commitments,
    directory,
    editions,
    events,
    filings,
    groups,
    notices,
    people,
    phases,
    programmes,
    round_outcomes,
    rounds,
    tasks,
)
from storage.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Alias:
    """A Telegram id that a chat had before it became a supergroup."""

    telegram_id: int
    chat_id: int


@dataclass(frozen=True, slots=True)
class Promise:
    """A row of the ledger."""

    subject: str
    rule: str
    occurrence: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A row of the outbox that is not written yet. `payload` is what the sender needs, as JSON values."""

    id: int
    chat_id: int
    topic_id: int | None
    kind: str
    purpose: str
    priority: int
    payload: dict[str, Any]
    slot: str | None = None
    after_id: int | None = None
    not_before: datetime | None = None


def _chat_names(chat: groups.Chat) -> Iterable[object]:
    return (chat.telegram_id,)


def _group_names(group: groups.Group) -> Iterable[object]:
    return ((group.chat_id, group.topic_id),)


def _person_names(person: people.Person) -> Iterable[object]:
    return (person.telegram_id,)


def _task_names(task: tasks.Task) -> Iterable[object]:
    return ((task.group_id, task.number),)


def _slot_names(slot: ports.Slot) -> Iterable[object]:
    return () if slot.message_id is None else ((slot.chat_id, slot.message_id),)


Chats = Shelf[int, groups.Chat]
Aliases = Shelf[int, Alias]
Groups = Shelf[int, groups.Group]
People = Shelf[int, people.Person]
Absences = Shelf[int, ports_people.KeptAbsence]
Memberships = Shelf[tuple[int, int], people.Membership]
Directory = Shelf[tuple[int, int], directory.Entry]
Erasures = Shelf[int, ports_people.Erasure]
Tasks = Shelf[int, tasks.Task]
Updates = Shelf[int, events.Update]
Events = Shelf[int, events.Event]
Lines = Shelf[tuple[int, int, int], ports.Line]
Questions = Shelf[int, ports.Question]
Schedules = Shelf[int, ports.Schedule]
Filings = Shelf[int, filings.Filing]
Filed = Shelf[int, ports_filings.Filed]
Programmes = Shelf[int, programmes.Programme]
Seats = Shelf[int, programmes.Seat]
Plans = Shelf[int, programmes.PlanFile]
Phases = Shelf[int, phases.Phase]
Rounds = Shelf[int, rounds.Round]
Turns = Shelf[int, rounds.Turn]
Reports = Shelf[int, ports_rounds.KeptReport]
RoundOutcomes = Shelf[int, round_outcomes.Outcome]
RoundFigures = Shelf[int, ports_rounds.KeptFigures]
ReportVersions = Shelf[tuple[int, int], ports_rounds.Version]
Notices = Shelf[int, notices.Notice]
Receipts = Shelf[tuple[int, int], notices.Receipt]
Commitments = Shelf[int, commitments.Commitment]
Lessons = Shelf[int, editions.Lesson]
Carried = Shelf[int, editions.Carried]
Ledger = Shelf[Promise, Promise]
Slots = Shelf[tuple[int, str], ports.Slot]
Letters = Shelf[int, Letter]


def _by_id(record: Any) -> int:
    number: int = record.id
    return number


@dataclass(slots=True)
class Shelves:
    """In the order in which rows refer to each other: what comes first is written first."""

    chats: Chats = field(default_factory=lambda: Shelf(_by_id, _chat_names))
    aliases: Aliases = field(default_factory=lambda: Shelf(lambda alias: alias.telegram_id))
    groups: Groups = field(default_factory=lambda: Shelf(_by_id, _group_names))
    people: People = field(default_factory=lambda: Shelf(_by_id, _person_names))
    memberships: Memberships = field(default_factory=lambda: Shelf(lambda part: (part.group_id, part.person_id)))
    absences: Absences = field(default_factory=lambda: Shelf(_by_id))
    directory: Directory = field(default_factory=lambda: Shelf(lambda entry: (entry.group_id, entry.person_id)))
    erasures: Erasures = field(default_factory=lambda: Shelf(_by_id))
    tasks: Tasks = field(default_factory=lambda: Shelf(_by_id, _task_names))
    updates: Updates = field(default_factory=lambda: Shelf(_by_id))
    events: Events = field(default_factory=lambda: Shelf(_by_id))
    lines: Lines = field(default_factory=lambda: Shelf(lambda line: (line.chat_id, line.message_id, line.line)))
    questions: Questions = field(default_factory=lambda: Shelf(_by_id))
    programmes: Programmes = field(default_factory=lambda: Shelf(_by_id))
    seats: Seats = field(default_factory=lambda: Shelf(_by_id))
    plans: Plans = field(default_factory=lambda: Shelf(_by_id))
    phases: Phases = field(default_factory=lambda: Shelf(_by_id))
    rounds: Rounds = field(default_factory=lambda: Shelf(_by_id))
    turns: Turns = field(default_factory=lambda: Shelf(_by_id))
    reports: Reports = field(default_factory=lambda: Shelf(lambda kept: kept.turn_id))
    report_versions: ReportVersions = field(default_factory=lambda: Shelf(lambda one: (one.turn_id, one.version)))
    round_outcomes: RoundOutcomes = field(default_factory=lambda: Shelf(_by_id))
    round_figures: RoundFigures = field(default_factory=lambda: Shelf(lambda kept: kept.turn_id))
    notices: Notices = field(default_factory=lambda: Shelf(_by_id))
    receipts: Receipts = field(default_factory=lambda: Shelf(lambda one: (one.notice_id, one.group_id)))
    commitments: Commitments = field(default_factory=lambda: Shelf(_by_id))
    lessons: Lessons = field(default_factory=lambda: Shelf(_by_id))
    carried: Carried = field(default_factory=lambda: Shelf(lambda one: one.task_id))
    schedules: Schedules = field(default_factory=lambda: Shelf(_by_id))
    filings: Filings = field(default_factory=lambda: Shelf(_by_id))
    filed: Filed = field(default_factory=lambda: Shelf(lambda one: one.filing_id))
    ledger: Ledger = field(default_factory=lambda: Shelf(lambda promise: promise))
    slots: Slots = field(default_factory=lambda: Shelf(lambda slot: (slot.chat_id, slot.name), _slot_names))
    letters: Letters = field(default_factory=lambda: Shelf(_by_id))

    @staticmethod
    def names(through: str | None = None) -> Sequence[str]:
        """All, or those up to and including `through`."""
        return _NAMES if through is None else _NAMES[: _NAMES.index(through) + 1]

    def all(self) -> Iterator[Shelf[Any, Any]]:
        return (getattr(self, name) for name in _NAMES)


_NAMES = tuple(each.name for each in fields(Shelves))
