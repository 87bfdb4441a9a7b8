"""What was reported, as rows; never changed once written. Knows no rule."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from coordination.rules import events
from storage import sources, tables, types, writing
from storage.session import Session

_U = tables.updates.c
_OF_TASK = (
    sa.select(tables.updates)
    .where(_U.task_id == sa.bindparam("task"), _U.group_id == sa.bindparam("group"))
    .order_by(_U.at.desc(), _U.id.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_SINCE = (
    sa.select(tables.updates)
    .where(
        _U.group_id == sa.bindparam("group"),
        _U.at >= sa.bindparam("start", type_=types.UtcDateTime),
        _U.at < sa.bindparam("end", type_=types.UtcDateTime),
    )
    .order_by(_U.at, _U.id)
)


class Updates:
    """`ports.Updates`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, update: events.Update) -> None:
        self._session.save(self._session.shelves.updates, update)

    async def of_task(self, group_id: int, task_id: int, *, limit: int = 20) -> Sequence[events.Update]:
        rows = await self._session.rows(_OF_TASK, {"group": group_id, "task": task_id, "limit": limit})
        found = self._overlaid(rows, lambda one: one.task_id == task_id and one.group_id == group_id)
        return found[::-1][:limit]

    async def since(self, group_id: int, start: datetime, end: datetime) -> Sequence[events.Update]:
        rows = await self._session.rows(_SINCE, {"group": group_id, "start": start, "end": end})
        return self._overlaid(rows, lambda one: one.group_id == group_id and start <= one.at < end)

    def _overlaid(self, rows: Sequence[Any], matches: Any) -> list[events.Update]:
        """Oldest first."""
        found = self._session.shelves.updates.overlay(map(record, rows), matches)
        return sorted(found, key=lambda update: (update.at, update.id))


def record(row: Any) -> events.Update:
    return events.Update(
        id=row.id,
        group_id=row.group_id,
        task_id=row.task_id,
        author_id=row.author_id,
        at=row.at,
        text=row.text,
        on_behalf=row.on_behalf,
        state=row.state,
        percent=row.percent,
        change_id=row.change_id,
        source=sources.load(row.source),
        file_id=row.file_id,
        file_kind=row.file_kind,
    )


async def write(session: Session, records: Sequence[events.Update]) -> None:
    rows = [
        {
            "id": update.id,
            "group_id": update.group_id,
            "task_id": update.task_id,
            "author_id": update.author_id,
            "at": update.at,
            "text": update.text,
            "on_behalf": update.on_behalf,
            "state": update.state,
            "percent": update.percent,
            "change_id": update.change_id,
            "source": sources.dump(update.source),
            "file_id": update.file_id,
            "file_kind": update.file_kind,
        }
        for update in records
    ]
    await writing.insert(session.connection, tables.updates, rows)
