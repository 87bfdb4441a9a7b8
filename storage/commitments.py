"""Commitments of institutions as rows; knows no rule."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from coordination.rules import commitments
from storage import tables_commitments, writing
from storage.session import Session

_C = tables_commitments.commitments
_ALL = sa.select(_C).where(_C.c.programme_id == sa.bindparam("id"))


class Commitments:
    """`ports_commitments.Commitments`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def of_programme(self, programme_id: int) -> Sequence[commitments.Commitment]:
        rows = await self._session.rows(_ALL, {"id": programme_id})
        shelf = self._session.shelves.commitments
        found = shelf.overlay(map(record, rows), lambda one: one.programme_id == programme_id)
        return sorted(found, key=lambda one: one.number)

    def save(self, one: commitments.Commitment) -> None:
        self._session.save(self._session.shelves.commitments, one)


def record(row: Any) -> commitments.Commitment:
    values = dict(row._mapping)
    values["step"] = commitments.Step(row.step)
    for name in ("supporters", "files", "history"):
        values[name] = tuple(values[name])
    return commitments.Commitment(**values)


async def write(session: Session, records: Sequence[commitments.Commitment]) -> None:
    names = tuple(_C.c.keys())
    rows = []
    for one in records:
        values = {name: getattr(one, name) for name in names} | {"step": one.step.value}
        rows.append(values | {name: list(values[name]) for name in ("supporters", "files", "history")})
    await writing.upsert(session.connection, _C, rows)
