"""Questions asked with buttons, as rows; knows no rule."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from coordination import ports
from storage import tables, writing
from storage.session import Session
from storage.shelf import UNKNOWN

_BY_ID = sa.select(tables.questions).where(tables.questions.c.id == sa.bindparam("id"))


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
