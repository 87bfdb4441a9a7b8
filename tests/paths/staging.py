"""Faults of the database, of our own handlers and of Telegram's deliveries, staged without replacing any code."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import aiohttp
import asyncpg
import sqlalchemy as sa

from bot import node, outgoing
from coordination import messages, ports
from handlers import routes, table
from handlers.request import Request
from playground import control, views
from storage import addresses, engines, tables, work
from tests.stage import Stage

Handler = Callable[[Request, ports.Work], Awaitable[Sequence[messages.Answer]]]


@contextlib.contextmanager
def command(name: str, handler: Handler, **needs: Any) -> Iterator[None]:
    """A command that only this test has."""
    table.COMMANDS[name] = routes.Route(handler, opens_group=True, **needs)
    try:
        yield
    finally:
        del table.COMMANDS[name]


async def call(scene: Stage, method: str, **parameters: Any) -> dict[str, Any]:
    """Call a method as another program with the same token would."""
    async with aiohttp.ClientSession() as session:
        url = f"{scene.url}/bot{scene.bot.token}/{method}"
        async with session.post(url, json=parameters) as answer:
            read: dict[str, Any] = await answer.json()
            return read


Deed = tuple[str, dict[str, Any]]


def saying(scene: Stage, text: str, who: views.UserView | None = None, chat: views.ChatView | None = None) -> Deed:
    """Ann (or `who`) is to write in the group (or `chat`)."""
    return "say", {"chat": (chat or scene.chat).id, "user": (who or scene.ann).id, "text": text}


def injecting(update: dict[str, Any]) -> Deed:
    """The bot is to be sent this update."""
    return "inject", {"update": update}


def at_once(scene: Stage, *deeds: Deed) -> list[Any]:
    """Let all this happen in one instant, so that it reaches the bot as one batch."""
    return [control.VERBS[verb](scene.world, args) for verb, args in deeds]


async def rows(database: engines.Database, table_: sa.Table) -> list[Any]:
    """All rows of a table."""
    async with database.reader() as reader:
        return list(await reader.execute(sa.select(table_)))


async def inbox(scene: Stage) -> dict[int, Any]:
    """The inbox by update id."""
    assert scene.app.parts is not None
    return {row.update_id: row for row in await rows(scene.app.parts.database, tables.inbox)}


# -- the database refuses a row -------------------------------------------------

_FUNCTION = "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$ LANGUAGE plpgsql"
_CALL = "EXECUTE FUNCTION refuse()"


async def refuse_rows(scene: Stage, table_: str, condition: str) -> None:
    """Let the database refuse new rows for which the SQL condition over `NEW` holds, until `accept_rows`."""
    assert scene.app.parts is not None
    database = scene.app.parts.database
    statements = (
        [f"CREATE TRIGGER refuse BEFORE INSERT ON {table_} WHEN {condition} BEGIN SELECT RAISE(ABORT, 'refused'); END"]
        if database.is_sqlite
        else [_FUNCTION, f"CREATE TRIGGER refuse BEFORE INSERT ON {table_} FOR EACH ROW WHEN ({condition}) {_CALL}"]
    )
    async with database.writer() as connection:
        for statement in statements:
            await connection.execute(sa.text(statement))


async def accept_rows(scene: Stage, table_: str) -> None:
    """Take the refusal off."""
    assert scene.app.parts is not None
    database = scene.app.parts.database
    drop = "DROP TRIGGER refuse" if database.is_sqlite else f"DROP TRIGGER refuse ON {table_}"
    async with database.writer() as connection:
        await connection.execute(sa.text(drop))


# -- the database can't be used --------------------------------------------------


@contextlib.asynccontextmanager
async def outage(database: engines.Database) -> AsyncIterator[None]:
    """The database is out of reach inside the block: locked by somebody else, or refusing every connection."""
    async with _locked(database) if database.is_sqlite else _refusing(database):
        yield


@contextlib.asynccontextmanager
async def _locked(database: engines.Database) -> AsyncIterator[None]:
    """Another program holds SQLite's one write lock, and the bot has little patience."""
    async with database.writer() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout = 20")
    other = await engines.open(f"sqlite:///{addresses.sqlite_file(database.url)}")
    try:
        async with other.writer():
            yield
    finally:
        await other.close()


@contextlib.asynccontextmanager
async def _refusing(database: engines.Database) -> AsyncIterator[None]:
    name = database.url.database
    server = await asyncpg.connect(user="muster", host=str(database.url.query["host"]), database="postgres")
    try:
        await server.execute(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false")
        await server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name)
        try:
            yield
        finally:
            await server.execute(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true")
    finally:
        await server.close()


# -- what an earlier process left behind ------------------------------------------


async def note_attempts(scene: Stage, update_id: int, attempts: int) -> None:
    """Leave the mark of processes that died while handling this update. The bot is not running."""
    async with _opened(scene) as database, database.writer() as connection:
        row = {"bot_id": scene.bot.id, "update_id": update_id, "received_at": scene.clock.now(), "outcome": "begun"}
        await connection.execute(sa.insert(tables.inbox).values(**row, attempts=attempts, raw=b"{}"))


async def note_unclean_stop(scene: Stage) -> None:
    """Leave the mark of a process of this machine that died. The bot is not running."""
    async with _opened(scene) as database, database.writer() as connection:
        row = {"process": f"{node.node()}:{DEAD}:1", "host": node.node(), "started_at": scene.clock.now()}
        await connection.execute(sa.insert(tables.runs).values(**row, seen_at=scene.clock.now(), stopped_at=None))


DEAD = 2**22 + 1
"""No process of Linux has a greater number than 2^22."""


@contextlib.asynccontextmanager
async def _opened(scene: Stage) -> AsyncIterator[engines.Database]:
    database = await engines.open(scene.settings.database_url.get_secret_value())
    try:
        yield database
    finally:
        await database.close()


# -- what is to be sent ------------------------------------------------------------

Saying = Callable[[Request], Sequence[messages.Answer]]


@contextlib.contextmanager
def speaking(name: str, say: Saying) -> Iterator[None]:
    """A command that answers with whatever the test wants to be sent."""

    async def handle(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
        return say(request)

    with command(name, handle):
        yield


async def outbox(scene: Stage) -> list[Any]:
    """The outbox in the order in which it was written."""
    assert scene.app.parts is not None
    return sorted(await rows(scene.app.parts.database, tables.outbox), key=lambda row: row.seq)


async def settled(scene: Stage) -> list[Any]:
    """The outbox once nothing waits or is under way."""
    await scene.quiet()
    return await outbox(scene)


async def put_off(scene: Stage) -> Any:
    """The first row that waits for another try, once there is one."""
    assert scene.app.parts is not None
    news = scene.app.parts.sender.settlement
    async with asyncio.timeout(5):
        while True:
            news.clear()
            now = scene.clock.now()
            held = {row.id: row.held_until for row in await rows(scene.app.parts.database, tables.chats)}
            for row in await outbox(scene):
                waits = row.state == "pending" and row.not_before is not None and row.not_before > now
                if waits and (row.attempts or row.not_before == held[row.chat_id]):
                    return row
            await news.wait()


async def post(scene: Stage, message: messages.Outgoing) -> None:
    """Have a message sent that no update asked for, as a tick does."""
    parts = scene.app.parts
    assert parts is not None
    now = scene.clock.now()
    begun = work.transaction(parts.database, now=now, bot_id=scene.bot.id, locks=[])
    async with begun as transaction, transaction.layer() as unit:
        outgoing.add(unit, message)
    parts.sender.wake()


async def mute(scene: Stage) -> None:
    """From now on the bot hears nothing: its polls fail."""
    conflict = {"code": 409, "description": "Conflict: terminated by other getUpdates request"}
    scene.others["mute"] = await scene.client.fault("error", "getUpdates", times=None, **conflict)
    await scene.say("a line that nobody answers, which ends the poll that is under way")

    async def look() -> bool:
        return any(one.status == 409 for one in await scene.client.calls("getUpdates"))

    await scene.client.wait_for(look)


async def speak_again(scene: Stage) -> None:
    """The bot hears again what was said meanwhile."""
    await scene.client.release(scene.others.pop("mute"))
    await scene.client.advance(timedelta(seconds=10))
