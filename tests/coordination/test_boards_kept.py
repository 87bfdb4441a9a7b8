"""Which boards are looked after: where something changed, where our rights did, when a day begins (both databases)."""

from dataclasses import replace

import pytest

from coordination.rules import boards, groups, tasks
from coordination.services import boards as service
from coordination.services import tasks as task_service
from storage import tables
from tests.coordination import rooms


async def may_pin(room: rooms.Room, value: bool | None) -> groups.Chat:
    async with room.work() as work:
        group = await work.groups.get(room.group_id)
        chat = replace(await work.chats.get(group.chat_id), may_pin=value)
        work.chats.save(chat)
    return chat


async def put_up(room: rooms.Room) -> None:
    """The group's board was sent."""
    async with room.work() as work:
        group = await work.groups.get(room.group_id)
    async with room.database.writer() as connection:
        await connection.execute(
            tables.slots.insert(), {"chat_id": group.chat_id, "name": service.slot(group), "message_id": 77}
        )


async def touched(room: rooms.Room) -> list[service.Kept]:
    """What is to be done after an update that makes a task."""
    async with room.tell("Ann", "Book the hall") as (work, said):
        await task_service.create(work, said, tasks.Draft("Book the hall"))
        return await service.touched(work)


async def test_an_update_that_changes_nothing_touches_no_board(room: rooms.Room) -> None:
    await may_pin(room, True)

    async with room.work() as work:
        assert await service.touched(work) == []


async def test_a_change_edits_the_board_of_its_group_and_asks_for_one(room: rooms.Room) -> None:
    await may_pin(room, True)

    (kept,) = await touched(room)

    assert kept.group.id == room.group_id
    assert kept.upkeep == boards.Upkeep(edits=True, posts=True)


async def test_a_missing_right_is_hinted_at_once_and_the_chat_remembers(room: rooms.Room) -> None:
    await may_pin(room, False)

    first, second = await touched(room), await touched(room)

    assert [kept.upkeep.hints for kept in (*first, *second)] == [True, False]
    async with room.work() as work:
        chat = await work.chats.get(first[0].group.chat_id)
    assert chat.hints == (boards.HINT,)


@pytest.mark.parametrize("stands", [True, False])
async def test_a_change_of_our_rights_looks_after_the_chats_boards_without_a_hint(
    room: rooms.Room, stands: bool
) -> None:
    chat = await may_pin(room, False)
    await room.create("Ann")
    if stands:
        await put_up(room)

    async with room.work() as work:
        (kept,) = await service.of_chat(work, chat)

    assert (kept.stands, kept.upkeep) == (stands, boards.Upkeep(edits=stands))


@pytest.mark.parametrize("stands", [True, False])
async def test_a_new_day_edits_a_board_and_posts_none(room: rooms.Room, stands: bool) -> None:
    await may_pin(room, True)
    await room.create("Ann")
    if stands:
        await put_up(room)

    async with room.work() as work:
        kept = await service.of_group(work, room.group_id)

    assert (kept.stands, kept.upkeep) == (stands, boards.Upkeep(edits=True))


@pytest.mark.parametrize(("right", "stands", "has"), [(True, False, True), (False, False, False), (False, True, True)])
async def test_a_group_has_a_board_where_it_stands_or_may_be_pinned(
    room: rooms.Room, right: bool, stands: bool, has: bool
) -> None:
    await may_pin(room, right)
    await room.create("Ann")
    if stands:
        await put_up(room)

    async with room.work() as work:
        assert await service.has_board(work, await work.groups.get(room.group_id)) is has
