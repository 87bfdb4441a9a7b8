"""The first minutes of a chat: the greeting, the zone in one tap, and help; on both databases."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from playground import views
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """No zone is set by the operator: each group has to confirm its own."""
    async with stage(database_url, default_time_zone="") as opened:
        yield opened


async def _added(scene: Stage, title: str = "Protocol") -> views.ChatView:
    """A new group, and Ann adds the bot to it as an admin."""
    chat = await scene.client.chat("supergroup", title=title, members=[scene.bo], admins=[scene.ann])
    await scene.client.join(chat, scene.bot, by=scene.ann)
    return chat


async def test_the_bot_greets_once_when_it_is_added_and_asks_for_the_zone(scene: Stage) -> None:
    chat = await _added(scene)
    greeting = await scene.client.wait_for_sent(chat, "keeps this group's tasks")
    await scene.quiet()

    assert "As a plain member only commands" in greeting.text
    assert "Until an admin confirms the time zone, nothing is posted on schedule" in greeting.text
    assert [button.text for row in greeting.buttons for button in row][:2] == ["Beijing", "UTC"]
    assert len(await scene.client.sent(chat)) == 1


async def test_a_task_works_before_anything_is_set_up(scene: Stage) -> None:
    assert (await scene.ask("/task Book the hall @ann")).startswith("#1 Book the hall")


async def test_only_an_admin_confirms_the_zone_and_then_the_digest_comes(scene: Stage) -> None:
    await scene.ask("/task Book the hall @ann by 2026-11-24")
    greeting = await scene.reply_to(await scene.say("/start"))
    refused = await scene.client.click(greeting, "Beijing", scene.bo)
    await scene.quiet()
    assert (await scene.client.answer(refused.id) or {})["text"] == "For an admin of this chat to answer."
    await scene.advance(timedelta(days=1))
    await scene.quiet()
    assert not [one for one in await scene.client.sent(scene.chat) if one.text.startswith("Today")]

    await scene.client.click(greeting, "Beijing", scene.ann)
    shown = await scene.answered("Time zone: Beijing.")
    assert "Thu 26 Nov, 08:30" in shown.text
    assert "Fri 27 Nov, 15:00" in shown.text
    await scene.advance(timedelta(hours=22, minutes=40))
    assert "Today, Thu 26 Nov" in (await scene.answered("Today, Thu")).text


async def test_a_zone_button_of_another_group_does_nothing(scene: Stage) -> None:
    await scene.ask("/task Book the hall")
    greeting = await scene.reply_to(await scene.say("/start"))
    press = await scene.client.press(greeting, "t1:zone:zzzz:0", scene.ann)
    await scene.quiet()

    assert (await scene.client.answer(press.id) or {})["text"].startswith("This button is old")


@pytest.mark.parametrize(
    "data", ["v0:done:999999", "t1:nothing:1", "t1:done:-1:2", "\x00\x01", "t1:list:1:99:0" + "z" * 30]
)
async def test_a_button_nobody_made_is_answered_kindly(scene: Stage, data: str) -> None:
    card = await scene.reply_to(await scene.say("/task Book the hall"))
    press = await scene.client.press(card, data, scene.ann)
    await scene.quiet()

    assert "old" in (await scene.client.answer(press.id) or {}).get("text", "")


@pytest.mark.parametrize(
    ("code", "first", "answer"),
    [
        ("en", "/start", "Muster keeps tasks"),
        ("zh-hans", "/start", "Muster 负责登记工作组任务"),
        ("de", "/help", "/task Book"),
    ],
)
async def test_in_private_it_speaks_the_persons_language(scene: Stage, code: str, first: str, answer: str) -> None:
    person = await scene.client.user("Kim", language_code=code)
    private = await scene.client.private(person, scene.bot)
    await scene.client.say(private, person, first)

    assert answer in (await scene.client.wait_for_sent(private)).text


async def test_an_unknown_command_is_answered_in_private_only(scene: Stage) -> None:
    private = await scene.client.private(scene.ann, scene.bot)
    await scene.client.say(private, scene.ann, "/nonsense")
    assert (await scene.client.wait_for_sent(private)).text == "/nonsense is not known here. What is: /help"

    await scene.say("/nonsense")
    await scene.quiet()
    assert await scene.client.sent(scene.chat) == []
