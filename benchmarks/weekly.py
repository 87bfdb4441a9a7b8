"""A weekly roll: the summaries of 200 groups of 200 tasks, due in the same second, put into the outbox."""

import asyncio
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa

from benchmarks import groups as made
from bot import clock, ticker
from coordination.services import groups as groups_service
from storage import engines, tables, work

GROUPS, TASKS, UPDATES = 200, 200, 40_000
BEFORE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class NoBot:
    """All that a tick asks of the library's bot."""

    id: int = 1


async def _nothing(batch: Any) -> None:
    """No update waits to be tried again."""


async def _schedule(filled: made.Filled) -> None:
    """Every group has its usual schedules, seen two hours before the summaries are due."""
    opened = work.transaction(filled.database, now=made.NOW - BEFORE, bot_id=1, locks=())
    async with opened as transaction, transaction.layer() as unit:
        for group_id in filled.group_ids:
            groups_service.schedule_usual(unit, await unit.groups.get(group_id))


async def roll(filled: made.Filled) -> tuple[float, int]:
    """Seconds of the tick, and how many summaries are in the outbox after it."""
    ours = clock.MovableClock()
    ours.move(made.NOW - ours.now())
    driver = ticker.Ticker(filled.database, ours, cast(Any, NoBot()), cast(Any, None), "benchmark", _nothing, 60)
    began = time.perf_counter()
    while await driver._fire_batch():
        pass
    return time.perf_counter() - began, await _posts(filled.database)


async def _posts(database: engines.Database) -> int:
    wanted = sa.select(sa.func.count()).where(tables.outbox.c.purpose == "summary")
    async with database.reader() as connection:
        return int((await connection.execute(wanted)).scalar_one())


async def measure() -> tuple[float, int]:
    with tempfile.TemporaryDirectory() as folder:
        filled = await made.filled(Path(folder) / "weekly.db", made.Plan(GROUPS, TASKS), updates=UPDATES)
        await _schedule(filled)
        found = await roll(filled)
        await filled.database.close()
    return found


def main() -> None:
    took, posts = asyncio.run(measure())
    assert posts == GROUPS, posts
    print(f"{posts} summaries of {TASKS} tasks each in the outbox after {took:.1f} s (promised: under 30 s)")


if __name__ == "__main__":
    main()
