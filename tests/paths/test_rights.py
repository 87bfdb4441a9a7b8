"""Kicked, muted, let in again: one group's trouble stays its own, and nothing of it is lost (F058 to F064)."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from playground import views
from storage import tables
from tests.stage import Stage, stage

MORNING = timedelta(hours=22, minutes=31)


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Two groups, each with something late."""
    async with stage(database_url) as opened:
        other = await opened.client.chat("supergroup", title="Protocol", admins=[opened.ann, opened.bot])
        opened.others["chat"] = other
        await opened.ask("/task Book the hall @ann by 2026-11-23")
        await opened.ask("/task Order flags @ann by 2026-11-23", chat=other)
        await opened.quiet()
        yield opened


async def _state(scene: Stage, chat: views.ChatView) -> str:
    assert scene.app.parts is not None
    async with scene.app.parts.database.reader() as reader:
        found = await reader.scalar(sa.select(tables.chats.c.state).where(tables.chats.c.telegram_id == chat.id))
    return str(found)


async def _digests(scene: Stage, chat: views.ChatView) -> list[str]:
    await scene.quiet()
    return [one.text for one in await scene.client.sent(chat) if one.text.startswith("Today")]


@pytest.mark.parametrize(
    "description",
    ["Forbidden: bot was kicked from the supergroup chat", "Forbidden: bot is not a member of the supergroup chat"],
    ids=["F058 kicked", "F058 no member"],
)
async def test_a_group_that_refuses_us_is_left_alone_and_no_other_is(scene: Stage, description: str) -> None:
    await scene.client.fault(
        "error", "sendMessage", chat_id=scene.chat.id, times=None, code=403, description=description
    )
    await scene.advance(MORNING)
    assert len(await _digests(scene, scene.others["chat"])) == 1
    assert await _state(scene, scene.chat) == "left"

    tried = len(await scene.client.calls("sendMessage"))
    await scene.advance(timedelta(days=1))
    await scene.quiet()
    calls = (await scene.client.calls("sendMessage"))[tried:]
    assert {call.params["chat_id"] for call in calls} <= {scene.others["chat"].id}


async def test_f059_being_thrown_out_is_taken_without_a_word(scene: Stage) -> None:
    before = len(await scene.client.calls("sendMessage"))
    await scene.client.kick(scene.chat, scene.bot, by=scene.ann)
    await scene.quiet()

    assert await _state(scene, scene.chat) == "left"
    assert len(await scene.client.calls("sendMessage")) == before


@pytest.mark.parametrize(
    "description",
    ["Bad Request: not enough rights to send text messages to the chat", "Bad Request: CHAT_RESTRICTED"],
    ids=["F061 no rights", "F062 restricted"],
)
async def test_a_group_where_we_are_muted_gets_its_answer_later(scene: Stage, description: str) -> None:
    await scene.client.fault("error", "sendMessage", chat_id=scene.chat.id, times=1, code=400, description=description)
    said = await scene.say("/list")
    await scene.client.wait_for(lambda: _refused(scene))
    assert await scene.ask("/list", chat=scene.others["chat"]) != ""
    await scene.advance(timedelta(minutes=11))

    assert "#1 Book the hall" in (await scene.reply_to(said)).text


async def _refused(scene: Stage) -> bool:
    return any(call.status == 400 for call in await scene.client.calls("sendMessage"))


async def test_f064_coming_back_brings_everything_back_and_no_burst(scene: Stage) -> None:
    await scene.client.kick(scene.chat, scene.bot, by=scene.ann)
    await scene.quiet()
    await scene.advance(timedelta(days=2))
    await scene.client.unban(scene.chat, scene.bot, by=scene.ann)
    await scene.client.join(scene.chat, scene.bot, by=scene.ann)
    await scene.client.promote(scene.chat, scene.bot, by=scene.ann)

    assert "All tasks of this group are still here" in (await scene.answered("still here")).text
    assert await _digests(scene, scene.chat) == []
    assert "#1 Book the hall" in await scene.ask("/list")


async def test_f060_a_person_who_blocked_us_is_tried_once(scene: Stage) -> None:
    private = await scene.client.private(scene.bo, scene.bot)
    await scene.client.fault(
        "error",
        "sendMessage",
        chat_id=scene.bo.id,
        times=None,
        code=403,
        description="Forbidden: bot was blocked by the user",
    )
    await scene.client.say(private, scene.bo, "/help")
    await scene.quiet()
    await scene.advance(timedelta(hours=2))
    await scene.quiet()

    tried = [call for call in await scene.client.calls("sendMessage") if call.params["chat_id"] == scene.bo.id]
    assert len(tried) == 1
