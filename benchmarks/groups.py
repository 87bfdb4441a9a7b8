"""Databases of many groups with tasks, events and updates, for benchmarks; it measures nothing."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

import storage
from coordination.rules import groups
from storage import engines, tables, work

NOW = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)
"""Friday 27 November 2026, 15:00 in Beijing."""

AT_ONCE = 20_000
_STATES = ("open", "in_progress", "blocked", "done")


@dataclass(frozen=True, slots=True)
class Plan:
    """How many groups, and how many tasks in each."""

    groups: int
    tasks: int


@dataclass(frozen=True, slots=True)
class Filled:
    database: engines.Database
    group_ids: tuple[int, ...]


async def filled(path: Path, plan: Plan, *, updates: int) -> Filled:
    """A new SQLite database at `path` with so many updates in all, spread over the tasks and the last sixty days."""
    url = f"sqlite+aiosqlite:///{path}"
    await storage.migrate(url)
    database = await storage.open(url)
    ids = await _groups(database, plan.groups)
    pairs = [(group_id, number) for group_id in ids for number in range(1, plan.tasks + 1)]
    await _insert(database, tables.tasks, [_task(place, *pair) for place, pair in enumerate(pairs)])
    await _insert(database, tables.events, [_event(place, *pair) for place, pair in enumerate(pairs)])
    for first in range(0, updates, AT_ONCE):
        rows = [_update(place, pairs[place % len(pairs)][0], len(pairs)) for place in range(first, first + AT_ONCE)]
        await _insert(database, tables.updates, rows[: updates - first])
    return Filled(database, ids)


async def _groups(database: engines.Database, count: int) -> tuple[int, ...]:
    ids = []
    async with work.transaction(database, now=NOW, bot_id=1, locks=()) as transaction, transaction.layer() as unit:
        for place in range(count):
            chat = groups.Chat(unit.new_id(), -1_001_000_000_000 - place, "supergroup", f"Group {place}", may_pin=True)
            group = groups.Group(
                unit.new_id(), chat.id, None, chat.title, "en", "Asia/Shanghai", zone_confirmed=True, next_number=10_000
            )
            unit.chats.save(chat)
            unit.groups.save(group)
            ids.append(group.id)
    return tuple(ids)


async def _insert(database: engines.Database, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    for first in range(0, len(rows), AT_ONCE):
        async with database.writer() as connection:
            await connection.execute(sa.insert(table), rows[first : first + AT_ONCE])


def _task(place: int, group_id: int, number: int) -> dict[str, Any]:
    due = date(2026, 11, 1) + timedelta(days=number % 60)
    return {
        "id": 1_000_000_000 + place,
        "group_id": group_id,
        "number": number,
        "title": f"Piece of work {number}",
        "search": f"piece of work {number}",
        "state": _STATES[number % 4],
        "key": number % 10 == 0,
        "tags": [],
        "owner": None,
        "supporters": [],
        "due_on": due,
        "original_due_on": due,
        "waits_for": [],
        "created_at": NOW - timedelta(days=60),
        "last_update_at": NOW - timedelta(days=number % 20),
        "version": 1,
    }


def _event(place: int, group_id: int, number: int) -> dict[str, Any]:
    return {
        "id": 2_000_000_000 + place,
        "group_id": group_id,
        "change_id": 2_000_000_000 + place,
        "kind": "done" if _STATES[number % 4] == "done" else "progress",
        "at": NOW - timedelta(hours=number % 200),
        "task_id": 1_000_000_000 + place,
        "before": {"state": "open"},
        "after": {"state": _STATES[number % 4]},
    }


def _update(place: int, group_id: int, tasks: int) -> dict[str, Any]:
    return {
        "id": 3_000_000_000 + place,
        "group_id": group_id,
        "task_id": 1_000_000_000 + place % tasks,
        "at": NOW - timedelta(seconds=place % (60 * 86_400)),
        "text": f"note {place}",
    }
