"""What is to be erased and when, as rows; it erases nothing and knows no rule."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from coordination import ports_people
from storage import tables, tables_privacy, types, writing
from storage.among import fixed
from storage.engines import Database
from storage.session import Session

_E = tables_privacy.erasures
_OPEN = (_E.c.done_at.is_(None), _E.c.stopped_at.is_(None))
_OF_GROUP = sa.select(_E).where(_E.c.group_id == sa.bindparam("group"), *_OPEN)
_OF_PERSON = sa.select(_E).where(_E.c.person_id == sa.bindparam("person"), *_OPEN)
_COMING = sa.select(_E).where(_E.c.due_at <= sa.bindparam("until", type_=types.UtcDateTime), *_OPEN).order_by(_E.c.id)


@dataclass(frozen=True, slots=True)
class Coming:
    """An erasure, and Telegram's ids of the chats that must not change meanwhile."""

    erasure: ports_people.Erasure
    chats: tuple[int, ...]


async def coming(database: Database, until: datetime) -> list[Coming]:
    """Those not stopped and not done that are due until that instant, oldest first."""
    async with database.reader() as connection:
        found = [record(row) for row in (await connection.execute(_COMING, {"until": until})).all()]
        chats = [(await connection.execute(_chats_of(one))).all() for one in found]
    return [Coming(one, tuple(row.telegram_id for row in rows)) for one, rows in zip(found, chats, strict=True)]


def _chats_of(erasure: ports_people.Erasure) -> sa.Select[tuple[int]]:
    """The group's chat; of a person every chat that they were in, and the private one."""
    groups, memberships, people, chats = tables.groups, tables.memberships, tables.people, tables.chats
    wanted = sa.select(groups.c.chat_id).where(groups.c.id == erasure.group_id)
    if erasure.person_id is None:
        return sa.select(chats.c.telegram_id).where(chats.c.id.in_(wanted))
    of_person = memberships.c.person_id == erasure.person_id
    shared = sa.select(groups.c.chat_id).join(memberships, memberships.c.group_id == groups.c.id).where(of_person)
    own = sa.select(people.c.telegram_id).where(people.c.id == erasure.person_id)
    return sa.select(chats.c.telegram_id).where(chats.c.id.in_(shared) | chats.c.telegram_id.in_(own))


async def open_one(connection: AsyncConnection, erasure_id: int) -> ports_people.Erasure | None:
    """The erasure as it stands, held until the commit; `None` where it was done or stopped meanwhile."""
    asked = sa.select(_E).where(_E.c.id == erasure_id, *_OPEN).with_for_update()
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else record(row)


async def is_sending(connection: AsyncConnection, telegram_ids: Collection[int]) -> bool:
    """Tell whether a message to one of these chats is under way: its row is about to be written back as it was."""
    box, chats = tables.outbox, tables.chats
    claimed = (
        sa.select(box.c.id)
        .join(chats, chats.c.id == box.c.chat_id)
        .where(chats.c.telegram_id.in_(telegram_ids), box.c.state == fixed("claimed"))
        .limit(1)
    )
    return (await connection.execute(claimed)).one_or_none() is not None


async def is_unanswered(database: Database, person_id: int) -> bool:
    """Tell whether something waits to be sent to the person in private."""
    box, chats, people = tables.outbox, tables.chats, tables.people
    own = sa.select(people.c.telegram_id).where(people.c.id == person_id).scalar_subquery()
    waiting = (
        sa.select(box.c.id)
        .join(chats, chats.c.id == box.c.chat_id)
        .where(chats.c.telegram_id == own, box.c.state.in_([fixed("pending"), fixed("claimed")]))
        .limit(1)
    )
    async with database.reader() as connection:
        return (await connection.execute(waiting)).one_or_none() is not None


class Erasures:
    """`ports_people.Erasures`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def of_group(self, group_id: int) -> ports_people.Erasure | None:
        rows = await self._session.rows(_OF_GROUP, {"group": group_id})
        return self._first(rows, lambda one: one.group_id == group_id)

    async def of_person(self, person_id: int) -> ports_people.Erasure | None:
        rows = await self._session.rows(_OF_PERSON, {"person": person_id})
        return self._first(rows, lambda one: one.person_id == person_id)

    def save(self, erasure: ports_people.Erasure) -> None:
        self._session.save(self._session.shelves.erasures, erasure)

    def _first(self, rows: Sequence[Any], is_theirs: Any) -> ports_people.Erasure | None:
        def stands(one: ports_people.Erasure) -> bool:
            return bool(is_theirs(one)) and one.stopped_at is None and one.done_at is None

        found = self._session.shelves.erasures.overlay(map(record, rows), stands)
        return min(found, key=lambda one: one.id, default=None)


def record(row: Any) -> ports_people.Erasure:
    return ports_people.Erasure(
        id=row.id,
        asked_at=row.asked_at,
        due_at=row.due_at,
        group_id=row.group_id,
        person_id=row.person_id,
        asked_by=row.asked_by,
        warned_at=row.warned_at,
        stopped_at=row.stopped_at,
        done_at=row.done_at,
    )


async def write(session: Session, records: Sequence[ports_people.Erasure]) -> None:
    await writing.upsert(session.connection, _E, [asdict(one) for one in records])
