"""Whatever updates do in whatever order, the database ends as a plain dictionary that drops refused ones would."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from coordination import ports
from coordination.errors import Refused
from coordination.rules import tasks
from storage import engines, work
from tests.storage import samples
from tests.storage.samples import BOT, CHAT, NOW

Model = dict[int, tasks.Task]
STATES = [tasks.State.OPEN, tasks.State.BLOCKED, tasks.State.DONE]
OWNERS = [None, tasks.Owner("Ann", 1), tasks.Owner("Cy", username="cy")]


async def step(pick: random.Random, unit: work.UnitOfWork, model: Model) -> None:
    """One read or write, done to both and compared."""
    number = pick.randint(1, 6)
    kind = pick.choice(["save", "save", "save", "get", "find", "counts", "held", "waits", "late"])
    if kind == "save":
        before = await unit.tasks.by_number(1, number)
        assert before == model.get(number)
        waits = tuple(1000 + one for one in model if one != number and pick.random() < 0.3)
        saved = replace(
            before or samples.task(number, 1, version=0),
            state=pick.choice(STATES),
            owner=pick.choice(OWNERS),
            title=f"Title {pick.random()}",
            waits_for=waits,
            version=(before.version if before else 0) + 1,
        )
        unit.tasks.save(saved)
        model[number] = saved
    elif kind == "get":
        assert await unit.tasks.get(1, 1000 + number) == model.get(number)
    elif kind == "find":
        page = await unit.tasks.find(1, ports.TaskFilter(live=False, states=(tasks.State.BLOCKED,)))
        assert {one.number: one for one in page.tasks} == _in_state(model, tasks.State.BLOCKED)
    elif kind == "counts":
        counts = await unit.tasks.counts(1, today=NOW.date(), now=NOW)
        assert counts.by_state == Counter(one.state for one in model.values())
    elif kind == "held":
        held = {one.number for one in await unit.tasks.held_for(1, "cy")}
        assert held == {one.number for one in model.values() if one.owner == OWNERS[2]}
    elif kind == "late":
        mine = await unit.tasks.of_person(1)
        assert {one.number for one in mine.tasks} == {
            one.number for one in model.values() if one.owner == OWNERS[1] and one.state not in tasks.ENDED
        }
    else:
        waiting = {one.number for one in await unit.tasks.waiting_for(1, 1000 + number)}
        assert waiting == {one.number for one in model.values() if 1000 + number in one.waits_for}


def _in_state(model: Model, state: tasks.State) -> Model:
    return {number: one for number, one in model.items() if one.state is state}


@pytest.mark.parametrize("seed", range(12))
async def test_the_database_ends_as_the_accepted_updates_left_it(database: engines.Database, seed: int) -> None:
    await samples.found(database)
    pick = random.Random(seed)
    model: Model = {}
    for _ in range(4):
        async with work.transaction(database, now=NOW, bot_id=BOT, locks=[CHAT]) as transaction:
            for _ in range(5):
                refused = pick.random() < 0.4
                inside = dict(model)
                try:
                    async with transaction.layer() as unit:
                        for _ in range(pick.randint(1, 6)):
                            await step(pick, unit, inside)
                        if refused:
                            raise Refused("refused.no")
                except Refused:
                    continue
                model = inside
    async with work.reading(database, now=NOW) as unit:
        page = await unit.tasks.find(1, ports.TaskFilter(live=False), limit=100)
        assert {one.number: one for one in page.tasks} == model
        for number in range(1, 7):
            assert await unit.tasks.by_number(1, number) == model.get(number)
