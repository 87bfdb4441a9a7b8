"""Lines of messages that were read, as rows; knows no rule."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from coordination import ports
from storage import tables, writing
from storage.session import Session

_L = tables.lines.c
_OF_MESSAGE = sa.select(tables.lines).where(
    _L.chat_id == sa.bindparam("chat"), _L.message_id == sa.bindparam("message")
)


class Lines:
    """`ports.Lines`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def of_message(self, chat_id: int, message_id: int) -> Sequence[ports.Line]:
        """From the top."""
        rows = await self._session.rows(_OF_MESSAGE, {"chat": chat_id, "message": message_id})
        found = self._session.shelves.lines.overlay(
            map(record, rows), lambda line: line.chat_id == chat_id and line.message_id == message_id
        )
        return sorted(found, key=lambda line: line.line)

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
