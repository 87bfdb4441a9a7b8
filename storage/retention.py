"""Empty the words that a group keeps no longer; what they changed, and when, stays. It knows no rule.

Titles, reasons, dates and states are the record of the work and stay with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables
from storage.among import contains
from storage.engines import Database

_G, _C, _T, _U = tables.groups, tables.chats, tables.tasks, tables.updates
_E, _L, _Q = tables.events, tables.lines, tables.questions

_FIELD = "keep_texts_months"
_WORDS = "last_update_text"


@dataclass(frozen=True, slots=True)
class Keeping:
    """A group that keeps words for so many months, since when it chose so, and its chat (Telegram's id)."""

    group_id: int
    chat_telegram_id: int
    months: int
    chosen_at: datetime | None


async def limited(database: Database) -> list[Keeping]:
    """The groups that do not keep words for ever."""
    settings = sa.cast(_G.c.settings, sa.Text)
    asked = sa.select(_G.c.id, _G.c.settings, _C.c.telegram_id).join(_C, _C.c.id == _G.c.chat_id)
    async with database.reader() as connection:
        rows = (
            await connection.execute(
                asked.where(contains(settings, f'"{_FIELD}":'), ~contains(settings, f'"{_FIELD}":0'))
            )
        ).all()
        return [
            Keeping(row.id, row.telegram_id, int(row.settings[_FIELD]), await _chosen_at(connection, row.id))
            for row in rows
        ]


async def _chosen_at(connection: AsyncConnection, group_id: int) -> datetime | None:
    """When the group last chose how long it keeps words."""
    is_choice = contains(sa.cast(_E.c.after, sa.Text), f'"{_FIELD}":')
    newest = sa.select(_E.c.at).where(_E.c.group_id == group_id, is_choice).order_by(_E.c.seq.desc()).limit(1)
    found: datetime | None = await connection.scalar(newest)
    return found


async def empty(connection: AsyncConnection, group_id: int, before: datetime) -> int:
    """Empty what was said before the instant in the group; how many rows changed. Harmless when repeated."""
    count = 0
    said = (_U.c.group_id == group_id, _U.c.at < before, _U.c.text != "")
    count += await _changed(connection, sa.update(_U).where(*said).values(text=""))
    last = (_T.c.group_id == group_id, _T.c.last_update_at < before, _T.c.last_update_text.is_not(None))
    count += await _changed(connection, sa.update(_T).where(*last).values(last_update_text=None))
    over = (_Q.c.group_id == group_id, _Q.c.asked_at < before, _Q.c.expires_at < before)
    count += await _changed(connection, sa.delete(_Q).where(*over))
    count += await _empty_lines(connection, group_id, before)
    return count + await _empty_events(connection, group_id, before)


async def _empty_lines(connection: AsyncConnection, group_id: int, before: datetime) -> int:
    """Lines carry no instant, but what they changed does."""
    changes = sa.select(_E.c.change_id).where(_E.c.group_id == group_id, _E.c.at < before)
    lines = (_L.c.change_id.in_(changes), _L.c.text != "")
    return await _changed(connection, sa.update(_L).where(*lines).values(text=""))


async def _empty_events(connection: AsyncConnection, group_id: int, before: datetime) -> int:
    """Of each change the words that came with it, and those that it took the place of; what else it changed stays."""
    holds = [contains(sa.cast(column, sa.Text), f'"{_WORDS}":"') for column in (_E.c.before, _E.c.after)]
    asked = sa.select(_E.c.seq, _E.c.at, _E.c.before, _E.c.after).where(_E.c.group_id == group_id, sa.or_(*holds))
    count = 0
    for row in (await connection.execute(asked)).all():
        old = {"before": row.before, "after": row.after}
        new = {name: _wordless(values, row.at, before) for name, values in old.items()}
        if new != old:
            await connection.execute(sa.update(_E).where(_E.c.seq == row.seq).values(new))
            count += 1
    return count


def _wordless(values: Mapping[str, Any] | None, at: datetime, before: datetime) -> Mapping[str, Any] | None:
    """The values without words said before the instant; the task tells when its last ones were, else the event did."""
    if values is None or values.get(_WORDS) is None:
        return values
    said = values.get("last_update_at")
    is_old = (at if said is None else datetime.fromisoformat(said)) < before
    return {**values, _WORDS: None} if is_old else values


async def _changed(connection: AsyncConnection, statement: sa.Update | sa.Delete) -> int:
    return (await connection.execute(statement)).rowcount
