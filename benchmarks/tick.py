"""An idle tick with a million scheduled rows beside one with a thousand: medians of interleaved ticks."""

import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

import storage
from coordination.rules import groups
from storage import engines, schedules, tables, work

FEW, MANY = 1_000, 1_000_000
TICKS = 500
NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
AT_ONCE = 20_000


async def filled(folder: Path, rows: int) -> engines.Database:
    """A database with so many schedules, all of them due later."""
    url = f"sqlite+aiosqlite:///{folder / f'{rows}.db'}"
    await storage.migrate(url)
    database = await storage.open(url)
    async with work.transaction(database, now=NOW, bot_id=1, locks=()) as transaction, transaction.layer() as unit:
        chat = groups.Chat(unit.new_id(), -100, "supergroup", "Group")
        group = groups.Group(unit.new_id(), chat.id, None, "Group", "en", "Asia/Shanghai", zone_confirmed=True)
        unit.chats.save(chat)
        unit.groups.save(group)
    for first in range(0, rows, AT_ONCE):
        async with database.writer() as connection:
            await connection.execute(
                sa.insert(tables.schedules),
                [_row(group.id, number) for number in range(first, min(rows, first + AT_ONCE))],
            )
    return database


def _row(group_id: int, number: int) -> dict[str, object]:
    return {
        "id": 10_000_000 + number,
        "group_id": group_id,
        "kind": "digest",
        "rule": {},
        "enabled": True,
        "next_due_at": NOW + timedelta(hours=1, seconds=number),
        "values": {},
    }


async def tick(database: engines.Database) -> float:
    """Milliseconds of one look for what is due, as the ticker does it."""
    began = time.perf_counter()
    found = await schedules.claim_due(database, NOW, by="benchmark", until=NOW + timedelta(minutes=2), limit=200)
    assert not found
    return (time.perf_counter() - began) * 1000


async def compare() -> tuple[float, float]:
    """The medians with few and with many rows."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = await filled(Path(folder), FEW), await filled(Path(folder), MANY)
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(TICKS):
            times[0].append(await tick(few))
            times[1].append(await tick(many))
        await few.close()
        await many.close()
    return statistics.median(times[0]), statistics.median(times[1])


def main() -> None:
    few, many = asyncio.run(compare())
    print(f"idle tick, medians of {TICKS} interleaved: {FEW:,} rows {few:.3f} ms, {MANY:,} rows {many:.3f} ms")
    print(f"ratio {many / few:.2f} (promised: at most 1.2)")


if __name__ == "__main__":
    main()
