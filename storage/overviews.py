"""Many groups read at once, for roll-ups; knows no rule."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from coordination import ports
from coordination.rules import events as event_rules
from coordination.rules import tasks as task_rules
from storage import events, tables, task_queries, task_rows, types, updates
from storage.among import among, fixed
from storage.session import Session

_T, _E, _U, _G = tables.tasks.c, tables.events.c, tables.updates.c, tables.groups.c
_START, _END = (sa.bindparam(name, type_=types.UtcDateTime) for name in ("start", "end"))
EVENTS = sa.select(tables.events).where(among(_E.group_id, "groups"), _E.at >= _START, _E.at < _END).order_by(_E.seq)
UPDATES = (
    sa.select(tables.updates)
    .where(
        among(_U.group_id, "groups"),
        _U.at >= _START,
        _U.at < _END,
        sa.or_(_U.task_id.is_(None), among(_U.change_id, "changes")),
    )
    .order_by(_U.at, _U.id)
)
_BLOCKED, _CLAIMED = (fixed(one.value) for one in (task_rules.State.BLOCKED, task_rules.State.CLAIMED))

OWED = (
    sa.select(tables.tasks)
    .where(
        among(_T.group_id, "groups"),
        _T.state.in_(task_queries.LIVE),
        sa.or_(_T.due_on <= sa.bindparam("until", type_=sa.Date), _T.state.in_((_BLOCKED, _CLAIMED))),
    )
    .order_by(*task_queries.IN_ORDER)
)
TASKS = sa.select(tables.tasks).where(among(_T.id, "tasks"), among(_T.group_id, "groups"))
LOGS = (
    sa.select(_E.task_id, _E.at, _E.after)
    .where(among(_E.task_id, "tasks"), among(_E.group_id, "groups"))
    .order_by(_E.task_id, _E.seq.desc())
)
_SINCE = sa.bindparam("since", type_=types.UtcDateTime)
CHANGED = sa.select(_G.id).where(
    among(_G.id, "groups"),
    sa.or_(
        sa.exists().where(_E.group_id == _G.id, _E.at > _SINCE),
        sa.exists().where(_U.group_id == _G.id, _U.at > _SINCE),
    ),
)


def among_groups(where: ports.TaskFilter) -> list[sa.ColumnElement[bool]]:
    """The conditions of `where` for the tasks of the groups given as `groups`."""
    return [among(_T.group_id, "groups"), *task_queries.narrowed(where)]


class Overviews:
    """`ports_overviews.Overviews`. What is saved is written first, so that it is read as well."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def events(self, group_ids: tuple[int, ...], start: datetime, end: datetime) -> Sequence[event_rules.Event]:
        rows = await self._rows(EVENTS, {"groups": list(group_ids), "start": start, "end": end})
        return [events.record(row) for row in rows]

    async def updates(
        self, group_ids: tuple[int, ...], span: tuple[datetime, datetime], change_ids: tuple[int, ...]
    ) -> Sequence[event_rules.Update]:
        asked = {"groups": list(group_ids), "start": span[0], "end": span[1], "changes": list(change_ids)}
        return [updates.record(row) for row in await self._rows(UPDATES, asked)]

    async def owed(self, group_ids: tuple[int, ...], until: date) -> Sequence[task_rules.Task]:
        rows = await self._rows(OWED, {"groups": list(group_ids), "until": until})
        return [task_rows.record(row) for row in rows]

    async def tasks(self, group_ids: tuple[int, ...], task_ids: tuple[int, ...]) -> Sequence[task_rules.Task]:
        rows = await self._rows(TASKS, {"groups": list(group_ids), "tasks": list(task_ids)})
        return [task_rows.record(row) for row in rows]

    async def find(
        self, group_ids: tuple[int, ...], where: ports.TaskFilter, *, offset: int = 0, limit: int = 20
    ) -> ports.Page:
        conditions, asked = among_groups(where), {"groups": list(group_ids)}
        rows = await self._rows(task_queries.page(conditions, offset, limit), asked)
        found = tuple(self._session.shelves.tasks.learn(task_rows.record(row)) for row in rows)
        if offset == 0 and len(found) < limit:
            return ports.Page(found, len(found))
        counted = await self._rows(task_queries.total(conditions), asked)
        return ports.Page(found, int(counted[0][0]))

    async def changed(self, group_ids: tuple[int, ...], since: datetime) -> frozenset[int]:
        rows = await self._rows(CHANGED, {"groups": list(group_ids), "since": since})
        return frozenset(int(row.id) for row in rows)

    async def blocked_since(self, group_ids: tuple[int, ...], task_ids: tuple[int, ...]) -> Mapping[int, datetime]:
        rows = await self._rows(LOGS, {"groups": list(group_ids), "tasks": list(task_ids)})
        found: dict[int, datetime] = {}
        for row in rows:
            if (row.after or {}).get("state") == task_rules.State.BLOCKED:
                found.setdefault(row.task_id, row.at)
        return found

    async def _rows(self, statement: sa.Select[Any], asked: dict[str, Any]) -> Sequence[Any]:
        shelves = self._session.shelves
        if shelves.tasks.is_dirty or shelves.events.is_dirty or shelves.updates.is_dirty:
            await self._session.write_all()
        return await self._session.rows(statement, asked)
