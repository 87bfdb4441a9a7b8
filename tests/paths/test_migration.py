"""A group that becomes a supergroup: heard of by either service message or by a refused message, in any order."""

from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from coordination import messages
from playground import views
from storage import tables
from tests.paths import staging
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        yield opened


async def small_group(scene: Stage) -> views.ChatView:
    """A basic group with a task in it."""
    chat = await scene.client.chat("group", title="Exhibition", members=[scene.bo], admins=[scene.ann, scene.bot])
    await scene.ask("/task Book the hall @ann", chat=chat)
    await scene.quiet()
    return chat


async def kept(scene: Stage, table: Any) -> list[Any]:
    assert scene.app.parts is not None
    return await staging.rows(scene.app.parts.database, table)


def service(chat_id: int, kind: str, **facts: Any) -> dict[str, Any]:
    """A service message as it is said by the stand-in of the group."""
    return {
        "message": {
            "message_id": 900,
            "date": 1_795_485_600,
            "chat": {"id": chat_id, "type": kind, "title": "Exhibition"},
            "from": {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"},
            **facts,
        }
    }


async def test_all_of_a_group_goes_with_it(scene: Stage) -> None:
    """F002: two service messages, no answer to either."""
    chat = await small_group(scene)
    before = await kept(scene, tables.groups)
    new = await scene.client.migrate(chat)
    await scene.quiet()

    assert [each for each in await scene.client.sent(new) if each.reply_to] == []
    assert "#1 Book the hall" in await scene.ask("/list", chat=new)
    assert await kept(scene, tables.groups) == before
    (row,) = [row for row in await kept(scene, tables.chats) if row.telegram_id == new.id]
    assert row.type == "supergroup"
    assert [(one.telegram_id, one.chat_id) for one in await kept(scene, tables.chat_aliases)] == [(chat.id, row.id)]


async def test_both_halves_delivered_twice_change_nothing_more(scene: Stage) -> None:
    """F002"""
    chat = await small_group(scene)
    new = await scene.client.migrate(chat)
    await scene.quiet()
    before = [await kept(scene, table) for table in (tables.chats, tables.groups, tables.tasks, tables.chat_aliases)]
    staging.at_once(
        scene,
        staging.injecting(service(chat.id, "group", migrate_to_chat_id=new.id)),
        staging.injecting(service(new.id, "supergroup", migrate_from_chat_id=chat.id)),
    )
    await scene.quiet()

    assert [
        await kept(scene, table) for table in (tables.chats, tables.groups, tables.tasks, tables.chat_aliases)
    ] == before


OLD, NEW, MESSAGE = "told in the old chat", "told in the new chat", "a message in the new chat"


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "one by one"])
async def test_the_order_of_the_news_makes_no_difference(scene: Stage, together: bool) -> None:
    """F002: the supergroup may be met before anybody says what it was."""
    for number, order in enumerate(permutations((OLD, NEW, MESSAGE))):
        chat = await small_group(scene)
        new = await scene.client.chat(
            title="Exhibition", id=-1_001_700_000_001 - number, members=[scene.bo], admins=[scene.ann, scene.bot]
        )
        deeds = {
            OLD: staging.injecting(service(chat.id, "group", migrate_to_chat_id=new.id)),
            NEW: staging.injecting(service(new.id, "supergroup", migrate_from_chat_id=chat.id)),
            MESSAGE: staging.saying(scene, "/task Order badges", chat=new),
        }
        for batch in [order] if together else [(each,) for each in order]:
            staging.at_once(scene, *(deeds[each] for each in batch))
            await scene.quiet()

        listed = await scene.ask("/list", chat=new)
        assert "#1 Book the hall" in listed, order
        assert "#2 Order badges" in listed, order
        assert [row.telegram_id for row in await kept(scene, tables.chats)].count(new.id) == 1
        assert len(await kept(scene, tables.groups)) == number + 1


async def test_a_message_that_is_refused_for_the_upgrade_moves_the_chat_and_is_sent_once(scene: Stage) -> None:
    """F001: the error is the first we hear of it."""
    chat = await small_group(scene)
    await staging.mute(scene)
    new = await scene.client.migrate(chat)
    before = len(await scene.client.calls())
    (group,) = await kept(scene, tables.groups)
    await staging.post(scene, messages.Post(messages.Place(group.chat_id), "the digest", messages.Purpose.DIGEST))
    await scene.client.wait_for_sent(new, "the digest")
    await staging.speak_again(scene)

    assert len([each for each in await scene.client.sent(new) if each.text == "the digest"]) == 1
    dead = [call for call in await scene.client.calls(after=before) if call.chat_id == chat.id]
    assert [call.description for call in dead] == ["Bad Request: group chat was upgraded to a supergroup chat"]
    assert "#1 Book the hall" in await scene.ask("/list", chat=new)


async def test_what_waits_for_the_old_chat_arrives_in_the_new_one_in_order(scene: Stage) -> None:
    """F004"""
    chat = await small_group(scene)
    await scene.client.flood(60, "sendMessage", chat_id=chat.id)
    (group,) = await kept(scene, tables.groups)
    for number in range(3):
        await staging.post(scene, messages.Post(messages.Place(group.chat_id), f"reminder {number}"))
    row = await staging.put_off(scene)
    new = await scene.client.migrate(chat)
    await scene.client.advance(row.not_before - scene.clock.now())
    await scene.client.wait_for_sent(new, "reminder 2")
    await scene.quiet()

    reminders = [each.text for each in await scene.client.sent(new) if each.text.startswith("reminder")]
    assert reminders == ["reminder 0", "reminder 1", "reminder 2"]


async def test_an_answer_that_waits_answers_nobody_elses_message_in_the_new_chat(scene: Stage) -> None:
    """Numbers of messages begin anew in a supergroup."""
    chat = await small_group(scene)
    await scene.client.flood(60, "sendMessage", chat_id=chat.id)
    await scene.say("/list", chat=chat)
    row = await staging.put_off(scene)
    new = await scene.client.migrate(chat)
    for number in range(6):
        await scene.say(f"a line {number}", scene.bo, chat=new)
    await scene.client.advance(row.not_before - scene.clock.now())
    answer = await scene.client.wait_for_sent(new, "Open tasks")

    assert answer.reply_to is None


async def test_a_card_of_the_old_chat_is_not_edited_in_the_new_one(scene: Stage) -> None:
    chat = await small_group(scene)
    new = await scene.client.migrate(chat)
    await scene.quiet()
    for number in range(4):
        await scene.say(f"a line {number}", scene.bo, chat=new)
    before = len(await scene.client.calls())
    await scene.say("/update 1 60%", chat=new)
    await scene.quiet()

    edits = [call for call in await scene.client.calls("editMessageText") if call.number > before]
    assert [call for call in edits if not call.is_ok] == []
    assert "60%" in await scene.ask("/list 1", chat=new)


async def test_a_schedule_of_the_old_chat_posts_in_the_new_one(scene: Stage) -> None:
    """F001"""
    chat = await small_group(scene)
    await scene.ask("/task Order badges by 2026-11-25", chat=chat)
    new = await scene.client.migrate(chat)
    await scene.quiet()
    await scene.advance(timedelta(hours=22, minutes=31))

    assert await scene.client.wait_for_sent(new, "Wed 25 Nov")
