"""What happens again and again, as rows; claimed by the tick when due. Knows no rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from coordination import ports
from storage import tables, types, writing
from storage.among import among, fixed
from storage.engines import Database
from storage.session import Session
from storage.shelf import UNKNOWN

_S = tables.schedules.c
_BY_ID = sa.select(tables.schedules).where(_S.id == sa.bindparam("id"))
_BY_IDS = sa.select(tables.schedules).where(among(_S.id, "ids"))
_OF_GROUPS = sa.select(tables.schedules).where(among(_S.group_id, "ids")).limit(sa.bindparam("limit", type_=sa.Integer))
_OF_GROUP = sa.select(tables.schedules).where(_S.group_id == sa.bindparam("group"))

_NOW = sa.bindparam("now", type_=types.UtcDateTime)
_IS_DUE = (
    _S.next_due_at.is_not(None),
    _S.next_due_at <= _NOW,
    _S.enabled.is_(sa.true()),
    sa.or_(_S.claimed_until.is_(None), _S.claimed_until <= _NOW),
)
ANY_DUE = sa.select(_S.id).where(*_IS_DUE).order_by(_S.next_due_at).limit(1)
_DUE = (
    sa.select(_S.id)
    .where(*_IS_DUE)
    .order_by(_S.next_due_at)
    .limit(sa.bindparam("limit", type_=sa.Integer))
    .with_for_update(skip_locked=True)
)
CLAIM = (
    sa.update(tables.schedules)
    .where(_S.id.in_(_DUE.scalar_subquery()))
    .values(claimed_by=sa.bindparam("by"), claimed_until=sa.bindparam("until", type_=types.UtcDateTime))
    .returning(tables.schedules)
)
_CHATS = (
    sa.select(tables.groups.c.id, tables.chats.c.telegram_id)
    .join(tables.chats, tables.chats.c.id == tables.groups.c.chat_id)
    .where(tables.groups.c.id.in_(sa.bindparam("groups", expanding=True)))
)

MOST_UNSURE = 12
MOST_FORESEEN = 2000
"""So many schedules are read ahead at once."""

FUTURE = timedelta(minutes=1)
LONGEST = timedelta(days=400)
"""A yearly rule is the one that waits longest."""
_FROM_THE_FUTURE = (
    sa.select(tables.schedules)
    .where(
        sa.or_(
            _S.last_due_at > sa.bindparam("soon", type_=types.UtcDateTime),
            _S.next_due_at > sa.bindparam("far", type_=types.UtcDateTime),
        ),
        _S.id > sa.bindparam("beyond"),
    )
    .order_by(_S.id)
    .limit(sa.bindparam("limit"))
)

_O, _G = tables.outbox.c, tables.groups.c
_UNSURE = (
    sa.select(_O.purpose, _O.state, _O.created_at)
    .join(tables.groups, _G.chat_id == _O.chat_id)
    .where(
        _G.id == sa.bindparam("group"),
        sa.func.coalesce(_G.topic_id, 0) == sa.func.coalesce(_O.topic_id, 0),
        _O.settled_at >= sa.bindparam("since", type_=types.UtcDateTime),
        _O.kind == fixed("post"),
        _O.state.in_([fixed("uncertain"), fixed("dead")]),
        _O.purpose.in_(sa.bindparam("purposes", expanding=True)),
    )
    .order_by(_O.seq.desc())
    .limit(MOST_UNSURE)
)


class Schedules:
    """`ports.Schedules`. Saving a schedule gives its claim back."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def of_group(self, group_id: int) -> Sequence[ports.Schedule]:
        """By id."""
        shelf = self._session.shelves.schedules
        if group_id in self._session.foreseen_schedules:
            found = [one for one in shelf.current() if one.group_id == group_id]
        else:
            rows = await self._session.rows(_OF_GROUP, {"group": group_id})
            found = shelf.overlay(map(record, rows), lambda one: one.group_id == group_id)
        return sorted(found, key=lambda schedule: schedule.id)

    async def get(self, schedule_id: int) -> ports.Schedule | None:
        shelf = self._session.shelves.schedules
        if shelf.get(schedule_id) is UNKNOWN:
            for row in await self._session.rows(_BY_ID, {"id": schedule_id}):
                shelf.learn(record(row))
            shelf.miss(schedule_id)
        found = shelf.get(schedule_id)
        return None if found is UNKNOWN else found

    async def prefetch(self, ids: Sequence[int], group_ids: Sequence[int] = ()) -> None:
        """Read these schedules by one statement, by another all of these groups, where they are not too many."""
        shelf = self._session.shelves.schedules
        for row in await self._session.rows(_BY_IDS, {"ids": ids}):
            shelf.learn(record(row))
        if not group_ids:
            return
        rows = await self._session.rows(_OF_GROUPS, {"ids": group_ids, "limit": MOST_FORESEEN + 1})
        if len(rows) <= MOST_FORESEEN:
            for row in rows:
                shelf.learn(record(row))
            self._session.foreseen_schedules.update(group_ids)

    async def unsure(self, group_id: int, purposes: Sequence[str], since: datetime) -> Sequence[ports.Unsure]:
        """The newest few first."""
        asked = {"group": group_id, "purposes": list(purposes), "since": since}
        rows = await self._session.rows(_UNSURE, asked)
        return [ports.Unsure(row.purpose, row.state, row.created_at) for row in rows]

    def save(self, schedule: ports.Schedule) -> None:
        self._session.save(self._session.shelves.schedules, schedule)


@dataclass(frozen=True, slots=True)
class Due:
    """A schedule claimed for us, and the chat whose lock its transaction takes."""

    schedule: ports.Schedule
    chat_telegram_id: int


async def claim_due(database: Database, now: datetime, *, by: str, until: datetime, limit: int) -> list[Due]:
    """Claim what is due and unclaimed, the longest due first, in one statement; nobody else gets it before `until`.

    Whether anything is due is asked of a reader first: an idle tick does not wait for a writer.
    """
    async with database.reader() as connection:
        if (await connection.execute(ANY_DUE, {"now": now})).first() is None:
            return []
    async with database.writer() as connection:
        rows = (await connection.execute(CLAIM, {"now": now, "by": by, "until": until, "limit": limit})).all()
        groups = sorted({row.group_id for row in rows})
        chats = {row.id: row.telegram_id for row in await connection.execute(_CHATS, {"groups": groups})}
    rows.sort(key=lambda row: (row.next_due_at, row.id))
    return [Due(record(row), chats[row.group_id]) for row in rows]


async def from_the_future(database: Database, now: datetime, *, beyond: int, limit: int) -> list[Due]:
    """Schedules that came due after `now`, or wait longer than any rule does: a clock was ahead when they were stored.

    By id, those with a greater one than `beyond`; nothing is claimed.
    """
    async with database.reader() as connection:
        asked = {"soon": now + FUTURE, "far": now + LONGEST, "beyond": beyond, "limit": limit}
        rows = (await connection.execute(_FROM_THE_FUTURE, asked)).all()
        groups = sorted({row.group_id for row in rows})
        chats = {row.id: row.telegram_id for row in await connection.execute(_CHATS, {"groups": groups})}
    return [Due(record(row), chats[row.group_id]) for row in rows]


async def release(database: Database, ids: Sequence[int]) -> None:
    """Give claims back unused."""
    async with database.writer() as connection:
        await connection.execute(
            sa.update(tables.schedules).where(_S.id.in_(ids)).values(claimed_by=None, claimed_until=None)
        )


async def put_off(database: Database, schedule_id: int, until: datetime) -> None:
    """It can't be done now: due again at `until`."""
    async with database.writer() as connection:
        await connection.execute(
            sa.update(tables.schedules)
            .where(_S.id == schedule_id)
            .values(next_due_at=until, claimed_by=None, claimed_until=None)
        )


def record(row: Any) -> ports.Schedule:
    return ports.Schedule(
        id=row.id,
        group_id=row.group_id,
        kind=row.kind,
        rule=row.rule,
        next_due_at=row.next_due_at,
        last_due_at=row.last_due_at,
        last_outcome=row.last_outcome,
        enabled=row.enabled,
        values=row._mapping["values"],
    )


async def write(session: Session, records: Sequence[ports.Schedule]) -> None:
    rows = [
        {
            "id": schedule.id,
            "group_id": schedule.group_id,
            "kind": schedule.kind,
            "rule": schedule.rule,
            "enabled": schedule.enabled,
            "next_due_at": schedule.next_due_at,
            "last_due_at": schedule.last_due_at,
            "last_outcome": schedule.last_outcome,
            "values": schedule.values,
            "claimed_by": None,
            "claimed_until": None,
        }
        for schedule in records
    ]
    await writing.upsert(session.connection, tables.schedules, rows)
