"""Conversations of several steps: the process is killed between any two, and two answers come at once."""

import asyncio
import collections
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

import storage
from bot import clock as clocks
from handlers import table
from playground import client as clients
from playground.serve import serve
from playground.world import World
from storage import engines, outbox, tables
from tests import processes
from tests.paths import (
    hearing,
    staging,
    talks,
    talks_kept,
    talks_notices,
    talks_people,
    talks_plans,
    talks_private,
    talks_programmes,
    talks_reports,
    talks_rounds,
    talks_settings,
    talks_tasks,
)
from tests.stage import Stage, settings_for, stage

BEGIN = datetime(2026, 11, 27, 9, 55, tzinfo=UTC)
"""A Friday on which nobody sleeps from London to Beijing."""

PASSES = timedelta(minutes=7)
"""So much time passes when the first process was killed: what is planned for ten o'clock comes due, and prompts of
fifteen minutes are still open, however slow the machine is.
"""

ALONE = (*talks_settings.ALL, *talks_people.ALL, *talks_tasks.ALL, *talks_plans.ALL, *talks_kept.ALL)
"""Each in a group of its own."""

TOGETHER = {
    "Forum": (*talks_notices.IN_ONE, *talks_reports.IN_ONE, *talks_plans.IN_ONE),
    **{one.__name__.title(): (one,) for one in (*talks_rounds.EACH, *talks_plans.EACH, *talks_kept.EACH)},
}
"""By the programme in which they all take place."""

ASKED = {
    **talks_settings.ASKED,
    **talks_people.ASKED,
    **talks_private.ASKED,
    **talks_plans.ASKED,
    **talks_notices.ASKED,
    **talks_reports.ASKED,
    **talks_rounds.ASKED,
}


def test_everything_that_asks_for_words_is_among_the_conversations() -> None:
    assert set(table.PROMPTS) == ASKED.keys()


async def test_a_conversation_goes_on_where_the_process_was_killed_between_two_steps(
    sqlite_url: str, tmp_path: Path
) -> None:
    world = World(limited=False)
    world.clock.set(BEGIN)
    async with serve(world) as served, clients.connect(served.url) as client, hearing.listening(client) as ear:
        bot = await client.bot("MusterTestBot")
        settings = settings_for(served.url, bot.token, sqlite_url, default_time_zone="")
        variables = processes.environment(settings, POLL_SECONDS="1", TICK_SECONDS="1")

        database, log = await storage.open(sqlite_url), tmp_path / "bot.log"

        async def noted() -> bool:
            return not await outbox.has_ready(database, bot.id, world.clock.now())

        @contextlib.asynccontextmanager
        async def process() -> AsyncIterator[None]:
            ahead = world.clock.now() - clocks.SystemClock().now()
            async with processes.running(variables, log, ahead=ahead):
                yield
                await client.wait_for(noted, talks.PATIENCE)

        await _live(await _begun(talks.Cast(client, ear, bot)), process, lambda: client.advance(PASSES))
        assert await client.violations() == []
        assert await _twice(client) == []
        assert len([one for one in await client.calls("sendMessage") if one.is_ok]) == await _noted(database)
        assert [line for line in log.read_text().splitlines() if '"level":"error"' in line.replace(" ", "")] == []
        assert not (await outbox.counts(database, bot.id)).get("dead")
        await database.close()


async def _begun(cast: talks.Cast) -> list[talks.Steps]:
    """All conversations; one of them twice (F126)."""
    cast = await cast.join()
    begun = [one(await _group(cast, one.__name__)) for one in (*ALONE, talks_settings.city)]
    begun += [one(await _group(await cast.join(f"_{one.__name__}"), one.__name__)) for one in talks_private.ALL]
    for title, told in TOGETHER.items():
        there = await talks_programmes.programme(cast, title)
        begun += [talks_programmes.gathered(one, there) for one in told]
    return begun


async def _group(cast: talks.Cast, title: str) -> talks.Talk:
    people, is_forum = cast.people, title == "topic"
    chat = await cast.client.chat(
        "supergroup", title=title, members=[people["bo"]], admins=[people["ann"], cast.bot], is_forum=is_forum
    )
    return talks.Talk(cast, chat)


async def _live(
    conversations: list[talks.Steps],
    process: Callable[[], contextlib.AbstractAsyncContextManager[None]],
    pass_time: Callable[[], Awaitable[object]],
) -> None:
    """Each goes one step on in a process that is then killed, until all have ended.

    A step has ended when what was sent is noted: before that it is unknown whether a question arrived, and it comes
    once more (test_crash).
    """
    left, turn = conversations, 0
    while left:
        async with process():
            goes_on = await asyncio.gather(*(_stepped(one) for one in left))
        left = [one for one, more in zip(left, goes_on, strict=True) if more]
        if not turn:
            await pass_time()
        turn += 1


async def _twice(client: clients.Client) -> list[str]:
    """What stands twice in answer to the same message."""
    chats = [await client.sent(one) for one in await client.chats()]
    said = collections.Counter((one.chat_id, one.reply_to, one.text, one.buttons) for each in chats for one in each)
    return [text for (_, answered, text, _), count in said.items() if count > 1 and answered is not None]


async def _noted(database: engines.Database) -> int:
    """How many messages are noted as sent, once each."""
    async with database.reader() as reader:
        rows = tables.outbox.c.kind == "post", tables.outbox.c.state == "sent"
        return int((await reader.execute(sa.select(sa.func.count()).where(*rows))).scalar_one())


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
