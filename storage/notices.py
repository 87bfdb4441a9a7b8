"""Hear from other processes that there is something to send; knows no sender."""

import asyncio
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

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
        except (SQLAlchemyError, OSError):
            await _pause(stopping)


async def _listen_once(database: Database, wake: Callable[[], None], stopping: asyncio.Event) -> None:
    """Until the connection is lost or we stop."""
    lost = asyncio.Event()
    pooled = await database.writing.raw_connection()
    connection: Any = pooled.driver_connection

    def told(*about: object) -> None:
        wake()

    try:
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
    finally:
        pooled.invalidate()


async def _pause(stopping: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stopping.wait(), RECONNECT_SECONDS)
    except TimeoutError:
        return
