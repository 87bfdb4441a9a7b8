"""A store in memory, as much of `ports.Work` as what time sets off asks for; its own test holds it to the real one.

What is saved is there at once: nothing is refused in a simulation, so nothing has to be dropped.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from coordination import messages, ports, ports_people
from coordination.rules import events, groups, owners, people, programmes, tasks
from tests.simulations import fake_filters


@dataclass(slots=True)
class Store:
    """The rows of all kinds, by key."""

    chats: dict[int, groups.Chat] = field(default_factory=dict)
    group_rows: dict[int, groups.Group] = field(default_factory=dict)
    person_rows: dict[int, people.Person] = field(default_factory=dict)
    memberships: dict[tuple[int, int], people.Membership] = field(default_factory=dict)
    absences: dict[int, ports_people.KeptAbsence] = field(default_factory=dict)
    task_rows: dict[int, dict[int, tasks.Task]] = field(default_factory=dict)  # by group
    updates: dict[int, list[events.Update]] = field(default_factory=dict)  # by group
    event_rows: dict[int, list[events.Event]] = field(default_factory=dict)  # by group
    schedules: dict[int, ports.Schedule] = field(default_factory=dict)
    of_group: dict[int, dict[int, ports.Schedule]] = field(default_factory=dict)
    tasks_of_people: dict[int, set[tuple[int, int]]] = field(default_factory=dict)  # ever owned or supported
    saved_schedules: set[int] = field(default_factory=set)
    ledger: set[tuple[str, str, str]] = field(default_factory=set)
    slots: dict[tuple[int, str], ports.Slot] = field(default_factory=dict)
    questions: dict[int, ports.Question] = field(default_factory=dict)
    outbox: list[messages.Outgoing] = field(default_factory=list)
    last_id: int = 0

    def work(self, now: datetime) -> ports.Work:
        """A work on the store at the instant (aware)."""
        return cast(ports.Work, FakeWork(self, now))


class FakeWork:
    """`ports.Work` over a store."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store, self.now = store, now
        self.chats, self.groups, self.people = _Chats(store), _Groups(store), _People(store)
        self.absences, self.tasks = _Absences(store), _Tasks(store)
        self.updates, self.events = _Updates(store), _Events(store)
        self.schedules, self.ledger = _Schedules(store), _Ledger(store)
        self.programmes = _Programmes()
        self.slots, self.questions, self.outbox = _Slots(store), _Questions(store), _Outbox(store)

    def new_id(self) -> int:
        self._store.last_id += 1
        return self._store.last_id


class _Room:
    def __init__(self, store: Store) -> None:
        self._store = store


class _Chats(_Room):
    async def by_telegram_id(self, telegram_id: int) -> groups.Chat | None:
        return next((one for one in self._store.chats.values() if one.telegram_id == telegram_id), None)

    async def get(self, chat_id: int) -> groups.Chat:
        return self._store.chats[chat_id]

    def save(self, chat: groups.Chat) -> None:
        self._store.chats[chat.id] = chat


class _Groups(_Room):
    async def get(self, group_id: int) -> groups.Group:
        return self._store.group_rows[group_id]

    async def of_chat(self, chat_id: int, topic_id: int | None) -> groups.Group | None:
        here = {one.topic_id: one for one in await self.in_chat(chat_id)}
        return here.get(topic_id, here.get(None))

    async def in_chat(self, chat_id: int) -> Sequence[groups.Group]:
        return sorted(
            (one for one in self._store.group_rows.values() if one.chat_id == chat_id), key=lambda one: one.id
        )

    def save(self, group: groups.Group) -> None:
        self._store.group_rows[group.id] = group


class _People(_Room):
    async def get(self, person_id: int) -> people.Person | None:
        return self._store.person_rows.get(person_id)

    async def members(self, group_id: int) -> Sequence[tuple[people.Person, people.Membership]]:
        here = sorted((key, one) for key, one in self._store.memberships.items() if key[0] == group_id and not one.left)
        return [(self._store.person_rows[key[1]], one) for key, one in here]

    async def membership(self, group_id: int, person_id: int) -> people.Membership | None:
        return self._store.memberships.get((group_id, person_id))

    async def memberships(self, person_id: int) -> Sequence[people.Membership]:
        found = (one for one in self._store.memberships.values() if one.person_id == person_id)
        return sorted(found, key=lambda one: one.group_id)

    def save(self, person: people.Person) -> None:
        self._store.person_rows[person.id] = person

    def save_membership(self, membership: people.Membership) -> None:
        self._store.memberships[membership.group_id, membership.person_id] = membership


class _Absences(_Room):
    async def of_people(self, person_ids: Collection[int], since: date) -> Sequence[ports_people.KeptAbsence]:
        found = [
            one
            for one in self._store.absences.values()
            if one.absence.person_id in person_ids and one.absence.last >= since and not one.called_off
        ]
        return sorted(found, key=lambda one: (one.absence.first, one.id))

    def save(self, kept: ports_people.KeptAbsence) -> None:
        self._store.absences[kept.id] = kept


class _Tasks(_Room):
    def _of(self, group_id: int) -> Iterable[tasks.Task]:
        return self._store.task_rows.get(group_id, {}).values()

    async def by_number(self, group_id: int, number: int) -> tasks.Task | None:
        return next((one for one in self._of(group_id) if one.number == number), None)

    async def get(self, group_id: int, task_id: int) -> tasks.Task | None:
        return self._store.task_rows.get(group_id, {}).get(task_id)

    async def find(self, group_id: int, where: ports.TaskFilter, *, offset: int = 0, limit: int = 20) -> ports.Page:
        return fake_filters.page((one for one in self._of(group_id) if fake_filters.fits(one, where)), offset, limit)

    async def of_person(
        self, person_id: int, where: ports.TaskFilter | None = None, *, offset: int = 0, limit: int = 20
    ) -> ports.Page:
        has_left = {key[0] for key, one in self._store.memberships.items() if key[1] == person_id and one.left}
        wanted = where or ports.TaskFilter()
        named = self._store.tasks_of_people.get(person_id, set())
        held = (self._store.task_rows[group_id][task_id] for group_id, task_id in named if group_id not in has_left)
        theirs = (
            one
            for one in held
            if fake_filters.fits(one, wanted) and any(each.person_id == person_id for each in owners.everybody(one))
        )
        return fake_filters.page(theirs, offset, limit)

    async def counts(self, group_id: int, *, today: date, now: datetime) -> ports.Counts:
        by_state: dict[tasks.State, int] = {}
        for one in self._of(group_id):
            by_state[one.state] = by_state.get(one.state, 0) + 1
        live = [one for one in self._of(group_id) if one.state not in tasks.ENDED]
        late = [one for one in live if fake_filters.is_late(one, today, now)]
        zone = self._store.group_rows[group_id].zone
        silent = [one for one in late if not fake_filters.is_explained(one, zone)]
        return ports.Counts(by_state, len(late), len(silent), sum(one.owner is None for one in live))

    async def waiting_for(self, group_id: int, task_id: int) -> Sequence[tasks.Task]:
        return fake_filters.by_number(one for one in self._of(group_id) if task_id in one.waits_for)

    async def children(self, group_id: int, task_id: int) -> Sequence[tasks.Task]:
        return fake_filters.by_number(one for one in self._of(group_id) if one.parent_id == task_id)

    async def of_ids(self, group_ids: Sequence[int], ids: Sequence[int]) -> Sequence[tasks.Task]:
        there = {one.id: one for group in group_ids for one in self._of(group)}
        return [there[one] for one in dict.fromkeys(ids) if one in there]

    async def hanging(self, group_ids: Sequence[int], ids: Sequence[int]) -> Sequence[tasks.Task]:
        awaited = set(ids)
        there = [one for group in group_ids for one in self._of(group)]
        return fake_filters.by_number(one for one in there if not awaited.isdisjoint({*one.waits_for, one.parent_id}))

    def save(self, task: tasks.Task) -> None:
        self._store.task_rows.setdefault(task.group_id, {})[task.id] = task
        for one in owners.everybody(task):
            if one.person_id is not None:
                self._store.tasks_of_people.setdefault(one.person_id, set()).add((task.group_id, task.id))


class _Updates(_Room):
    def add(self, update: events.Update) -> None:
        self._store.updates.setdefault(update.group_id, []).append(update)

    async def of_task(self, group_id: int, task_id: int, *, limit: int = 20) -> Sequence[events.Update]:
        found = [one for one in self._store.updates.get(group_id, []) if one.task_id == task_id]
        return sorted(found, key=lambda one: (one.at, one.id), reverse=True)[:limit]

    async def since(self, group_id: int, start: datetime, end: datetime) -> Sequence[events.Update]:
        found = [one for one in self._store.updates.get(group_id, []) if start <= one.at < end]
        return sorted(found, key=lambda one: (one.at, one.id))


class _Events(_Room):
    def add(self, event: events.Event) -> None:
        self._store.event_rows.setdefault(event.group_id, []).append(event)

    async def of_task(self, group_id: int, task_id: int, *, limit: int = 50) -> Sequence[events.Event]:
        return [one for one in self._store.event_rows.get(group_id, [])[::-1] if one.task_id == task_id][:limit]

    async def since(self, group_id: int, start: datetime, end: datetime) -> Sequence[events.Event]:
        return [one for one in self._store.event_rows.get(group_id, []) if start <= one.at < end]


class _Schedules(_Room):
    async def of_group(self, group_id: int) -> Sequence[ports.Schedule]:
        return sorted(self._store.of_group.get(group_id, {}).values(), key=lambda one: one.id)

    async def get(self, schedule_id: int) -> ports.Schedule | None:
        return self._store.schedules.get(schedule_id)

    def save(self, schedule: ports.Schedule) -> None:
        self._store.schedules[schedule.id] = schedule
        self._store.saved_schedules.add(schedule.id)
        self._store.of_group.setdefault(schedule.group_id, {})[schedule.id] = schedule


class _Ledger(_Room):
    async def has(self, subject: str, rule: str, occurrence: str) -> bool:
        return (subject, rule, occurrence) in self._store.ledger

    def add(self, subject: str, rule: str, occurrence: str) -> None:
        """A promise made twice is a fault of whoever makes it."""
        assert (subject, rule, occurrence) not in self._store.ledger
        self._store.ledger.add((subject, rule, occurrence))


class _Programmes:
    """The groups of a simulation belong to none."""

    async def get(self, programme_id: int) -> programmes.Programme | None:
        return None

    async def of_committee(self, group_id: int) -> programmes.Programme | None:
        return None

    async def seat_of(self, group_id: int) -> programmes.Seat | None:
        return None

    async def seats(self, programme_id: int) -> Sequence[programmes.Seat]:
        return []


class _Slots(_Room):
    async def get(self, chat_id: int, name: str) -> ports.Slot | None:
        return self._store.slots.get((chat_id, name))


class _Questions(_Room):
    async def get(self, question_id: int) -> ports.Question | None:
        return self._store.questions.get(question_id)

    def save(self, question: ports.Question) -> None:
        self._store.questions[question.id] = question


class _Outbox(_Room):
    def add(self, message: messages.Outgoing, *, after_id: int | None = None) -> int:
        self._store.outbox.append(message)
        return len(self._store.outbox)
