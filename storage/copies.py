"""A copy of the records in a SQLite file, to try on it what time will do; knows no rule and no schedule's meaning.

What is said on the copy is taken as sent, with numbers that no message of Telegram's has.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

import storage
from storage import schema, tables, tables_filings, types
from storage.engines import Database

_LEFT = frozenset({"inbox", "outbox", "leases", "runs"})
"""Tables that tell of this process and of what is on its way, not of the groups."""

AT_ONCE = 2000
FIRST_MESSAGE = 1 << 40
"""Message numbers on the copy begin here."""

_O, _S, _C = tables.outbox.c, tables.slots.c, tables.chats.c
_SAID = sa.select(tables.outbox, _C.title, _C.type).join(tables.chats, _C.id == _O.chat_id).where(_O.state == "pending")
_SENT = (
    sa.update(tables.outbox)
    .where(_O.state == "pending")
    .values(
        state="sent",
        message_id=_O.seq + FIRST_MESSAGE,
        settled_at=sa.bindparam("now", type_=types.UtcDateTime),
    )
)
_SLOT = (
    sa.update(tables.slots)
    .where(_S.chat_id == sa.bindparam("chat"), _S.name == sa.bindparam("slot"))
    .values(message_id=sa.bindparam("message"), edited_at=sa.bindparam("at", type_=types.UtcDateTime))
)
_NEXT = sa.select(tables.schedules.c.next_due_at).where(
    tables.schedules.c.enabled.is_(sa.true()),
    tables.schedules.c.next_due_at <= sa.bindparam("until", type_=types.UtcDateTime),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A post that would go out: our chat's id and its title and type, the topic, its purpose, its text (HTML)."""

    chat_id: int
    chat_title: str
    chat_type: str
    topic_id: int | None
    purpose: str
    text: str


async def copy(source: Database, path: Path) -> Database:
    """All records of the source as they are committed now, in a new file, opened; the caller closes it."""
    url = f"sqlite:///{path}"
    await storage.migrate(url)
    target = await storage.open(url)
    try:
        async with source.reader() as reading, target.writer() as writing:
            for table in schema.metadata.sorted_tables:
                if table.name in _LEFT:
                    continue
                await writing.execute(sa.delete(table))
                found = await reading.execute(sa.select(table))
                for rows in found.partitions(AT_ONCE):
                    await writing.execute(sa.insert(table), [dict(row._mapping) for row in rows])
            await writing.execute(sa.update(tables.schedules).values(claimed_by=None, claimed_until=None))
    except BaseException:
        await target.close()
        raise
    return target


async def keep_schedules(copied: Database, group_ids: Collection[int]) -> None:
    """On the copy only the schedules of these groups are left, and what is owed by them."""
    gone = sa.select(tables.schedules.c.id).where(tables.schedules.c.group_id.not_in(group_ids))
    owed, filed = tables_filings.filings, tables_filings.filed
    unowed = sa.select(owed.c.id).where(owed.c.duty_id.in_(gone))
    async with copied.writer() as connection:
        await connection.execute(sa.delete(filed).where(filed.c.filing_id.in_(unowed)))
        await connection.execute(sa.delete(owed).where(owed.c.duty_id.in_(gone)))
        await connection.execute(sa.delete(tables.schedules).where(tables.schedules.c.group_id.not_in(group_ids)))


async def due_instants(copied: Database, until: datetime) -> Sequence[datetime]:
    """When schedules come due next, as they stand now."""
    async with copied.reader() as connection:
        return list((await connection.execute(_NEXT, {"until": until})).scalars())


async def take(copied: Database, now: datetime) -> list[Said]:
    """What was said on the copy since the last time, in its order; from now on it counts as sent."""
    async with copied.writer() as connection:
        rows = (await connection.execute(_SAID.order_by(_O.seq))).all()
        if not rows:
            return []
        named = [_slot(row, now) for row in rows if row.slot is not None and row.kind == "post"]
        if named:
            await connection.execute(_SLOT, named)
        await connection.execute(_SENT, {"now": now})
    posts = [row for row in rows if row.kind == "post"]
    return [
        Said(row.chat_id, row.title, row.type, row.topic_id, row.purpose, str(row.payload.get("text", "")))
        for row in posts
    ]


def _slot(row: Any, now: datetime) -> dict[str, Any]:
    return {"chat": row.chat_id, "slot": row.slot, "message": row.seq + FIRST_MESSAGE, "at": now}
