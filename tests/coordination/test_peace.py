"""How often a group hears something by itself: posts a day, mentions a day, and what was held back."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from coordination.rules import groups, tasks
from coordination.services import peace
from tests.coordination.mornings import MONDAY, TUESDAY, Mornings, mornings

FRIDAY = date(2026, 11, 27)
NEXT_MONDAY = date(2026, 11, 30)


@pytest.fixture
async def week(sqlite_url: str) -> AsyncIterator[Mornings]:
    """Bo's task is due on Friday, Cy's is late; nobody has begun a private chat."""
    async with mornings(sqlite_url, private=()) as opened:
        await opened.room.create("Ann", "Badges", owner="Bo", due=tasks.Due(FRIDAY))
        await opened.room.create("Ann", "Manual", owner="Cy", due=tasks.Due(date(2026, 11, 20)))
        yield opened


def mentioned(week: Mornings, day: int) -> set[str]:
    """Whom the morning message of the day mentions beside their tasks."""
    view = week.views[day]
    names = {one.id: one.name for one in week.room.who.values()}
    found = [task for shown in view.shown for task in shown.tasks if task.id in view.mentioned]
    return {names[task.owner.person_id or 0] for task in found if task.owner is not None}


async def test_somebody_is_mentioned_once_a_day_whatever_the_number_of_groups(week: Mornings) -> None:
    async with week.room.work() as work:
        group = await work.groups.get(week.room.group_id)
        await peace.note_mentions(work, group, [week.room.who["Bo"].id])
        await peace.note_mentions(work, group, [week.room.who["Bo"].id])
    await week.fire(TUESDAY)
    assert mentioned(week, 24) == {"Bo", "Cy"}  # it was noted on Monday

    async with week.room.work() as work:
        other = replace(await work.groups.get(week.room.group_id), id=work.new_id())
        everybody = [one.id for one in week.room.who.values()]
        assert await peace.unmentioned(work, other, everybody) == {week.room.who["Ann"].id, week.room.who["Di"].id}


async def test_a_lead_who_owns_a_late_task_is_mentioned_once_in_a_message(week: Mornings) -> None:
    await week.room.create("Di", "Plan", owner="Ann", due=tasks.Due(MONDAY))
    await week.until(date(2026, 11, 25))
    view = week.views[25]

    assert "Ann" in mentioned(week, 25)
    assert [one.name for one in view.passing.deciders] == ["Ann", "Di"]
    assert view.passing.pinged == {week.room.who["Di"].id}


async def test_who_wants_no_mention_gets_none(week: Mornings) -> None:
    async with week.room.work() as work:
        work.people.save(replace(week.room.who["Cy"], never_mention=True))
    await week.fire(TUESDAY)

    assert mentioned(week, 24) == {"Bo"}


async def test_what_the_ceiling_kept_back_is_said_in_the_next_morning_message_once(week: Mornings) -> None:
    await week.room.set(unasked_posts_a_day=1)
    await week.fire(FRIDAY)
    assert await week.fire(FRIDAY, "summary") is None
    await week.fire(NEXT_MONDAY)
    await week.fire(NEXT_MONDAY + timedelta(days=1))

    (held,) = week.views[30].held
    assert held.period is not None
    assert (held.period.first, held.period.last) == (MONDAY, date(2026, 11, 29))
    assert week.views[27].held == week.views[1].held == ()


async def test_what_was_kept_back_is_said_even_where_nothing_else_is(week: Mornings) -> None:
    await week.room.set(unasked_posts_a_day=1)
    await week.fire(FRIDAY)
    await week.fire(FRIDAY, "summary")
    async with week.room.work() as work:
        for number in (1, 2):
            task = await work.tasks.by_number(week.room.group_id, number)
            assert task is not None
            work.tasks.save(replace(task, state=tasks.State.DONE, percent=100, ended_at=work.now))

    fired = await week.fire(NEXT_MONDAY)

    assert fired is not None
    assert week.views[30].is_routine


@pytest.mark.parametrize(("ceiling", "left"), [(0, 0), (1, 0), (2, 1), (3, 2), (10_000, 49)])
async def test_posts_are_counted_whatever_became_of_their_schedules(week: Mornings, ceiling: int, left: int) -> None:
    async with week.room.work() as work:
        group = await work.groups.get(week.room.group_id)
        await peace.count_post(work, group)
    async with week.room.work() as work:
        asked = replace(group, settings=groups.Settings(unasked_posts_a_day=ceiling))
        assert await peace.posts_left(work, asked) == left
        for _ in range(60):
            await peace.count_post(work, asked)
        assert await peace.posts_left(work, asked) == 0
    week.room.pass_(days=1)
    async with week.room.work() as work:
        assert await peace.posts_left(work, asked) == min(ceiling, 50)
