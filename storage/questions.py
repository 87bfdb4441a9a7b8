"""Questions asked with buttons, as rows; knows no rule."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from coordination import ports
from storage import tables, types, writing
from storage.engines import Database
from storage.session import Session
from storage.shelf import UNKNOWN

_NOW = sa.bindparam("now", type_=types.UtcDateTime)
OVERDUE = (
    sa.select(tables.questions.c.id, tables.chats.c.telegram_id)
    .join(tables.groups, tables.groups.c.id == tables.questions.c.group_id)
    .join(tables.chats, tables.chats.c.id == tables.groups.c.chat_id)
    .where(tables.questions.c.answered_at.is_(None), tables.questions.c.expires_at <= _NOW)
    .order_by(tables.questions.c.expires_at)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_BY_ID = sa.select(tables.questions).where(tables.questions.c.id == sa.bindparam("id"))


async def overdue(database: Database, now: datetime, *, limit: int) -> list[tuple[int, int]]:
    """Questions that nobody answered in their time: their ids, each with Telegram's id of its chat, for the lock."""
    async with database.reader() as connection:
        found = await connection.execute(OVERDUE, {"now": now, "limit": limit})
        return [(row.id, row.telegram_id) for row in found]


class Questions:
    """`ports.Questions`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, question_id: int) -> ports.Question | None:
        shelf = self._session.shelves.questions
        if shelf.get(question_id) is UNKNOWN and 0 < question_id < 2**63:
            for row in await self._session.rows(_BY_ID, {"id": question_id}):
                shelf.learn(record(row))
            shelf.miss(question_id)
        found = shelf.get(question_id)
        return None if found is UNKNOWN else found

    def save(self, question: ports.Question) -> None:
        self._session.save(self._session.shelves.questions, question)


def record(row: Any) -> ports.Question:
    return ports.Question(
        id=row.id,
        group_id=row.group_id,
        kind=row.kind,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        person_id=row.person_id,
        values=row._mapping["values"],
        answered_at=row.answered_at,
        answer=row.answer,
    )


async def write(session: Session, records: Sequence[ports.Question]) -> None:
    rows = [
        {
            "id": question.id,
            "group_id": question.group_id,
            "kind": question.kind,
            "asked_at": question.asked_at,
            "expires_at": question.expires_at,
            "person_id": question.person_id,
            "values": question.values,
            "answered_at": question.answered_at,
            "answer": question.answer,
        }
        for question in records
    ]
    await writing.upsert(session.connection, tables.questions, rows)
