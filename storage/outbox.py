"""What waits to be sent, as the sender sees it: peek, claim, settle (see `settling`); knows no Telegram.

A row is claimed in one statement and sent outside any transaction. Only claims that ran out are taken over: claims
give safety, the lease of who sends only pace.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import settling, tables, types
from storage.among import among, fixed
from storage.engines import Database
from storage.settling import Settled

__all__ = ["Row", "Settled", "claim", "counts", "expired", "hold_chat", "next_at", "peek", "settle"]

settle = settling.settle

_O, _C, _S = tables.outbox.c, tables.chats.c, tables.slots.c
_NOW = sa.bindparam("now", type_=types.UtcDateTime)
_PENDING, _CLAIMED = fixed("pending"), fixed("claimed")
OPEN = (_PENDING, _CLAIMED)
NEEDS_MESSAGE = ("edit", "pin", "delete")
"""Kinds that name a message of ours by its slot."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row to be sent, with what is known of its chat and of the message that its slot names.

    `slot_message_id` is Telegram's id; rows of a kind that needs one are handed out only when there is one.
    """

    id: int
    chat_id: int
    chat_telegram_id: int
    chat_type: str
    chat_state: str
    topic_id: int | None
    kind: str
    purpose: str
    priority: int
    slot: str | None
    slot_message_id: int | None
    slot_edited_at: datetime | None
    after_id: int | None
    payload: dict[str, Any]
    attempts: int
    not_before: datetime | None
    created_at: datetime


_first = tables.outbox.alias("first")
_other = tables.outbox.alias("other")
_waits_for_another = sa.exists().where(_first.c.id == _O.after_id, _first.c.state.in_(OPEN))
_waits_for_its_message = sa.and_(
    _O.kind.in_(NEEDS_MESSAGE),
    sa.exists().where(
        _other.c.chat_id == _O.chat_id,
        _other.c.slot == _O.slot,
        _other.c.id != _O.id,
        _other.c.state.in_(OPEN),
        sa.or_(_other.c.kind == "post", _other.c.state == _CLAIMED),  # two edits of one message never race
    ),
)
_JOINED = tables.outbox.join(tables.chats, _C.id == _O.chat_id).outerjoin(
    tables.slots, sa.and_(_S.chat_id == _O.chat_id, _S.name == _O.slot)
)
_COLUMNS = (
    _O.id,
    _O.chat_id,
    _C.telegram_id.label("chat_telegram_id"),
    _C.type.label("chat_type"),
    _C.state.label("chat_state"),
    _O.topic_id,
    _O.kind,
    _O.purpose,
    _O.priority,
    _O.slot,
    _S.message_id.label("slot_message_id"),
    _S.edited_at.label("slot_edited_at"),
    _O.after_id,
    _O.payload,
    _O.attempts,
    _O.not_before,
    _O.created_at,
)
_READY = (
    sa.select(
        *_COLUMNS,
        _O.seq,
        sa.func.row_number().over(partition_by=_O.chat_id, order_by=(_O.priority, _O.seq)).label("place"),
    )
    .select_from(_JOINED)
    .where(
        _O.state == _PENDING,
        _O.bot_id == sa.bindparam("bot"),
        sa.or_(_O.not_before.is_(None), _O.not_before <= _NOW),
        sa.or_(_C.held_until.is_(None), _C.held_until <= _NOW),
        sa.or_(_O.after_id.is_(None), ~_waits_for_another),
        ~_waits_for_its_message,
    )
    .subquery("ready")
)
PEEK = (
    sa.select(_READY)
    .where(_READY.c.place <= sa.bindparam("per_chat", type_=sa.Integer))
    .order_by(_READY.c.priority, _READY.c.seq)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_BY_IDS = sa.select(*_COLUMNS).select_from(_JOINED).where(among(_O.id, "ids")).order_by(_O.priority, _O.seq)
_EXPIRED = (
    sa.select(*_COLUMNS)
    .select_from(_JOINED)
    .where(_O.state == _CLAIMED, _O.claimed_until <= _NOW, _O.bot_id == sa.bindparam("bot"))
    .order_by(_O.claimed_until, _O.seq)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_TAKE = (
    sa.update(tables.outbox)
    .where(
        _O.id.in_(
            sa.select(_O.id)
            .where(
                among(_O.id, "ids"),
                sa.or_(_O.state == _PENDING, sa.and_(_O.state == _CLAIMED, _O.claimed_until <= _NOW)),
            )
            .with_for_update(skip_locked=True)
            .scalar_subquery()
        )
    )
    .values(
        state="claimed",
        claimed_by=sa.bindparam("by"),
        claimed_until=sa.bindparam("until", type_=types.UtcDateTime),
    )
    .returning(_O.id)
)
_later = sa.case(
    (sa.or_(_C.held_until.is_(None), _O.not_before > _C.held_until), _O.not_before),
    else_=_C.held_until,
)
_NEXT_AT = (
    sa.select(sa.func.min(_later))
    .select_from(tables.outbox.join(tables.chats, _C.id == _O.chat_id))
    .where(
        _O.state == _PENDING,
        _O.bot_id == sa.bindparam("bot"),
        sa.or_(_O.not_before > _NOW, _C.held_until > _NOW),
    )
)


async def peek(database: Database, bot_id: int, now: datetime, *, limit: int = 200, per_chat: int = 10) -> list[Row]:
    """What may be sent now, in the order to send it: by priority, then by age; at most `per_chat` rows of a chat.

    Left out: rows and chats that wait for an instant, rows that wait for another row, and edits, pins and deletions
    whose message is still to be sent. One whose message never will be is posted anew or dropped here.
    """
    asked = {"bot": bot_id, "now": now, "limit": limit, "per_chat": per_chat}
    found = await _read(database, PEEK, asked)
    orphans = [row for row in found if _lacks_message(row)]
    if orphans:
        await settling.settle_orphans(database, [(row.id, row.payload) for row in orphans], now)
        found = await _read(database, PEEK, asked)
    return [row for row in found if not _lacks_message(row)]


async def claim(database: Database, ids: Collection[int], *, by: str, now: datetime, until: datetime) -> list[Row]:
    """Take these rows for `by` until that instant; those that are ours now, as they are now, in sending order.

    Pending rows and rows whose claim ran out are taken, in one statement; what another process holds is passed over.
    """
    async with database.writer() as connection:
        taken = await connection.execute(_TAKE, {"ids": list(ids), "by": by, "now": now, "until": until})
        rows = _rows(await connection.execute(_BY_IDS, {"ids": list(taken.scalars())}))
        await _give_back(connection, [row.id for row in rows if _lacks_message(row)])
    return [row for row in rows if not _lacks_message(row)]


async def expired(database: Database, bot_id: int, now: datetime, limit: int = 100) -> list[Row]:
    """Rows whose claim ran out: nobody knows whether they were sent. They stay claimed until they are settled."""
    return await _read(database, _EXPIRED, {"bot": bot_id, "now": now, "limit": limit})


async def next_at(database: Database, bot_id: int, now: datetime) -> datetime | None:
    """The earliest instant after `now` at which a pending row or its chat has waited enough; `None`: nothing waits."""
    async with database.reader() as connection:
        found: datetime | None = (await connection.execute(_NEXT_AT, {"bot": bot_id, "now": now})).scalar_one()
    return found


async def hold_chat(database: Database, chat_id: int, until: datetime) -> None:
    """Telegram asked us to leave the chat alone for a while; a longer hold stands."""
    is_longer = sa.or_(_C.held_until.is_(None), _C.held_until < until)
    async with database.writer() as connection:
        await connection.execute(sa.update(tables.chats).where(_C.id == chat_id, is_longer).values(held_until=until))


async def counts(database: Database, bot_id: int) -> dict[str, int]:
    """How many rows are in each state."""
    asked = sa.select(_O.state, sa.func.count().label("rows")).where(_O.bot_id == bot_id).group_by(_O.state)
    async with database.reader() as connection:
        return {row.state: row.rows for row in await connection.execute(asked)}


async def _read(database: Database, statement: sa.Select[Any], asked: dict[str, Any]) -> list[Row]:
    async with database.reader() as connection:
        return _rows(await connection.execute(statement, asked))


def _rows(found: sa.CursorResult[Any]) -> list[Row]:
    names = Row.__dataclass_fields__
    return [Row(**{name: row._mapping[name] for name in names}) for row in found]


def _lacks_message(row: Row) -> bool:
    return row.kind in NEEDS_MESSAGE and row.slot_message_id is None


async def _give_back(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """A newer post took the name over between peek and claim."""
    if ids:
        await connection.execute(
            sa.update(tables.outbox)
            .where(among(_O.id, "ids"))
            .values(state="pending", claimed_by=None, claimed_until=None),
            {"ids": ids},
        )
