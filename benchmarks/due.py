"""Ten thousand schedules due in the same second: claimed, judged and in the outbox, and how long the loop was blocked.

Reminders are what groups set themselves, fifty in each of two hundred groups; digests are of ten thousand groups.
"""

import asyncio
import contextlib
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa

from benchmarks import groups as made
from bot import clock, process, ticker
from coordination.rules import instants, patterns, recurrences
from handlers import words
from storage import engines, tables

ROWS = 10_000
GROUPS = 200
EVERY_SECONDS = 0.002
"""So often the sampler looks how late the loop is."""

DUE = made.NOW


@dataclass(frozen=True, slots=True)
class NoBot:
    """All that a tick asks of the library's bot."""

    id: int = 1
    username: str = "bot"


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds until everything was in the outbox (and of processor), posts there, how late the loop was (ms)."""

    seconds: float
    processor: float
    posts: int
    lag_999: float
    lag_most: float


async def _nothing(batch: Any) -> None:
    """No update waits to be tried again."""


def _rule(kind: str) -> dict[str, Any]:
    local = DUE + timedelta(hours=8)
    once = local.date() if kind == "reminder" else None
    rule = recurrences.Rule(patterns.Daily(), local.time(), "Asia/Shanghai", starts_on=once, until=once)
    assert instants.resolve(local.date(), local.time(), "Asia/Shanghai") == DUE
    return recurrences.to_values(rule, "Asia/Shanghai")


async def schedule(filled: made.Filled, kind: str, rows: int) -> None:
    """So many rows of a kind, spread over the groups, all due in the same second."""
    rule = _rule(kind)
    values = [
        {
            "id": 10_000_000 + place,
            "group_id": filled.group_ids[place % len(filled.group_ids)],
            "kind": kind,
            "rule": rule,
            "enabled": True,
            "next_due_at": DUE,
            "values": {"text": f"send report {place}", "task": None, "by": None, "topic": None},
        }
        for place in range(rows)
    ]
    async with filled.database.writer() as connection:
        await connection.execute(sa.insert(tables.schedules), values)


@contextlib.asynccontextmanager
async def sampled(lags: list[float]) -> AsyncIterator[None]:
    """Meanwhile note how much later than asked the loop comes back, in milliseconds."""

    async def sample() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(EVERY_SECONDS)
            lags.append((time.perf_counter() - began - EVERY_SECONDS) * 1000)

    task = asyncio.create_task(sample())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def fire(database: engines.Database) -> Measured:
    """One tick's worth of what is due, as the ticker does it."""
    ours = clock.ManualClock(DUE + timedelta(milliseconds=300))
    driver = ticker.Ticker(database, ours, cast(Any, NoBot()), cast(Any, None), "benchmark", _nothing, 60)
    lags: list[float] = []
    async with sampled(lags):
        began, used = time.perf_counter(), time.process_time()
        await driver.fire()
        seconds, processor = time.perf_counter() - began, time.process_time() - used
    lags.sort()
    async with database.reader() as connection:
        posts = await connection.execute(sa.select(sa.func.count()).select_from(tables.outbox))
        count = int(posts.scalar_one())
    return Measured(seconds, processor, count, lags[int(len(lags) * 0.999)], lags[-1])


async def measure(kind: str, groups: int, rows: int = ROWS) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        filled = await made.filled(Path(folder) / "due.db", made.Plan(groups, 3), updates=0)
        await schedule(filled, kind, rows)
        words.prepare()
        process.settle_heap()
        found = await fire(filled.database)
        await filled.database.close()
    return found


def main() -> None:
    chosen = sys.argv[1:] or ["reminder", "digest"]
    for kind in chosen:
        found = asyncio.run(measure(kind, GROUPS if kind == "reminder" else ROWS))
        assert found.posts == ROWS, found
        print(
            f"{found.posts:,} {kind}s due in one second: in the outbox after {found.seconds:.1f} s, "
            f"{found.processor:.1f} s of processor (promised: under 10 s); loop late by "
            f"{found.lag_999:.0f} ms at 99.9 % (promised: at most 100 ms), at most {found.lag_most:.0f} ms"
        )


if __name__ == "__main__":
    main()
