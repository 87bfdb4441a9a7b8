"""What services need of storage, as protocols; they name no SQL, no driver and no Telegram.

Everything is read and written through one `Work`: the effect of one update, whole or not at all. Reads see the
writes made earlier in the same work. Writes are buffered as values and reach the database together at commit; a work
that is dropped leaves nothing. Lookups take the group, so that no row of another group is reached by guessing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from coordination import (
    messages,
    ports_commitments,
    ports_editions,
    ports_filings,
    ports_notices,
    ports_overviews,
    ports_people,
    ports_programmes,
    ports_rounds,
)
from coordination.ports_schedules import Ledger as Ledger
from coordination.ports_schedules import Schedule as Schedule
from coordination.ports_schedules import Schedules as Schedules
from coordination.ports_schedules import Unsure as Unsure
from coordination.rules import events, groups, people, tasks


class Chats(ports_programmes.ReadAtOnce, Protocol):
    async def by_telegram_id(self, telegram_id: int) -> groups.Chat | None:
        """The chat with this id now or before an upgrade to a supergroup."""

    async def get(self, chat_id: int) -> groups.Chat: ...

    def save(self, chat: groups.Chat) -> None: ...

    def save_alias(self, old_telegram_id: int, chat_id: int) -> None:
        """Keep that `old_telegram_id` means this chat for ever."""

    async def migrate(self, old_telegram_id: int, new_telegram_id: int) -> None:
        """A group became a supergroup: the new id everywhere, the old one kept as an alias; repeating is harmless."""


class Groups(ports_programmes.ReadAtOnce, Protocol):
    async def get(self, group_id: int) -> groups.Group: ...

    async def of_chat(self, chat_id: int, topic_id: int | None) -> groups.Group | None:
        """The group bound to this topic, else the one bound to the whole chat."""

    async def in_chat(self, chat_id: int) -> Sequence[groups.Group]: ...

    def save(self, group: groups.Group) -> None: ...


class People(Protocol):
    async def get(self, person_id: int) -> people.Person | None: ...

    async def by_telegram_id(self, telegram_id: int) -> people.Person | None: ...

    async def by_username(self, username: str, group_id: int) -> people.Person | None:
        """The person last seen with this user name (any letter case, no @) who belongs to the group."""

    async def members(self, group_id: int) -> Sequence[tuple[people.Person, people.Membership]]:
        """All who belong to the group and have not left, by person id."""

    async def left(self, group_id: int) -> Sequence[tuple[people.Person, people.Membership]]:
        """All who belonged to the group and have left it, by person id."""

    async def membership(self, group_id: int, person_id: int) -> people.Membership | None: ...

    async def memberships(self, person_id: int) -> Sequence[people.Membership]: ...

    def save(self, person: people.Person) -> None: ...

    def save_membership(self, membership: people.Membership) -> None: ...


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks of a group; every field given narrows. `live` leaves out done and dropped ones.

    `late_on`/`late_at` are the group's local day and the instant by which lateness is judged. `terms` are words and
    bigrams as `text.query_terms` makes them; all must occur.
    """

    live: bool = True
    states: tuple[tasks.State, ...] = ()
    late_on: date | None = None
    late_at: datetime | None = None
    unowned: bool = False
    owner_id: int | None = None
    owner_username: str | None = None
    tag: str | None = None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of tasks in due order (dated first, then by number) and how many there are in all."""

    tasks: tuple[tasks.Task, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Counts:
    """A group's tasks counted by SQL at an instant."""

    by_state: dict[tasks.State, int] = field(default_factory=dict)
    late: int = 0
    late_silent: int = 0  # late, and nothing said since the due date passed
    unowned: int = 0


class Tasks(Protocol):
    async def by_number(self, group_id: int, number: int) -> tasks.Task | None: ...

    async def by_numbers(self, group_id: int, numbers: Sequence[int]) -> Sequence[tasks.Task]: ...

    async def get(self, group_id: int, task_id: int) -> tasks.Task | None: ...

    async def find(self, group_id: int, where: TaskFilter, *, offset: int = 0, limit: int = 20) -> Page: ...

    async def of_person(
        self, person_id: int, where: TaskFilter | None = None, *, offset: int = 0, limit: int = 20
    ) -> Page:
        """Tasks that the person owns or supports, across the groups that they have not left; live ones by default."""

    async def counts(self, group_id: int, *, today: date, now: datetime) -> Counts: ...

    async def waiting_for(self, group_id: int, task_id: int) -> Sequence[tasks.Task]:
        """Tasks of the group that wait for this one."""

    async def children(self, group_id: int, task_id: int) -> Sequence[tasks.Task]: ...

    async def of_ids(self, group_ids: Sequence[int], ids: Sequence[int]) -> Sequence[tasks.Task]: ...

    async def hanging(self, group_ids: Sequence[int], ids: Sequence[int]) -> Sequence[tasks.Task]: ...

    async def held_for(self, group_id: int, username: str) -> Sequence[tasks.Task]:
        """Tasks whose owner or supporter is a user name (folded, no @) not seen before."""

    async def held_by_name(self, group_id: int) -> Sequence[tasks.Task]:
        """Live tasks of which an owner or supporter is a name alone: an institution, or somebody not seen yet."""

    def save(self, task: tasks.Task) -> None: ...


class Updates(Protocol):
    def add(self, update: events.Update) -> None: ...

    async def of_task(self, group_id: int, task_id: int, *, limit: int = 20) -> Sequence[events.Update]:
        """The newest first."""

    async def since(self, group_id: int, start: datetime, end: datetime) -> Sequence[events.Update]:
        """Those with start <= at < end, oldest first."""


class Events(Protocol):
    def add(self, event: events.Event) -> None: ...

    def touched_groups(self) -> Sequence[int]:
        """The groups of which the update in hand has kept an event."""

    def of_update(self) -> Sequence[events.Event]:
        """What the update in hand has kept so far, in that order."""

    async def of_task(self, group_id: int, task_id: int, *, limit: int = 50) -> Sequence[events.Event]:
        """The newest first."""

    async def of_change(self, group_id: int, change_id: int) -> Sequence[events.Event]: ...

    async def last_change_by(self, group_id: int, actor_id: int, since: datetime) -> int | None:
        """The actor's newest change since then that was not taken back and is not itself an undo."""

    async def after(self, group_id: int, task_id: int, event_id: int) -> Sequence[events.Event]:
        """Events of the task that came after the event, oldest first."""

    async def since(self, group_id: int, start: datetime, end: datetime) -> Sequence[events.Event]:
        """Those with start <= at < end, oldest first."""

    async def of_group(
        self, group_id: int, *, actor_id: int | None = None, offset: int = 0, limit: int = 20
    ) -> Sequence[events.Event]:
        """The newest first: the log, or what one person did of it."""

    async def taken_back(self, group_id: int, change_ids: Collection[int]) -> frozenset[int]:
        """Those of the changes that were taken back since."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message that was read: what it said (as typed) and the change it made, `None` if none."""

    chat_id: int
    message_id: int
    line: int
    text: str
    change_id: int | None = None
    task_id: int | None = None


class Lines(Protocol):
    async def of_message(self, chat_id: int, message_id: int) -> Sequence[Line]: ...

    def save(self, line: Line) -> None: ...


@dataclass(frozen=True, slots=True)
class Slot:
    """One message of ours: its name in the chat and Telegram's id once it was sent."""

    chat_id: int
    name: str
    topic_id: int | None = None
    message_id: int | None = None


class Slots(Protocol):
    async def get(self, chat_id: int, name: str) -> Slot | None: ...

    async def by_message(self, chat_id: int, message_id: int) -> Slot | None:
        """Which of our named messages this one of the chat is (a reply's target)."""

    async def named(self, name: str) -> Sequence[Slot]:
        """The slots of this name in every chat (the cards of one task)."""


class Outbox(Protocol):
    def add(self, message: messages.Outgoing, *, after_id: int | None = None) -> int:
        """The row's id; `after_id` is a row that must be settled first."""


class Questions(Protocol):
    async def get(self, question_id: int) -> "Question | None": ...

    def save(self, question: "Question") -> None: ...


@dataclass(frozen=True, slots=True)
class Question:
    """Something asked with buttons: who may answer, what each choice does (`values`, JSON), until when."""

    id: int
    group_id: int
    kind: str
    asked_at: datetime
    expires_at: datetime
    person_id: int | None = None  # None: any lead
    values: dict[str, Any] = field(default_factory=dict)
    answered_at: datetime | None = None
    answer: str | None = None


class Work(ports_people.Kept, ports_overviews.Counted, ports_editions.Kept, Protocol):
    """One update's reads and writes. `now` is the instant of handling (aware, UTC)."""

    @property
    def now(self) -> datetime: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def groups(self) -> Groups: ...
    @property
    def people(self) -> People: ...
    @property
    def tasks(self) -> Tasks: ...
    @property
    def updates(self) -> Updates: ...
    @property
    def events(self) -> Events: ...
    @property
    def lines(self) -> Lines: ...
    @property
    def schedules(self) -> Schedules: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def slots(self) -> Slots: ...
    @property
    def questions(self) -> Questions: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def programmes(self) -> ports_programmes.Programmes: ...
    @property
    def plans(self) -> ports_programmes.Plans: ...
    @property
    def rounds(self) -> ports_rounds.Rounds: ...
    @property
    def notices(self) -> ports_notices.Notices: ...
    @property
    def commitments(self) -> ports_commitments.Commitments: ...
    @property
    def filings(self) -> ports_filings.Filings: ...

    def new_id(self) -> int:
        """An id for a new row of any table, never handed out before."""
