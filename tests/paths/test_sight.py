"""What the bot sees of a chat, and that it says so: as a plain member, as an admin, and when that changes."""

from collections.abc import AsyncIterator

import pytest

from playground import views
from tests.stage import Stage, stage

SEES_COMMANDS, SEES_ALL = "As a plain member only commands", "Telegram sends me every message here"


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url, default_time_zone="") as opened:
        yield opened


async def _shown(scene: Stage, message: views.MessageView, text: str) -> views.MessageView:
    async def look() -> views.MessageView | None:
        found = next(one for one in await scene.client.sent(message.chat_id) if one.id == message.id)
        return found if text in found.text else None

    found = await scene.client.wait_for(look)
    assert found is not None
    return found


async def test_what_it_sees_is_said_and_said_anew_when_its_rights_change(scene: Stage) -> None:
    """F011, F012, F014."""
    chat = await scene.client.chat("supergroup", title="Visas", members=[scene.bo], admins=[scene.ann])
    await scene.client.join(chat, scene.bot, by=scene.ann)
    greeting = await scene.client.wait_for_sent(chat, SEES_COMMANDS)
    assert "I see only /task@MusterTestBot" in await scene.ask("/help@MusterTestBot", chat=chat)
    await scene.say("/status@MusterTestBot", chat=chat)
    await scene.client.wait_for_sent(chat, "I see only /task@MusterTestBot")

    await scene.client.promote(chat, scene.bot)
    await _shown(scene, greeting, SEES_ALL)
    assert "remove me and add me again" in (await scene.ask("/help", chat=chat)).casefold()
    before = len(await scene.client.sent(chat))
    await scene.restart()
    await scene.client.click(greeting, "UTC", scene.ann)
    shown = await _shown(scene, greeting, "Time zone: UTC.")
    assert SEES_ALL in shown.text

    await scene.client.demote(chat, scene.bot, by=scene.ann)
    await _shown(scene, greeting, SEES_COMMANDS)
    await scene.quiet()
    said = [one.text for one in (await scene.client.sent(chat))[before:]]
    assert len(said) == 1
    assert said[0].startswith("From now on I see only commands")
    await scene.say("/status@MusterTestBot", chat=chat)
    await scene.quiet()
    assert "I see only" in (await scene.client.sent(chat))[-1].text


async def test_a_plain_member_bot_is_reached_for_everything_by_command_or_reply(scene: Stage) -> None:
    """F013: nothing needs a mention, which such a bot may never be sent."""
    chat = await scene.client.chat("supergroup", title="Visas", members=[scene.bo, scene.bot], admins=[scene.ann])
    card = await scene.reply_to(await scene.say("/task@MusterTestBot Book the hall @ann", chat=chat))
    await scene.say("60% waiting for the quote", chat=chat, reply_to=card)
    shown = await _shown(scene, card, "60%")
    await scene.client.click(shown, "Done", scene.ann)
    await _shown(scene, card, "Done")
    panel = await scene.reply_to(await scene.say("/settings@MusterTestBot", chat=chat))
    await scene.client.click(panel, "Time zone", scene.ann)
    prompt = await scene.client.wait_for_sent(chat, "Which city's time?")
    assert "Time there now" in await scene.ask("Geneva", chat=chat, reply_to=prompt)


async def test_in_a_forum_every_answer_stands_in_the_topic_it_belongs_to(scene: Stage) -> None:
    """F008: General is closed, topic 7 is open."""
    chat = await scene.client.chat(title="Visas", is_forum=True, members=[scene.bo], admins=[scene.ann])
    await scene.client.join(chat, scene.bot, by=scene.ann)
    await scene.client.promote(chat, scene.bot, ["can_pin_messages"])
    topic = await scene.client.topic(chat, "Exhibition")
    await scene.quiet()
    await scene.client.close_topic(chat)
    before = len(await scene.client.calls("sendMessage"))
    card = await scene.reply_to(await scene.say("/task Book the hall @ann", chat=chat, topic=topic))
    await scene.say("blocked: no permit", chat=chat, topic=topic, reply_to=card)
    await _shown(scene, card, "no permit")
    await scene.ask("/done 1", chat=chat, topic=topic)
    await scene.ask("/settings", chat=chat, topic=topic)
    await scene.quiet()

    calls = (await scene.client.calls("sendMessage"))[before:]
    answers = [call for call in calls if "reply_parameters" in call.params]
    assert len(answers) == 3
    assert all(call.params.get("message_thread_id") == topic.id for call in answers)
