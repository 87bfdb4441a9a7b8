"""Programmes, the places of groups in them, and plans sent to groups, as rows; knows no rule."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from coordination.rules import programmes
from storage import phases, tables_programmes, writing
from storage.session import Session

_MOST = 5
"""So many plans are looked at: each holds a whole reading."""

_KEPT = (
    "tasks",
    "updates",
    "programmes",
    "seats",
    "plans",
    "phases",
    "rounds",
    "turns",
    "reports",
    "filings",
    "filed",
    "notices",
    "receipts",
    "commitments",
    "lessons",
    "schedules",
)
"""Shelves of what a programme keeps."""

_P, _S, _F = tables_programmes.programmes, tables_programmes.seats, tables_programmes.plan_files
_PROGRAMME = sa.select(_P).where(_P.c.id == sa.bindparam("id"))
_OF_COMMITTEE = sa.select(_P).where(_P.c.committee_id == sa.bindparam("id"))
_SEAT_OF = sa.select(_S).where(_S.c.group_id == sa.bindparam("id"))
_SEATS = sa.select(_S).where(_S.c.programme_id == sa.bindparam("id"))
_NEXT = sa.select(_P).where(_P.c.before_id == sa.bindparam("id"))
_BY_CODE = sa.select(_S).where(_S.c.join_code == sa.bindparam("code"))
_FILE = sa.select(_F).where(_F.c.id == sa.bindparam("id"))
_FILES = sa.select(_F).where(_F.c.group_id == sa.bindparam("id"), _F.c.state == sa.bindparam("state"))
_NEWEST = _FILES.order_by(_F.c.id.desc()).limit(1)
_FIRST = _FILES.order_by(_F.c.id).limit(1)
_LAST = _FILES.order_by(_F.c.id.desc()).limit(_MOST)


class Programmes:
    """`ports_programmes.Programmes`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, programme_id: int) -> programmes.Programme | None:
        return await self._programme(_PROGRAMME, programme_id, lambda one: one.id == programme_id)

    async def of_committee(self, group_id: int) -> programmes.Programme | None:
        return await self._programme(_OF_COMMITTEE, group_id, lambda one: one.committee_id == group_id)

    async def seat_of(self, group_id: int) -> programmes.Seat | None:
        return next(iter(await self._found(_SEAT_OF, {"id": group_id}, lambda one: one.group_id == group_id)), None)

    async def seats(self, programme_id: int) -> Sequence[programmes.Seat]:
        return [one for one in await self._places(programme_id) if not one.is_section]

    async def sections(self, programme_id: int) -> Sequence[programmes.Seat]:
        return [one for one in await self._places(programme_id) if one.is_section]

    async def after(self, programme_id: int) -> programmes.Programme | None:
        return await self._programme(_NEXT, programme_id, lambda one: one.before_id == programme_id)

    async def _places(self, programme_id: int) -> Sequence[programmes.Seat]:
        found = await self._found(_SEATS, {"id": programme_id}, lambda one: one.programme_id == programme_id)
        return sorted(found, key=lambda one: (one.position, one.id))

    async def by_join_code(self, join_code: str) -> programmes.Seat | None:
        return next(
            iter(await self._found(_BY_CODE, {"code": join_code}, lambda one: one.join_code == join_code)), None
        )

    def is_written(self) -> bool:
        shelves = self._session.shelves
        return any(getattr(shelves, name).of_update() for name in _KEPT)

    def save(self, programme: programmes.Programme) -> None:
        self._session.save(self._session.shelves.programmes, programme)

    def save_seat(self, seat: programmes.Seat) -> None:
        self._session.save(self._session.shelves.seats, seat)

    async def _programme(self, statement: sa.Select[Any], number: int, holds: Any) -> programmes.Programme | None:
        rows = await self._session.rows(statement, {"id": number})
        found = self._session.shelves.programmes.overlay(map(record, rows), holds)
        return next(iter(found), None)

    async def _found(self, statement: sa.Select[Any], values: dict[str, Any], holds: Any) -> list[programmes.Seat]:
        rows = await self._session.rows(statement, values)
        return list(self._session.shelves.seats.overlay(map(seat, rows), holds))


class Plans(phases.Phases):
    """`ports_programmes.Plans`."""

    async def get(self, plan_id: int) -> programmes.PlanFile | None:
        rows = await self._session.rows(_FILE, {"id": plan_id})
        found = self._session.shelves.plans.overlay(map(plan, rows), lambda one: one.id == plan_id)
        return next(iter(found), None)

    async def newest(self, group_id: int, state: programmes.PlanState) -> programmes.PlanFile | None:
        rows = await self._session.rows(_NEWEST, {"id": group_id, "state": state.value})
        found = self._session.shelves.plans.overlay(
            map(plan, rows), lambda one: one.group_id == group_id and one.state is state
        )
        return max(found, key=lambda one: one.id, default=None)

    async def first(self, group_id: int, state: programmes.PlanState) -> programmes.PlanFile | None:
        rows = await self._session.rows(_FIRST, {"id": group_id, "state": state.value})
        found = self._session.shelves.plans.overlay(
            map(plan, rows), lambda one: one.group_id == group_id and one.state is state
        )
        return min(found, key=lambda one: one.id, default=None)

    async def all(self, group_id: int, state: programmes.PlanState) -> Sequence[programmes.PlanFile]:
        rows = await self._session.rows(_LAST, {"id": group_id, "state": state.value})
        found = self._session.shelves.plans.overlay(
            map(plan, rows), lambda one: one.group_id == group_id and one.state is state
        )
        return sorted(found, key=lambda one: one.id, reverse=True)

    def save(self, plan: programmes.PlanFile) -> None:
        self._session.save(self._session.shelves.plans, plan)


def record(row: Any) -> programmes.Programme:
    return programmes.Programme(**{name: getattr(row, name) for name in _P.c.keys()})  # noqa: SIM118


def seat(row: Any) -> programmes.Seat:
    return programmes.Seat(
        id=row.id,
        programme_id=row.programme_id,
        group_id=row.group_id,
        position=row.position,
        code=row.code,
        join_code=row.join_code,
        joined_at=row.joined_at,
        is_section=bool(row.is_section),
    )


def plan(row: Any) -> programmes.PlanFile:
    return programmes.PlanFile(
        id=row.id,
        group_id=row.group_id,
        name=row.name,
        file_id=row.file_id,
        sent_at=row.sent_at,
        chat_id=row.chat_id,
        message_id=row.message_id,
        sent_by=row.sent_by,
        state=programmes.PlanState(row.state),
        reading=row.reading,
        ended_at=row.ended_at,
        change_id=row.change_id,
    )


async def write(session: Session, records: Sequence[programmes.Programme]) -> None:
    rows = [{name: getattr(one, name) for name in _P.c.keys()} for one in records]  # noqa: SIM118
    await writing.upsert(session.connection, _P, rows)


async def write_seats(session: Session, records: Sequence[programmes.Seat]) -> None:
    rows = [{name: getattr(one, name) for name in _S.c.keys()} for one in records]  # noqa: SIM118
    await writing.upsert(session.connection, _S, rows)


async def write_plans(session: Session, records: Sequence[programmes.PlanFile]) -> None:
    rows = [{name: getattr(one, name) for name in _F.c.keys()} | {"state": one.state.value} for one in records]  # noqa: SIM118
    await writing.upsert(session.connection, _F, rows)
