"""A statement of SQLite in one visit to the driver's thread instead of four; knows no engine and no table.

The visit is what costs (docs/decisions/0005): making a cursor, executing, fetching and closing were one each.
"""

import sqlite3
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

import aiosqlite


class Cursor:
    """As much of `aiosqlite.Cursor` as SQLAlchemy uses; rows are fetched with the statement."""

    arraysize = 1

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        await self._connection.visit(self._run, sqlite3.Cursor.execute, statement, parameters)
        return self

    async def executemany(self, statement: str, parameters: Sequence[Sequence[Any]]) -> Self:
        await self._connection.visit(self._run, sqlite3.Cursor.executemany, statement, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """The driver's cursor was closed in the thread it belongs to."""

    def _run(self, method: Any, statement: str, parameters: Any) -> None:
        cursor = self._connection.driver.cursor()
        try:
            method(cursor, statement, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class Connection(aiosqlite.Connection):
    """A connection whose cursors are ours. Its thread never keeps a process from ending (F121)."""

    def __init__(self, path: str) -> None:
        super().__init__(lambda: sqlite3.connect(path, isolation_level=None, check_same_thread=False), 64)
        self._thread.daemon = True

    @property
    def driver(self) -> sqlite3.Connection:
        return self._conn

    async def visit(self, function: Any, *arguments: Any) -> Any:
        """Call `function` in the connection's thread."""
        run: Any = self._execute
        return await run(function, *arguments)

    def cursor(self) -> Any:
        return Cursor(self)


async def connect(path: str) -> Connection:
    """Open the file; our transactions begin by our own statement, so the driver's are off."""
    connection = Connection(path)
    await connection
    return connection
