"""Who is an admin of a chat is Telegram's word: asked, remembered for five minutes, forgotten when Telegram tells."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import facts
from playground import views
from tests.stage import Stage, stage

NOT_YOURS = "For an admin of this chat to answer."


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url) as opened:
        yield opened


async def _tapped(scene: Stage, panel: views.MessageView, label: str = "In chat") -> str:
    """What Ann is told who presses a button of the panel."""
    query = await scene.client.click(panel, label, scene.ann)
    await scene.quiet()
    return str((await scene.client.answer(query.id) or {}).get("text") or "")


async def _asked(scene: Stage) -> int:
    calls = await scene.client.calls("getChatMember")
    return len([call for call in calls if call.params["user_id"] == scene.ann.id])


async def test_where_nobody_tells_us_a_lost_right_is_noticed_within_five_minutes(scene: Stage) -> None:
    """A plain member bot hears nothing of other people's rights."""
    chat = await scene.client.chat("supergroup", title="Visas", members=[scene.bot], admins=[scene.bo, scene.ann])
    panel = await scene.reply_to(await scene.say("/settings@MusterTestBot", chat=chat))
    for label in ("In chat", "Back", "In chat", "Back"):
        assert await _tapped(scene, panel, label) == ""
        panel = next(one for one in await scene.client.sent(chat) if one.id == panel.id)
    assert await _asked(scene) == 1

    await scene.client.demote(chat, scene.ann, by=scene.bo)
    await scene.advance(facts.REMEMBERED - timedelta(seconds=10))
    assert await _tapped(scene, panel) == ""
    await scene.advance(timedelta(seconds=20))
    panel = next(one for one in await scene.client.sent(chat) if one.id == panel.id)
    assert await _tapped(scene, panel, "Back") == NOT_YOURS


async def test_where_telegram_tells_a_lost_right_and_a_new_one_hold_at_once(scene: Stage) -> None:
    panel = await scene.reply_to(await scene.say("/settings"))
    assert await _tapped(scene, panel) == ""
    panel = next(one for one in await scene.client.sent(scene.chat) if one.id == panel.id)
    await scene.client.demote(scene.chat, scene.ann)
    assert await _tapped(scene, panel, "Back") == NOT_YOURS
    await scene.client.promote(scene.chat, scene.ann)
    assert await _tapped(scene, panel, "Back") == ""


async def test_where_telegram_does_not_answer_nobody_is_an_admin_and_it_is_asked_again(scene: Stage) -> None:
    panel = await scene.reply_to(await scene.say("/settings"))
    await scene.client.fault("error", "getChatMember", code=400, description="Bad Request: chat not found")
    assert await _tapped(scene, panel) == NOT_YOURS
    assert await _tapped(scene, panel) == ""
