"""Several processes on one database: nothing twice, nothing out of order, and one takes over from another."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import storage
from bot import settings as settings_module
from playground import client as clients
from playground import control, journal, views
from playground.serve import serve
from playground.world import World
from storage import outbox, tables
from tests import processes
from tests.stage import settings_for

CHATS, UPDATES = 40, 2000
ASKED_EVERY = 5
DELIVERED_AGAIN = 100
SOME = 50
"""Whoever waits for the outbox looks again after so many things happened, or a second."""

SECRET = "kS9fQ2xY-7Lm0_pRtVbN4cWzA1dEgHuJ"

pytestmark = pytest.mark.crash


@dataclass(slots=True)
class Town:
    """A playground with groups in it, and a database for whoever serves them."""

    client: clients.Client
    world: World
    bot: views.BotView
    ann: views.UserView
    chats: list[views.ChatView]
    settings: settings_module.Settings
    log: Path

    def say(self, chat: views.ChatView, text: str) -> None:
        """Ann writes, at once."""
        control.VERBS["say"](self.world, {"chat": chat.id, "user": self.ann.id, "text": text})

    @property
    def waiting(self) -> int:
        return len(self.world.queues[self.bot.id].pending)

    async def until(self, look: Callable[[], bool], seconds: float) -> None:
        """Look, without asking anybody, whenever something happened."""
        async with asyncio.timeout(seconds):
            while not look():
                await self.world.changes.wait(self.world.changes.count, seconds)

    async def handled(self, seconds: float) -> None:
        """Until Telegram holds no update and the outbox no message."""
        await self.until(lambda: self.waiting == 0, seconds)
        database = await storage.open(self.settings.database_url.get_secret_value())
        try:
            async with asyncio.timeout(seconds):
                while await outbox.has_ready(database, self.bot.id, self.world.now()):
                    await self.world.changes.wait(self.world.changes.count + SOME, 1)
        finally:
            await database.close()

    def calls(self, method: str) -> list[journal.Call]:
        return [call for call in self.world.journal.calls if call.method == method]


@contextlib.asynccontextmanager
async def town(database_url: str, folder: Path, chats: int, **chosen: Any) -> AsyncIterator[Town]:
    """Groups with Ann and the bot; nobody serves them yet."""
    world = World(limited=False)
    async with serve(world) as served, clients.connect(served.url) as client:
        bot = await client.bot("MusterTestBot")
        ann = await client.user("Ann", username="ann", language_code="en")
        groups = [await client.chat(title=f"Group {place}", admins=[ann, bot]) for place in range(chats)]
        settings = settings_for(served.url, bot.token, database_url, **chosen)
        yield Town(client, world, bot, ann, groups, settings, folder / "bot.log")
        assert await client.violations() == []


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listens on."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


@contextlib.asynccontextmanager
async def webhooks(place: Town, count: int) -> AsyncIterator[list[processes.Process]]:
    """So many processes, to which updates are delivered in turn."""
    ports = free_ports(count)
    async with contextlib.AsyncExitStack() as stack:
        started = [
            await stack.enter_async_context(
                processes.running(
                    processes.environment(
                        place.settings,
                        MODE="webhook",
                        WEBHOOK_URL=f"http://127.0.0.1:{port}",
                        WEBHOOK_PORT=str(port),
                        WEBHOOK_SECRET=SECRET,
                        TICK_SECONDS="1",
                    ),
                    place.log,
                )
            )
            for port in ports
        ]

        await place.until(lambda: len(place.calls("setWebhook")) >= count, 60)
        path = place.settings.webhook_path
        await place.client.targets(*(f"http://127.0.0.1:{port}{path}" for port in ports))
        yield started


async def test_two_thousand_updates_in_forty_chats_have_their_effect_once_and_in_order(
    database_url: str, tmp_path: Path
) -> None:
    """F083, F095, F112, and the figures: two processes on SQLite, four on PostgreSQL; 0 twice, 0 out of order."""
    count = 2 if database_url.startswith("sqlite") else 4
    async with town(database_url, tmp_path, CHATS, webhook_secret=SECRET) as place, webhooks(place, count) as started:
        for chat in place.chats:
            place.say(chat, "/task Book the hall @ann")
        await place.handled(60)
        _write(place, range(UPDATES // 2))
        await place.until(lambda: place.waiting == 0, 120)
        await place.client.bring_back(last=DELIVERED_AGAIN, apart=True)
        _write(place, range(UPDATES // 2, UPDATES))
        await place.handled(120)
        codes = await asyncio.gather(*(process.end() for process in started))

        assert set(codes) == {0}
        await _check(place, database_url)
        _check_log(place)


def _write(place: Town, numbers: range) -> None:
    for number in numbers:
        asked = number % ASKED_EVERY == ASKED_EVERY - 1
        place.say(place.chats[number % CHATS], f"/list {number}" if asked else f"/update 1 note {number}")


async def _check(place: Town, database_url: str) -> None:
    notes = await _notes(database_url)
    wanted = [f"note {number}" for number in range(UPDATES) if number % ASKED_EVERY != ASKED_EVERY - 1]
    assert sorted(text for told in notes.values() for text in told) == sorted(wanted)
    for told in notes.values():
        numbers = [int(text.removeprefix("note ")) for text in told]
        assert numbers == sorted(numbers)
    for chat in place.chats:
        answered = [each.reply_to for each in await place.client.sent(chat) if each.reply_to is not None]
        assert answered == sorted(set(answered))
    answers = [call for call in place.calls("sendMessage") if "reply_parameters" in call.params]
    assert len(answers) == CHATS + UPDATES // ASKED_EVERY
    assert len(place.calls("setMessageReaction")) == len(wanted)


async def _notes(database_url: str) -> dict[int, list[str]]:
    """What was noted in each group, in the order in which the database took it."""
    updates, events, inbox = tables.updates, tables.events, tables.inbox
    database = await storage.open(database_url)
    try:
        async with database.reader() as reader:
            rows = await reader.execute(
                sa.select(updates.c.group_id, updates.c.text)
                .join(events, events.c.change_id == updates.c.change_id)
                .where(updates.c.text.like("note %"))
                .order_by(events.c.seq)
            )
            told: dict[int, list[str]] = {}
            for group_id, text in rows:
                told.setdefault(group_id, []).append(text)
            outcomes = {tuple(row) for row in await reader.execute(sa.select(inbox.c.outcome, inbox.c.attempts))}
    finally:
        await database.close()
    assert {attempts for _, attempts in outcomes} == {0}
    assert {outcome for outcome, _ in outcomes} <= {"done", "refused", "ignored"}
    return told


def _check_log(place: Town) -> None:
    written = place.log.read_text()
    lines: Sequence[dict[str, Any]] = [json.loads(line) for line in written.splitlines()]
    assert [line for line in lines if line["level"] in ("error", "critical")] == []
    assert place.bot.token not in written
    assert SECRET not in written


async def test_another_process_takes_over_polling_and_sending_when_the_holder_is_killed(
    database_url: str, tmp_path: Path
) -> None:
    """F095"""
    async with town(database_url, tmp_path, 2) as place:
        variables = processes.environment(place.settings, POLL_SECONDS="1", TICK_SECONDS="1")
        async with processes.running(variables, place.log) as first:
            place.say(place.chats[0], "/task First")
            await place.client.wait_for_sent(place.chats[0], "First", seconds=30)
            async with processes.running(variables, place.log) as second:
                await _both_run(place)
                await first.kill()
                for number in range(2, 12):
                    place.say(place.chats[number % 2], f"/task Number {number}")
                await place.client.wait_for_sent(place.chats[1], "Number 11", seconds=30)
                await place.handled(30)
                assert await second.end() == 0

        titles = [each.text.split("\n")[0] for chat in place.chats for each in await place.client.sent(chat)]
        cards = [title for title in titles if title.startswith("#")]
        assert cards == ["#1 First", *(f"#{n + 1} Number {2 * n}" for n in range(1, 6))] + [
            f"#{n} Number {2 * n + 1}" for n in range(1, 6)
        ]
        _check_log(place)


async def _both_run(place: Town) -> None:
    """The second process has said that it is there; it polls nothing."""

    async def look() -> bool:
        return place.log.read_text().count('"event":"running"') == 2

    await place.client.wait_for(look, 30)
