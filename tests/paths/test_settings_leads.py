"""Leads change settings only where an admin lets them, and never name leads nor let themselves; over HTTP."""

from collections.abc import AsyncIterator

import pytest

from playground import views
from tests.stage import Stage, stage

NOT_YOURS = "For an admin of this chat to answer."


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    """Ann is an admin of the chat, Bo its lead."""
    async with stage(sqlite_url, default_time_zone="") as opened:
        await opened.ask("/task Sign the contract @bo by 2026-12-04")
        await opened.ask("/list", opened.bo)
        assert (await opened.ask("/lead @bo")).startswith("Lead: Bo Chen.")
        yield opened


async def _refused(scene: Stage, message: views.MessageView, data: str) -> None:
    press = await scene.client.press(message, data, scene.bo)
    await scene.quiet()
    assert (await scene.client.answer(press.id) or {})["text"] == NOT_YOURS


async def _tap(
    scene: Stage, message: views.MessageView, label: str, shows: str, who: views.UserView
) -> views.MessageView:
    await scene.client.click(message, label, who)

    async def look() -> views.MessageView | None:
        found = next(one for one in await scene.client.sent(message.chat_id) if one.id == message.id)
        return found if shows in found.text else None

    shown = await scene.client.wait_for(look)
    assert shown is not None
    return shown


async def _who(scene: Stage, panel: views.MessageView) -> views.MessageView:
    """From the first page to the question whether leads configure."""
    page = await _tap(scene, panel, "Who may", "Who may do what", scene.ann)
    return await _tap(scene, page, "Leads", "Whether leads and deputies may change", scene.ann)


def _data(message: views.MessageView, label: str) -> str:
    return next(one.data for row in message.buttons for one in row if label in one.text) or ""


async def test_a_lead_configures_while_an_admin_lets_them_and_not_a_moment_longer(scene: Stage) -> None:
    ann, bo = scene.ann, scene.bo
    panel = await scene.reply_to(await scene.say("/settings"))
    people = _data(panel, "People")
    panel = await _tap(scene, panel, "In chat", "how it is answered", ann)
    board = _data(panel, "Board")
    await _refused(scene, panel, board)

    page = await _who(scene, await _tap(scene, panel, "Back", "Settings of", ann))
    let = _data(page, "yes")
    await _refused(scene, page, let)
    page = await _tap(scene, page, "yes", "Leads may change settings: yes", ann)
    page = await _tap(scene, await _tap(scene, page, "Back", "Who may do", bo), "Back", "Settings of", bo)
    await scene.restart()

    page = await _tap(scene, page, "In chat", "how it is answered", bo)
    page = await _tap(scene, page, "Board", "one pinned message", bo)
    page = await _tap(scene, page, "no", "Pinned board: no", bo)
    page = await _tap(scene, page, "Undo", "Pinned board: yes", bo)
    page = await _tap(scene, page, "Back", "Settings of", bo)
    await scene.client.click(page, "Time zone", bo)
    prompt = await scene.answered("Which city's time?")
    assert "Time there now" in await scene.ask("Geneva", bo, reply_to=prompt)
    await scene.client.click(page, "Time zone", bo)
    await scene.quiet()
    waiting = [one for one in await scene.client.sent(scene.chat.id) if "Which city's time?" in one.text][-1]
    assert waiting.id != prompt.id

    again = await scene.reply_to(await scene.say("/settings", bo))
    again = await _tap(scene, again, "Working days", "until when", bo)
    page = await _tap(scene, again, "Weekend", "Days on which nobody here works", bo)
    page = await _tap(scene, page, "Fri and Sat", "Weekend: Fri and Sat", bo)
    await scene.restart()
    page = await _tap(scene, page, "Undo", "until when", bo)
    again = await _tap(scene, page, "Weekend", "Days on which", bo)
    assert _data(again, "by country ✓")
    page = await _tap(scene, await _tap(scene, again, "Back", "until when", bo), "Back", "Settings of", bo)

    private = await scene.client.private(bo, scene.bot)
    await scene.client.say(private, bo, "/settings")
    picker = await scene.client.wait_for_sent(private, "Of which group?")
    await _tap(scene, picker, "Exhibition", "Settings of", bo)
    await _refused(scene, page, let)
    await _refused(scene, page, people)

    page = await _who(scene, page)
    again = await scene.reply_to(await scene.say("/settings"))
    page = await _tap(scene, await _who(scene, again), "no", "may change settings: no", ann)
    await _refused(scene, page, board)
    assert "admin of this chat" in await scene.ask("Berlin", bo, reply_to=waiting)
