"""The phases of plans as rows; knows no rule."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from coordination.rules import phases
from storage import tables_phases, writing
from storage.session import Session

_T = tables_phases.phases
_OF_GROUP = sa.select(_T).where(_T.c.group_id == sa.bindparam("id"))


class Phases:
    """The part of `ports_programmes.Plans` that is about phases."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def phases_of(self, group_id: int) -> Sequence[phases.Phase]:
        rows = await self._session.rows(_OF_GROUP, {"id": group_id})
        found = self._session.shelves.phases.overlay(map(record, rows), lambda one: one.group_id == group_id)
        return sorted(found, key=lambda one: (one.position, one.id))

    def save_phase(self, phase: phases.Phase) -> None:
        self._session.save(self._session.shelves.phases, phase)


def record(row: Any) -> phases.Phase:
    kept = row.kept or {}
    frozen = kept.get("frozen")
    return phases.Phase(
        id=row.id,
        group_id=row.group_id,
        position=row.position,
        name=row.name,
        tag=row.tag,
        gate=phases.Gate(row.gate),
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        owed=tuple(kept.get("owed", ())),
        frozen=None if frozen is None else phases.Figures(**frozen),
    )


async def write(session: Session, records: Sequence[phases.Phase]) -> None:
    await writing.upsert(session.connection, _T, [_row(one) for one in records])


def _row(one: phases.Phase) -> dict[str, Any]:
    frozen = None if one.frozen is None else asdict(one.frozen)
    return {
        "id": one.id,
        "group_id": one.group_id,
        "position": one.position,
        "name": one.name,
        "tag": one.tag,
        "gate": one.gate.value,
        "decided_at": one.decided_at,
        "decided_by": one.decided_by,
        "kept": {"owed": list(one.owed), "frozen": frozen},
    }
