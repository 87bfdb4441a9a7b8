"""Lines of messages that were read, as rows; knows no rule."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from coordination import ports
from storage import tables, writing
from storage.among import among
from storage.session import Session

_L = tables.lines.c
_OF_MESSAGE = sa.select(tables.lines).where(
    _L.chat_id == sa.bindparam("chat"), _L.message_id == sa.bindparam("message")
)
_OF_MESSAGES = sa.select(tables.lines).where(among(_L.chat_id, "chats"), among(_L.message_id, "messages"))


class Lines:
    """`ports.Lines`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def of_message(self, chat_id: int, message_id: int) -> Sequence[ports.Line]:
        """From the top."""
        shelf, message = self._session.shelves.lines, (chat_id, message_id)

        def is_of_it(line: ports.Line) -> bool:
            return (line.chat_id, line.message_id) == message

        if message in self._session.foreseen_messages:
            found = [line for line in shelf.current() if is_of_it(line)]
        else:
            rows = await self._session.rows(_OF_MESSAGE, {"chat": chat_id, "message": message_id})
            found = shelf.overlay(map(record, rows), is_of_it)
        return sorted(found, key=lambda line: line.line)

    async def prefetch(self, messages: Collection[tuple[int, int]]) -> None:
        """Read the lines of these messages (chat, id) by one statement; also that there are none."""
        asked = {"chats": sorted({chat for chat, _ in messages}), "messages": sorted({one for _, one in messages})}
        for row in await self._session.rows(_OF_MESSAGES, asked):
            self._session.shelves.lines.learn(record(row))
        self._session.foreseen_messages.update(messages)

    def save(self, line: ports.Line) -> None:
        self._session.save(self._session.shelves.lines, line)


def record(row: Any) -> ports.Line:
    return ports.Line(row.chat_id, row.message_id, row.line, row.text, row.change_id, row.task_id)


async def write(session: Session, records: Sequence[ports.Line]) -> None:
    rows = [
        {
            "chat_id": line.chat_id,
            "message_id": line.message_id,
            "line": line.line,
            "text": line.text,
            "change_id": line.change_id,
            "task_id": line.task_id,
        }
        for line in records
    ]
    await writing.upsert(session.connection, tables.lines, rows)
