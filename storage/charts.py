"""What pictures show, counted by SQL; knows no rule and no picture."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from coordination import ports_charts
from coordination.rules import tasks
from storage import tables, tables_programmes, task_queries, types
from storage.among import among, fixed
from storage.session import Session

_T, _O, _G, _P = tables.tasks.c, tables.owners.c, tables.groups.c, tables.people.c
_S = tables_programmes.seats.c
_GROUP = sa.bindparam("group", type_=sa.BigInteger)
_LATE = sa.case(
    (task_queries.is_late(sa.bindparam("today", type_=sa.Date), sa.bindparam("now", type_=types.UtcDateTime)), 1),
    else_=0,
).label("late")
_COUNT = sa.func.count().label("tasks")
_DROPPED = fixed(tasks.State.DROPPED.value)


def _tree() -> sa.CTE:
    """A group and those below it, at any depth; a circle ends where it meets itself."""
    tree = sa.select(_G.id).where(_G.id == _GROUP).cte("tree", recursive=True)
    inner = tables.groups.alias("inner_groups").c
    return tree.union(sa.select(inner.id).where(inner.parent_id == tree.c.id))


_TREE = _tree()
_OF_TREE = _T.group_id.in_(sa.select(_TREE.c.id))
_DAYS = sa.select(_T.state, _T.due_on, _LATE, _COUNT).group_by(_T.state, _T.due_on, sa.text("late"))
BY_DUE = _DAYS.where(_T.group_id == _GROUP)
BY_DUE_BELOW = _DAYS.where(_OF_TREE)
_HISTORY = sa.select(_T.state, _T.created_at, _T.ended_at, _T.original_due_on, _COUNT).group_by(
    _T.state, _T.created_at, _T.ended_at, _T.original_due_on
)
BY_HISTORY = _HISTORY.where(_T.group_id == _GROUP)
BY_HISTORY_BELOW = _HISTORY.where(_OF_TREE)
_LEAD = sa.and_(_O.task_id == _T.id, _O.position == 0)
_OWNER = (_O.person_id, _O.username_folded, _O.name_folded)
BY_OWNER = (
    sa.select(*_OWNER, _T.state, _LATE, _COUNT, sa.func.max(_T.id).label("example"))
    .select_from(tables.tasks.outerjoin(tables.owners, _LEAD))
    .where(_T.group_id == _GROUP, _T.state != _DROPPED)
    .group_by(*_OWNER, _T.state, sa.text("late"))
)
_OWNERS_OF = sa.select(_T.id, _T.owner).where(among(_T.id, "ids"))
_NAMES_OF = sa.select(_P.id, _P.name).where(among(_P.id, "ids"))


BY_GROUP = (
    sa.select(_G.id, _G.name, _S.position, _T.state, _LATE, _COUNT)
    .select_from(
        tables.groups.join(_TREE, _TREE.c.id == _G.id)
        .outerjoin(tables_programmes.seats, _S.group_id == _G.id)
        .join(tables.tasks, _T.group_id == _G.id)
    )
    .where(_T.state != _DROPPED)
    .group_by(_G.id, _G.name, _S.position, _T.state, sa.text("late"))
    .order_by(_S.position.is_(None), _S.position, _G.name, _G.id)
)
BELOW = sa.select(sa.func.count()).select_from(_TREE).where(_TREE.c.id != _GROUP)
BY_TAG = (
    sa.select(
        _T.tags,
        sa.func.min(sa.func.coalesce(_T.start_on, _T.due_on)).label("first"),
        sa.func.max(_T.due_on).label("last"),
    )
    .where(_T.group_id == _GROUP, _T.due_on.is_not(None), _T.state != _DROPPED, sa.cast(_T.tags, sa.Text) != "[]")
    .group_by(_T.tags)
)


class Charts:
    """`ports_charts.Charts`. What is counted by SQL must have reached the database, so it is written first."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def below(self, group_id: int) -> int:
        return int((await self._rows(BELOW, {"group": group_id}))[0][0])

    async def by_due(
        self, group_id: int, *, open_on: date, now: datetime, below: bool = False
    ) -> Sequence[ports_charts.ByDue]:
        rows = await self._rows(BY_DUE_BELOW if below else BY_DUE, {"group": group_id, "today": open_on, "now": now})
        return [ports_charts.ByDue(tasks.State(row.state), row.due_on, bool(row.late), row.tasks) for row in rows]

    async def by_history(self, group_id: int, *, below: bool = False) -> Sequence[ports_charts.ByHistory]:
        rows = await self._rows(BY_HISTORY_BELOW if below else BY_HISTORY, {"group": group_id})
        return [
            ports_charts.ByHistory(tasks.State(row.state), row.created_at, row.ended_at, row.original_due_on, row.tasks)
            for row in rows
        ]

    async def by_owner(self, group_id: int, *, open_on: date, now: datetime) -> Sequence[ports_charts.ByUnit]:
        """Names are people's own; of everybody else as they were written last."""
        rows = await self._rows(BY_OWNER, {"group": group_id, "today": open_on, "now": now})
        people = await self._rows(_NAMES_OF, {"ids": sorted({row.person_id for row in rows if row.person_id})})
        others: dict[str, int] = {}
        for row in rows:
            if row.person_id is None and row.name_folded is not None:
                others[_unit(row)] = max(row.example, others.get(_unit(row), 0))
        written = await self._rows(_OWNERS_OF, {"ids": sorted(others.values())})
        by_id = {row.id: (row.owner or {}).get("name", "") for row in written}
        names = {f"p{row.id}": row.name for row in people} | {unit: by_id[one] for unit, one in others.items()}
        return [_by_unit(row, _unit(row), names.get(_unit(row), "")) for row in rows]

    async def by_group(self, group_id: int, *, open_on: date, now: datetime) -> Sequence[ports_charts.ByUnit]:
        rows = await self._rows(BY_GROUP, {"group": group_id, "today": open_on, "now": now})
        return [_by_unit(row, f"g{row.id}", row.name) for row in rows]

    async def by_tag(self, group_id: int) -> Sequence[ports_charts.ByTag]:
        rows = await self._rows(BY_TAG, {"group": group_id})
        return [ports_charts.ByTag(tuple(row.tags), row.first, row.last) for row in rows]

    async def _rows(self, statement: sa.Select[Any], asked: dict[str, Any]) -> Sequence[Any]:
        if self._session.shelves.tasks.is_dirty:
            await self._session.write_all("tasks")
        return await self._session.rows(statement, asked)


def _unit(row: Any) -> str:
    """What stays the same of an owner however the name is written."""
    if row.person_id is not None:
        return f"p{row.person_id}"
    if row.name_folded is None:
        return ""
    return f"u{row.username_folded}" if row.username_folded else f"n{row.name_folded}"


def _by_unit(row: Any, unit: str, name: str) -> ports_charts.ByUnit:
    return ports_charts.ByUnit(unit, name, tasks.State(row.state), bool(row.late), row.tasks)
