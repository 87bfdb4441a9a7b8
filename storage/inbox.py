"""Which updates were received and what became of each, as rows; knows no text of theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables, writing
from storage.among import among
from storage.engines import Database

HANDLED = frozenset({"done", "refused", "ignored", "unreadable", "failed", "parked"})
"""Outcomes after which an update is not handled again when Telegram delivers it again; `begun` is not one."""

_RETRY_IS_TAKEN = timedelta(minutes=5)
_KEPT = ("failed", "parked")

_I = tables.inbox
_OF_UPDATES = sa.select(_I.c.update_id, _I.c.outcome).where(
    _I.c.bot_id == sa.bindparam("bot"), among(_I.c.update_id, "updates")
)


@dataclass(frozen=True, slots=True)
class Failed:
    """An update to be tried again: its JSON as kept, how often it was tried, and the number it was reported by."""

    update_id: int
    raw: bytes
    attempts: int
    incident: str | None = None


async def outcomes(connection: AsyncConnection, bot_id: int, update_ids: Sequence[int]) -> dict[int, str]:
    found = await connection.execute(_OF_UPDATES, {"bot": bot_id, "updates": update_ids})
    return {row.update_id: row.outcome for row in found}


async def write(connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows with all columns; one that is there keeps when it was received."""
    if not rows:
        return
    await connection.execute(_upsert(connection.dialect.name), rows)


def _insert(dialect: str) -> Any:
    return postgresql.insert(_I) if dialect == "postgresql" else sqlite.insert(_I)


@cache
def _upsert(dialect: str) -> Any:
    """Made once: to make it takes longer than to carry it out."""
    insert = _insert(dialect)
    names = [column.name for column in _I.columns if column.name not in {"bot_id", "update_id", "received_at"}]
    replaced = {name: insert.excluded[name] for name in names}
    return insert.on_conflict_do_update(index_elements=_I.primary_key, set_=replaced)


async def retryable(database: Database, bot_id: int, now: datetime, limit: int = 20) -> list[Failed]:
    """Updates whose time to be tried again has come, the longest waiting first; nobody else is given them for 5 min."""
    is_due = (_I.c.bot_id == bot_id, _I.c.outcome == "failed", _I.c.retry_at <= now, _I.c.raw.is_not(None))
    async with database.reader() as connection:
        if (await connection.execute(sa.select(_I.c.update_id).where(*is_due).limit(1))).first() is None:
            return []
    due = sa.select(_I.c.update_id).where(*is_due).order_by(_I.c.retry_at).limit(limit)
    claim = (
        sa.update(_I)
        .where(_I.c.bot_id == bot_id, _I.c.update_id.in_(due.with_for_update(skip_locked=True).scalar_subquery()))
        .values(retry_at=now + _RETRY_IS_TAKEN)
        .returning(_I.c.update_id, _I.c.raw, _I.c.attempts, _I.c.incident)
    )
    async with database.writer() as connection:
        rows = (await connection.execute(claim)).all()
    return [Failed(*row) for row in sorted(rows, key=lambda row: row.update_id)]


async def begin_attempt(database: Database, bot_id: int, update_id: int, raw: bytes, now: datetime) -> int:
    """Count an attempt and commit it before it is made; how many there were, this one included.

    An update that was handled already counts as begun once and stays as it is.
    """
    async with database.writer() as connection:
        insert = _insert(connection.dialect.name)
        is_over = _I.c.outcome.in_(sorted(HANDLED))
        begin = insert.values(
            bot_id=bot_id, update_id=update_id, received_at=now, outcome="begun", attempts=1, raw=raw
        ).on_conflict_do_update(
            index_elements=_I.primary_key,
            set_={"attempts": sa.case((is_over, _I.c.attempts), else_=_I.c.attempts + 1)},
        )
        row = (await connection.execute(begin.returning(_I.c.outcome, _I.c.attempts))).one()
    return 1 if row.outcome in HANDLED else int(row.attempts)


async def park(database: Database, bot_id: int, update_id: int, now: datetime) -> None:
    """Leave an update to the operator; its JSON is kept."""
    async with database.writer() as connection:
        await connection.execute(
            sa.update(_I)
            .where(_I.c.bot_id == bot_id, _I.c.update_id == update_id)
            .values(outcome="parked", retry_at=None)
        )


async def prune(database: Database, before: datetime) -> None:
    """Forget what was received, and settled in the outbox, before that instant; what failed or is parked stays."""
    outbox = tables.outbox
    async with database.writer() as connection:
        await connection.execute(sa.delete(_I).where(_I.c.received_at < before, _I.c.outcome.not_in(_KEPT)))
        await connection.execute(sa.delete(outbox).where(outbox.c.settled_at < before))


def row(bot_id: int, update_id: int, outcome: str, now: datetime, **more: Any) -> writing.Row:
    """One row, all columns; `more`: attempts, retry_at, incident, error, raw."""
    empty = {"attempts": 0, "retry_at": None, "incident": None, "error": None, "raw": None}
    return {"bot_id": bot_id, "update_id": update_id, "received_at": now, "outcome": outcome, **empty, **more}
