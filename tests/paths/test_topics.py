"""Topics that are gone or closed: said in the chat itself instead, once, and nothing is opened by us (F005 to F010)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from tests.paths.pressing import tap
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


async def forum(scene: Stage) -> tuple[Any, Any]:
    """A forum where the bot may not reopen topics, and one of its topics."""
    chat = await scene.client.chat(title="Forum", is_forum=True, admins=[scene.ann])
    await scene.client.join(chat, scene.bot, by=scene.ann)
    await scene.client.promote(chat, scene.bot, ["can_pin_messages"])
    topic = await scene.client.topic(chat, "Design")
    await scene.quiet()
    return chat, topic


async def test_what_was_meant_for_a_topic_that_is_gone_goes_to_the_chat_itself_once(scene: Stage) -> None:
    """F007"""
    chat, topic = await forum(scene)
    fault = await scene.client.fault("slow", "sendMessage", chat_id=chat.id, seconds=30)
    said = await scene.say("/list", chat=chat, topic=topic)
    await scene.say("/list", chat=chat, topic=topic)
    await scene.client.delete_topic(chat, topic)
    await scene.client.release(fault)
    await scene.quiet()

    answers = [each for each in await scene.client.sent(chat) if each.text.startswith("Open tasks")]
    assert [each.topic_id for each in answers] == [None, None]
    refused = [call for call in await scene.client.calls("sendMessage") if call.status == 400]
    assert [call.description for call in refused] == ["Bad Request: message thread not found"]
    assert said.topic_id == topic.id


async def test_a_topic_that_people_closed_is_not_opened_again(scene: Stage) -> None:
    """F006"""
    chat, topic = await forum(scene)
    await scene.client.close_topic(chat, topic)
    await scene.say("/list", chat=chat, topic=topic)  # an admin may write there
    await scene.quiet()

    answers = [each for each in await scene.client.sent(chat) if each.text.startswith("Open tasks")]
    assert [each.topic_id for each in answers] == [None]
    assert await scene.client.calls("reopenForumTopic") == []
    await scene.say("/list", chat=chat, topic=topic)
    await scene.quiet()
    notes = [each for each in await scene.client.sent(chat) if "is closed to me" in each.text]
    assert [each.topic_id for each in notes] == [None]

    await scene.client.reopen_topic(chat, topic)
    await scene.ask("/list", chat=chat, topic=topic)
    assert [each.topic_id for each in await scene.client.sent(chat)][-1] == topic.id


async def test_general_is_addressed_without_a_topic(one: Stage) -> None:
    """F005"""
    chat, _ = await forum(one)
    await one.ask("/task Book the hall @ann", chat=chat)
    await one.quiet()

    assert all("message_thread_id" not in call.params for call in await one.client.calls("sendMessage"))


async def test_a_closed_general_loses_one_answer_and_nothing_else(one: Stage) -> None:
    """F006, F010"""
    chat, topic = await forum(one)
    await one.client.close_topic(chat)
    await one.say("/list", chat=chat)
    await one.quiet()
    assert (await one.ask("/list", chat=chat, topic=topic)).startswith("Open tasks")


async def test_a_group_bound_to_a_topic_stands_there_under_its_name_until_the_topic_is_gone(scene: Stage) -> None:
    """Two groups in one forum; the board and what comes by itself go where the group is."""
    chat, topic = await forum(scene)
    await scene.ask("/task Book the hall @ann by 2026-11-24", chat=chat, topic=topic)
    await scene.client.wait_for_sent(chat, "Nothing late")
    panel = await scene.reply_to(await scene.say("/settings", chat=chat, topic=topic))
    page = await tap(scene, panel, "In chat", "how it is answered")
    page = await tap(scene, page, "Topic", "Forum serves the whole chat.")
    await scene.client.click(page, "This topic", scene.ann)
    prompt = await scene.client.wait_for_sent(chat, "What is the group of this topic called?")
    await scene.restart()
    told = await scene.reply_to(await scene.say("Design", chat=chat, topic=topic, reply_to=prompt))
    assert told.text == "Design is bound to its topic."
    await scene.advance(timedelta(seconds=20))
    await scene.quiet()
    boards = [one for one in await scene.client.sent(chat) if "Nothing late" in one.text]
    assert [(one.topic_id, one.text.splitlines()[0]) for one in boards] == [(topic.id, "Design")]

    assert (await scene.ask("/task Print the badges", chat=chat)).startswith("#1 Print the badges")
    assert "#1 Book the hall" in await scene.ask("/list", chat=chat, topic=topic)
    await scene.client.rename_topic(chat, topic, "Design office")
    assert (await scene.ask("/settings", chat=chat, topic=topic)).startswith("Settings of Design office.")
    await scene.client.retitle(chat, "Great forum")
    assert (await scene.ask("/settings", chat=chat)).startswith("Settings of Great forum.")
    refused = await scene.client.click(told, "Undo", scene.ann)
    await scene.quiet()
    assert (await scene.client.answer(refused.id) or {})["text"].startswith("Not taken back")

    await scene.advance(timedelta(hours=22, minutes=31))
    await scene.quiet()
    digests = [one for one in await scene.client.sent(chat) if one.text.startswith("Today, Wed 25 Nov")]
    assert {one.topic_id: "Book the hall" in one.text for one in digests} == {topic.id: True, None: False}
    await scene.client.delete_topic(chat, topic)
    await scene.advance(timedelta(days=1))
    await scene.client.wait_for_sent(chat, "A topic of this chat is gone")
    await scene.advance(timedelta(days=1))
    await scene.quiet()
    gone = [one for one in await scene.client.sent(chat) if "is gone" in one.text]
    assert [one.topic_id for one in gone] == [None]
