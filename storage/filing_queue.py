"""Reports between rounds that time has something to say about, across all programmes; knows no rule."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from coordination.rules import filings
from storage import tables, tables_filings, types
from storage.engines import Database

_F, _S, _G, _C = tables_filings.filings, tables.schedules, tables.groups, tables.chats
_HAS_COME = sa.and_(_F.c.look_at.is_not(None), _F.c.look_at <= sa.bindparam("now", type_=types.UtcDateTime))
_WAS_MOVED = sa.and_(
    _F.c.standing == filings.Standing.OPEN.value, _S.c.next_due_at.is_not(None), _S.c.next_due_at != _F.c.due_at
)
_DUE = (
    sa.select(_G.c.id, _C.c.telegram_id)
    .select_from(_F.join(_S, _S.c.id == _F.c.duty_id).join(_G, _G.c.id == _S.c.group_id).join(_C))
    .where(sa.or_(_HAS_COME, _WAS_MOVED), _G.c.life.is_(None))
    .distinct()
    .order_by(_G.c.id)
)
"""Of committees that run. An admin may have moved a due date, or left it out, in the schedule."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A committee and Telegram's id of its chat."""

    committee_id: int
    chat_telegram_id: int


async def waiting(database: Database, now: datetime) -> list[Waiting]:
    """Committees of whose groups something is to be asked."""
    async with database.reader() as reader:
        return [Waiting(row.id, row.telegram_id) for row in await reader.execute(_DUE, {"now": now})]
