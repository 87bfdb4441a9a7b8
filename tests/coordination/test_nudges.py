"""Which tasks a nudge is due for, whom it asks, once a day, never of themselves, never at night."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.errors import Refused
from coordination.rules import groups, lights, nudges, tasks
from coordination.services import nudges as service
from tests.coordination import samples
from tests.coordination.mornings import TUESDAY, Mornings, mornings

State = tasks.State
AGO = timedelta(days=1)


@pytest.mark.parametrize(
    ("task", "waits"),
    [
        ({"due": samples.due(23)}, True),
        ({"due": samples.due(23), "last_update_at": samples.NOW - AGO}, False),
        ({"due": samples.due(13), "last_update_at": samples.NOW - 7 * AGO}, True),
        ({"due": samples.due(13), "last_update_at": samples.NOW - 6 * AGO}, False),
        ({"due": samples.due(23), "state": State.BLOCKED, "reason": "permit"}, False),
        ({"due": samples.due(23), "state": State.CLAIMED}, False),
        ({"due": samples.due(23), "state": State.ON_HOLD, "reason": "budget"}, False),
        ({"due": samples.due(24), "created_at": samples.NOW - AGO}, True),
        ({"due": samples.due(24), "created_at": samples.NOW}, False),
        ({"due": samples.due(24), "last_update_at": samples.NOW}, False),
        ({"due": samples.due(25)}, False),
        ({"state": State.IN_PROGRESS, "last_update_at": samples.NOW - 7 * AGO}, True),
        ({"state": State.IN_PROGRESS, "last_update_at": samples.NOW - 6 * AGO}, False),
        ({"created_at": samples.NOW - 30 * AGO}, False),
    ],
)
def test_a_nudge_is_due_where_a_word_is_waited_for(task: dict[str, Any], waits: bool) -> None:
    found = samples.task(**task)

    assert (nudges.due([found], samples.DAY, groups.Settings()) == [found]) is waits


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(State), st.integers(1, 28), st.none() | st.integers(0, 40), st.integers(1, 30))
def test_no_nudge_for_what_is_not_owed_and_one_for_all_that_is_red(
    state: State, day: int, said: int | None, silent: int
) -> None:
    last = None if said is None else samples.NOW - timedelta(days=said)
    task = samples.task(state=state, due=samples.due(day), last_update_at=last)

    found = nudges.due([task], samples.DAY, groups.Settings(silent_after_days=silent))

    if not nudges.may(task):
        assert found == []
    elif lights.of_task(task, samples.DAY) is lights.Light.RED:
        assert found == [task]
    if last == samples.NOW:
        assert found == [] or lights.of_task(task, samples.DAY) is lights.Light.RED


@pytest.fixture
async def week(sqlite_url: str) -> AsyncIterator[Mornings]:
    """Tuesday, 10:00; late: Bo's 1 and 2, Cy's 3, Ann's own 4, nobody's 5; Bo began a private chat."""
    async with mornings(sqlite_url, private=("Bo",)) as opened:
        for name in ("Bo", "Bo", "Cy", "Ann", None):
            await opened.room.create("Di", "Manual", owner=name, due=tasks.Due(date(2026, 11, 20)))
        opened.to_work(TUESDAY)
        yield opened


async def plan(week: Mornings, name: str = "Ann", numbers: tuple[int, ...] = ()) -> service.Plan:
    async with week.room.tell(name) as (work, cause):
        return await service.plan(work, cause, numbers)


async def send(week: Mornings, *numbers: int, name: str = "Ann") -> service.Plan:
    async with week.room.tell(name) as (work, cause):
        return await service.send(work, cause, numbers)


def asked(found: service.Plan) -> dict[str, list[int]]:
    return {one.person.name: [task.number for task in one.tasks] for one in found.nudges}


def numbers(found: tuple[tasks.Task, ...]) -> list[int]:
    return [task.number for task in found]


async def test_owners_are_asked_in_private_or_by_name_and_nobody_of_their_own(week: Mornings) -> None:
    found = await plan(week)

    assert asked(found) == {"Bo": [1, 2], "Cy": [3]}
    assert {one.person.name: one.chat is not None for one in found.nudges} == {"Bo": True, "Cy": False}
    assert numbers(found.nobody) == [4, 5]
    assert asked(await plan(week, "Di")) == {"Bo": [1, 2], "Cy": [3], "Ann": [4]}
    assert asked(await plan(week, numbers=(2, 3))) == {"Bo": [2], "Cy": [3]}


@pytest.mark.parametrize("name", ["Bo", "Cy"])
async def test_only_who_leads_may(week: Mornings, name: str) -> None:
    with pytest.raises(Refused, match="leads_only"):
        await plan(week, name)


async def test_what_was_nudged_today_is_not_nudged_again_and_the_history_says_who_did(week: Mornings) -> None:
    assert asked(await send(week, 1)) == {"Bo": [1]}

    found = await plan(week, "Di")

    assert asked(found) == {"Bo": [2], "Cy": [3], "Ann": [4]}
    assert numbers(found.again) == [1]
    assert asked(await send(week, 1)) == {}
    last = (await week.room.log(1))[-1]
    assert (last.kind, last.actor_id, last.after) == ("nudged", week.room.who["Ann"].id, None)
    week.to_work(TUESDAY + timedelta(days=1))
    assert asked(await plan(week)) == {"Bo": [1, 2], "Cy": [3]}


async def test_at_night_it_waits_for_the_morning_and_asks_about_what_still_waits(week: Mornings) -> None:
    week.to_work(TUESDAY, 22)
    held = await send(week, 1, 2, 3)
    assert held.held_until is not None
    assert held.held_until.hour == 0  # 8:00 in Shanghai

    async with week.room.work() as work:
        task = await work.tasks.by_number(week.room.group_id, 1)
        assert task is not None
        work.tasks.save(replace(task, last_update_at=week.room.now + timedelta(hours=1)))
        (waiting,) = [one for one in await work.schedules.of_group(week.room.group_id) if one.kind == service.KIND]
    week.to_work(TUESDAY + timedelta(days=1), 8)
    for sent in ({"Bo": [2], "Cy": [3]}, {}):
        async with week.room.work() as work:
            group = await work.groups.get(week.room.group_id)
            fired = await service.fire(work, waiting, group)
            assert ({} if fired is None else asked(fired)) == sent
            assert fired is None or fired.held_until is None


async def test_a_silenced_group_is_asked_when_its_silence_ends(week: Mornings) -> None:
    async with week.room.work() as work:
        group = await work.groups.get(week.room.group_id)
        until = week.room.now + timedelta(days=2)
        work.groups.save(replace(group, paused_until=until))

    assert (await send(week, 1)).held_until == until
