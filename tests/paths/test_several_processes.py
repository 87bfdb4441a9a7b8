"""Several processes on one database: nothing twice, nothing out of order in a chat, and another takes over."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

import storage
from bot.settings import Settings, load
from playground import client as clients
from playground import views
from playground.serve import serve
from playground.world import World
from storage import tables
from tests import processes
from tests.stage import settings_for

CHATS = 40
UPDATES = 2000
SECRET = "a-secret-of-the-tests-0123456789-abcdefg"


@dataclass(slots=True)
class Stand:
    """Many chats with one writer, who owns the one task of each, and a bot that is not running yet."""

    client: clients.Client
    url: str
    bot: views.BotView
    ann: views.UserView
    chats: list[views.ChatView]
    settings: Settings


@asynccontextmanager
async def stand(database_url: str, chats: int) -> AsyncIterator[Stand]:
    world = World(limited=False)
    async with serve(world) as served, clients.connect(served.url) as client:
        bot = await client.bot("MusterTestBot")
        ann = await client.user("Ann", username="ann", language_code="en")
        rooms = [await client.chat("supergroup", title=f"Group {place}", admins=[ann, bot]) for place in range(chats)]
        settings = settings_for(served.url, bot.token, database_url)
        yield Stand(client, served.url, bot, ann, rooms, settings)
        assert await client.violations() == []


async def _write(held: Stand, first: int, count: int) -> None:
    """Notes with a running number, chat by chat in turn; a chat's own numbers grow."""
    for number in range(first, first + count):
        await held.client.say(held.chats[number % len(held.chats)], held.ann, f"/update 1 note {number}.")


async def _open_groups(held: Stand) -> None:
    for chat in held.chats:
        await held.client.say(chat, held.ann, "/task The one task @ann")


async def _handled(held: Stand, database_url: str, updates: int, seconds: float) -> None:
    """Until so many updates are done and nothing waits but boards, which take their time."""

    async def look() -> bool:
        if await held.client.pending(held.bot):
            return False
        database = await storage.open(database_url)
        try:
            async with database.reader() as reader:
                inbox = await reader.scalar(
                    sa.select(sa.func.count()).select_from(tables.inbox).where(tables.inbox.c.outcome == "done")
                )
                waiting = await reader.scalar(
                    sa.select(sa.func.count())
                    .select_from(tables.outbox)
                    .where(tables.outbox.c.state.in_(["pending", "claimed"]), tables.outbox.c.purpose != "board")
                )
        finally:
            await database.close()
        return inbox == updates and not waiting

    async with asyncio.timeout(seconds):
        while not await look():
            await held.client.do("wait", after=(await held.client.do("count"))["count"], seconds=0.5)


async def _check(held: Stand, database_url: str, updates: int) -> None:
    """Each note once, and those of a chat in the order in which they were written."""
    database = await storage.open(database_url)
    try:
        async with database.reader() as reader:
            rows = list(
                await reader.execute(
                    sa.select(tables.updates.c.group_id, tables.updates.c.text)
                    .join(tables.events, tables.events.c.change_id == tables.updates.c.change_id)
                    .order_by(tables.events.c.seq)
                )
            )
            outcomes = set(await reader.scalars(sa.select(tables.inbox.c.outcome)))
    finally:
        await database.close()
    assert outcomes <= {"done", "ignored"}  # Telegram tells of the boards that were pinned
    numbers: dict[int, list[int]] = {}
    for group_id, text in rows:
        numbers.setdefault(group_id, []).append(int(text.strip(".").rpartition(" ")[2]))
    assert sorted(number for own in numbers.values() for number in own) == list(range(updates))
    assert all(own == sorted(own) for own in numbers.values())
    reactions = [call for call in await held.client.calls("setMessageReaction") if call.status == 200]
    answered = [(call.params["chat_id"], call.params["message_id"]) for call in reactions]
    assert len(answered) == len(set(answered)) == updates


async def test_four_processes_on_one_postgresql_behind_a_webhook(postgresql_url: str, tmp_path: Path) -> None:
    async with stand(postgresql_url, CHATS) as held, AsyncExitStack() as running:
        ports = [_free_port() for _ in range(4)]
        children = [
            await running.enter_async_context(processes.running(_webhook(held, port), tmp_path / f"{port}.log"))
            for port in ports
        ]
        addresses = [f"http://127.0.0.1:{port}{_hook(held, port).webhook_path}" for port in ports]
        await held.client.wait_for(lambda: _webhooks_set(held, len(ports)), 30)
        await held.client.targets(*addresses, bot=held.bot)
        await _open_groups(held)
        await _handled(held, postgresql_url, CHATS, 40)
        await _write(held, 0, UPDATES)
        await _handled(held, postgresql_url, CHATS + UPDATES, 90)
        await _check(held, postgresql_url, UPDATES)
        assert [await child.end() for child in children] == [0, 0, 0, 0]
        for port in ports:
            assert "deadlock" not in (tmp_path / f"{port}.log").read_text().lower()


async def test_two_processes_on_one_sqlite_file(sqlite_url: str, tmp_path: Path) -> None:
    async with stand(sqlite_url, CHATS) as held, AsyncExitStack() as running:
        variables = processes.environment(held.settings, POLL_SECONDS="1")
        children = [
            await running.enter_async_context(processes.running(variables, tmp_path / f"{name}.log"))
            for name in ("first", "second")
        ]
        await _open_groups(held)
        await _handled(held, sqlite_url, CHATS, 40)
        await _write(held, 0, UPDATES)
        await _handled(held, sqlite_url, CHATS + UPDATES, 90)
        await _check(held, sqlite_url, UPDATES)
        assert [await child.end() for child in children] == [0, 0]


async def test_when_the_one_that_polls_and_sends_is_killed_the_other_takes_over(
    database_url: str, tmp_path: Path
) -> None:
    async with stand(database_url, 2) as held, AsyncExitStack() as running:
        variables = processes.environment(held.settings, POLL_SECONDS="1")
        first = await running.enter_async_context(processes.running(variables, tmp_path / "first.log"))
        await _open_groups(held)
        await _handled(held, database_url, 2, 30)
        second = await running.enter_async_context(processes.running(variables, tmp_path / "second.log"))
        await first.kill()
        await _write(held, 0, 20)
        await _handled(held, database_url, 22, 40)
        await _check(held, database_url, 20)
        assert await second.end() == 0


async def _webhooks_set(held: Stand, count: int) -> bool:
    return len(await held.client.calls("setWebhook")) >= count


def _hook(held: Stand, port: int) -> Settings:
    variables = _webhook(held, port)
    return load({name: value for name, value in variables.items() if name.isupper()})


def _webhook(held: Stand, port: int) -> dict[str, str]:
    return processes.environment(
        held.settings,
        MODE="webhook",
        WEBHOOK_URL=f"http://127.0.0.1:{port}",
        WEBHOOK_SECRET=SECRET,
        WEBHOOK_PORT=str(port),
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


pytestmark = pytest.mark.crash
