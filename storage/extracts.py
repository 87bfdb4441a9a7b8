"""Tasks, updates and people of one or several groups, read page by page from one committed state; makes no file."""

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from coordination import ports
from coordination.rules import events, groups, people, tasks
from storage import dumps, extract_decisions, scopes, tables, task_queries, task_rows
from storage import groups as group_rows
from storage import people as people_rows
from storage import updates as update_rows
from storage.among import among
from storage.engines import Database

Part = tuple[people.Person, people.Membership]
_G, _P, _M, _T, _U = tables.groups.c, tables.people.c, tables.memberships.c, tables.tasks.c, tables.updates.c
_UPDATES_OF = sa.select(tables.updates).where(among(_U.task_id, "ids")).order_by(_U.task_id, _U.at, _U.id)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose tasks: those of `group_ids` (empty: of every group), or what a person has a part in; narrowed by `where`.

    A person's are those of groups that they have not left.
    """

    group_ids: tuple[int, ...] = ()
    person_id: int | None = None
    where: ports.TaskFilter = field(default_factory=lambda: ports.TaskFilter(live=False))

    @property
    def is_all(self) -> bool:
        """Whole groups, without a filter: what is said of no task belongs to them too."""
        return self.person_id is None and self.where == ports.TaskFilter(live=False)


@dataclass(frozen=True, slots=True)
class Extract:
    """One committed state, for as long as `of` is open."""

    wanted: Wanted
    groups: Mapping[int, groups.Group]
    names: Mapping[int, str]
    _connection: AsyncConnection

    async def numbers(self) -> dict[int, tuple[int, int, str]]:
        """Group, number and title of every task of these groups, by id."""
        stated = sa.select(_T.id, _T.group_id, _T.number, _T.title).where(_T.group_id.in_(self.groups))
        return {row.id: (row.group_id, row.number, row.title) for row in await self._rows(stated)}

    async def task_pages(self) -> AsyncIterator[list[tasks.Task]]:
        """By group and number."""
        order = (_T.group_id, _T.number)
        wanted = sa.select(tables.tasks).where(*self._conditions()).order_by(*order)
        async for rows in self._pages(wanted, order):
            yield [task_rows.record(row) for row in rows]

    async def update_pages(self) -> AsyncIterator[list[events.Update]]:
        """Oldest first."""
        order = (_U.at, _U.id)
        whose = [_U.group_id.in_(self.groups)]
        if not self.wanted.is_all:
            whose.append(_U.task_id.in_(sa.select(_T.id).where(*self._conditions())))
        async for rows in self._pages(sa.select(tables.updates).where(*whose).order_by(*order), order):
            yield [update_rows.record(row) for row in rows]

    async def updates_of(self, found: Sequence[tasks.Task]) -> dict[int, list[events.Update]]:
        """Oldest first, by task id."""
        read: dict[int, list[events.Update]] = {}
        for row in await self._rows(_UPDATES_OF, {"ids": [task.id for task in found]}):
            read.setdefault(row.task_id, []).append(update_rows.record(row))
        return read

    async def decision_pages(self) -> AsyncIterator[list[extract_decisions.Decision]]:
        """Of whole groups: what those of them that are committees decided in rounds, oldest first."""
        if not self.wanted.is_all:
            return
        wanted = extract_decisions.OF_GROUPS.where(extract_decisions.COMMITTEE.in_(self.groups))
        async for rows in self._pages(wanted, extract_decisions.ORDER):
            yield [extract_decisions.record(row) for row in rows]

    async def people_pages(self) -> AsyncIterator[list[Part]]:
        """Who is there, by group and person."""
        order = (_M.group_id, _M.person_id)
        columns = [_P[name].label(f"their_{name}") for name in _P.keys()]  # noqa: SIM118  (columns, not a dict)
        wanted = (
            sa.select(tables.memberships, *columns)
            .join(tables.people, _P.id == _M.person_id)
            .where(_M.group_id.in_(self.groups), sa.not_(_M.left))
            .order_by(*order)
        )
        async for rows in self._pages(wanted, order):
            yield [(people_rows.record(_Prefixed(row)), people_rows.membership_record(row)) for row in rows]

    def _conditions(self) -> list[sa.ColumnElement[bool]]:
        where = self.wanted.where
        if self.wanted.person_id is not None:
            return task_queries.of_person(self.wanted.person_id, where)
        return [_T.group_id.in_(self.groups), *task_queries.narrowed(where)]

    async def _pages(self, wanted: sa.Select[Any], order: Sequence[sa.Column[Any]]) -> AsyncIterator[list[Any]]:
        last: list[Any] | None = None
        while True:
            page = wanted if last is None else wanted.where(dumps.after(order, last))
            rows = list(await self._rows(page.limit(dumps.PAGE)))
            if rows:
                last = [getattr(rows[-1], column.name) for column in order]
                yield rows
            if len(rows) < dumps.PAGE:
                return

    async def _rows(self, wanted: sa.Select[Any], given: Mapping[str, Any] | None = None) -> Sequence[sa.Row[Any]]:
        found: Sequence[sa.Row[Any]] = (await self._connection.execute(wanted, given or {})).all()
        return found


class _Prefixed:
    """A joined row as the person's own."""

    def __init__(self, row: sa.Row[Any]) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, f"their_{name}")


@contextlib.asynccontextmanager
async def of(database: Database, wanted: Wanted) -> AsyncIterator[Extract]:
    """Open an extract. Raises `Unavailable`; groups that are not there are left out."""
    async with database.reader() as connection:
        yield await on(connection, wanted)


async def on(connection: AsyncConnection, wanted: Wanted) -> Extract:
    """As `of`, on a connection inside a transaction."""
    found = (await connection.execute(sa.select(tables.groups).where(*_groups(wanted)).order_by(_G.id))).all()
    by_id = {row.id: group_rows.record(row) for row in found}
    named = sa.select(_P.id, _P.name).where(_P.id.in_(sa.union(*scopes.people_in(scopes.conditions(list(by_id))))))
    names = {row.id: row.name for row in (await connection.execute(named)).all()}
    return Extract(wanted, by_id, names, connection)


def _groups(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    if wanted.person_id is not None:
        theirs = sa.select(_M.group_id).where(_M.person_id == wanted.person_id, sa.not_(_M.left))
        return [_G.id.in_(theirs)]
    return [_G.id.in_(wanted.group_ids)] if wanted.group_ids else []
