"""Kicked, blocked, muted, without a right: one chat rests, its data stays, no other chat notices."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from coordination import messages
from coordination.messages import Purpose
from storage import tables
from tests.paths import boards, staging
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        yield opened


@pytest.fixture
async def one(sqlite_url: str) -> AsyncIterator[Stage]:
    """A stage for what does not depend on the database."""
    async with stage(sqlite_url) as opened:
        yield opened


async def kept(scene: Stage, table: Any) -> list[Any]:
    assert scene.app.parts is not None
    return await staging.rows(scene.app.parts.database, table)


async def chat_row(scene: Stage, telegram_id: int) -> Any:
    return next(row for row in await kept(scene, tables.chats) if row.telegram_id == telegram_id)


async def test_one_group_that_removed_the_bot_spoils_nothing_for_the_others(scene: Stage) -> None:
    """F058: a digest to five groups, the third answers 403."""
    chats = [await scene.client.chat(title=f"Group {n}", admins=[scene.ann, scene.bot]) for n in range(5)]
    for number, chat in enumerate(chats):
        await scene.ask(f"/task Order {number} by 2026-11-25", chat=chat)
    await scene.quiet()
    await staging.mute(scene)
    await scene.client.kick(chats[2], scene.bot)
    await scene.advance(timedelta(hours=22, minutes=31))
    for number, chat in enumerate(chats):
        if number != 2:
            await scene.client.wait_for_sent(chat, "Today, Wed 25 Nov")
    await scene.client.wait_for(lambda: _is_forbidden(scene, chats[2].id))
    await staging.speak_again(scene)
    await scene.quiet()

    assert (await chat_row(scene, chats[2].id)).state == "left"
    assert len(await kept(scene, tables.tasks)) == 5


async def _is_forbidden(scene: Stage, chat_id: int) -> bool:
    return any(call.status == 403 for call in await scene.client.calls() if call.chat_id == chat_id)


async def test_the_bot_that_is_removed_says_nothing_and_keeps_everything(scene: Stage) -> None:
    """F059, F064"""
    await scene.ask("/task Book the hall @ann by 2026-11-26")
    await scene.quiet()
    calls = len(await scene.client.calls("sendMessage"))
    await scene.client.kick(scene.chat, scene.bot)
    await scene.quiet()
    for _ in range(2):
        await scene.advance(timedelta(days=1))
    await scene.quiet()
    assert len(await scene.client.calls("sendMessage")) == calls

    await scene.client.unban(scene.chat, scene.bot)
    await scene.client.join(scene.chat, scene.bot, by=scene.ann)
    await scene.answered("Back again")
    await scene.quiet()
    said = [each.text for each in await boards.others(scene)][1:]
    assert len([text for text in said if text.startswith("Today")]) == 0
    await scene.client.promote(scene.chat, scene.bot)
    assert "#1 Book the hall" in await scene.ask("/list")


async def test_a_left_member_message_from_the_groups_stand_in_is_survived(scene: Stage) -> None:
    """F059: the farewell comes from GroupAnonymousBot, and the bot is already out."""
    await scene.ask("/task Book the hall @ann")
    await scene.quiet()
    calls = len(await scene.client.calls("sendMessage"))
    me = {"id": scene.bot.id, "is_bot": True, "first_name": "Muster", "username": scene.bot.username}
    number = await scene.client.inject(
        {
            "message": {
                "message_id": 900,
                "date": 1_795_485_600,
                "chat": {"id": scene.chat.id, "type": "supergroup", "title": "Exhibition"},
                "from": {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"},
                "sender_chat": {"id": scene.chat.id, "type": "supergroup", "title": "Exhibition"},
                "left_chat_member": me,
            }
        }
    )
    await scene.quiet()

    assert (await staging.inbox(scene))[number].outcome in ("ignored", "done")
    assert len(await scene.client.calls("sendMessage")) == calls


REFUSALS = [
    "Forbidden: bot was kicked from the supergroup chat",
    "Forbidden: bot was kicked from the group chat",
    "Forbidden: bot is not a member of the supergroup chat",
    "Forbidden: the group chat was deleted",
    "Bad Request: chat not found",
]


@pytest.mark.parametrize("description", REFUSALS)
async def test_a_chat_that_is_closed_to_us_rests_and_what_waits_for_it_is_dropped(one: Stage, description: str) -> None:
    code = 403 if description.startswith("Forbidden") else 400
    await one.client.fault("error", "sendMessage", code=code, description=description)
    with staging.speaking("echo", lambda request: [messages.Post(request.place, request.args)]):
        staging.at_once(one, *(staging.saying(one, f"/echo {number}") for number in range(3)))
        rows = await staging.settled(one)

    assert [row.state for row in rows] == ["dead", "dropped", "dropped"]
    assert (await chat_row(one, one.chat.id)).state != "active"


@pytest.mark.parametrize("description", REFUSALS)
async def test_whoever_speaks_in_a_chat_that_rests_wakes_it(one: Stage, description: str) -> None:
    """The refusal was a passing fault, or we are back and nobody told us."""
    code = 403 if description.startswith("Forbidden") else 400
    await one.client.fault("error", "sendMessage", code=code, description=description)
    await one.say("/task Book the hall @ann by 2026-11-25")
    await staging.settled(one)
    assert "#1 Book the hall" in await one.ask("/list")

    assert (await chat_row(one, one.chat.id)).state == "active"
    await one.advance(timedelta(hours=22, minutes=31))
    assert await one.answered("Today, Wed 25 Nov")


@pytest.mark.parametrize(
    "description",
    [
        "Forbidden: bot was blocked by the user",
        "Forbidden: bot can't initiate conversation with a user",
        "Forbidden: user is deactivated",
    ],
)
async def test_a_person_who_can_t_be_written_to_is_not_tried_again(one: Stage, description: str) -> None:
    """F060"""
    private = await one.client.private(one.ann, one.bot)
    await one.client.fault("error", "sendMessage", code=403, description=description)
    await one.say("/start", chat=private)
    (row,) = await staging.settled(one)
    for _ in range(3):
        await one.advance(timedelta(hours=1))

    assert (row.state, row.note) == ("dead", "forbidden_person")
    assert len(await one.client.calls("sendMessage")) == 1


async def test_whoever_unblocks_the_bot_is_answered_again(scene: Stage) -> None:
    private = await scene.client.private(scene.ann, scene.bot)
    await scene.say("/start", chat=private)
    await scene.client.wait_for_sent(private)
    await scene.quiet()
    await scene.client.block(scene.ann, scene.bot)
    await scene.quiet()
    assert (await chat_row(scene, scene.ann.id)).state == "left"
    await scene.client.unblock(scene.ann, scene.bot)
    before = len(await scene.client.sent(private))
    await scene.say("/help", chat=private)
    await scene.quiet()

    assert (await chat_row(scene, scene.ann.id)).state == "active"
    assert len(await scene.client.sent(private)) == before + 1


@pytest.mark.parametrize(
    "description",
    [
        pytest.param("Bad Request: not enough rights to send text messages to the chat", id="F061"),
        pytest.param("Bad Request: CHAT_RESTRICTED", id="F062"),
        pytest.param("Bad Request: have no rights to send a message", id="another wording"),
    ],
)
async def test_a_chat_where_the_bot_may_not_speak_is_tried_slowly(one: Stage, description: str) -> None:
    """For an hour, then it may speak again."""
    fault = await one.client.fault("error", "sendMessage", times=None, code=400, description=description)
    await one.say("/task Book the hall @ann")
    for _ in range(6):
        row = await staging.put_off(one)
        assert row.not_before - one.clock.now() > timedelta(minutes=9)
        tried = len(await one.client.calls("sendMessage"))
        await one.client.advance(row.not_before - one.clock.now())
        await one.client.wait_for(partial(_tried, one, tried + 1))
    row = await staging.put_off(one)
    await one.client.release(fault)
    await one.client.advance(row.not_before - one.clock.now())

    assert await one.answered("#1 Book the hall")
    assert len(await kept(one, tables.tasks)) == 1


async def _tried(scene: Stage, times: int) -> bool:
    return len(await scene.client.calls("sendMessage")) >= times


async def test_restricted_by_an_admin_the_schedules_rest_until_the_right_is_back(scene: Stage) -> None:
    await scene.ask("/task Book the hall @ann by 2026-11-25")
    await scene.quiet()
    await scene.client.restrict(scene.chat, scene.bot, left=[])
    await scene.quiet()
    await scene.advance(timedelta(hours=22, minutes=31))
    await scene.quiet()
    assert not [call for call in await scene.client.calls("sendMessage") if "Today" in str(call.params["text"])]

    await scene.client.promote(scene.chat, scene.bot)
    await scene.quiet()
    await scene.advance(timedelta(days=1))
    assert await scene.answered("Thu 26 Nov")


async def test_a_pin_that_is_refused_leaves_the_post_and_is_not_tried_again(one: Stage) -> None:
    """F065"""
    await one.client.fault(
        "error",
        "pinChatMessage",
        code=400,
        description="Bad Request: not enough rights to manage pinned messages in the chat",
    )
    with staging.speaking(
        "board", lambda request: [messages.Post(request.place, "a board", Purpose.BOARD, slot="x", pinned=True)]
    ):
        await one.say("/board")
        rows = await staging.settled(one)

    assert [(row.kind, row.state) for row in rows] == [("post", "sent"), ("pin", "dropped")]
    assert (await chat_row(one, one.chat.id)).may_pin is False
    assert len(await one.client.sent(one.chat)) == 1
