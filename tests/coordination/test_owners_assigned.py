"""Work given, taken and handed over in a group, also to somebody who was not seen yet (F025)."""

from collections.abc import Sequence

import pytest

from coordination.errors import Refused
from coordination.rules import owners, people, tasks
from coordination.services import changes
from coordination.services import owners as service
from tests.coordination import rooms, samples

Way = owners.Way
DEE = tasks.Owner("@dee", username="dee")


async def assign(
    room: rooms.Room, name: str, way: Way, *named: tasks.Owner, numbers: Sequence[int] = (1,)
) -> tuple[service.Assigned, ...]:
    async with room.tell(name) as (work, said):
        return await service.assign(work, said, numbers, owners.Assignment(way, named))


def of(room: rooms.Room, name: str) -> tasks.Owner:
    return samples.owner(room.who[name])


async def test_work_is_given_to_somebody_and_echoed_with_who_had_it(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")

    (given,) = await assign(room, "Cy", Way.REPLACE, of(room, "Bo"))

    assert (given.before.owner, given.task.owner) == (of(room, "Ann"), of(room, "Bo"))
    assert await room.task(1) == given.task


async def test_work_is_taken(room: rooms.Room) -> None:
    await room.create("Ann")

    async with room.tell("Cy") as (work, said):
        (taken,) = await service.take(work, said, [1])

    assert taken.task.owner == of(room, "Cy")


async def test_an_anonymous_admin_takes_nothing(room: rooms.Room) -> None:
    await room.create("Ann")

    with pytest.raises(Refused, match=r"refused\.anonymous_takes_nothing"):
        async with room.tell(None) as (work, said):
            await service.take(work, said, [1])


async def test_a_user_name_that_is_known_becomes_its_person(room: rooms.Room) -> None:
    await room.join("Dee", "Dee")
    await room.create("Ann")

    (given,) = await assign(room, "Ann", Way.REPLACE, DEE)

    assert (given.task.owner, given.held) == (of(room, "Dee"), ())


async def test_a_user_name_not_seen_yet_is_held_and_found_later(room: rooms.Room) -> None:
    await room.create("Ann")

    (given,) = await assign(room, "Ann", Way.REPLACE, DEE)
    assert given.held == ("dee",)

    await room.join("Dee", "DEE")
    assert (await room.task(1)).owner == of(room, "Dee")
    assert (await room.log(1))[-1].kind == "resolved"


async def test_giving_the_same_again_changes_nothing(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")

    (given,) = await assign(room, "Bo", Way.REPLACE, of(room, "Ann"))

    assert given.outcome is changes.Outcome.UNCHANGED


async def test_all_of_a_persons_work_is_handed_over(room: rooms.Room) -> None:
    for owner in ("Ann", "Bo", "Ann"):
        await room.create("Ann", owner=owner)
    await assign(room, "Ann", Way.ADD, of(room, "Ann"), numbers=[2])

    async with room.tell("Cy") as (work, said):
        moved = await service.hand_over(work, said, of(room, "Ann"), of(room, "Cy"))

    assert [one.task.number for one in moved] == [1, 2, 3]
    assert [(await room.task(number)).owner for number in (1, 2, 3)] == [of(room, name) for name in ("Cy", "Bo", "Cy")]
    assert (await room.task(2)).supporters == (of(room, "Cy"),)


async def test_where_somebody_leads_only_they_or_the_person_hand_over(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    await room.give_part("Bo", people.Part.LEAD)

    with pytest.raises(Refused, match=r"refused\.leads_only"):
        async with room.tell("Cy") as (work, said):
            await service.hand_over(work, said, of(room, "Ann"), of(room, "Cy"))
    async with room.tell("Ann") as (work, said):
        assert len(await service.hand_over(work, said, of(room, "Ann"), of(room, "Cy"))) == 1


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [("Ann", "Ann", "refused.same_person"), ("Cy", "Ann", "refused.nothing_to_hand_over")],
)
async def test_a_hand_over_that_moves_nothing_says_so(room: rooms.Room, old: str, new: str, key: str) -> None:
    await room.create("Ann", owner="Ann")

    with pytest.raises(Refused) as refused:
        async with room.tell("Bo") as (work, said):
            await service.hand_over(work, said, of(room, old), of(room, new))

    assert (refused.value.key, refused.value.values) == (key, {"name": old})
