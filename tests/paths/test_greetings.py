"""The greeting goes on being true: rights that come a moment later, a programme joined, what is chosen elsewhere."""

from collections.abc import AsyncIterator

import pytest

from playground import views
from tests.paths import committees
from tests.paths.pressing import tap
from tests.stage import Stage, stage

OWNERS = "what owners say of their own tasks"


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    """No zone is set by the operator; Ann's committee lives by New York's clocks and has a plan."""
    async with stage(sqlite_url, default_time_zone="") as opened:
        await opened.say("/settings")
        panel = await opened.answered("Settings")
        await opened.client.click(panel, "Time zone", opened.ann)
        prompt = await opened.answered("Which city")
        found = await opened.reply_to(await opened.say("New York", reply_to=prompt))
        await tap(opened, found, found.buttons[0][0].text, "Time zone: New York")
        yield opened


async def _join_code(scene: Stage) -> str:
    said = await scene.say(f"/plan {committees.PLAN}")
    await scene.quiet()
    await scene.app.tick()
    await committees.press(scene, await scene.reply_to(said), "With groups")
    links = (await scene.client.sent(scene.chat))[-1].text
    return links.split("startgroup=")[1].split("&")[0]


async def _greeting(scene: Stage, chat: views.ChatView) -> views.MessageView:
    await scene.quiet()
    return next(one for one in await scene.client.sent(chat) if "keeps this group's tasks" in one.text)


async def test_the_greeting_says_what_holds_whatever_came_after_it(scene: Stage) -> None:
    """As by the link of a programme: added, made an admin at once, and the place taken, before anything was sent."""
    code = await _join_code(scene)
    hall = await scene.client.chat("supergroup", title="Hall", admins=[scene.bo])
    hold = await scene.client.fault("slow", "sendMessage", times=None, seconds=30)
    await scene.client.join(hall, scene.bot, by=scene.bo)
    await scene.client.promote(hall, scene.bot, ["can_pin_messages"])
    await scene.say(f"/start {code}", scene.bo, chat=hall)
    await scene.client.release(hold)
    await scene.client.wait_for_sent(hall, "Exhibition")

    greeting = await _greeting(scene, hall)
    assert "Telegram sends me every message here" in greeting.text
    assert OWNERS in greeting.text
    assert "What I post: one pinned board; on working days" in greeting.text
    assert "Time zone: New York." in greeting.text
    assert [one.text for one in greeting.buttons[1]] == ["Other city…"]

    panel = await scene.reply_to(await scene.say("/settings", scene.bo, chat=hall))
    page = await tap(scene, panel, "In chat", "Reads:", scene.bo)
    page = await tap(scene, page, "What I read", "mentions", scene.bo)
    page = await tap(scene, page, "only what is addressed", "Reads: only", scene.bo)
    greeting = await _greeting(scene, hall)
    assert "I keep only what is meant for me" in greeting.text
    assert "What I post: one pinned board; on working days" in greeting.text

    page = await tap(scene, page, "Undo", "Reads: owners too", scene.bo)
    page = await tap(scene, page, "Board", "one pinned message", scene.bo)
    page = await tap(scene, page, "no", "Pinned board: no", scene.bo)
    greeting = await _greeting(scene, hall)
    assert "What I post: on working days one message at 08:30" in greeting.text
    assert OWNERS in greeting.text


async def test_what_the_greeting_said_of_the_right_to_pin_the_first_task_does_not_say_again(scene: Stage) -> None:
    hall = await scene.client.chat("supergroup", title="Hall", admins=[scene.bo])
    await scene.client.join(hall, scene.bot, by=scene.bo)
    greeting = await scene.client.wait_for_sent(hall, "with the right to pin, one pinned board")
    await scene.reply_to(await scene.say("/task@MusterTestBot Book the hall", scene.bo, chat=hall))
    await scene.quiet()
    assert [one.text.splitlines()[0] for one in await scene.client.sent(hall) if one.id != greeting.id] == [
        "#1 Book the hall"
    ]
