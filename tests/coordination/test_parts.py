"""Parts given and silence kept for a while, and both taken back; on both databases."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from coordination.errors import Refused
from coordination.rules import people
from coordination.services import groups as groups_service
from coordination.services import parts, undo
from storage import engines
from tests.coordination.rooms import Room

Part = people.Part


@pytest.fixture
async def room(database: engines.Database) -> AsyncIterator[Room]:
    opened = Room(database)
    await opened.open("Ann", "Bo")
    yield opened


async def holders(room: Room) -> list[tuple[str, Part]]:
    async with room.work() as work:
        return [(one.name, part) for one, part in await parts.holders(work, await work.groups.get(room.group_id))]


async def test_a_part_is_given_once_and_taken_back(room: Room) -> None:
    async with room.tell("Ann") as (work, said):
        assert await parts.give(work, said, room.who["Bo"].id, Part.LIAISON)
    async with room.tell("Ann") as (work, said):
        assert await parts.give(work, said, room.who["Ann"].id, Part.LEAD)
        assert not await parts.give(work, said, room.who["Bo"].id, Part.LIAISON)
    assert await holders(room) == [("Ann", Part.LEAD), ("Bo", Part.LIAISON)]

    async with room.tell("Ann") as (work, said):
        await undo.undo(work, said, is_admin=True)
    assert await holders(room) == [("Bo", Part.LIAISON)]


async def test_a_part_that_was_changed_since_is_not_taken_back(room: Room) -> None:
    async with room.tell("Ann") as (work, said):
        await parts.give(work, said, room.who["Bo"].id, Part.LEAD)
    await room.give_part("Bo", Part.DEPUTY)
    async with room.tell("Ann") as (work, said):
        with pytest.raises(Refused, match="nothing_to_undo"):
            await undo.undo(work, said, is_admin=True)
    assert await holders(room) == [("Bo", Part.DEPUTY)]


async def test_silence_is_kept_ended_and_taken_back(room: Room) -> None:
    until = room.now + timedelta(days=1)
    async with room.tell("Ann") as (work, said):
        assert (await groups_service.pause(work, said, until)).paused_until == until
        assert (await groups_service.pause(work, said, until)).paused_until == until
    async with room.tell("Ann") as (work, said):
        assert (await groups_service.pause(work, said, None)).paused_until is None
    async with room.tell("Ann") as (work, said):
        await undo.undo(work, said, is_admin=True)
    async with room.work() as work:
        assert (await work.groups.get(room.group_id)).paused_until == until


async def test_who_is_no_admin_any_more_takes_nothing_of_the_group_back(room: Room) -> None:
    async with room.tell("Ann") as (work, said):
        await parts.give(work, said, room.who["Bo"].id, Part.LEAD)
    async with room.tell("Ann") as (work, said):
        with pytest.raises(Refused, match="undo_admins_only"):
            await undo.undo(work, said)
    assert await holders(room) == [("Bo", Part.LEAD)]
