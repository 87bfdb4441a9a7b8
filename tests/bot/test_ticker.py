"""The tick goes on whatever is done to the clock."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from apscheduler.triggers.interval import IntervalTrigger

from bot import clock, ticker
from storage import engines

BEGIN = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
async def driver(sqlite_url: str) -> AsyncIterator[tuple[ticker.Ticker, clock.ManualClock, asyncio.Event]]:
    """A ticker that would look once an hour, its clock, and whether it looked."""
    database, ours, looked = await engines.open(sqlite_url), clock.ManualClock(BEGIN), asyncio.Event()

    async def nothing(batch: Any) -> None:
        return None

    async def me() -> None:
        return None

    async def turn() -> int:
        looked.set()
        return 0

    made = ticker.Ticker(
        database, ours, cast(Any, SimpleNamespace(id=1)), cast(Any, SimpleNamespace(me=me)), "test", nothing, 3600
    )
    made.turns = [turn]
    made.start()
    yield made, ours, looked
    await made.stop(1)
    await database.close()


@pytest.mark.parametrize("hours", [-12, 12, 24 * 3650])
async def test_after_the_clock_was_set_it_looks_at_once_and_counts_on_from_now(
    driver: tuple[ticker.Ticker, clock.ManualClock, asyncio.Event], hours: int
) -> None:
    """F106, F107, F108"""
    made, ours, looked = driver
    for job in made._scheduler.get_jobs():
        job.modify(next_run_time=datetime.now(UTC) + timedelta(hours=12))  # as it stands after being set back

    ours.move(timedelta(hours=hours))

    await asyncio.wait_for(looked.wait(), 10)
    waits = [job.next_run_time for job in made._scheduler.get_jobs() if isinstance(job.trigger, IntervalTrigger)]
    assert len(waits) == 2
    assert max(waits) <= datetime.now(UTC) + timedelta(hours=1)


async def test_somebody_always_waits_so_that_a_clock_that_is_set_is_noticed(
    driver: tuple[ticker.Ticker, clock.ManualClock, asyncio.Event],
) -> None:
    _, ours, _ = driver
    for _ in range(3):
        for _ in range(20):
            await asyncio.sleep(0)
        assert ours.waiting == 1
        ours.advance(timedelta(hours=1))
    assert ours.now() == BEGIN + timedelta(hours=3)


async def test_what_spoils_one_turn_is_raised_after_the_others_had_theirs(
    driver: tuple[ticker.Ticker, clock.ManualClock, asyncio.Event],
) -> None:
    made, _, looked = driver

    async def spoiled() -> int:
        raise LookupError("gone")

    made.turns.insert(0, spoiled)
    with pytest.raises(LookupError):
        await made._take_turns()
    assert looked.is_set()


async def test_a_run_that_is_long_overdue_is_made_all_the_same_and_once(
    driver: tuple[ticker.Ticker, clock.ManualClock, asyncio.Event],
) -> None:
    """F090, F091: no run is left out for being late, whatever held the loop; each job says so for itself."""
    made, _, looked = driver
    jobs = [job for job in made._scheduler.get_jobs() if isinstance(job.trigger, IntervalTrigger)]
    assert [(job.misfire_grace_time, job.coalesce, job.max_instances) for job in jobs] == [(None, True, 1)] * 2

    for job in jobs:
        job.modify(next_run_time=datetime.now(UTC) - timedelta(hours=5))

    await asyncio.wait_for(looked.wait(), 10)
    waits = [job.next_run_time for job in made._scheduler.get_jobs() if isinstance(job.trigger, IntervalTrigger)]
    assert min(waits) > datetime.now(UTC)
