"""Which promised post was made, as rows that are never taken back; knows no rule."""

from collections.abc import Collection, Sequence

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
_SINCE = sa.select(_L.subject, _L.rule, _L.occurrence).where(
    _L.subject.in_(sa.bindparam("subjects", expanding=True)), _L.occurrence >= sa.bindparam("since")
)


class Ledger:
    """`ports.Ledger`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def has(self, subject: str, rule: str, occurrence: str) -> bool:
        promise, shelf = Promise(subject, rule, occurrence), self._session.shelves.ledger
        since = self._session.foreseen_promises.get(subject)
        if shelf.get(promise) is UNKNOWN and (since is None or occurrence < since):
            asked = {"subject": subject, "rule": rule, "occurrence": occurrence}
            if await self._session.rows(_HAS, asked):
                shelf.learn(promise)
            shelf.miss(promise)
        return shelf.get(promise) not in (None, UNKNOWN)

    async def prefetch(self, subjects: Collection[str], since: str) -> None:
        """Read by one statement which promises of these subjects were made, of occurrences from `since` on."""
        for row in await self._session.rows(_SINCE, {"subjects": sorted(subjects), "since": since}):
            self._session.shelves.ledger.learn(Promise(row.subject, row.rule, row.occurrence))
        self._session.foreseen_promises.update(dict.fromkeys(subjects, since))

    def add(self, subject: str, rule: str, occurrence: str) -> None:
        self._session.save(self._session.shelves.ledger, Promise(subject, rule, occurrence))


async def write(session: Session, records: Sequence[Promise]) -> None:
    rows = [
        {"subject": one.subject, "rule": one.rule, "occurrence": one.occurrence, "at": session.now} for one in records
    ]
    await writing.insert(session.connection, tables.ledger, rows)
