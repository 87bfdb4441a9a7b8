"""One private message a day with what comes due, to whoever began a chat with the bot; over HTTP, both databases."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from playground import views
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Tuesday 24 November 2026, 10:00 in Beijing; Bo began a private chat and has tasks in two groups; Ann did not."""
    async with stage(database_url) as opened:
        venue = await opened.client.chat(
            "supergroup", title="Venue", members=[opened.bo], admins=[opened.ann, opened.bot]
        )
        for chat in (opened.chat, venue):
            await opened.ask("/list", opened.bo, chat=chat)
        await opened.ask(
            "/task Sign the lease @bo by 2026-11-30\nOrder badges @ann by 2026-11-26\nPaint @bo by 2026-12-20"
        )
        await opened.ask("/task Test the lights @bo by 2026-11-26", chat=venue)
        opened.others["private"] = await opened.client.private(opened.bo, opened.bot)
        opened.others["venue"] = venue
        await opened.client.say(opened.others["private"], opened.bo, "/start")
        await opened.quiet()
        yield opened


async def reminders(scene: Stage) -> list[views.MessageView]:
    await scene.quiet()
    sent = await scene.client.sent(scene.others["private"])
    return [one for one in sent if one.text.startswith("Due soon")]


async def test_what_comes_due_is_told_once_a_day_across_groups_and_a_word_stops_it(scene: Stage) -> None:
    await scene.advance(timedelta(hours=22, minutes=31))
    await scene.app.tick()
    (first,) = await reminders(scene)
    assert first.text.splitlines()[:3] == [
        "Due soon: 2 tasks of yours",
        "Venue-1 Test the lights, tomorrow",
        "Exhibition-1 Sign the lease, Mon",
    ]

    await scene.restart()
    await scene.advance(timedelta(hours=2))
    assert len(await reminders(scene)) == 1
    await scene.say("/update 1 60% nearly", scene.bo, chat=scene.others["venue"])
    await scene.quiet()
    await scene.advance(timedelta(hours=21, minutes=30))
    assert len(await reminders(scene)) == 1  # on the day itself nothing is to be said: there was a word


async def test_a_stand_in_is_reminded_in_place_of_whoever_is_away(scene: Stage) -> None:
    await scene.ask("/away 25 Nov - 27 Nov @bo")
    await scene.advance(timedelta(hours=22, minutes=31))

    (only,) = await reminders(scene)
    assert "Exhibition-2 Order badges, tomorrow (for Ann Lee)" in only.text


async def test_a_silent_group_reminds_nobody_and_a_weekend_neither(scene: Stage) -> None:
    await scene.ask("/quiet 30 days")
    await scene.ask("/quiet 30 days", chat=scene.others["venue"])
    await scene.advance(timedelta(days=2))
    assert await reminders(scene) == []
    await scene.ask("/quiet off", chat=scene.others["venue"])
    await scene.advance(timedelta(days=2))
    assert await reminders(scene) == []
