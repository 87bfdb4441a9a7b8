"""What stands in a person's private chat, the newest reminder and what was put off; makes no text.

Both are schedules of their own list, and two, so that a group's tick, which knows of the message, and a press in the
private chat, which puts off, never write over each other. The second comes due when the first of what was put off does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from coordination import messages, ports
from coordination.rules import fields, groups, patterns, people, recurrences, reminders, tasks
from coordination.services import groups as groups_service

KIND, PUT_OFF = "reminded", "put_off"
"""Kinds of the schedules: the message that stands, which never comes due, and what was put off."""

FORGOTTEN = timedelta(days=60)
"""How often something was put off is remembered for so long after the last time."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A task of the message: its date when it was listed, and for whom the reader stands in (`None`: their own)."""

    group_id: int
    task_id: int
    due: tasks.Due
    acts_for_id: int | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that the message names besides tasks: the id of a filing, or (`is_turn`) of a turn in a round.

    `what`: a reading, or a round's title; `due_at` (aware, UTC) is shown by the clocks of `zone`, the group's.
    """

    id: int
    group_id: int
    code: str
    what: str
    due_at: datetime
    zone: str
    is_turn: bool = False


@dataclass(frozen=True, slots=True)
class Put:
    """A reminder put off: of which date, when and until when (aware, UTC), and how often already."""

    due: tasks.Due
    snooze: reminders.Snooze
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest reminder of a person (`message` 0: none yet), when it was sent, which tasks and reports it lists; what
    they put off, by the task's id.
    """

    schedule: ports.Schedule
    waiting: ports.Schedule
    person_id: int
    chat_id: int
    message: int = 0
    sent_at: datetime | None = None
    listed: tuple[Listed, ...] = ()
    put: Mapping[int, Put] = field(default_factory=dict)
    reports: tuple[Owed, ...] = ()

    @property
    def slot(self) -> str:
        """The name of the message, new for each: the older one is deleted by its own."""
        return slot(self.message)

    def put_off(self, task: tasks.Task) -> Put | None:
        """What was put off of the task's date in force."""
        found = self.put.get(task.id)
        return found if found is not None and found.due == task.due else None


def slot(message: int) -> str:
    return f"reminder:{message}"


async def find(work: ports.Work, person: people.Person) -> Standing | None:
    """What stands in the person's private chat; `None` where they were never reminded or can't be written to."""
    chat = await chat_of(work, person)
    own = None if chat is None else await work.groups.of_chat(chat.id, None)
    return None if own is None else await _kept(work, person, own)


async def chat_of(work: ports.Work, person: people.Person) -> groups.Chat | None:
    """The private chat in which the person can be written to."""
    if not person.started:
        return None
    chat = await work.chats.by_telegram_id(person.telegram_id)
    return chat if chat is not None and chat.state is groups.ChatState.ACTIVE else None


async def of(work: ports.Work, person: people.Person, chat: groups.Chat, near: groups.Group) -> Standing:
    """What stands in the chat, an empty one if need be; where the person has no list yet, it is made like `near`."""
    defaults = groups_service.Defaults(person.language or near.language, near.zone, near.zone_confirmed)
    own = await groups_service.open_group(
        work, chat, messages.Place(chat.id), first_text="", actor=person, defaults=defaults
    )
    return await _kept(work, person, own) or _read(_fresh(work, own, KIND), _fresh(work, own, PUT_OFF), person.id, own)


async def _kept(work: ports.Work, person: people.Person, own: groups.Group) -> Standing | None:
    if own.kind is not groups.GroupKind.PERSONAL:
        return None
    found = {one.kind: one for one in await work.schedules.of_group(own.id) if one.values.get("person") == person.id}
    if KIND not in found and PUT_OFF not in found:
        return None
    message, waiting = (found.get(kind) or _fresh(work, own, kind) for kind in (KIND, PUT_OFF))
    return _read(message, waiting, person.id, own)


def _fresh(work: ports.Work, own: groups.Group, kind: str) -> ports.Schedule:
    rule = recurrences.to_values(recurrences.Rule(patterns.Daily(), groups_service.DIGEST_AT, own.zone), own.zone)
    return ports.Schedule(work.new_id(), own.id, kind, rule, enabled=False)


def save_message(work: ports.Work, standing: Standing) -> None:
    """Keep which message stands and what it lists."""
    work.schedules.save(replace(standing.schedule, values=_write(standing)))


def save_put_off(work: ports.Work, standing: Standing) -> None:
    """Keep what was put off; it comes due when the first of it does."""
    kept = {key: one for key, one in standing.put.items() if one.snooze.until > work.now - FORGOTTEN}
    coming = min((one.snooze.until for one in kept.values() if one.snooze.until > work.now), default=None)
    values = {"person": standing.person_id, "put": {str(task_id): _put_json(one) for task_id, one in kept.items()}}
    work.schedules.save(replace(standing.waiting, values=values, enabled=True, next_due_at=coming))


def _write(standing: Standing) -> dict[str, Any]:
    return {
        "person": standing.person_id,
        "message": standing.message,
        "sent_at": None if standing.sent_at is None else standing.sent_at.isoformat(),
        "listed": [
            {"group": one.group_id, "task": one.task_id, "due": fields.due_json(one.due), "for": one.acts_for_id}
            for one in standing.listed
        ],
        "reports": [
            {
                "id": one.id,
                "group": one.group_id,
                "code": one.code,
                "what": one.what,
                "due": one.due_at.isoformat(),
                "zone": one.zone,
                "turn": one.is_turn,
            }
            for one in standing.reports
        ],
    }


def _put_json(one: Put) -> dict[str, Any]:
    return {
        "due": fields.due_json(one.due),
        "at": one.snooze.taken_at.isoformat(),
        "until": one.snooze.until.isoformat(),
        "count": one.count,
    }


def _read(message: ports.Schedule, waiting: ports.Schedule, person_id: int, own: groups.Group) -> Standing:
    values = message.values
    sent_at = values.get("sent_at")
    return Standing(
        message,
        waiting,
        person_id,
        own.chat_id,
        values.get("message", 0),
        None if sent_at is None else datetime.fromisoformat(sent_at),
        tuple(Listed(one["group"], one["task"], _due(one["due"]), one["for"]) for one in values.get("listed", ())),
        {int(task_id): _put_of(one) for task_id, one in waiting.values.get("put", {}).items()},
        tuple(_owed(one) for one in values.get("reports", ())),
    )


def _owed(values: Mapping[str, Any]) -> Owed:
    due_at = datetime.fromisoformat(values["due"])
    return Owed(values["id"], values["group"], values["code"], values["what"], due_at, values["zone"], values["turn"])


def _put_of(values: Mapping[str, Any]) -> Put:
    at, until = (datetime.fromisoformat(values[name]) for name in ("at", "until"))
    return Put(_due(values["due"]), reminders.Snooze(at, until), values["count"])


def _due(values: Mapping[str, Any]) -> tasks.Due:
    found = fields.due_of(values)
    assert found is not None
    return found
