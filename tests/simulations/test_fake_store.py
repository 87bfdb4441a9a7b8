"""The store in memory answers as the real one does: the same rows saved, the same questions asked."""

import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from coordination import ports, ports_people
from coordination.rules import absence, events, groups, people, tasks
from storage import engines
from tests.simulations.fake_store import Store
from tests.storage import samples

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
STATES = list(tasks.State)
WHERE = (
    ports.TaskFilter(),
    ports.TaskFilter(live=False),
    ports.TaskFilter(live=False, states=(tasks.State.DONE, tasks.State.OPEN)),
    ports.TaskFilter(states=(tasks.State.BLOCKED, tasks.State.DROPPED)),
    ports.TaskFilter(late_on=TODAY, late_at=NOW),
    ports.TaskFilter(unowned=True),
    ports.TaskFilter(owner_id=52),
    ports.TaskFilter(tag="hall"),
)


@pytest.fixture
async def real_one(sqlite_url: str) -> AsyncIterator[engines.Database]:
    opened = await engines.open(sqlite_url)
    yield opened
    await opened.close()


def fill(work: ports.Work, dice: random.Random) -> None:
    """Two groups of three people with tasks in every state, and what was said of them."""
    for group_id in (1, 2):
        work.chats.save(samples.chat(group_id, telegram_id=-100 - group_id))
        work.groups.save(samples.group(group_id, group_id, zone="Asia/Shanghai"))
    for person_id in (51, 52, 53):
        work.people.save(samples.person(person_id, person_id, name=f"P{person_id}", username=None))
        for group_id in (1, 2):
            part = dice.choice(list(people.Part))
            work.people.save_membership(people.Membership(group_id, person_id, part, NOW, dice.random() < 0.3))
    for number in range(1, 41):
        work.tasks.save(_task(dice, number))
    work.absences.save(ports_people.KeptAbsence(71, absence.Absence(51, TODAY, TODAY + timedelta(days=2), 52)))
    work.absences.save(ports_people.KeptAbsence(72, absence.Absence(52, TODAY - timedelta(days=9), TODAY, None), True))
    for number in range(30):
        at = NOW - timedelta(hours=dice.randrange(300))
        group_id, task_id = dice.choice((1, 2)), 1000 + dice.randrange(1, 41)
        work.updates.add(events.Update(200 + number, group_id, task_id, 51, at, text=f"said {number}"))
        work.events.add(samples.event(300 + number, group_id, at=at, task_id=task_id))
    for number in range(6):
        work.schedules.save(ports.Schedule(400 + number, 1 + number % 2, "digest", {"n": number}, next_due_at=NOW))
        work.ledger.add(f"schedule:{number}", "digest", NOW.isoformat())


def _task(dice: random.Random, number: int) -> tasks.Task:
    due = None
    if dice.random() < 0.8:
        at = NOW + timedelta(hours=dice.randrange(-200, 200))
        due = tasks.Due(at.date(), at if dice.random() < 0.4 else None)
    owner = tasks.Owner("Somebody", dice.choice((51, 52, 53))) if dice.random() < 0.7 else None
    return samples.task(
        number,
        dice.choice((1, 2)),
        due=due,
        original_due=due,
        state=dice.choice(STATES),
        owner=owner,
        supporters=(tasks.Owner("Another", 52),) if dice.random() < 0.3 else (),
        tags=("hall",) if dice.random() < 0.3 else (),
        last_update_at=NOW - timedelta(hours=dice.randrange(400)) if dice.random() < 0.6 else None,
        parent_id=None,
    )


async def ask(work: ports.Work) -> dict[str, Any]:
    """Every question that what time sets off asks."""
    told: dict[str, Any] = {}
    for group_id in (1, 2):
        for place, where in enumerate(WHERE):
            told[f"find {group_id} {place}"] = await work.tasks.find(group_id, where, offset=place % 2, limit=7)
        told[f"counts {group_id}"] = await work.tasks.counts(group_id, today=TODAY, now=NOW)
        told[f"members {group_id}"] = await work.people.members(group_id)
        told[f"schedules {group_id}"] = await work.schedules.of_group(group_id)
        span = (NOW - timedelta(days=5), NOW - timedelta(hours=1))
        told[f"since {group_id}"] = (
            await work.updates.since(group_id, *span),
            await work.events.since(group_id, *span),
        )
        told[f"group {group_id}"] = (await work.groups.get(group_id), await work.groups.in_chat(group_id))
        for task_id in range(1001, 1041):
            told[f"task {group_id} {task_id}"] = (
                await work.tasks.get(group_id, task_id),
                await work.updates.of_task(group_id, task_id, limit=3),
                await work.events.of_task(group_id, task_id, limit=3),
            )
    for person_id in (51, 52, 53):
        told[f"person {person_id}"] = (
            await work.people.get(person_id),
            await work.people.memberships(person_id),
            await work.tasks.of_person(person_id, limit=50),
        )
    told["absences"] = await work.absences.of_people([51, 52], date(2026, 11, 20))
    told["ledger"] = [await work.ledger.has(f"schedule:{n}", "digest", NOW.isoformat()) for n in (0, 5, 6)]
    told["programme"] = (await work.programmes.seat_of(1), await work.programmes.of_committee(1))
    told["nobody"] = (await work.people.get(99), await work.schedules.get(99), await work.slots.get(1, "board:1"))
    return {key: _listed(value) for key, value in told.items()}


def _listed(value: Any) -> Any:
    return [_listed(one) for one in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("seed", range(3))
async def test_the_same_rows_give_the_same_answers(real_one: engines.Database, seed: int) -> None:
    store = Store()
    fill(store.work(NOW), random.Random(seed))
    async with samples.update(real_one, now=NOW, locks=(-101,)) as unit:
        fill(unit, random.Random(seed))
    async with samples.update(real_one, now=NOW, locks=(-101,)) as unit:
        real = await ask(unit)

    faked = await ask(store.work(NOW))

    assert faked == real
    assert any(real[f"find 1 {place}"].total for place in range(len(WHERE)))


async def test_what_is_saved_again_takes_the_place_of_what_was() -> None:
    store = Store()
    work = store.work(NOW)
    work.groups.save(samples.group(1, 1))
    work.groups.save(replace(samples.group(1, 1), name="Other"))
    work.schedules.save(ports.Schedule(5, 1, "digest", {}))
    work.schedules.save(ports.Schedule(5, 1, "summary", {}))
    assert (await work.groups.get(1)).name == "Other"
    assert [one.kind for one in await work.schedules.of_group(1)] == ["summary"]
    assert groups.GroupKind.GROUP is (await work.groups.get(1)).kind
