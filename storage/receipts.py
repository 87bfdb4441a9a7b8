"""Notices and their receipts as rows; knows no rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from coordination.rules import notices
from storage import tables, tables_notices, tables_programmes, writing
from storage.engines import Database
from storage.session import Session

_N, _R = tables_notices.notices, tables_notices.receipts
_NOTICE = sa.select(_N).where(_N.c.id == sa.bindparam("id"))
_HIGHEST = sa.select(sa.func.max(_N.c.number)).where(_N.c.programme_id == sa.bindparam("id"))
_OF_NUMBER = sa.select(_N).where(_N.c.programme_id == sa.bindparam("id"), _N.c.number == sa.bindparam("number"))
_RECENT = (
    sa.select(_N)
    .where(_N.c.programme_id == sa.bindparam("id"), _N.c.state == notices.State.SENT.value)
    .order_by(_N.c.number.desc())
    .limit(sa.bindparam("most"))
)
_RECEIPTS = sa.select(_R).where(_R.c.notice_id == sa.bindparam("id"))
_RECEIPT = _RECEIPTS.where(_R.c.group_id == sa.bindparam("group"))
_UNCONFIRMED = (
    sa.select(_N)
    .join(_R, _R.c.notice_id == _N.c.id)
    .where(_R.c.group_id == sa.bindparam("id"), _R.c.received_at.is_(None), _N.c.state == notices.State.SENT.value)
    .order_by(_N.c.number)
)
_DUE = (
    sa.select(_N.c.id, tables.chats.c.telegram_id)
    .join(tables_programmes.programmes, tables_programmes.programmes.c.id == _N.c.programme_id)
    .join(tables.groups, tables.groups.c.id == tables_programmes.programmes.c.committee_id)
    .join(tables.chats, tables.chats.c.id == tables.groups.c.chat_id)
    .where(
        _N.c.state == notices.State.SENT.value,
        _N.c.confirm_by > sa.bindparam("now"),
        _N.c.confirm_by <= sa.bindparam("until"),
    )
)


class Notices:
    """`ports_notices.Notices`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, notice_id: int) -> notices.Notice | None:
        rows = await self._session.rows(_NOTICE, {"id": notice_id})
        found = self._session.shelves.notices.overlay(map(record, rows), lambda one: one.id == notice_id)
        return next(iter(found), None)

    async def highest_number(self, programme_id: int) -> int:
        rows = await self._session.rows(_HIGHEST, {"id": programme_id})
        unwritten = [one.number for one in self._session.shelves.notices.dirty() if one.programme_id == programme_id]
        return max(int(rows[0][0] or 0), *unwritten, 0)

    async def of_number(self, programme_id: int, number: int) -> notices.Notice | None:
        rows = await self._session.rows(_OF_NUMBER, {"id": programme_id, "number": number})

        def holds(one: notices.Notice) -> bool:
            return (one.programme_id, one.number) == (programme_id, number)

        return next(iter(self._session.shelves.notices.overlay(map(record, rows), holds)), None)

    async def recent(self, programme_id: int, limit: int = 10) -> Sequence[notices.Notice]:
        return [record(row) for row in await self._session.rows(_RECENT, {"id": programme_id, "most": limit})]

    async def receipts(self, notice_id: int) -> Sequence[notices.Receipt]:
        rows = await self._session.rows(_RECEIPTS, {"id": notice_id})
        return self._session.shelves.receipts.overlay(map(receipt, rows), lambda one: one.notice_id == notice_id)

    async def receipt(self, notice_id: int, group_id: int) -> notices.Receipt | None:
        rows = await self._session.rows(_RECEIPT, {"id": notice_id, "group": group_id})

        def holds(one: notices.Receipt) -> bool:
            return (one.notice_id, one.group_id) == (notice_id, group_id)

        return next(iter(self._session.shelves.receipts.overlay(map(receipt, rows), holds)), None)

    async def unconfirmed(self, group_id: int) -> Sequence[notices.Notice]:
        return [record(row) for row in await self._session.rows(_UNCONFIRMED, {"id": group_id})]

    def save(self, notice: notices.Notice) -> None:
        self._session.save(self._session.shelves.notices, notice)

    def save_receipt(self, one: notices.Receipt) -> None:
        self._session.save(self._session.shelves.receipts, one)


def record(row: Any) -> notices.Notice:
    return notices.Notice(
        id=row.id,
        programme_id=row.programme_id,
        words=row.words,
        created_at=row.created_at,
        number=row.number,
        state=notices.State(row.state),
        urgent=row.urgent,
        by=row.by,
        sent_at=row.sent_at,
        confirm_by=row.confirm_by,
        version=row.version,
        left_out=tuple(row.left_out or ()),
        file_id=row.file_id,
        file_kind=row.file_kind,
        holds=tuple((group_id, task_id) for group_id, task_id in row.holds or ()),
    )


def receipt(row: Any) -> notices.Receipt:
    return notices.Receipt(row.notice_id, row.group_id, row.received_at, row.by, row.note)


async def write(session: Session, records: Sequence[notices.Notice]) -> None:
    names = tuple(_N.c.keys())
    rows = [{name: getattr(one, name) for name in names} | _plain(one) for one in records]
    await writing.upsert(session.connection, _N, rows)


def _plain(one: notices.Notice) -> dict[str, Any]:
    return {"state": one.state.value, "left_out": list(one.left_out), "holds": [list(pair) for pair in one.holds]}


async def write_receipts(session: Session, records: Sequence[notices.Receipt]) -> None:
    names = tuple(_R.c.keys())
    await writing.upsert(session.connection, _R, [{name: getattr(one, name) for name in names} for one in records])


@dataclass(frozen=True, slots=True)
class Due:
    """A notice whose receipts are due soon, and Telegram's id of its committee's chat."""

    notice_id: int
    chat_telegram_id: int


async def due(database: Database, now: datetime) -> list[Due]:
    """Those of which groups may have to be reminded."""
    values = {"now": now, "until": now + notices.REMINDED}
    async with database.reader() as reader:
        return [Due(row.id, row.telegram_id) for row in await reader.execute(_DUE, values)]
