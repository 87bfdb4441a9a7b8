"""Transactions side by side: nobody overwrites what another wrote, nobody waits for another crosswise."""

import asyncio
from dataclasses import replace

import pytest
import sqlalchemy as sa

from storage import engines, errors, tables, work
from tests.storage import samples
from tests.storage.samples import BOT, CHAT, NOW, update


async def count(database: engines.Database, table: sa.Table) -> int:
    async with database.reader() as connection:
        return int((await connection.execute(sa.select(sa.func.count()).select_from(table))).scalar_one())


async def test_a_task_changed_by_another_transaction_meanwhile_is_a_conflict(postgresql_url: str) -> None:
    database = await engines.open(postgresql_url)
    await samples.found(database)
    async with update(database) as unit:
        unit.tasks.save(samples.task(1, 1))
    with pytest.raises(errors.Conflict):
        async with update(database, locks=[1]) as unit:
            read = await unit.tasks.by_number(1, 1)
            assert read is not None
            async with update(database, locks=[2]) as other:
                unit_read = await other.tasks.by_number(1, 1)
                assert unit_read is not None
                other.tasks.save(replace(unit_read, title="First", version=2))
            unit.tasks.save(replace(read, title="Second", version=2))
    async with update(database) as unit:
        kept = await unit.tasks.by_number(1, 1)
        assert kept is not None
        assert kept.title == "First"
    await database.close()


async def test_a_person_met_by_two_transactions_at_once_is_a_conflict(postgresql_url: str) -> None:
    database = await engines.open(postgresql_url)
    with pytest.raises(errors.Conflict):
        async with update(database, locks=[1]) as unit:
            unit.people.save(samples.person(1))
            async with update(database, locks=[2]) as other:
                other.people.save(samples.person(2))
    assert await count(database, tables.people) == 1
    await database.close()


async def test_a_promise_kept_by_another_process_is_a_conflict(database: engines.Database) -> None:
    async with update(database) as unit:
        unit.ledger.add("schedule:1", "digest", "2026-11-25")
    with pytest.raises(errors.Conflict):
        async with update(database) as unit:
            unit.ledger.add("schedule:1", "digest", "2026-11-25")


async def test_only_the_columns_that_changed_are_written(postgresql_url: str) -> None:
    database = await engines.open(postgresql_url)
    await samples.found(database)
    async with update(database, locks=[1]) as unit:
        read = await unit.people.get(1)
        assert read is not None
        async with update(database, locks=[2]) as other:
            same = await other.people.get(1)
            assert same is not None
            other.people.save(replace(same, started=True))
        unit.people.save(replace(read, name="Ann Lee"))
    async with update(database) as unit:
        assert await unit.people.get(1) == replace(read, name="Ann Lee", started=True)
    await database.close()


async def test_transactions_that_lock_the_same_chats_wait_for_each_other_and_never_deadlock(
    postgresql_url: str,
) -> None:
    database = await engines.open(postgresql_url)
    open_now = most = 0

    async def one(locks: list[int]) -> None:
        nonlocal open_now, most
        async with update(database, locks=locks):
            open_now += 1
            most = max(most, open_now)
            await asyncio.sleep(0)
            open_now -= 1

    await asyncio.gather(*(one(locks) for locks in ([5, 3, 9], [9, 3], [3, 5], [9, 5, 3]) * 3))
    assert most == 1
    await database.close()


async def test_two_processes_that_number_tasks_give_no_number_twice(
    database: engines.Database, database_url: str
) -> None:
    await samples.found(database)
    other = await engines.open(database_url)

    async def number_one(each: engines.Database) -> None:
        """As the pipeline does: whoever was second repeats the whole transaction."""
        while True:
            try:
                async with update(each) as unit:
                    group = await unit.groups.get(1)
                    unit.groups.save(replace(group, next_number=group.next_number + 1))
                    new = samples.task(group.next_number, 1)
                    unit.tasks.save(replace(new, id=unit.new_id()))
            except errors.Conflict:
                continue
            return

    await asyncio.gather(*(number_one(each) for each in (database, other) * 20))
    async with work.reading(database, now=NOW) as unit:
        assert (await unit.groups.get(1)).next_number == 41
    assert await count(database, tables.tasks) == 40
    await other.close()


async def test_an_update_delivered_twice_at_once_takes_effect_once(
    database: engines.Database, database_url: str
) -> None:
    await samples.found(database)
    other = await engines.open(database_url)

    async def deliver(each: engines.Database) -> None:
        async with work.transaction(each, now=NOW, bot_id=BOT, locks=[CHAT]) as transaction:
            await transaction.prefetch([CHAT], [], [7])
            if not transaction.handled(7):
                async with transaction.layer() as unit:
                    unit.events.add(samples.event(unit.new_id(), 1))
                transaction.inbox(7, "done")

    await asyncio.gather(*(deliver(each) for each in (database, other) * 3))
    assert await count(database, tables.events) == 1
    await other.close()
