"""What schedules that have come due will ask for is read together, and read so it is never wrong; on both databases."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from coordination import ports
from storage import engines, work
from tests.storage.samples import BOT, NOW, chat, group, task, update

GROUPS = range(1, 9)
TODAY = NOW.date().isoformat()


@pytest.fixture
async def filled(database: engines.Database) -> AsyncIterator[engines.Database]:
    """Eight groups with two schedules, two tasks and a promise that was kept."""
    async with update(database) as unit:
        for n in GROUPS:
            unit.chats.save(chat(n, telegram_id=-100 - n))
            unit.groups.save(group(n, n))
            unit.schedules.save(ports.Schedule(10 + n, n, "digest", {}, next_due_at=NOW))
            unit.schedules.save(ports.Schedule(30 + n, n, "summary", {}, next_due_at=NOW + timedelta(days=1)))
            unit.tasks.save(task(10 * n, n))
            unit.tasks.save(task(10 * n + 1, n))
            unit.ledger.add(f"schedule:{10 + n}", "digest", NOW.isoformat())
    yield database


async def _ask(unit: work.UnitOfWork, n: int) -> tuple[object, ...]:
    """All that a digest asks for."""
    found = await unit.groups.get(n)
    live = await unit.tasks.find(n, ports.TaskFilter(), limit=20_000)
    return (
        await unit.schedules.get(10 + n),
        await unit.schedules.of_group(n),
        await unit.chats.get(found.chat_id),
        [one.number for one in live.tasks],
        live.total,
        await unit.ledger.has(f"schedule:{10 + n}", "digest", NOW.isoformat()),
        await unit.ledger.has(f"group:{n}", "unasked", f"{TODAY}:1"),
        await unit.slots.get(found.chat_id, f"board:{n}"),
    )


async def test_it_costs_as_many_statements_for_eight_as_for_one_and_gives_the_same(
    filled: engines.Database,
) -> None:
    async with work.reading(filled, now=NOW) as unit:
        plainly = [await _ask(unit, n) for n in GROUPS]
    asked: list[str] = []

    @sa.event.listens_for(filled.writing.sync_engine, "before_cursor_execute")
    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if "FROM tasks" in statement or "FROM schedules" in statement or "FROM ledger" in statement:
            asked.append(statement)

    async with work.transaction(filled, now=NOW, bot_id=BOT, locks=[-101]) as transaction:
        await transaction.foresee_due([(10 + n, n) for n in GROUPS], whole_groups=set(GROUPS))
        read_ahead = len(asked)
        async with transaction.layer() as unit:
            foreseen = [await _ask(unit, n) for n in GROUPS]
    assert len(asked) == read_ahead == 4
    assert foreseen == plainly


async def test_what_is_saved_after_foresight_is_seen(filled: engines.Database) -> None:
    async with work.transaction(filled, now=NOW, bot_id=BOT, locks=[-101]) as transaction:
        await transaction.foresee_due([(11, 1), (12, 2)], whole_groups={1, 2})
        async with transaction.layer() as unit:
            unit.schedules.save(ports.Schedule(99, 1, "reminder", {}))
            unit.tasks.save(task(77, 1))
            unit.ledger.add("group:1", "unasked", f"{TODAY}:1")
        async with transaction.layer() as unit:
            assert [one.id for one in await unit.schedules.of_group(1)] == [11, 31, 99]
            assert (await unit.tasks.find(1, ports.TaskFilter(), limit=20_000)).total == 3
            assert await unit.ledger.has("group:1", "unasked", f"{TODAY}:1")
            assert not await unit.ledger.has("group:2", "unasked", f"{TODAY}:1")
            old = (NOW - timedelta(days=9)).isoformat()
            assert not await unit.ledger.has("schedule:11", "digest", old)


async def test_where_there_is_too_much_it_is_read_as_it_is_asked_for(filled: engines.Database) -> None:
    async with update(filled) as unit:
        for n in range(2001):
            unit.schedules.save(ports.Schedule(1000 + n, 1, "reminder", {}))
    async with work.transaction(filled, now=NOW, bot_id=BOT, locks=[-101]) as transaction:
        await transaction.foresee_due([(11, 1)], whole_groups={1})
        async with transaction.layer() as unit:
            assert len(await unit.schedules.of_group(1)) == 2003
