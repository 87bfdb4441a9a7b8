"""A row in every table for each of some groups, made from the tables themselves; what is drawn later is filled too."""

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import schema, tables
from storage.types import CleanText, Json, UtcDateTime

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
_SHARED = frozenset({"people", "id_blocks", "leases", "runs", "ledger", "inbox"})
"""One row for all."""

_AS_READ: dict[tuple[str, str], Any] = {
    ("tasks", "state"): "open",
    ("tasks", "source"): None,
    ("tasks", "waits_for"): [],
    ("tasks", "tags"): [],
}
"""What our own code reads while it works has to be readable."""

Rows = dict[tuple[str, str], dict[str, Any]]
"""The rows written, by table and mark."""


async def fill(connection: AsyncConnection, marks: tuple[str, ...]) -> Rows:
    """A row in each table for each mark, which stands in every text of it. References that may be empty lead from the
    rows of the later marks to those of the first.
    """
    numbers = itertools.count(1_000)
    rows: Rows = {}
    for table in schema.metadata.sorted_tables:
        for mark in marks if table.name not in _SHARED else marks[:1]:
            row = {column.name: _value(table, column, (mark, marks[0]), rows, numbers) for column in table.c}
            await connection.execute(sa.insert(table).values(row))
            rows[table.name, mark] = row
    return rows


def _value(table: sa.Table, column: sa.Column[Any], marks: tuple[str, str], rows: Rows, numbers: Iterator[int]) -> Any:
    mark, first = marks
    if (table.name, column.name) in _AS_READ:
        return _AS_READ[table.name, column.name]
    for key in column.foreign_keys:
        whose = first if column.nullable or (key.column.table.name, mark) not in rows else mark
        target = rows.get((key.column.table.name, whose))
        return None if target is None else target[key.column.name]
    if column.name == "group_id":
        return rows["groups", mark]["id"]
    return _plain(table, column, mark, numbers)


def _plain(table: sa.Table, column: sa.Column[Any], mark: str, numbers: Iterator[int]) -> Any:
    kind = column.type
    if isinstance(kind, Json):
        return [] if column.name == "supporters" else {"name": mark, "person_id": None, "username": None}
    if isinstance(kind, CleanText):
        return f"{mark} {next(numbers)}"
    if isinstance(kind, UtcDateTime):
        return NOW
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.Date):
        return date(2026, 11, 24)
    if isinstance(kind, sa.LargeBinary):
        return mark.encode()
    return next(numbers)


async def texts(connection: AsyncConnection, *, without: tuple[str, ...] = ()) -> dict[str, str]:
    """All rows of each table as text, primary keys that are texts left out."""
    found = {}
    for table in schema.metadata.sorted_tables:
        if table.name in without:
            continue
        shown = [column for column in table.c if not (column.primary_key and isinstance(column.type, CleanText))]
        found[table.name] = "\n".join(map(str, (await connection.execute(sa.select(*shown))).all())) if shown else ""
    return found


async def belong_to(connection: AsyncConnection, group_id: int) -> int:
    """How many groups of this id there are."""
    asked = sa.select(sa.func.count()).select_from(tables.groups).where(tables.groups.c.id == group_id)
    return int(await connection.scalar(asked) or 0)
