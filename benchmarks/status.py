"""Status and board of a group of 200 tasks: a million updates beside ten thousand, and both beside bare SQL."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks import groups as made
from coordination import ports
from coordination.rules import boards, dues, tasks
from coordination.services import boards as service
from coordination.services import lists
from handlers import boards as shown
from storage import engines, events, task_queries, work

FEW, MANY = 10_000, 1_000_000
TASKS, GROUPS = 200, 50
ROUNDS = 200

BLOCKED = ports.TaskFilter(states=(tasks.State.BLOCKED,))
Asked = Callable[[engines.Database, int], Awaitable[None]]


async def board(database: engines.Database, group_id: int) -> None:
    """The board as it is made when it is sent."""
    async with work.reading(database, now=made.NOW) as unit:
        text, _ = await shown.shown(unit, group_id)
    assert "late" in text


async def status(database: engines.Database, group_id: int) -> None:
    """What `/list` looks up: counts and the first page."""
    async with work.reading(database, now=made.NOW) as unit:
        group = await unit.groups.get(group_id)
        day = lists.day_of(unit, group)
        counts = await unit.tasks.counts(group_id, today=day.open_on, now=unit.now)
        page = await lists.page(unit, group, ports.TaskFilter())
    assert counts.late and page.total


async def bare_status(database: engines.Database, group_id: int) -> None:
    """The same aggregates as plain statements through the same driver, without records and without text."""
    day = await _day(database, group_id)
    async with database.reader() as connection:
        await _counted(connection, group_id, day)
        await _found(connection, group_id, ports.TaskFilter(), lists.PAGE)
        assert (await connection.execute(task_queries.total(_where(group_id)))).scalar_one()


async def bare_board(database: engines.Database, group_id: int) -> None:
    """What the board reads, likewise."""
    day = await _day(database, group_id)
    async with database.reader() as connection:
        await _counted(connection, group_id, day)
        for where in (lists.late(day), BLOCKED, ports.TaskFilter(unowned=True)):
            await _found(connection, group_id, where, boards.LISTED)
        await _found(connection, group_id, ports.TaskFilter(states=dues.OWED), 2 * service.AHEAD)
        (await connection.execute(events._OF_GROUP, {"group": group_id, "limit": service.RECENT})).all()


async def _day(database: engines.Database, group_id: int) -> dues.Day:
    async with work.reading(database, now=made.NOW) as unit:
        return lists.day_of(unit, await unit.groups.get(group_id))


async def _counted(connection: AsyncConnection, group_id: int, day: dues.Day) -> None:
    days = {"today": day.open_on, "now": made.NOW, "tomorrow": day.open_on + timedelta(days=1)}
    (await connection.execute(task_queries.COUNTS, {"group": group_id})).all()
    (await connection.execute(task_queries.LATE, {"group": group_id, **days})).all()


async def _found(connection: AsyncConnection, group_id: int, where: ports.TaskFilter, limit: int) -> None:
    (await connection.execute(task_queries.page(_where(group_id, where), 0, limit))).all()


def _where(group_id: int, where: ports.TaskFilter | None = None) -> list[sa.ColumnElement[bool]]:
    return task_queries.of_group(group_id, where or ports.TaskFilter())


CALLS = (("board", board), ("status", status), ("bare board", bare_board), ("bare status", bare_status))


async def timed(asked: Asked, database: engines.Database, group_id: int) -> float:
    """Milliseconds of one call."""
    began = time.perf_counter()
    await asked(database, group_id)
    return (time.perf_counter() - began) * 1000


async def compare() -> dict[str, float]:
    """Medians of interleaved rounds, by what was asked of which database."""
    with tempfile.TemporaryDirectory() as folder:
        plan = made.Plan(groups=GROUPS, tasks=TASKS)
        few = await made.filled(Path(folder) / "few.db", plan, updates=FEW)
        many = await made.filled(Path(folder) / "many.db", plan, updates=MANY)
        asked: dict[str, tuple[Asked, made.Filled]] = {
            f"{name} {size}": (call, filled) for size, filled in (("few", few), ("many", many)) for name, call in CALLS
        }
        times: dict[str, list[float]] = {name: [] for name in asked}
        for _ in range(ROUNDS):
            for name, (call, filled) in asked.items():
                times[name].append(await timed(call, filled.database, filled.group_ids[0]))
        await few.database.close()
        await many.database.close()
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> None:
    found = asyncio.run(compare())
    print(f"a group of {TASKS} tasks, medians of {ROUNDS} interleaved rounds, ms")
    for name, took in found.items():
        print(f"  {name:17} {took:.2f}")
    for name in ("board", "status"):
        ratio = found[f"{name} many"] / found[f"{name} few"]
        print(f"{name}: {MANY:,} updates beside {FEW:,}: ratio {ratio:.2f} (promised: at most 1.2)")
        ratio = found[f"{name} many"] / found[f"bare {name} many"]
        print(f"{name} beside bare SQL: ratio {ratio:.2f} (promised: at most 3)")


if __name__ == "__main__":
    main()
