"""What changed, as rows that are only ever added, in the order in which the database took them; knows no rule.

That order is `seq`, not `at` or `id`: several processes have their own clocks and their own blocks of ids
(docs/decisions/0004).
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from coordination.rules import events
from storage import sources, tables, types, writing
from storage.among import among, fixed
from storage.session import Session

_E = tables.events.c
_ALL = sa.select(tables.events)
_GROUP = _E.group_id == sa.bindparam("group")
_TASK = _E.task_id == sa.bindparam("task")
_LIMIT = sa.bindparam("limit", type_=sa.Integer)

_OF_TASK = _ALL.where(_GROUP, _TASK).order_by(_E.seq.desc()).limit(_LIMIT)
_OF_CHANGE = _ALL.where(_GROUP, _E.change_id == sa.bindparam("change")).order_by(_E.seq)
_OF_GROUP = _ALL.where(_GROUP).order_by(_E.at.desc(), _E.seq.desc()).limit(_LIMIT)
_OF_GROUP_BY = _OF_GROUP.where(_E.actor_id == sa.bindparam("actor"))
_TAKEN_BACK = sa.select(_E.undoes).where(_GROUP, _E.undoes.is_not(None), among(_E.undoes, "changes")).distinct()
_SINCE = _ALL.where(
    _GROUP,
    _E.at >= sa.bindparam("start", type_=types.UtcDateTime),
    _E.at < sa.bindparam("end", type_=types.UtcDateTime),
).order_by(_E.seq)

_the_event = tables.events.alias("the_event")
_ITS_SEQ = sa.select(_the_event.c.seq).where(_the_event.c.id == sa.bindparam("event")).scalar_subquery()
_AFTER = _ALL.where(_GROUP, _TASK, _E.seq > _ITS_SEQ).order_by(_E.seq)

_undo = tables.events.alias("undo")
_LAST_CHANGE = (
    sa.select(_E.change_id)
    .where(
        _GROUP,
        _E.actor_id == sa.bindparam("actor"),
        _E.at >= sa.bindparam("since", type_=types.UtcDateTime),
        _E.undoes.is_(None),
        _E.kind != fixed(events.NUDGED),  # it was sent, and changed nothing that could be as before
        _E.kind != fixed(events.SNOOZED),  # so is a reminder that was put off
        ~sa.exists().where(_undo.c.group_id == _E.group_id, _undo.c.undoes == _E.change_id),
        ~among(_E.change_id, "taken_back"),
    )
    .order_by(_E.seq.desc())
    .limit(1)
)


class Events:
    """`ports.Events`. What is saved and not yet written came after everything that is."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, event: events.Event) -> None:
        self._session.save(self._session.shelves.events, event)

    def touched_groups(self) -> Sequence[int]:
        """By id."""
        return sorted({event.group_id for event in self._session.shelves.events.of_update()})

    def of_update(self) -> Sequence[events.Event]:
        return self._session.shelves.events.of_update()

    async def of_task(self, group_id: int, task_id: int, *, limit: int = 50) -> Sequence[events.Event]:
        rows = await self._session.rows(_OF_TASK, {"group": group_id, "task": task_id, "limit": limit})
        unwritten = [event for event in self._unwritten(group_id) if event.task_id == task_id]
        return [*unwritten[::-1], *map(record, rows)][:limit]

    async def of_change(self, group_id: int, change_id: int) -> Sequence[events.Event]:
        """In the order in which they happened."""
        rows = await self._session.rows(_OF_CHANGE, {"group": group_id, "change": change_id})
        return [*map(record, rows), *(event for event in self._unwritten(group_id) if event.change_id == change_id)]

    async def last_change_by(self, group_id: int, actor_id: int, since: datetime) -> int | None:
        unwritten = self._unwritten(group_id)
        taken_back = {event.undoes for event in unwritten if event.undoes is not None}
        for event in reversed(unwritten):
            is_theirs = event.actor_id == actor_id and event.at >= since and event.undoes is None
            is_theirs = is_theirs and event.kind not in events.ASIDE
            if is_theirs and event.change_id not in taken_back:
                return event.change_id
        asked = {"group": group_id, "actor": actor_id, "since": since, "taken_back": list(taken_back)}
        rows = await self._session.rows(_LAST_CHANGE, asked)
        return int(rows[0].change_id) if rows else None

    async def after(self, group_id: int, task_id: int, event_id: int) -> Sequence[events.Event]:
        unwritten = [event for event in self._unwritten(group_id) if event.task_id == task_id]
        for place, event in enumerate(unwritten):
            if event.id == event_id:
                return unwritten[place + 1 :]
        rows = await self._session.rows(_AFTER, {"group": group_id, "task": task_id, "event": event_id})
        return [*map(record, rows), *unwritten]

    async def since(self, group_id: int, start: datetime, end: datetime) -> Sequence[events.Event]:
        rows = await self._session.rows(_SINCE, {"group": group_id, "start": start, "end": end})
        return [*map(record, rows), *(event for event in self._unwritten(group_id) if start <= event.at < end)]

    async def of_group(
        self, group_id: int, *, actor_id: int | None = None, offset: int = 0, limit: int = 20
    ) -> Sequence[events.Event]:
        asked = {"group": group_id, "limit": offset + limit, "actor": actor_id}
        rows = await self._session.rows(_OF_GROUP if actor_id is None else _OF_GROUP_BY, asked)
        unwritten = [event for event in self._unwritten(group_id) if actor_id is None or event.actor_id == actor_id]
        return [*unwritten[::-1], *map(record, rows)][offset : offset + limit]

    async def taken_back(self, group_id: int, change_ids: Collection[int]) -> frozenset[int]:
        rows = await self._session.rows(_TAKEN_BACK, {"group": group_id, "changes": sorted(change_ids)})
        unwritten = [event.undoes for event in self._unwritten(group_id) if event.undoes is not None]
        return frozenset(int(row.undoes) for row in rows).union(one for one in unwritten if one in change_ids)

    def _unwritten(self, group_id: int) -> list[events.Event]:
        """Oldest first."""
        return [event for event in self._session.shelves.events.dirty() if event.group_id == group_id]


def record(row: Any) -> events.Event:
    return events.Event(
        id=row.id,
        group_id=row.group_id,
        change_id=row.change_id,
        kind=row.kind,
        at=row.at,
        actor_id=row.actor_id,
        task_id=row.task_id,
        on_behalf=row.on_behalf,
        source=sources.load(row.source),
        before=row.before,
        after=row.after,
        undoes=row.undoes,
    )


async def write(session: Session, records: Sequence[events.Event]) -> None:
    rows = [
        {
            "id": event.id,
            "group_id": event.group_id,
            "change_id": event.change_id,
            "kind": event.kind,
            "at": event.at,
            "actor_id": event.actor_id,
            "task_id": event.task_id,
            "on_behalf": event.on_behalf,
            "source": sources.dump(event.source),
            "before": None if event.before is None else dict(event.before),
            "after": None if event.after is None else dict(event.after),
            "undoes": event.undoes,
        }
        for event in records
    ]
    await writing.insert(session.connection, tables.events, rows)
