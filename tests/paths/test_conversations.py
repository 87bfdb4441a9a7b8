"""Conversations of several steps: the process is killed between any two, and two answers come at once."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from handlers import table
from playground import client as clients
from playground.serve import serve
from playground.world import World
from tests import processes
from tests.paths import staging, talks
from tests.stage import Stage, settings_for, stage

ELSEWHERE = frozenset({"remupdate", "remblocked", "remtime", "summary_line"})
"""Asked in private of a reminder's reader and of a lead; played in test_private_reminders and test_summary_pages."""

OF_A_PROGRAMME = frozenset(
    {
        *("commitment", "duty", "edition", "gate", "notice", "plan", "request", "rollup", "round", "section"),
    }
)
"""Beginnings of what a committee and its groups are asked; played in the tests of these names."""


def test_everything_that_asks_for_words_is_among_the_conversations() -> None:
    asked = set(table.PROMPTS) - ELSEWHERE

    assert {one for one in asked if one.partition(".")[0] not in OF_A_PROGRAMME} == set(talks.ASKED)


async def test_a_conversation_goes_on_where_the_process_was_killed_between_two_steps(
    sqlite_url: str, tmp_path: Path
) -> None:
    world = World(limited=False)
    async with serve(world) as served, clients.connect(served.url) as client:
        bot = await client.bot("MusterTestBot")
        people = {name: await client.user(name.title(), username=name, language_code="en") for name in ("ann", "bo")}
        settings = settings_for(served.url, bot.token, sqlite_url, default_time_zone="")
        variables = processes.environment(settings, POLL_SECONDS="1", TICK_SECONDS="1")

        private = await client.private(people["ann"], bot)

        async def talk(title: str) -> talks.Talk:
            chat = await client.chat(
                "supergroup",
                title=title,
                members=[people["bo"]],
                admins=[people["ann"], bot],
                is_forum=title == "Topic",
            )
            return talks.Talk(client, chat, people, private)

        async def noted() -> object:
            return await client.wait_for(lambda: _is_noted(sqlite_url), 30)

        names = {name: name.title() for name in talks.ALL} | {"city": "Visas"}
        begun = [one(await talk(names[name])) for name, one in talks.ALL.items()]
        begun.append(talks.city(await talk("Press")))
        await _live(begun, lambda: processes.running(variables, tmp_path / "bot.log"), noted)
        assert await client.violations() == []


async def _live(
    conversations: list[talks.Steps],
    process: Callable[[], contextlib.AbstractAsyncContextManager[object]],
    noted: Callable[[], Awaitable[object]],
) -> None:
    """Each goes one step on in a process that is then killed, until all have ended.

    A step has ended when what was sent is noted: before that it is unknown whether a question arrived, and it comes
    once more (test_crash).
    """
    left = list(conversations)
    while left:
        async with process():
            goes_on = await asyncio.gather(*(_stepped(one) for one in left))
            await noted()
        left = [one for one, more in zip(left, goes_on, strict=True) if more]


async def _is_noted(url: str) -> bool:
    """Whether nothing is on its way."""
    with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=10)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM outbox WHERE state = 'claimed'").fetchone()
    return bool(count == 0)


async def _stepped(steps: talks.Steps) -> bool:
    return await anext(steps, False) is None


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url, default_time_zone="") as opened:
        yield opened


async def test_of_two_answers_in_one_instant_one_is_taken(scene: Stage) -> None:
    """F125"""
    panel = await scene.reply_to(await scene.say("/settings"))
    await scene.client.click(panel, "Time zone", scene.ann)
    prompt = await scene.answered("Which city's time?")
    await scene.quiet()
    said = [
        {"chat": scene.chat.id, "user": scene.ann.id, "text": city, "reply_to": prompt.id}
        for city in ("Geneva", "Dubai")
    ]
    first, second = staging.at_once(scene, *(("say", one) for one in said))

    assert "Zurich" in str((await scene.reply_to(first)).buttons)
    assert "answered" in (await scene.reply_to(second)).text
    await scene.quiet()
    assert len([one for one in await scene.client.sent(scene.chat) if "Time there now" in one.text]) == 1
