"""What has come due is asked again, said once, and never in a burst, whatever the clock does."""

import asyncio
import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from coordination import messages, ports
from coordination.rules import digests, groups, patterns, recurrences, summaries, tasks
from coordination.services import groups as groups_service
from coordination.services import schedules
from storage import engines, errors
from tests.storage import samples

ZONE = "Asia/Shanghai"
DEFAULTS = groups_service.Defaults("en", ZONE, zone_confirmed=True)


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    """An instant by the clocks of Beijing."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


MONDAY_NOON = at(23, 12)
DUE = at(24, 8, 30)
NEXT = at(25, 8, 30)
SUMMARY_DUE = at(27, 15)


async def founded(database: engines.Database, *, defaults: groups_service.Defaults = DEFAULTS) -> groups.Group:
    """A group since Monday noon with its digest and summary, and a task that is late."""
    async with samples.update(database, now=MONDAY_NOON) as unit:
        chat = samples.chat(unit.new_id())
        unit.chats.save(chat)
        group = await groups_service.open_group(
            unit, chat, messages.Place(chat.id), first_text="hello", actor=None, defaults=defaults
        )
        due = tasks.Due(date(2026, 11, 20))
        unit.tasks.save(samples.task(1, group.id, due=due, original_due=due, created_at=MONDAY_NOON))
        return group


async def schedule_of(database: engines.Database, group: groups.Group, kind: str = "digest") -> ports.Schedule:
    async with samples.update(database) as unit:
        return next(one for one in await unit.schedules.of_group(group.id) if one.kind == kind)


async def save(database: engines.Database, *records: ports.Schedule | groups.Group | groups.Chat | tasks.Task) -> None:
    async with samples.update(database) as unit:
        for record in records:
            match record:
                case ports.Schedule():
                    unit.schedules.save(record)
                case groups.Group():
                    unit.groups.save(record)
                case groups.Chat():
                    unit.chats.save(record)
                case tasks.Task():
                    unit.tasks.save(record)


async def fire(database: engines.Database, schedule: ports.Schedule, now: datetime) -> schedules.Fired | None:
    async with samples.update(database, now=now) as unit:
        return await schedules.fire(unit, schedule.id)


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


@pytest.mark.parametrize(
    ("now", "outcome", "due", "coming"),
    [
        (at(24, 8, 35), "sent", DUE, NEXT),
        (at(24, 8, 36), "late", DUE, NEXT),
        (at(24, 14), "late", DUE, NEXT),
        (at(24, 14, 1), "skipped:window_passed", DUE, NEXT),
        (at(25, 8, 29), "skipped:window_passed", DUE, NEXT),
        (at(26, 8, 31), "sent", at(26, 8, 30), at(27, 8, 30)),
        (at(26, 9, 12), "late", at(26, 8, 30), at(27, 8, 30)),
        (at(28, 9), "skipped:window_passed", at(27, 8, 30), at(30, 8, 30)),
        (at(30, 8, 30, year=2032), "sent", at(30, 8, 30, year=2032), at(1, 8, 30, month=12, year=2032)),
    ],
)
async def test_after_a_stop_the_last_run_alone_is_caught_up(
    database: engines.Database, now: datetime, outcome: str, due: datetime, coming: datetime
) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)

    fired = await fire(database, digest, now)

    kept = await schedule_of(database, group)
    assert (kept.last_outcome, kept.last_due_at, kept.next_due_at) == (outcome, due, coming)
    assert (fired is None) == outcome.startswith("skipped")
    if fired is not None:
        assert fired.delayed == ((due, now) if outcome == "late" else None)


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


async def test_a_clock_set_back_says_nothing_twice(database: engines.Database) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)
    assert await fire(database, digest, DUE) is not None

    for forgotten in ({"last_due_at": DUE}, {"last_due_at": None}, {"last_due_at": at(24, 8, 30, year=2031)}):
        await save(database, replace(digest, next_due_at=DUE, **forgotten))
        assert await fire(database, digest, DUE + timedelta(minutes=1)) is None
        assert (await schedule_of(database, group)).next_due_at == NEXT


async def test_a_clock_years_ahead_does_no_harm_once_it_is_set_back(database: engines.Database) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)
    far = at(25, 8, 30, month=11, year=2031)
    assert await fire(database, digest, far) is not None
    assert (await schedule_of(database, group)).last_due_at == far

    assert await fire(database, digest, at(24, 8)) is None
    assert (await schedule_of(database, group)).next_due_at == DUE

    fired = await fire(database, digest, DUE)
    assert fired is not None
    assert (fired.due, fired.is_late) == (DUE, False)


async def test_a_run_that_was_put_off_is_still_the_run_of_its_day(database: engines.Database) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)
    await save(database, replace(digest, next_due_at=at(24, 9, 2)))

    fired = await fire(database, digest, at(24, 9, 2))

    assert fired is not None
    assert (fired.due, fired.is_late) == (DUE, True)


async def test_what_comes_in_quiet_hours_waits_for_their_end_and_is_not_late(database: engines.Database) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)
    early = recurrences.to_values(recurrences.Rule(patterns.Daily(), time(6, 30), ZONE), ZONE)
    await save(database, replace(digest, rule=early, next_due_at=at(24, 6, 30)))

    assert await fire(database, digest, at(24, 6, 30)) is None
    assert (await schedule_of(database, group)).next_due_at == at(24, 8)

    fired = await fire(database, digest, at(24, 8))
    assert fired is not None
    assert (fired.due, fired.is_late) == (at(24, 6, 30), False)


async def test_a_late_summary_waits_for_a_working_morning_and_is_about_its_own_week(
    database: engines.Database,
) -> None:
    group = await founded(database)
    summary = await schedule_of(database, group, "summary")
    assert summary.next_due_at == SUMMARY_DUE

    assert await fire(database, summary, at(27, 23)) is None
    kept = await schedule_of(database, group, "summary")
    assert (kept.next_due_at, kept.last_outcome) == (at(30, 8), None)

    fired = await fire(database, summary, at(30, 8))
    assert fired is not None
    assert isinstance(fired.view, summaries.SummaryView)
    assert fired.view.period == summaries.Period(date(2026, 11, 23), date(2026, 11, 29))
    assert fired.delayed == (SUMMARY_DUE, at(30, 8))


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


async def test_two_processes_say_it_once(database: engines.Database) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)

    async def process() -> schedules.Fired | None:
        for _ in range(5):
            try:
                return await fire(database, digest, DUE)
            except errors.Conflict:
                continue
        raise AssertionError("never got its turn")

    said = await asyncio.gather(*(process() for _ in range(4)))

    assert sum(one is not None for one in said) == 1


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_the_clock_does_no_run_is_said_twice_and_the_next_lies_ahead(
    database: engines.Database, seed: int
) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)
    chance = random.Random(seed)
    now, said = DUE, []
    for _ in range(40):
        now = chance.choice([now, at(24, 8, 30), at(3, 8, 31, month=3, year=2030)]) + timedelta(
            minutes=chance.choice([-3000, -1440, -60, -1, 0, 1, 60, 1440, 4000])
        )
        fired = await fire(database, digest, now)
        said += [] if fired is None else [fired.due]
        coming = (await schedule_of(database, group)).next_due_at
        assert coming is not None
        assert coming > now
        assert coming - now < timedelta(days=5)

    assert said
    assert len(said) == len(set(said))
