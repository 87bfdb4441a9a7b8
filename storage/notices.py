"""Hear from other processes that there is something to send; knows no sender."""

import asyncio
from collections.abc import Callable
from typing import Any

import asyncpg
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engines import Database
from storage.flush import CHANNEL

RECONNECT_SECONDS = 2.0


async def listen(database: Database, wake: Callable[[], None], stopping: asyncio.Event) -> None:
    """Call `wake` whenever a transaction that says something commits, until `stopping` is set.

    PostgreSQL only, on a connection of the pool that stays out; a lost one is replaced and `wake` called at once, for
    what was missed. SQLite tells nobody: there the function only waits.
    """
    if database.is_sqlite:
        await stopping.wait()
        return
    while not stopping.is_set():
        try:
            await _listen_once(database, wake, stopping)
        except (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            await _pause(stopping)


async def _listen_once(database: Database, wake: Callable[[], None], stopping: asyncio.Event) -> None:
    """Until the connection is lost or we stop."""
    async with database.writing.connect() as pooled:  # not `raw_connection`: its errors are the driver's own
        try:
            await _hear(pooled, wake, stopping)
        finally:
            await pooled.invalidate()


async def _hear(pooled: AsyncConnection, wake: Callable[[], None], stopping: asyncio.Event) -> None:
    lost = asyncio.Event()
    connection: Any = (await pooled.get_raw_connection()).driver_connection

    def told(*about: object) -> None:
        wake()

    connection.add_termination_listener(lambda gone: lost.set())
    await connection.add_listener(CHANNEL, told)
    wake()
    waits = [asyncio.ensure_future(lost.wait()), asyncio.ensure_future(stopping.wait())]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waits:
            one.cancel()
    if not connection.is_closed():
        await connection.remove_listener(CHANNEL, told)


async def _pause(stopping: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stopping.wait(), RECONNECT_SECONDS)
    except TimeoutError:
        return
