"""Who is away on which days, as rows; knows no rule."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from coordination import ports_people
from coordination.rules import absence
from storage import tables_people, writing
from storage.among import among
from storage.session import Session

_A = tables_people.absences
_OF_PEOPLE = sa.select(_A).where(
    among(_A.c.person_id, "people"), _A.c.last_on >= sa.bindparam("since"), _A.c.called_off.is_(False)
)


class Absences:
    """`ports_people.Absences`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def of_people(self, person_ids: Collection[int], since: date) -> Sequence[ports_people.KeptAbsence]:
        wanted = frozenset(person_ids)
        if not wanted:
            return []
        rows = await self._session.rows(_OF_PEOPLE, {"people": sorted(wanted), "since": since})

        def holds(kept: ports_people.KeptAbsence) -> bool:
            return not kept.called_off and kept.absence.person_id in wanted and kept.absence.last >= since

        found = self._session.shelves.absences.overlay(map(record, rows), holds)
        return sorted(found, key=lambda kept: (kept.absence.first, kept.id))

    def save(self, kept: ports_people.KeptAbsence) -> None:
        self._session.save(self._session.shelves.absences, kept)


def record(row: Any) -> ports_people.KeptAbsence:
    return ports_people.KeptAbsence(
        row.id, absence.Absence(row.person_id, row.first_on, row.last_on, row.stand_in_id), row.called_off
    )


async def write(session: Session, records: Sequence[ports_people.KeptAbsence]) -> None:
    rows = [
        {
            "id": kept.id,
            "person_id": kept.absence.person_id,
            "first_on": kept.absence.first,
            "last_on": kept.absence.last,
            "stand_in_id": kept.absence.stand_in_id,
            "called_off": kept.called_off,
        }
        for kept in records
    ]
    await writing.upsert(session.connection, _A, rows)
