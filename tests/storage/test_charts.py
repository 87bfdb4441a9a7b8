"""What pictures show is counted alike by both databases, of one group alone, unwritten tasks among them."""

from datetime import date, datetime, timedelta

from coordination import ports_charts
from coordination.rules import programmes, tasks
from storage import engines, pictures
from storage.work import UnitOfWork
from tests.storage import samples
from tests.storage.samples import NOW, due, task, update

State = tasks.State
OPEN_ON = date(2026, 12, 5)
AT = datetime(2026, 12, 5, 9, 0, tzinfo=NOW.tzinfo)


def _tasks(unit: UnitOfWork) -> None:
    """Two late (one by its hour), one done, one dropped, one on hold; of Ann, of names in two spellings, of nobody."""
    hour = AT - timedelta(minutes=1)
    ann, bo = tasks.Owner("Ann", 1), tasks.Owner("@Bo_K", username="Bo_K")
    unit.tasks.save(task(1, 1, due=due(4), original_due=due(2), owner=ann, tags=("phase1", "hall")))
    unit.tasks.save(
        task(2, 1, due=due(5, hour), original_due=due(5, hour), owner=ann, tags=("phase1",), start_on=date(2026, 11, 9))
    )
    unit.tasks.save(task(3, 1, due=due(9), original_due=due(9), owner=bo, state=State.DONE, percent=100, ended_at=NOW))
    dropped = {"state": State.DROPPED, "reason": "x", "ended_at": NOW + timedelta(days=1)}
    unit.tasks.save(task(4, 1, due=due(1), original_due=due(1), owner=ann, tags=("phase9",), **dropped))
    unit.tasks.save(task(5, 1, due=due(1), original_due=due(1), state=State.ON_HOLD, owner=tasks.Owner("Hall Ltd")))
    unit.tasks.save(task(6, 1, owner=tasks.Owner("HALL LTD")))
    unit.tasks.save(task(7, 1))


async def test_tasks_are_counted_by_day_owner_history_and_tag(database: engines.Database) -> None:
    await samples.found(database)
    async with update(database) as unit:
        unit.groups.save(samples.group(2, 1, topic_id=5))
        unit.tasks.save(task(90, 2, due=due(1), tags=("phase1",)))
        _tasks(unit)
        by_due = set(await unit.charts.by_due(1, open_on=OPEN_ON, now=AT))
        by_owner = await unit.charts.by_owner(1, open_on=OPEN_ON, now=AT)
        history = await unit.charts.by_history(1)
        tags = await unit.charts.by_tag(1)

    assert by_due == {
        ports_charts.ByDue(State.OPEN, date(2026, 12, 4), True, 1),
        ports_charts.ByDue(State.OPEN, date(2026, 12, 5), True, 1),
        ports_charts.ByDue(State.OPEN, None, False, 2),
        ports_charts.ByDue(State.DONE, date(2026, 12, 9), False, 1),
        ports_charts.ByDue(State.DROPPED, date(2026, 12, 1), False, 1),
        ports_charts.ByDue(State.ON_HOLD, date(2026, 12, 1), False, 1),
    }
    assert {(one.name, one.state, one.late, one.tasks) for one in by_owner} == {
        ("Ann", State.OPEN, True, 2),
        ("@Bo_K", State.DONE, False, 1),
        ("HALL LTD", State.ON_HOLD, False, 1),
        ("HALL LTD", State.OPEN, False, 1),
        ("", State.OPEN, False, 1),
    }
    assert len({one.unit for one in by_owner}) == 4
    assert sum(one.tasks for one in history) == 7
    assert {(one.state, one.ended_at) for one in history if one.ended_at} == {
        (State.DONE, NOW),
        (State.DROPPED, NOW + timedelta(days=1)),
    }
    assert {(one.tags, one.first, one.last) for one in tags} == {
        (("phase1", "hall"), date(2026, 12, 4), date(2026, 12, 4)),
        (("phase1",), date(2026, 11, 9), date(2026, 12, 5)),
    }


async def test_a_committee_counts_the_groups_below_it_in_plan_order_and_no_others(database: engines.Database) -> None:
    await samples.found(database)
    async with update(database) as unit:
        for number, parent, name in ((2, 1, "Halls"), (3, 1, "Badges"), (4, 2, "Stands"), (5, None, "Others")):
            unit.groups.save(samples.group(number, 1, topic_id=number, name=name, parent_id=parent))
            unit.tasks.save(task(number * 10, number, due=due(4)))
        unit.programmes.save(programmes.Programme(1, 1, "Forum", NOW))
        unit.programmes.save_seat(programmes.Seat(1, 1, 3, 1, "BDG", "x"))
        unit.programmes.save_seat(programmes.Seat(2, 1, 2, 2, "HAL", "y"))
        unit.tasks.save(task(1, 1, due=due(4)))
    async with update(database) as unit:
        found = await unit.charts.by_group(1, open_on=OPEN_ON, now=AT)
        below = await unit.charts.by_group(2, open_on=OPEN_ON, now=AT)
        alone = await unit.charts.by_group(5, open_on=OPEN_ON, now=AT)
        assert [await unit.charts.below(number) for number in (1, 2, 5)] == [3, 1, 0]
        assert sum(one.tasks for one in await unit.charts.by_history(2, below=True)) == 2
        days = [await unit.charts.by_due(2, open_on=OPEN_ON, now=AT, below=all_) for all_ in (False, True)]
        assert [sum(one.tasks for one in each) for each in days] == [1, 2]

    assert [(one.name, one.late, one.tasks) for one in found] == [
        ("Badges", True, 1),
        ("Halls", True, 1),
        ("EXH", True, 1),
        ("Stands", True, 1),
    ]
    assert [one.name for one in below] == ["Halls", "Stands"]
    assert [one.name for one in alone] == ["Others"]


async def test_a_sent_picture_is_found_again_by_its_bot_until_it_is_forgotten(database: engines.Database) -> None:
    await pictures.keep(database, 1, "abc", "file-1", NOW)
    await pictures.keep(database, 1, "abc", "file-2", NOW + timedelta(days=1))
    assert await pictures.find(database, 1, "abc") == "file-2"
    assert await pictures.find(database, 2, "abc") is None
    await pictures.prune(database, NOW + timedelta(days=1))
    assert await pictures.find(database, 1, "abc") == "file-2"
    await pictures.prune(database, NOW + timedelta(days=2))
    assert await pictures.find(database, 1, "abc") is None
