"""After a stop each schedule catches up once; what was skipped for that is kept with its reason."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from coordination.rules import patterns, recurrences, run_log, single_runs, summaries
from coordination.rules.run_log import Past
from storage import engines
from tests.coordination.firing import DUE, NEXT, SUMMARY_DUE, ZONE, at, fire, founded, save, schedule_of

NEWER = "skipped:newer_one_due"
WINDOW = "skipped:window_passed"


@pytest.mark.parametrize(
    ("now", "past"),
    [
        (DUE, []),
        (at(24, 9, 12), [Past(DUE, "late")]),
        (at(24, 15), [Past(DUE, WINDOW)]),
        (at(25, 8, 31), [Past(DUE, NEWER)]),
        (at(26, 9, 12), [Past(DUE, NEWER, NEXT), Past(at(26, 8, 30), "late")]),
        (at(26, 15), [Past(DUE, NEWER, NEXT), Past(at(26, 8, 30), WINDOW)]),
        (at(30, 8, 30, year=2032), [Past(DUE, NEWER, at(29, 8, 30, year=2032, month=11))]),
    ],
)
async def test_what_was_missed_is_kept_with_its_reason(
    database: engines.Database, now: datetime, past: list[Past]
) -> None:
    group = await founded(database)
    if now.year == 2032:  # a rule of every day, so that the run before is the day before
        daily = recurrences.to_values(recurrences.Rule(patterns.Daily(), time(8, 30), ZONE), ZONE)
        await save(database, replace(await schedule_of(database, group), rule=daily))

    await fire(database, await schedule_of(database, group), now)

    assert run_log.read((await schedule_of(database, group)).values) == past


async def test_what_is_missed_is_kept_too_where_the_newest_waits_for_the_end_of_quiet_hours(
    database: engines.Database,
) -> None:
    group = await founded(database)
    early = recurrences.to_values(recurrences.Rule(patterns.Daily(), time(6, 30), ZONE), ZONE)
    await save(database, replace(await schedule_of(database, group), rule=early, next_due_at=at(24, 8)))

    await fire(database, await schedule_of(database, group), at(26, 7))
    await fire(database, await schedule_of(database, group), at(26, 8))

    missed = run_log.read((await schedule_of(database, group)).values)
    assert missed == [Past(at(24, 6, 30), NEWER, at(25, 6, 30))]


async def test_a_day_that_was_settled_is_not_missed(database: engines.Database) -> None:
    group = await founded(database)
    await fire(database, await schedule_of(database, group), DUE)
    digest = await schedule_of(database, group)
    await save(database, replace(digest, next_due_at=at(24, 9)))  # put off, as after a failure

    await fire(database, await schedule_of(database, group), at(26, 8, 30))

    assert run_log.read((await schedule_of(database, group)).values) == [Past(NEXT, NEWER)]


async def test_a_moved_summary_is_about_the_week_it_was_meant_for(database: engines.Database) -> None:
    group = await founded(database)
    summary = await schedule_of(database, group, "summary")
    rule = recurrences.from_values(summary.rule, ZONE)
    moved = single_runs.with_state(rule, at(27, 15).date(), "2026-11-30T10:00:00")
    await save(
        database,
        replace(summary, rule=recurrences.to_values(moved, ZONE), next_due_at=at(30, 10)),
    )

    fired = await fire(database, await schedule_of(database, group, "summary"), at(30, 10))

    assert fired is not None
    assert isinstance(fired.view, summaries.SummaryView)
    assert fired.view.period == summaries.week_of(SUMMARY_DUE.date())
    assert (fired.due, fired.is_late) == (at(30, 10), False)
