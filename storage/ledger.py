"""Which promised post was made, as rows that are never taken back; knows no rule."""

from collections.abc import Sequence

import sqlalchemy as sa

from storage import tables, writing
from storage.session import Session
from storage.shelf import UNKNOWN
from storage.shelves import Promise

_L = tables.ledger.c
_HAS = sa.select(_L.subject).where(
    _L.subject == sa.bindparam("subject"),
    _L.rule == sa.bindparam("rule"),
    _L.occurrence == sa.bindparam("occurrence"),
)


class Ledger:
    """`ports.Ledger`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def has(self, subject: str, rule: str, occurrence: str) -> bool:
        promise, shelf = Promise(subject, rule, occurrence), self._session.shelves.ledger
        if shelf.get(promise) is UNKNOWN:
            asked = {"subject": subject, "rule": rule, "occurrence": occurrence}
            if await self._session.rows(_HAS, asked):
                shelf.learn(promise)
            shelf.miss(promise)
        return shelf.get(promise) is not None

    def add(self, subject: str, rule: str, occurrence: str) -> None:
        self._session.save(self._session.shelves.ledger, Promise(subject, rule, occurrence))


async def write(session: Session, records: Sequence[Promise]) -> None:
    rows = [
        {"subject": one.subject, "rule": one.rule, "occurrence": one.occurrence, "at": session.now} for one in records
    ]
    await writing.insert(session.connection, tables.ledger, rows)
