"""Who is there: identity is the numeric id, a user name only a label (F016, F024 to F026)."""

from dataclasses import replace

import pytest

from coordination.rules import groups, people, tasks
from coordination.services import people as service
from coordination.services import rights
from coordination.services import tasks as task_service
from tests.coordination import rooms, samples

ALPHA = service.Seen(7_000_000_101, "Alpha", "alpha", "en")


async def arrive(room: rooms.Room, seen: service.Seen, *, started: bool = False) -> people.Person | None:
    async with room.work() as work:
        person = await service.arrive(work, seen, started=started)
        await service.appear(work, await work.groups.get(room.group_id), person)
    return person


async def stored(room: rooms.Room, telegram_id: int) -> people.Person | None:
    async with room.work() as work:
        return await work.people.by_telegram_id(telegram_id)


@pytest.mark.parametrize("stand_in", sorted(people.STAND_INS))
async def test_a_stand_in_of_telegrams_is_never_stored(room: rooms.Room, stand_in: int) -> None:
    assert await arrive(room, service.Seen(stand_in, "Group")) is None
    assert await stored(room, stand_in) is None


async def test_somebody_without_a_user_name_is_as_good_as_anybody(room: rooms.Room) -> None:
    person = await arrive(room, service.Seen(7_000_000_102, "陈洁"))

    assert person is not None
    assert await stored(room, 7_000_000_102) == person


async def test_a_new_name_is_kept_and_a_chosen_language_stays(room: rooms.Room) -> None:
    first = await arrive(room, ALPHA)
    renamed = await arrive(room, replace(ALPHA, name="Alpha B.", username="beta", language="zh"), started=True)

    assert first is not None
    assert renamed == replace(first, name="Alpha B.", username="beta", started=True)
    assert await arrive(room, replace(ALPHA, username="beta")) == replace(renamed, name="Alpha")


async def test_the_tasks_of_one_do_not_pass_to_who_takes_over_their_user_name(room: rooms.Room) -> None:
    first = await arrive(room, ALPHA)
    assert first is not None
    async with room.tell("Ann") as (work, said):
        named = tasks.Owner("@alpha", username="alpha")
        made = await task_service.create(work, said, tasks.Draft("Book the hall", (named,)))
    assert made.task.owner == samples.owner(first)

    second = await arrive(room, service.Seen(7_000_000_103, "Other", "Alpha"))

    assert second is not None
    assert (await room.task(1)).owner == samples.owner(first)
    former = await stored(room, 7_000_000_101)
    assert former is not None
    assert former.username is None
    async with room.work() as work:
        assert await work.people.by_username("ALPHA", room.group_id) == second


async def test_a_held_user_name_is_found_when_somebody_renames_to_it(room: rooms.Room) -> None:
    person = await arrive(room, ALPHA)
    assert person is not None
    async with room.tell("Ann") as (work, said):
        pending = tasks.Owner("@gamma", username="gamma")
        await task_service.create(work, said, tasks.Draft("Book the hall", (pending,)))

    await arrive(room, replace(ALPHA, username="Gamma"))

    assert (await room.task(1)).owner == samples.owner(person)


async def test_who_left_and_comes_back_is_a_member_with_the_same_part(room: rooms.Room) -> None:
    await room.give_part("Bo", people.Part.LEAD)
    async with room.work() as work:
        group = await work.groups.get(room.group_id)
        await service.leave(work, group, room.who["Bo"])
    async with room.work() as work:
        members = [person.name for person, _ in await work.people.members(room.group_id)]
        back = await service.appear(work, group, room.who["Bo"])

    assert members == ["Ann", "Cy"]
    assert back is not None
    assert (back.part, back.left) == (people.Part.LEAD, False)


async def test_nobody_belongs_to_no_group(room: rooms.Room) -> None:
    async with room.work() as work:
        assert await service.appear(work, None, room.who["Ann"]) is None
        assert await service.appear(work, await work.groups.get(room.group_id), None) is None


async def test_in_a_personal_list_its_owner_leads(room: rooms.Room) -> None:
    async with room.work() as work:
        group = replace(await work.groups.get(room.group_id), kind=groups.GroupKind.PERSONAL)
        assert await rights.of(work, group, room.who["Ann"]) == rights.Rights(leads=True, alone=True)


@pytest.mark.parametrize(
    ("leads", "who", "expected"),
    [
        ([], "Ann", (True, False)),
        ([], None, (True, False)),
        (["Ann"], "Ann", (True, True)),
        (["Ann"], "Bo", (False, False)),
        (["Ann"], None, (False, False)),
        (["Ann", "Bo"], "Bo", (True, False)),
    ],
)
async def test_who_acts_as_a_lead(
    room: rooms.Room, leads: list[str], who: str | None, expected: tuple[bool, bool]
) -> None:
    for name in leads:
        await room.give_part(name, people.Part.DEPUTY)
    async with room.work() as work:
        group = await work.groups.get(room.group_id)
        found = await rights.of(work, group, None if who is None else room.who[who])

    assert (found.leads, found.alone) == expected
