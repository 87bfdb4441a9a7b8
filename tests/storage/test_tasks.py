"""Tasks are found by number, list and count, and only within their group."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from coordination import ports
from coordination.rules import dues, lights, tasks, text
from coordination.rules.events import Source
from storage import engines, errors, tables
from tests.storage import samples
from tests.storage.samples import NOW, due, task, update

OWNER = tasks.Owner("Ann", 1)
STRANGER = tasks.Owner("@cy", username="Cy_L")


async def keep(database: engines.Database, *saved: tasks.Task) -> None:
    await samples.found(database)
    async with update(database) as unit:
        unit.groups.save(samples.group(2, 1, topic_id=7, name="Other"))
        for one in saved:
            unit.tasks.save(one)


async def numbers(database: engines.Database, where: ports.TaskFilter) -> list[int]:
    async with update(database) as unit:
        page = await unit.tasks.find(1, where)
        assert page.total == len(page.tasks)
        return [one.number for one in page.tasks]


async def test_every_field_of_a_task_comes_back(database: engines.Database) -> None:
    full = task(
        1,
        1,
        title="Über die Halle 主会场",
        created_by=1,
        state=tasks.State.BLOCKED,
        percent=60,
        key=True,
        tags=("hall", '"quoted"'),
        owner=OWNER,
        supporters=(STRANGER, tasks.Owner("Li Min")),
        due=due(4, datetime(2026, 12, 4, 15, 30, tzinfo=UTC)),
        original_due=due(1),
        start_on=date(2026, 11, 1),
        reason="waits for the permit",
        review_on=date(2026, 12, 2),
        claimed_by=2,
        parent_id=1002,
        waits_for=(1002, 1003),
        merged_into=1003,
        source=Source(1, 3_000_000_000, 2),
        external_ref="A-7",
        last_update_at=NOW,
        last_update_by=2,
        last_update_text="quote received",
        ended_at=NOW,
        version=9,
    )
    await keep(database, full, task(2, 1), task(3, 1))
    async with update(database) as unit:
        assert await unit.tasks.get(1, 1001) == full


@pytest.mark.parametrize("number", [0, -1, 99, 2**31, 2**63 - 1, 2**63, 10**40])
async def test_a_number_that_names_no_task_finds_none(database: engines.Database, number: int) -> None:
    await keep(database, task(1, 1))
    async with update(database) as unit:
        assert await unit.tasks.by_number(1, number) is None
        assert await unit.tasks.get(1, number) is None


async def test_a_task_of_another_group_is_not_found(database: engines.Database) -> None:
    await keep(database, task(1, 2, owner=OWNER, supporters=(STRANGER,)), task(2, 1))
    async with update(database) as unit:
        assert await unit.tasks.get(2, 1001) is not None
        assert await unit.tasks.get(1, 1001) is None
        assert await unit.tasks.by_number(1, 1) is None
        assert (await unit.tasks.find(1, ports.TaskFilter(owner_id=1))).total == 0
        assert await unit.tasks.held_for(1, "cy_l") == []


async def test_numbers_come_back_in_the_order_asked(database: engines.Database) -> None:
    await keep(database, *(task(number, 1) for number in range(1, 5)))
    async with update(database) as unit:
        found = await unit.tasks.by_numbers(1, [3, 1, 99, 3, 2**70])
        assert [one.number for one in found] == [3, 1]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (ports.TaskFilter(), [2, 1, 4, 5]),
        (ports.TaskFilter(live=False), [2, 1, 3, 4, 5]),
        (ports.TaskFilter(states=(tasks.State.BLOCKED,)), [4]),
        (ports.TaskFilter(states=(tasks.State.DONE,)), []),
        (ports.TaskFilter(live=False, states=(tasks.State.DONE, tasks.State.BLOCKED)), [3, 4]),
        (ports.TaskFilter(late_on=date(2026, 12, 4), late_at=datetime(2026, 12, 4, 9, tzinfo=UTC)), [2]),
        (ports.TaskFilter(late_on=date(2026, 12, 9), late_at=datetime(2026, 12, 8, 9, tzinfo=UTC)), [2, 1]),
        (ports.TaskFilter(unowned=True), [1, 5]),
        (ports.TaskFilter(owner_id=1), [2]),
        (ports.TaskFilter(owner_id=2), [2]),
        (ports.TaskFilter(owner_username="@cy_L"), [4]),
        (ports.TaskFilter(tag="hall"), [1]),
        (ports.TaskFilter(tag="hal"), []),
        (ports.TaskFilter(tag='a"b'), [5]),
        (ports.TaskFilter(tag="%"), []),
        (ports.TaskFilter(terms=tuple(text.query_terms("ÜBER hal"))), [5]),
        (ports.TaskFilter(terms=tuple(text.query_terms("会场"))), [4]),
        (ports.TaskFilter(terms=tuple(text.query_terms("all"))), []),
        (ports.TaskFilter(terms=("_", "%")), []),
        (ports.TaskFilter(unowned=True, tag="hall"), [1]),
    ],
)
async def test_a_filter_narrows(database: engines.Database, where: ports.TaskFilter, expected: list[int]) -> None:
    await keep(
        database,
        task(1, 1, due=due(8), original_due=due(8), tags=("hall",)),
        task(2, 1, due=due(3), original_due=due(3), owner=OWNER, supporters=(tasks.Owner("Bo", 2),)),
        task(3, 1, state=tasks.State.DONE, owner=OWNER),
        task(4, 1, state=tasks.State.BLOCKED, owner=STRANGER, title="主会场"),
        task(5, 1, tags=('a"b',), title="über die Halle"),
        task(6, 2, due=due(1), tags=("hall",)),
    )
    assert await numbers(database, where) == expected


async def test_a_page_is_cut_from_the_whole_list(database: engines.Database) -> None:
    await keep(database, *(task(number, 1, due=due(30 - number)) for number in range(1, 26)))
    async with update(database) as unit:
        page = await unit.tasks.find(1, ports.TaskFilter(), offset=20, limit=3)
        beyond = await unit.tasks.find(1, ports.TaskFilter(), offset=40)
    assert ([one.number for one in page.tasks], page.total) == ([5, 4, 3], 25)
    assert (beyond.tasks, beyond.total) == ((), 25)


async def test_the_hour_decides_within_a_day(database: engines.Database) -> None:
    noon = datetime(2026, 12, 4, 12, tzinfo=UTC)
    await keep(
        database,
        task(1, 1, due=due(4)),
        task(2, 1, due=due(4, noon)),
        task(3, 1, due=due(4, noon - timedelta(hours=3))),
    )
    assert await numbers(database, ports.TaskFilter()) == [3, 2, 1]


async def test_a_persons_tasks_are_found_across_groups(database: engines.Database) -> None:
    await keep(
        database,
        task(1, 1, owner=OWNER),
        task(2, 2, supporters=(OWNER,)),
        task(3, 1, owner=OWNER, state=tasks.State.DROPPED),
        task(4, 1, owner=tasks.Owner("Bo", 2)),
    )
    async with update(database) as unit:
        assert [one.number for one in (await unit.tasks.of_person(1)).tasks] == [1, 2]


async def test_a_changed_owner_is_found_and_the_old_one_is_not(database: engines.Database) -> None:
    await keep(database, task(1, 1, owner=OWNER, supporters=(STRANGER,)))
    async with update(database) as unit:
        before = await unit.tasks.by_number(1, 1)
        assert before is not None
        unit.tasks.save(replace(before, owner=tasks.Owner("Bo", 2), supporters=(), version=2))
        assert await unit.tasks.held_for(1, "cy_l") == []
    assert await numbers(database, ports.TaskFilter(owner_id=2)) == [1]
    assert await numbers(database, ports.TaskFilter(owner_id=1)) == []
    assert await numbers(database, ports.TaskFilter(owner_username="cy_l")) == []


async def test_relations_show_what_this_update_changed(database: engines.Database) -> None:
    await keep(database, task(1, 1), task(2, 1, waits_for=(1001,)), task(3, 1, parent_id=1001), task(4, 1))
    async with update(database) as unit:
        second, fourth = await unit.tasks.by_numbers(1, [2, 4])
        unit.tasks.save(replace(second, waits_for=(), version=2))
        unit.tasks.save(replace(fourth, waits_for=(1001,), parent_id=1001, version=2))
        assert [one.number for one in await unit.tasks.waiting_for(1, 1001)] == [4]
        assert [one.number for one in await unit.tasks.children(1, 1001)] == [3, 4]
    async with update(database) as unit:
        assert [one.number for one in await unit.tasks.waiting_for(1, 1001)] == [4]
        assert [one.number for one in await unit.tasks.children(1, 1001)] == [3, 4]


async def test_tasks_that_wait_for_a_user_name_are_found_in_any_letter_case(database: engines.Database) -> None:
    await keep(database, task(1, 1, owner=STRANGER), task(2, 1, supporters=(STRANGER,)), task(3, 1, owner=OWNER))
    async with update(database) as unit:
        assert [one.number for one in await unit.tasks.held_for(1, "@CY_l")] == [1, 2]


def some_tasks(seed: int) -> Sequence[tasks.Task]:
    pick = random.Random(seed)
    return [
        task(
            number,
            1,
            state=pick.choice(list(tasks.State)),
            owner=pick.choice([None, OWNER]),
            due=pick.choice([None, day := due(pick.randint(1, 9)), replace(day, at=_hour(pick, day.on))]),
            last_update_at=pick.choice([None, _hour(pick, date(2026, 12, pick.randint(1, 9)))]),
        )
        for number in range(1, 60)
    ]


def _hour(pick: random.Random, day: date) -> datetime:
    return datetime.combine(day, time(pick.randint(0, 23), pick.choice([0, 59])), UTC)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Los_Angeles", "UTC", "Pacific/Kiritimati"])
async def test_counts_say_what_the_rules_say_of_each_task(database: engines.Database, zone: str) -> None:
    saved = some_tasks(len(zone))
    await keep(database, *saved)
    now = datetime(2026, 12, 5, 9, 30, tzinfo=UTC)
    day = dues.day_of(now, zone, time(18))
    async with update(database) as unit:
        unit.groups.save(samples.group(1, 1, zone=zone))
    async with update(database) as unit:
        counts = await unit.tasks.counts(1, today=day.open_on, now=now)
        late = await unit.tasks.find(1, ports.TaskFilter(late_on=day.open_on, late_at=now), limit=100)
    assert {one.number for one in late.tasks} == {one.number for one in saved if dues.is_late(one, day)}
    assert counts.late == late.total
    assert counts.late_silent == sum(lights.of_task(one, day) is lights.Light.RED for one in saved)
    assert counts.unowned == sum(one.owner is None and one.state not in tasks.ENDED for one in saved)
    assert sum(counts.by_state.values()) == len(saved)


async def test_a_group_without_tasks_counts_nothing(database: engines.Database) -> None:
    await keep(database)
    async with update(database) as unit:
        assert await unit.tasks.counts(1, today=NOW.date(), now=NOW) == ports.Counts()


async def test_two_tasks_of_a_group_never_have_one_number(database: engines.Database) -> None:
    await keep(database, task(1, 1))
    with pytest.raises(errors.Conflict):
        async with update(database) as unit:
            unit.tasks.save(replace(task(1, 1), id=7777))
    async with database.reader() as connection:
        assert len((await connection.execute(tables.tasks.select())).all()) == 1
