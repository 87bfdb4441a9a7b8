"""A small group with its people and tasks, as records to save; the test says what matters and no more."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

from coordination.rules import events, groups, people, tasks
from storage import engines, work

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
BOT = 42
CHAT = -1001500000001
ANN, BO = 7000000001, 7000000002


@asynccontextmanager
async def update(
    database: engines.Database, *, now: datetime = NOW, locks: Iterable[int] = (CHAT,)
) -> AsyncIterator[work.UnitOfWork]:
    """One update in a transaction of its own."""
    async with work.transaction(database, now=now, bot_id=BOT, locks=locks) as transaction, transaction.layer() as unit:
        yield unit


def chat(number: int, telegram_id: int = CHAT, **changed: Any) -> groups.Chat:
    return groups.Chat(number, telegram_id, **{"type": "supergroup", "title": "Exhibition", **changed})


def group(number: int, chat_id: int, **changed: Any) -> groups.Group:
    return groups.Group(
        number, chat_id, **{"topic_id": None, "name": "EXH", "language": "en", "zone": "UTC", **changed}
    )


def person(number: int, telegram_id: int = ANN, **changed: Any) -> people.Person:
    return people.Person(number, telegram_id, **{"name": "Ann", "username": "ann", **changed})


def task(number: int, group_id: int, **changed: Any) -> tasks.Task:
    default = {"number": number, "title": f"Task {number}", "created_at": NOW, "created_by": None, "version": 1}
    return tasks.Task(id=1000 + number, group_id=group_id, **{**default, **changed})


def event(number: int, group_id: int, **changed: Any) -> events.Event:
    return events.Event(
        number, group_id, **{"change_id": number, "kind": "changed", "at": NOW, "actor_id": None, **changed}
    )


def due(day: int, at: datetime | None = None) -> tasks.Due:
    """A day of December 2026."""
    return tasks.Due(date(2026, 12, day), at)


async def found(database: engines.Database) -> groups.Group:
    """A chat with its group (both of id 1) and two members, Ann (1) and Bo (2), in a transaction of their own."""
    async with update(database) as unit:
        unit.chats.save(chat(1))
        unit.groups.save(group(1, 1))
        unit.people.save(person(1))
        unit.people.save(person(2, BO, name="Bo", username="Bo_K"))
        unit.people.save_membership(people.Membership(1, 1, people.Part.LEAD, NOW))
        unit.people.save_membership(people.Membership(1, 2, since=NOW))
    return group(1, 1)
