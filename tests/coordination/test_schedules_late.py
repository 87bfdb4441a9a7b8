"""What comes due late, in quiet hours, twice or by a wrong clock is said once, and never in a burst."""

import asyncio
import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from coordination.rules import patterns, recurrences, summaries
from coordination.services import schedules
from storage import engines, errors
from tests.coordination.firing import DUE, NEXT, SUMMARY_DUE, ZONE, at, fire, founded, save, schedule_of


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
    """F093"""
    group = await founded(database)
    digest = await schedule_of(database, group)

    fired = await fire(database, digest, now)

    kept = await schedule_of(database, group)
    assert (kept.last_outcome, kept.last_due_at, kept.next_due_at) == (outcome, due, coming)
    assert (fired is None) == outcome.startswith("skipped")
    if fired is not None:
        assert fired.delayed == ((due, now) if outcome == "late" else None)


async def test_a_clock_set_back_says_nothing_twice(database: engines.Database) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)
    assert await fire(database, digest, DUE) is not None

    for forgotten in ({"last_due_at": DUE}, {"last_due_at": None}, {"last_due_at": at(24, 8, 30, year=2031)}):
        await save(database, replace(digest, next_due_at=DUE, **forgotten))
        assert await fire(database, digest, DUE + timedelta(minutes=1)) is None
        assert (await schedule_of(database, group)).next_due_at == NEXT


async def test_a_clock_years_ahead_does_no_harm_once_it_is_set_back(database: engines.Database) -> None:
    """F107"""
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


async def test_a_look_before_the_end_of_quiet_hours_does_not_lose_what_waits_for_it(database: engines.Database) -> None:
    group = await founded(database)
    digest = await schedule_of(database, group)
    early = recurrences.to_values(recurrences.Rule(patterns.Daily(), time(6, 30), ZONE), ZONE)
    await save(database, replace(digest, rule=early, next_due_at=at(24, 6, 30)))

    for minute in (30, 31, 59):
        assert await fire(database, digest, at(24, 6, minute)) is None

    assert (await schedule_of(database, group)).next_due_at == at(24, 8)


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
