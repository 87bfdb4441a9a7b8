"""PostgreSQL connections that outlive the test that opened them: the next test of the same database takes them over.

A connection costs the server 5 ms and loses what was prepared on it; a road test opens seven. Only connections of the
session's own loop last: others could not be used again.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
from asyncpg import prepared_stmt

_MOST = 12
"""Connections kept of one database."""


class Keeper:
    """What is at hand, by the arguments with which it was opened."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.idle: dict[str, list[Lasting]] = defaultdict(list)

    async def connect(self, *where: Any, **how: Any) -> asyncpg.Connection[Any]:
        """What SQLAlchemy calls instead of `asyncpg.connect`."""
        if asyncio.get_running_loop() is not self.loop or not str(how.get("database")).startswith("test_"):
            return await asyncpg.connect(*where, **how)
        key = repr((where, sorted(how.items())))
        while self.idle[key]:
            found = self.idle[key].pop()
            if not found.is_closed():
                return found
        made: Lasting = await asyncpg.connect(*where, connection_class=Lasting, **how)
        made.key = key
        return made

    def forget(self, database: str) -> None:
        """It is dropped, so nobody will ask for its connections again."""
        for key in [one for one in self.idle if f"'{database}'" in one]:
            for connection in self.idle.pop(key):
                connection.terminate()

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        self.loop = asyncio.get_running_loop()
        try:
            yield
        finally:
            self.loop = None
            for one in [each for held in self.idle.values() for each in held]:
                await one.close()
            self.idle.clear()


KEEPER = Keeper()


class Lasting(asyncpg.Connection):  # type: ignore[misc]  # it comes without types
    """Closed, it is only laid aside, with the statements that it has prepared."""

    __slots__ = ("key", "prepared")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.key = ""
        self.prepared: dict[str, prepared_stmt.PreparedStatement[Any]] = {}

    async def prepare(self, query: str, **how: Any) -> prepared_stmt.PreparedStatement[Any]:
        if query not in self.prepared:
            self.prepared[query] = await super().prepare(query, **how)
        return self.prepared[query]

    async def close(self, **how: Any) -> None:
        if KEEPER.loop is asyncio.get_running_loop() and not self.is_closed() and len(KEEPER.idle[self.key]) < _MOST:
            with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                await self.reset(timeout=5)
                KEEPER.idle[self.key].append(self)
                return
        self.prepared.clear()
        await super().close(**how)
