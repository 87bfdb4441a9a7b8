"""How groups know their people, as rows; knows no rule."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from coordination.rules import directory
from storage import tables_privacy, writing
from storage.session import Session
from storage.shelf import UNKNOWN

_D = tables_privacy.directory
_OF_GROUP = sa.select(_D).where(_D.c.group_id == sa.bindparam("group"))
_ONE = _OF_GROUP.where(_D.c.person_id == sa.bindparam("person"))


class Directory:
    """`ports_people.Directory`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def of_group(self, group_id: int) -> Sequence[directory.Entry]:
        rows = await self._session.rows(_OF_GROUP, {"group": group_id})
        found = self._session.shelves.directory.overlay(map(record, rows), lambda entry: entry.group_id == group_id)
        return sorted(found, key=lambda entry: entry.person_id)

    async def get(self, group_id: int, person_id: int) -> directory.Entry:
        shelf, key = self._session.shelves.directory, (group_id, person_id)
        if shelf.get(key) is UNKNOWN:
            for row in await self._session.rows(_ONE, {"group": group_id, "person": person_id}):
                shelf.learn(record(row))
            shelf.miss(key)
        found = shelf.get(key)
        return directory.Entry(group_id, person_id) if found is UNKNOWN or found is None else found

    def save(self, entry: directory.Entry) -> None:
        self._session.save(self._session.shelves.directory, entry)


def record(row: Any) -> directory.Entry:
    return directory.Entry(row.group_id, row.person_id, row.institution, tuple(row.aliases))


async def write(session: Session, records: Sequence[directory.Entry]) -> None:
    rows = [
        {
            "group_id": entry.group_id,
            "person_id": entry.person_id,
            "institution": entry.institution,
            "aliases": list(entry.aliases),
        }
        for entry in records
    ]
    await writing.upsert(session.connection, _D, rows)
