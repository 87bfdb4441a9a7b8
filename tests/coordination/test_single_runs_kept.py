"""A single run is skipped, moved and put back in its group alone, and no other run is lost by it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, patterns, recurrences, single_runs
from coordination.services import changes, settings
from coordination.services import single_runs as service
from storage import engines
from tests.coordination.firing import DUE, ZONE, at, fire, founded, save, schedule_of
from tests.storage import samples

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)


@asynccontextmanager
async def pressing(
    database: engines.Database, group: groups.Group, now: datetime
) -> AsyncIterator[tuple[ports.Work, changes.Said]]:
    async with samples.update(database, now=now) as unit:
        yield unit, changes.Said(group, None, now, unit.new_id())


@pytest.mark.parametrize("now", [at(24, 8, 30), at(24, 9)])
async def test_a_run_that_is_due_and_not_looked_at_yet_is_not_lost(database: engines.Database, now: datetime) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)

    async with pressing(database, group, now) as (work, said):
        await service.leave_out(work, said, digest.id, WEDNESDAY)

    fired = await fire(database, digest, now)
    assert fired is not None
    assert fired.due == DUE
    assert (await schedule_of(database, group)).next_due_at == at(26, 8, 30)


async def test_nor_is_it_lost_when_a_setting_is_changed(database: engines.Database) -> None:
    group = await founded(database)
    async with pressing(database, group, DUE) as (work, said):
        await settings.choose(work, said, {"unasked_posts_a_day": 3})
    assert (await schedule_of(database, group)).next_due_at == DUE


async def test_a_run_that_waits_for_the_end_of_quiet_hours_is_not_lost_and_can_be_skipped_itself(
    database: engines.Database,
) -> None:
    group = await founded(database)
    early = recurrences.to_values(recurrences.Rule(patterns.Daily(), time(6, 30), ZONE), ZONE)
    await save(database, replace(await schedule_of(database, group), rule=early, next_due_at=at(24, 6, 30)))
    digest = await schedule_of(database, group)
    assert await fire(database, digest, at(24, 6, 30)) is None

    async with pressing(database, group, at(24, 7)) as (work, said):
        await service.leave_out(work, said, digest.id, WEDNESDAY)
    assert (await schedule_of(database, group)).next_due_at == at(24, 8)
    async with pressing(database, group, at(24, 7)) as (work, said):
        await service.leave_out(work, said, digest.id, TUESDAY)
    assert (await schedule_of(database, group)).next_due_at == at(26, 6, 30)


async def test_each_change_is_taken_back_once_and_not_over_a_newer_one(database: engines.Database) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)
    async with pressing(database, group, at(23, 13)) as (work, first):
        await service.leave_out(work, first, digest.id, WEDNESDAY)
    async with pressing(database, group, at(23, 14)) as (work, second):
        found = await service.find(work, group, digest.id, WEDNESDAY)
        fresh = await service.move(work, second, found, datetime(2026, 11, 25, 10, 0))  # noqa: DTZ001
    assert fresh.at == at(25, 10)

    async with pressing(database, group, at(23, 15)) as (work, said):
        with pytest.raises(Refused) as refused:
            await settings.undo(work, said, first.change_id)
        assert refused.value.key == "settings.changed_since"
        await settings.undo(work, said, second.change_id)

    kept = recurrences.from_values((await schedule_of(database, group)).rule, ZONE)
    assert single_runs.state(kept, WEDNESDAY) == single_runs.LEFT_OUT


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2026, 11, 23), "refused.run_passed"),
        (date(2026, 11, 28), "refused.old_button"),  # a Saturday
        (date(1, 1, 1), "refused.old_button"),
        (date.max, "refused.old_button"),
    ],
)
async def test_no_run_is_made_up(database: engines.Database, day: date, key: str) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)
    async with pressing(database, group, at(23, 13)) as (work, said):
        with pytest.raises(Refused) as refused:
            await service.leave_out(work, said, digest.id, day)
    assert refused.value.key == key


async def test_no_run_of_another_group_is_reached(database: engines.Database) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)
    async with pressing(database, replace(group, id=group.id + 1), at(23, 13)) as (work, said):
        with pytest.raises(Refused):
            await service.leave_out(work, said, digest.id, WEDNESDAY)
        with pytest.raises(Refused):
            await service.find(work, said.group, 0, WEDNESDAY)
