"""The schedule foretells what is posted, run by run, over a fortnight that is then lived through."""

import copy
import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from coordination.services import foresight
from coordination.services import groups as groups_service
from tests.simulations import year

GROUPS, DAYS = 12, 14


async def prepared(seed: int) -> year.Year:
    """Groups in twelve zones; some paused for a while, some runs skipped or moved."""
    made = year.Year(year.Size(GROUPS, DAYS), random.Random(seed), is_calm=True)
    for place in range(GROUPS):
        year.found(made, place)
    for group in list(made.store.group_rows.values()):
        if made.dice.random() < 0.3:
            until = year.BEGIN + timedelta(hours=made.dice.randrange(200))
            made.store.group_rows[group.id] = replace(group, paused_until=until)
    for schedule_id in made.hours:
        for _ in range(2):
            await year.change(made, schedule_id, year.BEGIN)
    return made


def kept(made: year.Year) -> dict[str, Any]:
    """All that the store holds."""
    names = ("schedules", "ledger", "outbox", "event_rows", "update_rows", "task_rows", "group_rows", "slots")
    return {name: copy.deepcopy(getattr(made.store, name, None)) for name in names}


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_foretold_is_what_is_posted_and_foretelling_changes_nothing(seed: int) -> None:
    made = await prepared(seed)
    before, foretold = kept(made), {}
    for group in made.store.group_rows.values():
        for one in await foresight.coming(made.store.work(year.BEGIN), group):
            if one.is_posted and one.at < made.end:
                foretold[one.schedule.id, one.due] = one.at
    assert kept(made) == before

    await year.pass_time(made)

    posted = {(one.schedule_id, one.due): one.at for one in made.posted}
    assert posted.keys() == foretold.keys()
    assert all(timedelta() <= posted[run] - at <= timedelta(seconds=60) for run, at in foretold.items())
    assert len({made.store.schedules[schedule_id].kind for schedule_id, _ in foretold}) == 3
    assert any(one.startswith("skipped:") for one in made.outcomes.values())


async def test_what_is_left_out_moved_empty_or_paused_is_told_as_that() -> None:
    made = await prepared(5)
    told = [
        one
        for group in made.store.group_rows.values()
        for one in await foresight.coming(made.store.work(year.BEGIN), group)
    ]
    assert {one.outcome for one in told} >= {"sent", "left_out", "skipped:paused", "skipped:ceiling"}
    assert any(one.meant_at is not None for one in told)
    made.store.tasks_of_people.clear()
    for rows in made.store.task_rows.values():
        rows.clear()
    group = next(one for one in made.store.group_rows.values() if one.paused_until is None)
    empty = await foresight.coming(made.store.work(year.BEGIN), group)
    kinds = {one.schedule.kind for one in empty if one.outcome == "empty"}
    assert groups_service.DIGEST in kinds
    assert groups_service.DIGEST not in {one.schedule.kind for one in empty if one.is_posted}
