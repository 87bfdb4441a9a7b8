"""Kill the bot at random moments, thirty times within 600 updates: everything is there once afterwards."""

import asyncio
import contextlib
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import storage
from playground import client as clients
from playground import views
from playground.serve import serve
from playground.world import World
from storage import tables
from tests import processes
from tests.stage import settings_for

UPDATES = 600
KILLS = 30
CHATS = 6
TASKS = 5
POISON_EVERY = 40

pytestmark = pytest.mark.crash


async def _people_write(
    client: clients.Client, chats: list[views.ChatView], ann: views.UserView, numbers: range
) -> None:
    """Notes with a mark of their own, lists that must be answered, and some that nobody can read."""
    for number in numbers:
        chat = chats[number % CHATS]
        if number % POISON_EVERY == POISON_EVERY - 1:
            await client.inject(_poison(number, chat, ann))
        elif number % 10 == 9:
            await client.say(chat, ann, f"/list mark{number}")
        else:
            await client.say(chat, ann, f"/update {number % TASKS + 1} note mark{number}.")


def _poison(number: int, chat: views.ChatView, ann: views.UserView) -> dict[str, Any]:
    """Updates that break readers: a kind nobody knows, a message without its parts, a date out of range."""
    kinds: list[dict[str, Any]] = [
        {"brand_new_kind": {"a": 1}},
        {"message": {"message_id": 10_000 + number, "date": "soon", "chat": {"id": chat.id}}},
        {
            "message": {
                "message_id": 10_000 + number,
                "date": 10**15,
                "chat": {"id": chat.id, "type": "supergroup", "title": "x"},
                "from": {"id": ann.id, "is_bot": False, "first_name": "Ann"},
                "text": "/list",
            }
        },
    ]
    return kinds[(number // POISON_EVERY) % len(kinds)]


async def test_killed_thirty_times_the_bot_loses_nothing_and_does_nothing_twice(
    database_url: str, tmp_path: Path
) -> None:
    """F078: what was fetched but not handled at the kill has had its effect after the restart."""
    chance = random.Random(20261124)
    world = World(limited=False)
    async with serve(world) as served, clients.connect(served.url) as client:
        bot = await client.bot("MusterTestBot")
        ann = await client.user("Ann", username="ann", language_code="en")
        chats = [await client.chat("supergroup", title=f"Group {place}", admins=[ann, bot]) for place in range(CHATS)]
        settings = settings_for(served.url, bot.token, database_url)
        variables = processes.environment(settings, POLL_SECONDS="1", TICK_SECONDS="1")
        log = tmp_path / "bot.log"
        for chat in chats:
            lines = "\n".join(f"Task {number} @ann" for number in range(1, TASKS + 1))
            await client.say(chat, ann, f"/task {lines}")
        for turn in range(KILLS):
            numbers = range(turn * UPDATES // KILLS, (turn + 1) * UPDATES // KILLS)
            process = await processes.start(variables, log)
            writing = asyncio.create_task(_people_write(client, chats, ann, numbers))
            await _calls_made(client, chance.randint(1, 30))
            await process.kill()
            await writing
        asked = len(await client.calls("getUpdates"))
        async with processes.running(variables, log) as process:
            await client.wait_for(lambda: _is_done(client, bot, database_url, asked), 60)
            assert await process.end() == 0
        await _check(client, chats, database_url)
        assert bot.token.encode() not in log.read_bytes()


async def _calls_made(client: clients.Client, more: int) -> None:
    """Until the process has made so many calls; one that has nothing more to say is killed in its long poll."""
    before = len(await client.calls())

    async def look() -> bool:
        return len(await client.calls(after=before)) >= more

    with contextlib.suppress(TimeoutError):
        await client.wait_for(look, 2)


async def _is_done(client: clients.Client, bot: views.BotView, database_url: str, asked: int) -> bool:
    """The last process is at work, and neither Telegram nor the outbox holds anything more."""
    if len(await client.calls("getUpdates")) <= asked or await client.pending(bot):
        return False
    counts = await _outbox(database_url)
    return not counts.get("pending") and not counts.get("claimed")


async def _outbox(database_url: str) -> dict[str, int]:
    database = await storage.open(database_url)
    try:
        async with database.reader() as reader:
            return dict(
                Counter(
                    await reader.scalars(sa.select(tables.outbox.c.state).where(tables.outbox.c.purpose != "board"))
                )
            )
    finally:
        await database.close()


async def _check(client: clients.Client, chats: list[views.ChatView], database_url: str) -> None:
    database = await storage.open(database_url)
    try:
        async with database.reader() as reader:
            texts = [text for (text,) in await reader.execute(sa.select(tables.updates.c.text))]
            titles = list(await reader.execute(sa.select(tables.tasks.c.group_id, tables.tasks.c.number)))
            outbox = list(await reader.execute(sa.select(tables.outbox)))
            inbox = list(await reader.execute(sa.select(tables.inbox.c.outcome, tables.inbox.c.error)))
    finally:
        await database.close()
    wanted = [f"mark{n}." for n in range(UPDATES) if n % POISON_EVERY != POISON_EVERY - 1 and n % 10 != 9]
    for mark in wanted:
        assert sum(mark in text for text in texts) == 1, mark
    assert len(titles) == CHATS * TASKS == len(set(titles))
    assert not [row for row in inbox if row.outcome in ("failed", "parked", "begun")], inbox
    await _check_posts(client, chats, outbox)


async def _check_posts(client: clients.Client, chats: list[views.ChatView], outbox: list[Any]) -> None:
    """Every post stands once in its chat, or its row says that it may stand twice or is uncertain; boards as well."""
    assert {row.state for row in outbox if row.purpose != "board"} <= {"sent", "uncertain", "dropped"}
    posts = [row for row in outbox if row.kind == "post" and (row.message_id or row.payload.get("again"))]
    posts += [row for row in outbox if row.kind == "post" and row.state == "uncertain" and row not in posts]
    shown = [message for chat in chats for message in await client.sent(chat)]
    least = sum(row.state == "sent" for row in posts)
    most = sum(2 if row.payload.get("again") else 1 for row in posts)
    assert least <= len(shown) <= most
    answers = Counter((message.chat_id, message.reply_to) for message in shown if message.reply_to is not None)
    marked = sum(bool(row.payload.get("again")) for row in posts)
    assert sum(count - 1 for count in answers.values()) <= marked
