"""What has come due is asked again, and said only where everything still holds."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from coordination import ports
from coordination.rules import digests, groups, recurrences, tasks
from coordination.services import schedules
from storage import engines
from tests.coordination.firing import DUE, NEXT, SUMMARY_DUE, ZONE, at, fire, founded, save, schedule_of
from tests.storage import samples


async def test_a_digest_is_said_once_at_its_time(database: engines.Database) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)
    assert digest.next_due_at == DUE

    fired = await fire(database, digest, DUE)

    assert fired is not None
    assert isinstance(fired.view, digests.DigestView)
    assert (fired.due, fired.is_late, fired.delayed) == (DUE, False, None)
    kept = await schedule_of(database, group)
    assert (kept.last_outcome, kept.last_due_at, kept.next_due_at) == ("sent", DUE, NEXT)
    assert await fire(database, digest, DUE + timedelta(minutes=1)) is None
    assert await schedule_of(database, group) == kept


async def test_nothing_to_say_says_nothing_and_promises_nothing(database: engines.Database) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)
    async with samples.update(database) as unit:
        task = await unit.tasks.by_number(group.id, 1)
        assert task is not None
        unit.tasks.save(replace(task, state=tasks.State.DONE, percent=100, ended_at=DUE, version=2))

    assert await fire(database, digest, DUE) is None

    kept = await schedule_of(database, group)
    assert (kept.last_outcome, kept.last_due_at, kept.next_due_at) == ("empty", DUE, NEXT)


async def no_zone(database: engines.Database, group: groups.Group, digest: ports.Schedule) -> None:
    await save(database, replace(group, zone_confirmed=False))


async def paused(database: engines.Database, group: groups.Group, digest: ports.Schedule) -> None:
    await save(database, replace(group, paused_until=DUE + timedelta(minutes=1)))


async def chat_paused(database: engines.Database, group: groups.Group, digest: ports.Schedule) -> None:
    async with samples.update(database) as unit:
        unit.chats.save(replace(await unit.chats.get(group.chat_id), state=groups.ChatState.PAUSED))


async def chat_left(database: engines.Database, group: groups.Group, digest: ports.Schedule) -> None:
    async with samples.update(database) as unit:
        unit.chats.save(replace(await unit.chats.get(group.chat_id), state=groups.ChatState.LEFT))


async def off(database: engines.Database, group: groups.Group, digest: ports.Schedule) -> None:
    await save(database, replace(digest, enabled=False))


async def of_no_kind(database: engines.Database, group: groups.Group, digest: ports.Schedule) -> None:
    await save(database, replace(digest, kind="horoscope"))


async def broken(database: engines.Database, group: groups.Group, digest: ports.Schedule) -> None:
    await save(database, replace(digest, rule={"kind": "Daily", "at": "half past eight"}))


async def calendar_lost(database: engines.Database, group: groups.Group, digest: ports.Schedule) -> None:
    await save(database, replace(group, settings=groups.Settings(country="XX")))


async def no_posts(database: engines.Database, group: groups.Group, digest: ports.Schedule) -> None:
    await save(database, replace(group, settings=groups.Settings(unasked_posts_a_day=0)))


async def holiday(database: engines.Database, group: groups.Group, digest: ports.Schedule) -> None:
    """The rule leaves this Tuesday out since the instant was computed; Monday's run was settled."""
    rule = recurrences.from_values(digest.rule, ZONE)
    values = recurrences.to_values(replace(rule, skipped=frozenset({date(2026, 11, 24)})), ZONE)
    await save(database, replace(digest, rule=values, last_due_at=at(23, 8, 30)))


@pytest.mark.parametrize(
    ("change", "outcome", "coming"),
    [
        (no_zone, "skipped:zone_not_confirmed", None),
        (paused, "skipped:paused", NEXT),
        (chat_paused, "skipped:chat_not_active", NEXT),
        (chat_left, "skipped:chat_not_active", NEXT),
        (off, "skipped:off", None),
        (of_no_kind, "skipped:off", NEXT),
        (broken, "skipped:broken_rule", None),
        (calendar_lost, "skipped:broken_rule", None),
        (no_posts, "skipped:ceiling", NEXT),
        (holiday, "skipped:not_its_day", NEXT),
    ],
)
async def test_what_no_longer_holds_at_delivery_is_skipped_with_its_reason(
    database: engines.Database, change: Any, outcome: str, coming: datetime | None
) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)
    await change(database, group, digest)

    assert await fire(database, digest, DUE) is None

    async with samples.update(database) as unit:
        kept = await unit.schedules.get(digest.id)
    assert kept is not None
    assert (kept.last_outcome, kept.next_due_at) == (outcome, coming)


async def test_a_schedule_nobody_knows_does_nothing(database: engines.Database) -> None:
    async with samples.update(database) as unit:
        assert await schedules.fire(unit, 999_999) is None


async def test_a_summary_of_a_quiet_week_is_not_posted(database: engines.Database) -> None:
    group = await founded(database)
    summary = await schedule_of(database, group, "summary")
    async with samples.update(database) as unit:
        task = await unit.tasks.by_number(group.id, 1)
        assert task is not None
        unit.tasks.save(replace(task, due=None, original_due=None, version=2))

    assert await fire(database, summary, SUMMARY_DUE) is None
    assert (await schedule_of(database, group, "summary")).last_outcome == "empty"


@pytest.mark.parametrize(("ceiling", "outcome"), [(1, "skipped:ceiling"), (2, "sent")])
async def test_a_group_gets_no_more_posts_a_day_than_it_wants(
    database: engines.Database, ceiling: int, outcome: str
) -> None:
    group = await founded(database)
    await save(database, replace(group, settings=groups.Settings(unasked_posts_a_day=ceiling)))
    assert await fire(database, await schedule_of(database, group), at(27, 8, 30)) is not None

    await fire(database, await schedule_of(database, group, "summary"), SUMMARY_DUE)

    assert (await schedule_of(database, group, "summary")).last_outcome == outcome
