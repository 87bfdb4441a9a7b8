"""What waits to be sent, as the sender sees it: peek, claim, settle (see `settling`); knows no Telegram.

A row is claimed in one statement and sent outside any transaction. Only claims that ran out are taken over: claims
give safety, the lease of who sends only pace.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import outbox_queries, settling, tables, types
from storage.among import among, fixed
from storage.engines import Database
from storage.settling import Settled

__all__ = [
    "Row",
    "Settled",
    "claim",
    "counts",
    "expired",
    "has_ready",
    "hold_chat",
    "next_at",
    "peek",
    "put_off",
    "settle",
]

settle = settling.settle

_O, _C = tables.outbox.c, tables.chats.c
_UNTIL = sa.bindparam("until", type_=types.UtcDateTime)
_PUT_OFF = (
    sa.update(tables.outbox)
    .where(_O.id == sa.bindparam("row_id"), _O.state == fixed("pending"))
    .values(not_before=_UNTIL)
)
_NOW = sa.bindparam("now", type_=types.UtcDateTime)
_MAY_GO = sa.and_(
    sa.or_(_O.not_before.is_(None), _O.not_before <= _NOW), sa.or_(_C.held_until.is_(None), _C.held_until <= _NOW)
)
_READY = (
    sa.select(_O.id)
    .select_from(tables.outbox.join(tables.chats, _C.id == _O.chat_id))
    .where(
        _O.bot_id == sa.bindparam("bot", type_=sa.BigInteger),
        sa.or_(_O.state == fixed("claimed"), sa.and_(_O.state == fixed("pending"), _MAY_GO)),
    )
    .limit(1)
)


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


async def peek(database: Database, bot_id: int, now: datetime, *, limit: int = 200, per_chat: int = 10) -> list[Row]:
    """What may be sent now, in the order to send it: by priority, then by age; at most `per_chat` rows of a chat.

    Left out: rows and chats that wait for an instant, rows that wait for another row, and edits, pins and deletions
    whose message is still to be sent. One whose message never will be is posted anew or dropped here.
    """
    asked = {"bot": bot_id, "now": now, "limit": limit, "per_chat": per_chat}
    statement = outbox_queries.peek(database.url.get_backend_name())
    found = await _read(database, statement, asked)
    orphans = [row for row in found if _lacks_message(row)]
    if orphans:
        await settling.settle_orphans(database, [(row.id, row.payload) for row in orphans], now)
        found = await _read(database, statement, asked)
    return [row for row in found if not _lacks_message(row)]


async def claim(database: Database, ids: Collection[int], *, by: str, now: datetime, until: datetime) -> list[Row]:
    """Take these rows for `by` until that instant; those that are ours now, as they are now, in sending order.

    Pending rows and rows whose claim ran out are taken, in one statement; what another process holds is passed over.
    """
    async with database.writer() as connection:
        taken = await connection.execute(outbox_queries.TAKE, {"ids": list(ids), "by": by, "now": now, "until": until})
        rows = _rows(await connection.execute(outbox_queries.BY_IDS, {"ids": list(taken.scalars())}))
        await _give_back(connection, [row.id for row in rows if _lacks_message(row)])
    return [row for row in rows if not _lacks_message(row)]


async def expired(database: Database, bot_id: int, now: datetime, limit: int = 100) -> list[Row]:
    """Rows whose claim ran out: nobody knows whether they were sent. They stay claimed until they are settled."""
    return await _read(database, outbox_queries.EXPIRED, {"bot": bot_id, "now": now, "limit": limit})


async def next_at(database: Database, bot_id: int, now: datetime) -> datetime | None:
    """The earliest instant after `now` at which a pending row or its chat has waited enough; `None`: nothing waits."""
    async with database.reader() as connection:
        found: datetime | None = (
            await connection.execute(outbox_queries.NEXT_AT, {"bot": bot_id, "now": now})
        ).scalar_one()
    return found


async def hold_chat(database: Database, chat_id: int, until: datetime) -> None:
    """Telegram asked us to leave the chat alone for a while; a longer hold stands."""
    is_longer = sa.or_(_C.held_until.is_(None), _C.held_until < until)
    async with database.writer() as connection:
        await connection.execute(sa.update(tables.chats).where(_C.id == chat_id, is_longer).values(held_until=until))


async def put_off(database: Database, waits: Mapping[int, datetime]) -> None:
    """These pending rows (ids) wait until their instant."""
    if not waits:
        return
    rows = [{"row_id": row_id, "until": until} for row_id, until in waits.items()]
    async with database.writer() as connection:
        await connection.execute(_PUT_OFF, rows)


async def has_ready(database: Database, bot_id: int, now: datetime) -> bool:
    """Tell whether anything is on its way, or pending without an instant after `now` to wait for."""
    async with database.reader() as connection:
        found = await connection.execute(_READY, {"bot": bot_id, "now": now})
        return found.first() is not None


async def counts(database: Database, bot_id: int) -> dict[str, int]:
    """How many rows are in each state."""
    asked = sa.select(_O.state, sa.func.count().label("rows")).where(_O.bot_id == bot_id).group_by(_O.state)
    async with database.reader() as connection:
        return {row.state: row.rows for row in await connection.execute(asked)}


async def _read(database: Database, statement: sa.Select[Any], asked: dict[str, Any]) -> list[Row]:
    async with database.reader() as connection:
        return _rows(await connection.execute(statement, asked))


def _rows(found: sa.CursorResult[Any]) -> list[Row]:
    return [_row(one._mapping) for one in found]


def _row(found: sa.RowMapping) -> Row:
    """What was meant for a topic that is lost by now goes to the chat itself, in answer to nobody (F007)."""
    values = {name: found[name] for name in Row.__dataclass_fields__}
    if values["topic_id"] is not None and f"topic:{values['topic_id']}" in found["chat_hints"]:
        values |= {"topic_id": None, "payload": values["payload"] | {"reply_to": None}}
    return Row(**values)


def _lacks_message(row: Row) -> bool:
    return row.kind in outbox_queries.NEEDS_MESSAGE and row.slot_message_id is None


async def _give_back(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """A newer post took the name over between peek and claim."""
    if ids:
        await connection.execute(
            sa.update(tables.outbox)
            .where(among(_O.id, "ids"))
            .values(state="pending", claimed_by=None, claimed_until=None),
            {"ids": ids},
        )
