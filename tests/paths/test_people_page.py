"""The people of a group in the panel: named lead by button, in the chat and in private; nobody else's buttons act."""

from collections.abc import AsyncIterator

import pytest

from handlers import presses
from playground import views
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Ann is an admin of the chat, Bo a member; both have been seen."""
    async with stage(database_url) as opened:
        await opened.ask("/list")
        await opened.ask("/list", opened.bo)
        await opened.quiet()
        yield opened


def labels(message: views.MessageView) -> list[str]:
    return [button.text for row in message.buttons for button in row]


def data(message: views.MessageView, label: str) -> str:
    return next(button.data or "" for row in message.buttons for button in row if button.text == label)


async def toast(scene: Stage, press_id: str) -> str:
    await scene.quiet()
    return str((await scene.client.answer(press_id) or {}).get("text", ""))


async def test_an_admin_makes_a_lead_by_button_and_a_member_does_not(scene: Stage) -> None:
    await scene.client.join(scene.chat, await scene.client.bot("HelperBot", first_name="Helper"), by=scene.ann)
    panel = await scene.reply_to(await scene.say("/settings"))
    await scene.client.click(panel, "People", scene.ann)
    listed = await scene.answered("2 people have been seen here")
    assert labels(listed)[:2] == ["Ann Lee", "Bo Chen"]
    await scene.client.click(listed, "Bo Chen", scene.ann)
    shown = await scene.answered("Part: member")
    assert "Private messages: not before they write first" in shown.text
    refused = await scene.client.click(shown, "lead", scene.bo)
    assert "admin" in await toast(scene, refused.id)
    assert (await scene.ask("/lead")).startswith("Nobody leads here yet")

    await scene.restart()
    await scene.client.click(shown, "lead", scene.ann)
    shown = await scene.answered("Part: lead")
    assert "lead ✓" in labels(shown)
    assert await scene.ask("/lead") == "Lead: Bo Chen"
    listed = await scene.reply_to(await scene.say("/people"))
    assert labels(listed)[:2] == ["Bo Chen · lead", "Ann Lee"]
    assert "admin" in await scene.ask("/people", scene.bo)


async def test_forged_numbers_reach_nobody(scene: Stage) -> None:
    panel = await scene.reply_to(await scene.say("/settings"))
    group_id = presses.read(data(panel, "People")).number(0)  # type: ignore[union-attr]
    forged = [
        presses.data("person", group_id, 999_999),
        presses.data("partto", group_id, 999_999, 1),
        presses.data("partto", group_id, 1, 77),
        presses.data("people", 999_999),
    ]
    for one in forged:
        press = await scene.client.press(panel, one, scene.ann)
        assert "old" in await toast(scene, press.id), one
    assert (await scene.ask("/lead")).startswith("Nobody leads here yet")
