"""What a change brings about for the board of its group: nothing is read of it, and a missing right is told once."""

from dataclasses import replace

import pytest

from coordination import messages
from coordination.rules import events, groups
from coordination.services import changes
from handlers import board_upkeep, words
from storage import engines, tables
from tests.handlers import scenes, stories


async def changed(database: engines.Database, group: groups.Group) -> list[messages.Outgoing]:
    """What is said of the board by an update that changes something in the group."""
    async with scenes.update(database) as unit:
        said = changes.Said(group, None, stories.NOW, unit.new_id(), source=events.Source(group.chat_id, 5))
        changes.add_group_event(unit, said, "language", ({}, {}))
        return await board_upkeep.touched(unit)


async def founded(
    database: engines.Database, language: str = "en", *, may_pin: bool | None, stands: bool = False
) -> groups.Group:
    """A group with a task, and perhaps a board."""
    group = await scenes.founded(database, language, stories.task(1, "Book the hall"))
    group = replace(group, next_number=2)
    async with scenes.update(database) as unit:
        unit.groups.save(group)
        unit.chats.save(replace(await unit.chats.get(group.chat_id), may_pin=may_pin))
    if stands:
        slot = {"chat_id": group.chat_id, "name": f"board:{group.id}", "message_id": 77}
        async with database.writer() as connection:
            await connection.execute(tables.slots.insert(), slot)
    return group


async def test_the_board_is_edited_and_posted_and_pinned_where_there_is_none(database: engines.Database) -> None:
    group = await founded(database, may_pin=True)

    (edit,) = await changed(database, group)

    assert isinstance(edit, messages.Edit)
    assert (edit.slot, edit.purpose) == (f"board:{group.id}", messages.Purpose.BOARD)
    assert (edit.or_post, edit.pinned, edit.text, edit.values) == (True, True, "", {"group": str(group.id)})


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize(("stands", "key"), [(False, "board.hint.none"), (True, "board.hint.unpinned")])
async def test_a_missing_right_to_pin_is_said_once_and_silently(
    database: engines.Database, language: str, stands: bool, key: str
) -> None:
    group = await founded(database, language, may_pin=False, stands=stands)

    first, second = await changed(database, group), await changed(database, group)

    (hint,) = [one for one in first if isinstance(one, messages.Post)]
    assert (hint.text, hint.silent, hint.reply_to) == (words.say(language, key), True, None)
    assert not [one for one in second if isinstance(one, messages.Post)]
    assert [type(one) for one in second] == ([messages.Edit] if stands else [])


async def test_without_the_right_a_board_that_stands_is_kept_but_none_is_posted(database: engines.Database) -> None:
    group = await founded(database, may_pin=False, stands=True)

    (edit,) = [one for one in await changed(database, group) if isinstance(one, messages.Edit)]

    assert (edit.or_post, edit.pinned) == (False, False)


@pytest.mark.parametrize("stands", [False, True])
async def test_with_the_right_the_board_appears_and_one_that_stands_is_pinned(
    database: engines.Database, stands: bool
) -> None:
    group = await founded(database, may_pin=True, stands=stands)

    async with scenes.update(database) as unit:
        chat = await unit.chats.get(group.chat_id)
        said = await board_upkeep.caught_up(unit, chat, may_pin_now=True)

    assert [type(one) for one in said] == [messages.Edit, *([messages.Pin] if stands else [])]


async def test_an_update_that_changes_nothing_says_nothing(database: engines.Database) -> None:
    await founded(database, may_pin=True)

    async with scenes.update(database) as unit:
        assert await board_upkeep.touched(unit) == []


async def test_the_board_of_a_topics_group_stands_in_its_topic(database: engines.Database) -> None:
    group = replace(await founded(database, may_pin=True), topic_id=9)

    assert board_upkeep.edit(group, posts=True).place == messages.Place(group.chat_id, 9)
