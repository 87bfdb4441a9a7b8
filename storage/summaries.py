"""Summaries as the clock sees them: those to come soon, and posted ones overtaken by the records; knows no rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from coordination.rules import groups
from storage import tables, types
from storage.among import fixed
from storage.engines import Database

_S, _G, _C, _E, _U = tables.slots.c, tables.groups.c, tables.chats.c, tables.events.c, tables.updates.c
_CHANGED = sa.or_(
    sa.exists().where(_E.group_id == _G.id, _E.at > _S.edited_at),
    sa.exists().where(_U.group_id == _G.id, _U.at > _S.edited_at),
)
_STALE = (
    sa.select(_G.id, _C.telegram_id, _S.edited_at)
    .join_from(tables.groups, tables.chats, _C.id == _G.chat_id)
    .join(
        tables.slots,
        sa.and_(_S.chat_id == _G.chat_id, _S.name == sa.literal("summary:").concat(sa.cast(_G.id, sa.Text))),
    )
    .where(
        _S.message_id.is_not(None),
        _S.edited_at > sa.bindparam("since", type_=types.UtcDateTime),
        _C.state == fixed(groups.ChatState.ACTIVE.value),
        _CHANGED,
    )
    .order_by(_C.telegram_id, _G.id)
)


_D = tables.schedules.c
_COMING = (
    sa.select(_D.id, _D.next_due_at, _C.telegram_id)
    .join_from(tables.schedules, tables.groups, _G.id == _D.group_id)
    .join(tables.chats, _C.id == _G.chat_id)
    .where(
        _D.next_due_at > sa.bindparam("now", type_=types.UtcDateTime),
        _D.next_due_at <= sa.bindparam("until", type_=types.UtcDateTime),
        _D.kind == fixed("summary"),
        _D.enabled.is_(sa.true()),
        _C.state == fixed(groups.ChatState.ACTIVE.value),
    )
    .order_by(_C.telegram_id, _D.id)
)


@dataclass(frozen=True, slots=True)
class Coming:
    """A schedule of summaries (`id`) that comes due at `due`."""

    id: int
    chat_telegram_id: int
    due: datetime


async def coming(database: Database, now: datetime, until: datetime) -> Sequence[Coming]:
    """The schedules of summaries in active chats that come due after `now`, until then."""
    async with database.reader() as connection:
        rows = (await connection.execute(_COMING, {"now": now, "until": until})).all()
    return [Coming(row.id, row.telegram_id, row.next_due_at) for row in rows]


@dataclass(frozen=True, slots=True)
class Stale:
    """The summary of a group, posted or edited at `edited_at`, that says what holds no longer."""

    group_id: int
    chat_telegram_id: int
    edited_at: datetime


async def stale(database: Database, since: datetime) -> Sequence[Stale]:
    """Those posted or edited after `since` in active chats, of whose group something was recorded afterwards."""
    async with database.reader() as connection:
        rows = (await connection.execute(_STALE, {"since": since})).all()
    return [Stale(row.id, row.telegram_id, row.edited_at) for row in rows]
