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
    assert [[button.text for button in row] for row in greeting.buttons] == [
        ["English ✓", "中文"],
        ["Beijing", "UTC", "Other city…"],
        ["Set up in private", "Stay silent", "This chat…"],
    ]
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


async def test_what_the_chat_is_is_told_and_the_greeting_stays(scene: Stage) -> None:
    chat = await _added(scene)
    greeting = await scene.client.wait_for_sent(chat, "keeps this group's tasks")
    await scene.quiet()
    await scene.client.click(greeting, "This chat…", scene.ann)
    told = await scene.client.wait_for_sent(chat, "a working group by itself")
    await scene.quiet()

    assert told.id != greeting.id
    assert "/plan" in told.text
    assert "keeps this group's tasks" in (await scene.client.sent(chat))[0].text


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


async def test_the_greeting_sets_the_group_up_in_a_few_taps(scene: Stage) -> None:
    """Language, zone, digest and a lead after adding the bot: eight taps, and not a word typed."""
    chat = await _added(scene)
    taps = 0

    async def tap(message: views.MessageView, label: str, shows: str, *, below: bool = False) -> views.MessageView:
        nonlocal taps
        taps += 1
        last = (await scene.client.sent(chat))[-1].id
        await scene.client.click(message, label, scene.ann)

        async def look() -> views.MessageView | None:
            found = [one for one in await scene.client.sent(chat) if (one.id > last if below else one.id == message.id)]
            return next((one for one in found if shows in one.text), None)

        shown = await scene.client.wait_for(look)
        assert shown is not None
        return shown

    greeting = await scene.client.wait_for_sent(chat, "keeps this group's tasks")
    await scene.ask("/list", scene.bo, chat=chat)
    greeting = await tap(greeting, "中文", "负责登记本群任务")
    await scene.restart()
    greeting = await tap(greeting, "北京时间", "时区：北京时间")
    assert "下次今日提示：11月25日（周三）8:30" in greeting.text

    page = await tap(greeting, "调整时间", "接下来三次", below=True)
    page = await tap(page, "9:00", "尚未保存")
    assert "已保存" in (await tap(page, "保存", "已保存")).text
    page = await tap(greeting, "指定组长", "Protocol", below=True)
    page = await tap(page, "Bo Chen", "职务：成员")
    await tap(page, "组长", "职务：组长")
    assert taps == 8
    assert "组长：Bo Chen" in await scene.ask("/lead", chat=chat)
    assert "Muster" in (await scene.client.sent(chat))[0].text


async def test_a_silenced_chat_is_answered_and_hears_nothing_by_itself(scene: Stage) -> None:
    chat = await _added(scene)
    greeting = await scene.client.wait_for_sent(chat, "keeps this group's tasks")
    await scene.client.click(greeting, "Beijing", scene.ann)
    await scene.client.wait_for_sent(chat, "Time zone: Beijing")
    await scene.client.click(greeting, "Stay silent", scene.ann)
    await scene.client.wait_for_sent(chat, "Silent: nothing is posted on schedule until")
    await scene.ask("/task Book the hall @ann by 2026-11-24", chat=chat)
    await scene.advance(timedelta(days=1))
    await scene.quiet()
    assert not [one for one in await scene.client.sent(chat) if one.text.startswith("Today")]


async def test_the_greetings_link_leads_to_the_panel_in_private(scene: Stage) -> None:
    await scene.ask("/task Book the hall")
    private = await scene.client.private(scene.ann, scene.bot)
    await scene.client.say(private, scene.ann, "/start setup")
    picker = await scene.client.wait_for_sent(private, "Of which group?")
    assert picker.buttons[0][0].text == "Exhibition"


async def test_coming_back_asks_an_admin_to_resume_and_makes_up_for_nothing(scene: Stage) -> None:
    chat = await _added(scene)
    greeting = await scene.client.wait_for_sent(chat, "keeps this group's tasks")
    await scene.client.click(greeting, "Beijing", scene.ann)
    await scene.client.wait_for_sent(chat, "Time zone: Beijing")
    await scene.ask("/task Book the hall @ann by 2026-11-24", chat=chat)
    await scene.client.kick(chat, scene.bot)
    await scene.advance(timedelta(days=2))
    await scene.client.join(chat, scene.bot, by=scene.ann)
    back = await scene.client.wait_for_sent(chat, "Nothing comes by itself until")
    await scene.advance(timedelta(days=1))
    await scene.quiet()
    assert not [one for one in await scene.client.sent(chat) if one.text.startswith("Today")]

    await scene.restart()
    await scene.client.click(back, "Resume", scene.bo)
    await scene.client.click(back, "Resume", scene.ann)
    await scene.client.wait_for_sent(chat, "Resumed.")
    await scene.quiet()
    assert not [one for one in await scene.client.sent(chat) if one.text.startswith("Today")]
    await scene.advance(timedelta(days=3))
    await scene.quiet()
    assert len([one for one in await scene.client.sent(chat) if one.text.startswith("Today")]) == 1
