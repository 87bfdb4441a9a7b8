"""What is one post too many is left out and told in the next morning message: roll-ups, check-ins, their results.

Nothing that nobody asked for comes at night, and nobody is mentioned twice a day.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from coordination import ports
from coordination.rules import check_ins as rules
from coordination.rules import digests, instants, when
from coordination.services import check_in_answers, check_ins, held_back, peace, rollups, schedules
from handlers import round_ups
from tests.coordination import samples
from tests.coordination.committees import Committee, committee
from tests.coordination.mornings import Mornings, mornings

Kind = digests.HeldKind
WEDNESDAY, THURSDAY = date(2026, 11, 25), date(2026, 11, 26)
FRIDAY_EVENING = datetime(2026, 11, 27, 9, 0, 30, tzinfo=UTC)  # 17:00 in Beijing
FRIDAY_NIGHT = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
MONDAY_MORNING = datetime(2026, 11, 30, 0, 0, tzinfo=UTC)


@pytest.fixture
async def week(sqlite_url: str) -> AsyncIterator[Mornings]:
    """Ann leads; Ann and Bo began private chats, Cy did not; Bo and Cy own a task each, Cy's is due today."""
    async with mornings(sqlite_url, private=("Ann", "Bo")) as made:
        await made.room.create("Ann", "Sign the lease", owner="Bo")
        await made.room.create("Ann", "Order badges", owner="Cy", due=samples.due(25))
        yield made


async def set_up(week: Mornings, *, in_chat: bool) -> None:
    """Every day at 10:00 for four hours, from Wednesday on."""
    frame = when.Frame(week.room.now, ZoneInfo(samples.ZONE), "en")
    found = rules.read("every day 10:00" + (" in chat" if in_chat else ""), frame)
    assert found is not None
    async with week.room.tell("Ann") as (work, said):
        await check_ins.set_up(work, said, found)


async def ask(week: Mornings, day: date) -> check_ins.Begun | None:
    week.room.now = instants.resolve(day, time(10), samples.ZONE) + timedelta(seconds=20)
    async with week.room.work() as work:
        fired = await schedules.fire(work, (await kept(week, work)).id)
    assert fired is None or isinstance(fired, check_ins.Begun)
    return fired


async def kept(week: Mornings, work: ports.Work) -> ports.Schedule:
    found = await check_ins.find(work, await work.groups.get(week.room.group_id))
    assert found is not None
    return found


def names(begun: check_ins.Begun | None, *, pinged: bool | None = None) -> list[str]:
    asked = [] if begun is None else begun.asked
    return sorted(one.person.name for one in asked if pinged is None or (one.chat is None and one.pinged is pinged))


async def test_a_check_in_that_is_one_post_too_many_is_told_in_the_next_morning_message(week: Mornings) -> None:
    await set_up(week, in_chat=True)
    await week.room.set(unasked_posts_a_day=1)
    await week.fire(WEDNESDAY)
    assert await ask(week, WEDNESDAY) is None
    assert await week.fire(THURSDAY) is not None

    (held,) = week.views[26].held
    assert (held.kind, held.at) == (Kind.CHECK_IN, datetime(2026, 11, 25, 2, 0, tzinfo=UTC))
    assert await ask(week, THURSDAY) is None
    await week.fire(date(2026, 11, 27))
    assert [one.at.day for one in week.views[27].held] == [26]


async def test_beyond_the_ceiling_those_with_private_chats_alone_are_asked(week: Mornings) -> None:
    await set_up(week, in_chat=False)
    await week.room.set(unasked_posts_a_day=1)
    assert names(await ask(week, WEDNESDAY)) == ["Bo", "Cy"]
    async with week.room.work() as work:
        group = await work.groups.get(week.room.group_id)
        assert await peace.posts_left(work, group) == 0
        run = await check_ins.open_run(work, await kept(week, work))
        assert run is not None
        check_in_answers.close(work, run)
    await week.fire(THURSDAY)

    assert names(await ask(week, THURSDAY)) == ["Bo"]


async def test_whoever_the_morning_message_mentioned_is_named_without_a_sound(week: Mornings) -> None:
    await set_up(week, in_chat=True)
    await week.room.set(unasked_posts_a_day=3)
    await week.fire(WEDNESDAY)

    begun = await ask(week, WEDNESDAY)

    assert (names(begun, pinged=True), names(begun, pinged=False)) == (["Bo"], ["Cy"])
    async with week.room.work() as work:
        group = await work.groups.get(week.room.group_id)
        ids = {one.id for one in week.room.who.values()}
        assert await peace.unmentioned(work, group, ids) == ids - {week.room.who["Bo"].id, week.room.who["Cy"].id}


@pytest.mark.parametrize(("ceiling", "posts", "is_held"), [(1, 0, True), (2, 1, False)])
async def test_what_came_of_a_check_in_is_kept_back_told_and_shown_on_demand(
    week: Mornings, ceiling: int, posts: int, is_held: bool
) -> None:
    await set_up(week, in_chat=True)
    await week.room.set(unasked_posts_a_day=ceiling)
    begun = await ask(week, WEDNESDAY)
    assert begun is not None
    async with week.room.work() as work:
        told = await round_ups.published(work, check_in_answers.close(work, begun.run))
        group = await work.groups.get(week.room.group_id)
        assert len([one for one in told if getattr(one, "slot", None) == round_ups.slot(begun.run)]) == posts
    async with week.room.work() as work:
        last = await check_ins.last_run(work, group)
        assert last is not None
        assert [one.kind for one in await held_back.of(work, group)] == ([Kind.ROUND_UP] if is_held else [])
        edits = [one for one in await round_ups.amended(work, last) if getattr(one, "slot", "") == round_ups.slot(last)]
        assert len(edits) == posts
    await week.fire(THURSDAY)
    assert [one.kind for one in week.views[26].held] == ([Kind.ROUND_UP] if is_held else [])
    async with week.room.work() as work:
        assert await held_back.of(work, group) == ()


async def test_what_people_answered_in_the_chat_is_summed_up_there_whatever_was_posted(week: Mornings) -> None:
    await set_up(week, in_chat=True)
    await week.room.set(unasked_posts_a_day=1)
    begun = await ask(week, WEDNESDAY)
    assert begun is not None
    async with week.room.work() as work:
        found = await check_in_answers.answering(work, begun.run.id, week.room.who["Bo"])
        assert found is not None
        check_in_answers.record(work, found, ["signed", "", ""])
        told = await round_ups.published(work, check_in_answers.close(work, begun.run))

    assert [one for one in told if getattr(one, "slot", None) == round_ups.slot(begun.run)]


async def test_what_somebody_asked_for_stands_outside_the_ceiling(week: Mornings) -> None:
    await week.room.set(unasked_posts_a_day=0)
    async with week.room.tell("Ann", "/checkin now") as (work, said):
        begun = await check_ins.now(work, said)
    async with week.room.work() as work:
        told = await round_ups.published(work, check_in_answers.close(work, begun.run))

    assert [one for one in told if getattr(one, "slot", None) == round_ups.slot(begun.run)]


# -- roll-ups -----------------------------------------------------------------------------


@pytest.fixture
async def opened(sqlite_url: str) -> AsyncIterator[Committee]:
    async with committee(sqlite_url) as one:
        yield one


async def roll_up(opened: Committee, now: datetime) -> rollups.Fired | None:
    opened.room.now = now
    async with opened.room.work() as work:
        fired = await schedules.fire(work, (await _rolling(opened, work)).id)
    assert fired is None or isinstance(fired, rollups.Fired)
    return fired


async def _rolling(opened: Committee, work: ports.Work) -> ports.Schedule:
    every = await work.schedules.of_group((await opened.group(work)).id)
    return next(one for one in every if one.kind == rollups.KIND)


async def test_a_roll_up_that_is_late_waits_for_a_working_morning(opened: Committee) -> None:
    assert await roll_up(opened, FRIDAY_NIGHT) is None
    async with opened.room.work() as work:
        assert (await _rolling(opened, work)).next_due_at == MONDAY_MORNING

    fired = await roll_up(opened, MONDAY_MORNING)

    assert fired is not None
    assert (fired.is_late, fired.due) == (True, FRIDAY_EVENING.replace(second=0))
    assert await roll_up(opened, MONDAY_MORNING + timedelta(minutes=5)) is None


async def test_a_roll_up_counts_among_the_posts_of_the_day_and_is_told_where_it_is_one_too_many(
    opened: Committee,
) -> None:
    async with opened.room.work() as work:
        group = await opened.group(work)
        work.groups.save(replace(group, settings=replace(group.settings, unasked_posts_a_day=1)))
    assert await roll_up(opened, FRIDAY_EVENING) is not None
    async with opened.room.work() as work:
        group = await opened.group(work)
        assert await peace.posts_left(work, group) == 0

    opened.room.now = FRIDAY_EVENING + timedelta(days=7) - timedelta(hours=8)
    async with opened.room.work() as work:
        await peace.count_post(work, group)
    assert await roll_up(opened, FRIDAY_EVENING + timedelta(days=7)) is None

    async with opened.room.work() as work:
        (held,) = await held_back.of(work, await opened.group(work))
        assert held.kind is Kind.ROLLUP
        assert held.period is not None
        assert held.period.first == date(2026, 11, 30)
