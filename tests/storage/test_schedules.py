"""What is due is claimed once, in order, by one process."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from coordination import ports
from storage import engines, schedules
from tests.storage import samples
from tests.storage.samples import CHAT, NOW, update

UNTIL = NOW + timedelta(minutes=2)


def schedule(number: int, minutes: int | None, **changed: Any) -> ports.Schedule:
    due = None if minutes is None else NOW + timedelta(minutes=minutes)
    return ports.Schedule(number, 1, **{"kind": "digest", "rule": {"at": "08:30"}, "next_due_at": due, **changed})


async def keep(database: engines.Database, *saved: ports.Schedule) -> None:
    await samples.found(database)
    async with update(database) as unit:
        for one in saved:
            unit.schedules.save(one)


async def claimed(database: engines.Database, *, by: str = "a", limit: int = 10, minutes: int = 0) -> list[int]:
    now = NOW + timedelta(minutes=minutes)
    due = await schedules.claim_due(database, now, by=by, until=now + timedelta(minutes=2), limit=limit)
    return [one.schedule.id for one in due]


async def test_every_field_of_a_schedule_comes_back(database: engines.Database) -> None:
    full = schedule(1, 5, last_due_at=NOW, last_outcome="skipped:late", enabled=False, values={"line": "汉"})
    await keep(database, full)
    async with update(database) as unit:
        assert await unit.schedules.get(1) == full
        assert await unit.schedules.of_group(1) == [full]
        assert await unit.schedules.get(2) is None


async def test_the_longest_due_is_claimed_first_and_only_what_is_due(database: engines.Database) -> None:
    await keep(
        database,
        schedule(1, -1),
        schedule(2, -9),
        schedule(3, 0),
        schedule(4, 1),
        schedule(5, None),
        schedule(6, -5, enabled=False),
    )
    assert await claimed(database, limit=2) == [2, 1]
    assert await claimed(database) == [3]
    assert await claimed(database) == []


async def test_a_claim_says_whose_chat_it_is(database: engines.Database) -> None:
    await keep(database, schedule(1, 0))
    due = await schedules.claim_due(database, NOW, by="a", until=UNTIL, limit=10)
    assert due == [schedules.Due(schedule(1, 0), CHAT)]


async def test_a_claim_that_ran_out_is_given_to_the_next(database: engines.Database) -> None:
    await keep(database, schedule(1, 0))
    assert await claimed(database, by="a") == [1]
    assert await claimed(database, by="b", minutes=1) == []
    assert await claimed(database, by="b", minutes=2) == [1]


async def test_saving_or_releasing_gives_a_claim_back(database: engines.Database) -> None:
    await keep(database, schedule(1, 0), schedule(2, 0))
    assert sorted(await claimed(database)) == [1, 2]
    async with update(database) as unit:
        unit.schedules.save(schedule(1, 0, last_outcome="sent"))
    await schedules.release(database, [2])
    assert sorted(await claimed(database)) == [1, 2]


async def test_what_is_put_off_is_due_again_later(database: engines.Database) -> None:
    await keep(database, schedule(1, 0))
    assert await claimed(database) == [1]
    await schedules.put_off(database, 1, NOW + timedelta(minutes=5))
    assert await claimed(database, minutes=4) == []
    assert await claimed(database, minutes=5) == [1]


@pytest.mark.parametrize("processes", [4])
async def test_processes_that_claim_at_once_share_what_is_due(database: engines.Database, processes: int) -> None:
    await keep(database, *(schedule(number, -1) for number in range(1, 41)))
    taken = await asyncio.gather(*(claimed(database, by=str(each), limit=15) for each in range(processes)))
    while left := await claimed(database, limit=15):
        taken.append(left)
    everything = [number for each in taken for number in each]
    assert sorted(everything) == list(range(1, 41))
