"""Requests between groups that nobody answered yet, across all programmes; knows no rule."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from coordination.services import requests
from storage import tables, types
from storage.engines import Database

_Q, _G, _C = tables.questions, tables.groups, tables.chats
_OPEN = (
    sa.select(_Q.c.id, _C.c.telegram_id)
    .select_from(_Q.join(_G, _G.c.id == _Q.c.group_id).join(_C, _C.c.id == _G.c.chat_id))
    .where(
        _Q.c.answered_at.is_(None),
        _Q.c.kind == requests.KIND,
        _Q.c.asked_at < sa.bindparam("before", type_=types.UtcDateTime),
    )
    .order_by(_Q.c.id)
)


@dataclass(frozen=True, slots=True)
class Open:
    """A request and Telegram's id of the chat that was asked."""

    question_id: int
    chat_telegram_id: int


async def waiting(database: Database, before: datetime) -> list[Open]:
    """Those that were asked before an instant, the oldest first."""
    async with database.reader() as reader:
        return [Open(row.id, row.telegram_id) for row in await reader.execute(_OPEN, {"before": before})]
