"""The plain board that the minimal bots write: three tables, one commit an update, synchronous=FULL."""

import re

import aiosqlite

from benchmarks.intake import load

_TABLES = """
CREATE TABLE tasks (id INTEGER PRIMARY KEY, chat_id INTEGER, number INTEGER, title TEXT, state TEXT, percent INTEGER,
                    UNIQUE (chat_id, number));
CREATE TABLE updates (id INTEGER PRIMARY KEY, task_id INTEGER, author INTEGER, at TEXT, text TEXT, percent INTEGER);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, chat_id INTEGER, text TEXT, state TEXT);
"""
_COMMAND = re.compile(r"/update\s+(\d+)\s+(\d+)%\s*(.*)", re.DOTALL)


class Board:
    """What a bot of this kind usually does by hand."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, path: str) -> "Board":
        connection = await aiosqlite.connect(path)
        await connection.execute("PRAGMA journal_mode=WAL")
        await connection.execute("PRAGMA synchronous=FULL")
        await connection.executescript(_TABLES)
        rows = [
            (load.chat_id(place), number, f"Task {number}", "open")
            for place in range(load.CHATS)
            for number in range(1, load.TASKS + 1)
        ]
        await connection.executemany("INSERT INTO tasks (chat_id, number, title, state) VALUES (?, ?, ?, ?)", rows)
        await connection.commit()
        return cls(connection)

    async def report(self, chat_id: int, author: int, at: str, text: str) -> str:
        """Record the update and what is to be answered; the answer."""
        read = _COMMAND.match(text)
        if read is None:
            return "Not recorded."
        number, percent, note = int(read[1]), int(read[2]), read[3]
        cursor = await self._connection.execute(
            "UPDATE tasks SET percent = ?, state = 'in_progress' WHERE chat_id = ? AND number = ? RETURNING id",
            (percent, chat_id, number),
        )
        row = await cursor.fetchone()
        if row is None:
            return "No such task."
        answer = f"#{number} {percent}%"
        await self._connection.execute(
            "INSERT INTO updates (task_id, author, at, text, percent) VALUES (?, ?, ?, ?, ?)",
            (row[0], author, at, note, percent),
        )
        await self._connection.execute(
            "INSERT INTO outbox (chat_id, text, state) VALUES (?, ?, 'pending')", (chat_id, answer)
        )
        await self._connection.commit()
        return answer
