"""The board and the right to pin: missing, given, taken away, refused, unknown; on both databases, over HTTP."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.paths.boards import MOMENT, PAUSE, board, boards
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        yield opened


async def test_without_the_right_to_pin_there_is_no_board_and_it_is_said_once(scene: Stage) -> None:
    await scene.client.demote(scene.chat, scene.bot)
    await scene.ask("/task@MusterTestBot Book the hall @ann")
    await scene.ask("/task@MusterTestBot Order badges")
    await scene.advance(PAUSE)
    await scene.quiet()

    hints = [one for one in await scene.client.sent(scene.chat) if "status board" in one.text]
    assert await boards(scene) == []
    assert [(one.is_silent, one.text.split(":")[0]) for one in hints] == [(True, "No status board yet")]


@pytest.mark.parametrize("may_pin", [True, False])
async def test_without_a_board_the_digest_carries_the_counts(scene: Stage, may_pin: bool) -> None:
    if not may_pin:
        await scene.client.demote(scene.chat, scene.bot)
    await scene.ask("/task@MusterTestBot Book the hall @ann by 2026-11-25")
    await scene.quiet()
    await scene.advance(timedelta(hours=22, minutes=31))

    digest = await scene.answered("Today, Wed 25 Nov")

    counts = "Done 0 · moving 0 · blocked 0 · not started 1"
    assert (digest.text.splitlines()[1] == counts) is not may_pin


async def test_with_the_right_given_later_the_board_appears(scene: Stage) -> None:
    await scene.client.demote(scene.chat, scene.bot)
    await scene.ask("/task@MusterTestBot Book the hall @ann")
    await scene.quiet()

    await scene.client.promote(scene.chat, scene.bot, ["can_pin_messages"])
    await scene.quiet()
    await scene.advance(MOMENT)

    assert (await board(scene)).is_pinned


async def test_a_pin_that_is_refused_leaves_the_board_and_one_hint(scene: Stage) -> None:
    """F065."""
    refusal = {"code": 400, "description": "Bad Request: not enough rights to manage pinned messages in the chat"}
    await scene.client.fault("error", "pinChatMessage", times=None, **refusal)
    await scene.ask("/task Book the hall @ann")
    await scene.advance(MOMENT)
    unpinned = await board(scene)
    for percent in (10, 20):
        await scene.say(f"/update 1 {percent}%")
        await scene.quiet()
        await scene.advance(PAUSE)

    shown = await board(scene)
    assert (shown.id, shown.is_pinned) == (unpinned.id, False)
    assert "#1 20%" in shown.text
    assert sum("not pinned" in one.text for one in await scene.client.sent(scene.chat)) == 1
    assert len(await scene.client.calls("pinChatMessage")) == 1

    await scene.client.release()
    await scene.client.demote(scene.chat, scene.bot)
    await scene.client.promote(scene.chat, scene.bot)
    await scene.quiet()
    await scene.advance(PAUSE)
    assert (await board(scene)).is_pinned


async def test_after_the_right_is_taken_away_a_deleted_board_is_not_missed(scene: Stage) -> None:
    await scene.ask("/task Book the hall @ann")
    await scene.advance(MOMENT)
    first = await board(scene)
    await scene.client.demote(scene.chat, scene.bot)
    await scene.say("/update@MusterTestBot 1 10%")
    await scene.quiet()
    await scene.advance(PAUSE)
    assert "#1 10%" in (await board(scene)).text

    await scene.client.delete(first)
    for percent in (20, 30, 40):
        await scene.say(f"/update@MusterTestBot 1 {percent}%")
        await scene.quiet()
        await scene.advance(PAUSE)
        await scene.quiet()

    refused = [call for call in await scene.client.calls("editMessageText") if call.status != 200]
    assert await boards(scene) == []
    assert len(refused) == 1


async def test_where_telegram_does_not_say_what_we_may_there_is_no_board_yet(scene: Stage) -> None:
    await scene.client.fault("error", "getChatMember", code=500, description="Internal Server Error")
    await scene.ask("/task Book the hall @ann")
    await scene.advance(PAUSE)
    await scene.quiet()
    assert await boards(scene) == []

    await scene.advance(timedelta(minutes=6))
    await scene.ask("/task Order badges")
    await scene.advance(MOMENT)

    assert (await board(scene)).is_pinned
