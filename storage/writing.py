"""Write rows as they are handed over, many by one statement; knows no record and no rule."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Row = dict[str, Any]


async def insert(connection: AsyncConnection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Rows that are new; a key that exists already raises."""
    if rows:
        await connection.execute(_insert(table), rows)


async def upsert(connection: AsyncConnection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Rows by primary key: new ones are inserted, known ones take every value given. All have the same columns."""
    if rows:
        await connection.execute(_upsert(table, connection.dialect.name, tuple(rows[0])), rows)


async def update_changed(
    connection: AsyncConnection, table: sa.Table, changes: Iterable[tuple[Mapping[str, Any], Row]]
) -> None:
    """Pairs of what was read and what it became, each with an `id`; only the columns that differ are written.

    What another transaction wrote into the other columns meanwhile stays.
    """
    groups: dict[tuple[str, ...], list[Row]] = {}
    for before, after in changes:
        names = tuple(name for name in after if after[name] != before[name])
        if names:
            groups.setdefault(names, []).append({"the_id": after["id"], **{f"new_{n}": after[n] for n in names}})
    for names, rows in groups.items():
        await connection.execute(_update(table, names), rows)


@cache
def _insert(table: sa.Table) -> sa.Insert:
    return sa.insert(table)


@cache
def _upsert(table: sa.Table, dialect: str, columns: tuple[str, ...]) -> sa.Insert:
    keys = [column.name for column in table.primary_key]
    statement = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    others = {name: statement.excluded[name] for name in columns if name not in keys}
    if not others:
        return statement.on_conflict_do_nothing(index_elements=keys)
    return statement.on_conflict_do_update(index_elements=keys, set_=others)


@cache
def _update(table: sa.Table, names: tuple[str, ...]) -> sa.Update:
    values = {name: sa.bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return sa.update(table).where(table.c.id == sa.bindparam("the_id")).values(values)
