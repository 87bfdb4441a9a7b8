"""What waits, what belongs together, what is held with it, what is merged and what moves to another group."""

from dataclasses import replace

import pytest

from coordination.errors import Refused
from coordination.rules import fields, people, reports, tasks
from coordination.services import changes
from coordination.services import groups as group_service
from coordination.services import links as service
from coordination.services import moves as move_service
from coordination.services import reports as report_service
from coordination.services import undo as undo_service
from tests.coordination import rooms, samples

State = tasks.State


async def wait(room: rooms.Room, number: int, *others: int, stop: bool = False, name: str = "Ann") -> service.Linked:
    async with room.tell(name) as (work, said):
        return await service.wait_for(work, said, number, others, stop=stop)


async def part(room: rooms.Room, number: int, parent: int | None) -> service.Linked:
    async with room.tell("Ann") as (work, said):
        return await service.set_parent(work, said, number, parent)


@pytest.fixture
async def five(room: rooms.Room) -> rooms.Room:
    """Five tasks of Ann's, #1 to #5; Bo leads."""
    for number in range(1, 6):
        await room.create("Ann", f"Task {number}", owner="Ann")
    await room.give_part("Bo", people.Part.LEAD)
    return room


async def test_a_task_waits_for_several_and_then_no_longer(five: rooms.Room) -> None:
    waiting = await wait(five, 1, 2, 3)
    assert [other.number for other in waiting.others] == [2, 3]
    assert len((await five.task(1)).waits_for) == 2

    await wait(five, 1, 2, stop=True)
    assert (await five.task(1)).waits_for == (waiting.others[1].id,)
    assert (await wait(five, 1, 2, stop=True)).outcome is changes.Outcome.UNCHANGED


async def test_a_circle_through_others_is_refused(five: rooms.Room) -> None:
    await wait(five, 1, 2)
    await wait(five, 2, 3)

    with pytest.raises(Refused) as refused:
        await wait(five, 3, 1)

    assert refused.value.values == {"task": "#3", "other": "#1", "circle": "#1 → #2 → #3"}


async def test_an_undo_that_would_close_a_circle_is_refused(five: rooms.Room) -> None:
    await wait(five, 1, 2)
    await wait(five, 1, 2, stop=True)
    await wait(five, 2, 1, name="Bo")

    with pytest.raises(Refused, match=r"refused\.undo_closes_circle"):
        async with five.tell("Ann") as (work, said):
            await undo_service.undo(work, said)


async def test_a_part_is_never_above_its_whole(five: rooms.Room) -> None:
    await part(five, 1, 2)
    await part(five, 2, 3)

    with pytest.raises(Refused, match=r"refused\.parent_in_circle"):
        await part(five, 3, 1)
    assert (await part(five, 1, None)).task.parent_id is None


async def test_only_those_concerned_link_a_task(five: rooms.Room) -> None:
    with pytest.raises(Refused) as refused:
        await wait(five, 1, 2, name="Cy")

    assert refused.value.key == "refused.owner_or_lead"
    assert refused.value.values["owner"] == "Ann"


async def test_everything_that_hangs_on_a_task_is_held_in_one_step(five: rooms.Room) -> None:
    await wait(five, 2, 1)
    await wait(five, 3, 2)
    await part(five, 4, 3)
    async with five.tell("Ann") as (work, said):
        await report_service.complete(work, said, [2], insisted=True)

    async with five.tell("Bo") as (work, said):
        held = await service.hold_all(work, said, 1, "no venue", review_on=samples.TODAY)

    assert sorted(one.task.number for one in held) == [3, 4]
    assert [(await five.task(number)).state for number in range(1, 6)] == [
        State.OPEN,
        State.DONE,
        State.ON_HOLD,
        State.ON_HOLD,
        State.OPEN,
    ]
    async with five.tell("Bo") as (work, said):
        assert len((await undo_service.undo(work, said)).tasks) == 2


async def test_holding_what_hangs_on_a_task_is_a_leads_step(five: rooms.Room) -> None:
    with pytest.raises(Refused, match=r"refused\.leads_only"):
        async with five.tell("Ann") as (work, said):
            await service.hold_all(work, said, 1, "no venue")
    with pytest.raises(Refused, match=r"refused\.nothing_hangs_on_it"):
        async with five.tell("Bo") as (work, said):
            await service.hold_all(work, said, 1, "no venue")


async def test_a_duplicate_is_dropped_and_says_for_which(five: rooms.Room) -> None:
    async with five.tell("Ann") as (work, said):
        merged = await service.merge(work, said, 2, 1)

    assert (merged.task.state, merged.task.merged_into) == (State.DROPPED, merged.others[0].id)


async def other_room(room: rooms.Room, *names: str) -> rooms.Room:
    other = rooms.Room(room.database, telegram_id=-1_001_500_000_002)
    await other.open()
    async with other.work() as work:
        group = await work.groups.get(other.group_id)
        work.groups.save(replace(group, name="Venue", code="VEN"))
        for name in names:
            work.people.save_membership(people.Membership(group.id, room.who[name].id))
    other.who = dict(room.who)
    return other


async def move(room: rooms.Room, name: str, number: int, to: str) -> move_service.Moved:
    async with room.tell(name) as (work, said):
        target = await group_service.reachable(work, said, to)
        return await move_service.move(work, said, number, target)


async def test_a_moved_task_gets_a_number_there_and_leaves_its_own_behind(five: rooms.Room) -> None:
    other = await other_room(five, "Ann")
    await other.create("Ann")
    async with five.tell("Ann") as (work, said):
        await report_service.report(work, said, [2], reports.Report(reports.Kind.PROGRESS, percent=60))

    moved = await move(five, "Ann", 2, "ven")

    assert (moved.task.number, moved.task.percent, moved.group.name) == (2, 60, "Venue")
    assert await other.task(2) == moved.task
    left = await five.task(2)
    assert (left.state, left.merged_into) == (State.DROPPED, moved.task.id)
    assert fields.replay(await other.log(2)) == moved.task
    assert fields.replay(await five.log(2)) == left


async def test_a_move_is_taken_back_in_both_groups(five: rooms.Room) -> None:
    other = await other_room(five, "Ann")
    await move(five, "Ann", 2, "Venue")

    async with five.tell("Ann") as (work, said):
        await undo_service.undo(work, said)

    assert (await five.task(2)).state is State.OPEN
    assert (await other.task(1)).state is State.DROPPED
    assert (await other.create("Ann")).number == 2


async def test_a_move_that_was_worked_on_there_is_not_taken_back(five: rooms.Room) -> None:
    other = await other_room(five, "Ann", "Bo")
    await move(five, "Ann", 2, "Venue")
    async with other.tell("Ann") as (work, said):
        await report_service.report(work, said, [1], reports.Report(reports.Kind.PROGRESS, percent=60))

    with pytest.raises(Refused, match=r"refused\.changed_since"):
        async with five.tell("Ann") as (work, said):
            await undo_service.undo(work, said)
    assert (await five.task(2)).state is State.DROPPED


@pytest.mark.parametrize("name", ["VEN", "Venue", "NOWHERE", ""])
async def test_a_group_that_the_actor_can_not_reach_gets_the_same_answer_as_none(five: rooms.Room, name: str) -> None:
    await other_room(five, "Ann")

    with pytest.raises(Refused) as refused:
        await move(five, "Bo", 2, name)

    assert (refused.value.key, refused.value.values) == ("refused.no_such_group", {"name": name})


async def test_the_parts_of_a_task_move_first(five: rooms.Room) -> None:
    await other_room(five, "Ann")
    await part(five, 3, 2)

    with pytest.raises(Refused) as refused:
        await move(five, "Ann", 2, "VEN")

    assert refused.value.values == {"number": 2, "part": 3}
