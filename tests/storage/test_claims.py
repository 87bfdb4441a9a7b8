"""Leases, runs, the inbox and ids: what several processes must not do twice."""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from coordination import messages
from storage import engines, errors, ids, inbox, leases, runs, tables, work
from tests.storage import samples
from tests.storage.samples import BOT, NOW, update

TTL = timedelta(seconds=10)
LATER = NOW + TTL


async def test_a_lease_has_one_holder_until_it_runs_out(database: engines.Database) -> None:
    assert await leases.acquire(database, "send", "a", NOW, TTL)
    assert not await leases.acquire(database, "send", "b", NOW, TTL)
    assert await leases.acquire(database, "poll", "b", NOW, TTL)
    assert await leases.acquire(database, "send", "b", LATER, TTL)
    assert not await leases.renew(database, "send", "a", LATER, TTL)


async def test_a_lease_is_kept_by_taking_it_again(database: engines.Database) -> None:
    assert await leases.acquire(database, "send", "a", NOW, TTL)
    assert await leases.acquire(database, "send", "a", NOW + TTL / 2, TTL)
    assert not await leases.acquire(database, "send", "b", LATER, TTL)
    assert await leases.renew(database, "send", "a", LATER, TTL)
    assert not await leases.renew(database, "send", "a", LATER + 2 * TTL, TTL)


async def test_a_lease_is_released_only_by_its_holder(database: engines.Database) -> None:
    assert await leases.acquire(database, "send", "a", NOW, TTL)
    await leases.release(database, "send", "b")
    assert not await leases.acquire(database, "send", "b", NOW, TTL)
    await leases.release(database, "send", "a")
    assert await leases.acquire(database, "send", "b", NOW, TTL)


async def test_of_many_that_ask_at_once_one_gets_the_lease(database: engines.Database) -> None:
    got = await asyncio.gather(*(leases.acquire(database, "send", str(one), NOW, TTL) for one in range(8)))
    assert sum(got) == 1


async def test_a_run_that_never_stopped_is_noticed_once(database: engines.Database) -> None:
    assert not await runs.started(database, "one", "host", NOW)
    assert not await runs.started(database, "elsewhere", "other host", NOW)
    assert await runs.started(database, "two", "host", NOW)
    await runs.stopped(database, "two", NOW)
    assert not await runs.started(database, "three", "host", NOW)


async def test_a_run_that_is_alive_after_all_is_noticed_again(database: engines.Database) -> None:
    await runs.started(database, "one", "host", NOW)
    assert await runs.started(database, "two", "host", NOW)
    await runs.seen(database, "one", LATER)
    await runs.stopped(database, "two", LATER)
    assert await runs.started(database, "three", "host", LATER)


async def test_an_attempt_is_counted_before_it_is_made(database: engines.Database) -> None:
    counted = [await inbox.begin_attempt(database, BOT, 7, b"{}", NOW) for _ in range(3)]
    assert counted == [1, 2, 3]
    await inbox.park(database, BOT, 7, NOW)
    assert await inbox.begin_attempt(database, BOT, 7, b"{}", NOW) == 1
    async with work.transaction(database, now=NOW, bot_id=BOT, locks=[]) as transaction:
        await transaction.prefetch([], [], [7])
        assert transaction.handled(7)


async def keep_failed(database: engines.Database, update_id: int, minutes: int) -> None:
    async with work.transaction(database, now=NOW, bot_id=BOT, locks=[]) as transaction:
        due = NOW + timedelta(minutes=minutes)
        transaction.inbox(update_id, "failed", attempts=1, retry_at=due, raw=b"\x00raw")


async def test_a_failed_update_is_given_to_one_process_when_its_time_has_come(database: engines.Database) -> None:
    await keep_failed(database, 1, 0)
    await keep_failed(database, 2, 1)
    assert await inbox.retryable(database, BOT, NOW) == [inbox.Failed(1, b"\x00raw", 1)]
    assert await inbox.retryable(database, BOT, NOW) == []
    assert await inbox.retryable(database, BOT + 1, NOW + timedelta(hours=1)) == []
    later = await inbox.retryable(database, BOT, NOW + timedelta(minutes=5))
    assert [one.update_id for one in later] == [1, 2]


async def test_tidying_forgets_what_is_over_and_keeps_what_failed(database: engines.Database) -> None:
    await samples.found(database)
    await keep_failed(database, 1, 0)
    async with work.transaction(database, now=NOW, bot_id=BOT, locks=[]) as transaction:
        transaction.inbox(2, "done")
        async with transaction.layer() as unit:
            unit.outbox.add(messages.Post(messages.Place(1), "waits"))
    await inbox.prune(database, NOW + timedelta(days=7))
    async with database.reader() as connection:
        kept = (await connection.execute(sa.select(tables.inbox.c.update_id))).scalars().all()
        waiting = (await connection.execute(sa.select(tables.outbox.c.state))).scalars().all()
    assert (kept, waiting) == ([1], ["pending"])


async def test_ids_are_never_handed_out_twice(database: engines.Database, database_url: str) -> None:
    other = await engines.open(database_url)
    handed: list[int] = []
    for each in (database, other, database):
        async with update(each) as unit:
            handed += [unit.new_id() for _ in range(100)]
    again = await engines.open(database_url)  # a restart
    async with update(again) as unit:
        handed.append(unit.new_id())
    assert len(set(handed)) == len(handed) == 301
    for each in (other, again):
        await each.close()


async def test_a_refused_updates_ids_are_lost(database: engines.Database) -> None:
    with pytest.raises(LookupError):
        async with update(database) as unit:
            first = unit.new_id()
            raise LookupError
    async with update(database) as unit:
        assert unit.new_id() > first


async def test_an_update_that_needs_more_ids_than_there_are_is_repeated_with_more(
    database: engines.Database,
) -> None:
    needed = ids.BLOCK + ids.AT_LEAST
    with pytest.raises(errors.Conflict):
        async with update(database) as unit:
            for _ in range(needed):
                unit.new_id()
    async with update(database) as unit:
        assert len({unit.new_id() for _ in range(needed)}) == needed
