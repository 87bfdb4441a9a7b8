"""Open and close the database: one writer at a time on SQLite, a pool on PostgreSQL; knows no record.

SQLite: the driver's own transactions are off and ours begin with BEGIN IMMEDIATE. (With the driver's default mode a
released savepoint was visible to others before the commit and survived the outer rollback.) Writers of this process
queue in order behind one lock: three contending BEGIN IMMEDIATE waited up to 631 ms, behind a lock 7.5 ms.
"""

import asyncio
import contextlib
import functools
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from coordination.errors import Unavailable
from storage import addresses, one_hop
from storage.errors import reached, translated
from storage.ids import Ids

BUSY_MILLISECONDS = 15_000
"""How long a writer of SQLite waits for a writer of another process."""

SQLITE_READERS = 4
POSTGRESQL_CONNECTIONS = 15
POOL_SECONDS = 30
"""How long a caller waits for a free connection before the database counts as unavailable."""

_SQLITE_WRITER = (
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA journal_size_limit = 67108864",
)
_SQLITE_READER = (f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}", "PRAGMA query_only = ON")

_POSTGRESQL_SETTINGS = {
    "application_name": "muster",
    "timezone": "UTC",
    "jit": "off",
    "lock_timeout": "20s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",  # a hung process gives its locks back
}


@dataclass(slots=True)
class Database:
    """An open database. `writer()` and `reader()` give a connection inside a transaction."""

    url: sa.URL
    writing: AsyncEngine
    reading: AsyncEngine
    ids: Ids = field(default_factory=Ids)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @contextlib.asynccontextmanager
    async def writer(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may write: committed at the end of the block, rolled back by an exception.

        On SQLite it holds the database's one write lock; callers of this process get it in the order they asked.
        Raises `Conflict` and `Unavailable` as `storage.errors` tells.
        """
        with translated():
            async with self._turn(), _begun(self.writing) as connection:
                yield connection

    @contextlib.asynccontextmanager
    async def reader(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one committed state and can't write."""
        with translated():
            async with _begun(self.reading) as connection:
                yield connection

    async def close(self) -> None:
        """End every connection and thread. Nothing may be in a transaction any more."""
        await self.reading.dispose()
        if self.writing is not self.reading:
            await self.writing.dispose()

    @contextlib.asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if not self.is_sqlite:
            yield
            return
        async with self._lock:
            yield


@contextlib.asynccontextmanager
async def _begun(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    async with contextlib.AsyncExitStack() as stack:
        with reached():
            connection = await stack.enter_async_context(engine.begin())
        yield connection


async def open(url: str) -> Database:  # noqa: A001  (engines.open reads as what it does)
    """Open `sqlite:///path` (file and folder are made) or `postgresql://…` and prove that it answers.

    Raises `NotOurs` for another address and `Unavailable` where nobody answers.
    """
    address = addresses.parse(url)
    sqlite = address.get_backend_name() == "sqlite"
    if sqlite:
        await asyncio.to_thread(_probe, address)
    database = _sqlite(address) if sqlite else _postgresql(address)
    try:
        with translated(), reached():
            await _touch(database)
    except BaseException:
        await database.close()
        raise
    return database


def _probe(address: sa.URL) -> None:
    """A file that can't be opened is found here: aiosqlite would leave a thread behind that complains later."""
    file = addresses.sqlite_file(address)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        sqlite3.connect(file).close()
    except (OSError, sqlite3.OperationalError) as failure:
        raise Unavailable(str(failure)) from failure


async def _touch(database: Database) -> None:
    """The writer of SQLite first: it makes the file and puts it into WAL mode, which readers can't."""
    async with database.writing.connect() as connection:
        await connection.execute(sa.text("SELECT 1"))
    async with database.reading.connect() as connection:
        await connection.execute(sa.text("SELECT 1"))


def _sqlite(url: sa.URL) -> Database:
    writing = _sqlite_engine(url, 1, _SQLITE_WRITER, "BEGIN IMMEDIATE")
    reading = _sqlite_engine(url, SQLITE_READERS, _SQLITE_READER, "BEGIN")
    return Database(url, writing, reading)


def _sqlite_engine(url: sa.URL, connections: int, pragmas: tuple[str, ...], begin: str) -> AsyncEngine:
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=POOL_SECONDS,
        async_creator=functools.partial(one_hop.connect, str(addresses.sqlite_file(url))),
    )

    # No test of the connection's class here: under aiosqlite it is not sqlite3.Connection (F113).
    @event.listens_for(engine.sync_engine, "connect")
    def prepare(dbapi_connection: Any, record: object) -> None:
        cursor = dbapi_connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _postgresql(url: sa.URL) -> Database:
    engine = create_async_engine(
        url,
        pool_size=POSTGRESQL_CONNECTIONS,
        max_overflow=0,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,
        connect_args={"server_settings": _POSTGRESQL_SETTINGS, "timeout": 10},
    )
    reading = engine.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
    return Database(url, engine, reading)
