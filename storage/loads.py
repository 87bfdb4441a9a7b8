"""Read back into an empty database what `dumps` wrote; it adds nothing of its own and trusts no value.

Ids stay as they are, so that everything refers to everything as before. Of a group's file, what refers to rows that
are not in it refers to nothing afterwards.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import loads_rows, schema, scopes, tables
from storage.engines import Database

AT_ONCE = 1000
_NOT_OURS = frozenset({"telegram_id", "message_id", "topic_id", "update_id", "seq"})


class Occupied(Exception):  # noqa: N818  (nothing is wrong with the file)
    """The database holds something already; importing would mix two records."""


@dataclass(slots=True)
class Loaded:
    """How many rows came in by table, and how many were left out since what they belong to is not in the file."""

    rows: dict[str, int] = field(default_factory=dict)
    left_out: int = 0
    highest_id: int = 0


async def load(database: Database, path: Path) -> Loaded:
    """Import the file, whole or not at all. Its tables have to be those of this release.

    Raises `NotAnExport` for another file, `Occupied`, `Unavailable`, `OSError`.
    """
    with loads_rows.reading(path) as file:
        if file.kind == "person":
            raise loads_rows.NotAnExport("it is what was kept about one person, not a record that can be read back")
        try:
            async with database.writer() as connection:
                await _check_empty(connection)
                loaded = await _insert_all(connection, file)
                await _finish(connection, loaded, is_part=file.kind == "group")
        except (sa.exc.IntegrityError, sa.exc.DataError) as failure:
            raise loads_rows.NotAnExport(f"its rows contradict each other: {failure.orig}") from failure
        return loaded


async def _check_empty(connection: AsyncConnection) -> None:
    for table in scopes.ordered():
        if (await connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1))).first():
            raise Occupied(table.name)


async def _insert_all(connection: AsyncConnection, file: loads_rows.File) -> Loaded:
    loaded = Loaded()
    held = {table.name: set[int]() for table in _referred_to()} if file.kind == "group" else {}
    for name, rows in groupby(file.rows(), key=lambda one: one[0]):
        table = _table(name, loaded)
        kept = (row for _, row in rows)
        while batch := list(islice(kept, AT_ONCE)):
            await _insert(connection, table, batch, held, loaded)
    return loaded


def _table(name: str, loaded: Loaded) -> sa.Table:
    table = schema.metadata.tables.get(name)
    if table is None or name in scopes.OPERATIONAL:
        raise loads_rows.NotAnExport(f"it has rows of {name!r}, which this release does not know")
    if name in loaded.rows:
        raise loads_rows.NotAnExport(f"it has the rows of {name!r} in two places")
    return table


async def _insert(
    connection: AsyncConnection,
    table: sa.Table,
    batch: Sequence[loads_rows.Row],
    held: Mapping[str, set[int]],
    loaded: Loaded,
) -> None:
    """Rows with the same columns go together."""
    kept = [row for row in batch if not held or _is_whole(table, row, held)]
    loaded.left_out += len(batch) - len(kept)
    for _, rows in groupby(kept, key=_columns):
        await connection.execute(sa.insert(table), list(rows))
    if table.name in held:
        held[table.name].update(row["id"] for row in kept)
    loaded.rows[table.name] = loaded.rows.get(table.name, 0) + len(kept)
    names = _ids(table)
    found = (row[name] for row in kept for name in names if row.get(name) is not None)
    loaded.highest_id = max(loaded.highest_id, max(found, default=0))


def _columns(row: loads_rows.Row) -> tuple[str, ...]:
    return tuple(row)


def _is_whole(table: sa.Table, row: loads_rows.Row, held: Mapping[str, set[int]]) -> bool:
    """Empty what refers out of the file; `False` where that may not be empty."""
    for column in table.c:
        for key in column.foreign_keys:
            target, value = key.column.table, row.get(column.name)
            if target is table or value is None or value in held[target.name]:
                continue
            if not column.nullable:
                return False
            row[column.name] = None
    return True


def _referred_to() -> set[sa.Table]:
    return {key.column.table for table in scopes.ordered() for column in table.c for key in column.foreign_keys}


def _ids(table: sa.Table) -> list[str]:
    """Columns that hold ids of ours."""
    names = [column.name for column in table.c if isinstance(column.type, sa.Integer | sa.BigInteger)]
    return [name for name in names if (name == "id" or name.endswith("_id")) and name not in _NOT_OURS]


async def _finish(connection: AsyncConnection, loaded: Loaded, *, is_part: bool) -> None:
    """New ids and counters go on after the imported ones."""
    for table in scopes.ordered():
        if is_part:
            await _empty_lost(connection, table)
        if is_part and table is tables.tasks:
            await _forget_waits(connection)
        if connection.dialect.name == "postgresql":
            await _go_on(connection, table)
    blocks = tables.id_blocks
    insert = postgresql.insert(blocks) if connection.dialect.name == "postgresql" else sqlite.insert(blocks)
    highest = loaded.highest_id + 1
    later = sa.case((blocks.c.next < highest, highest), else_=blocks.c.next)
    await connection.execute(
        insert.values(name="row", next=highest).on_conflict_do_update(index_elements=["name"], set_={"next": later})
    )


async def _empty_lost(connection: AsyncConnection, table: sa.Table) -> None:
    """Rows of one table refer to each other in any order, so what is lost shows only now."""
    other = table.alias("other")
    for column in scopes.references(table, table):
        lost = column.not_in(sa.select(other.c.id))
        await connection.execute(sa.update(table).where(lost).values({column.name: None}))


async def _forget_waits(connection: AsyncConnection) -> None:
    """A task that waited for one of another group, which is not in the file, waits for it no more."""
    task = tables.tasks
    held = set((await connection.execute(sa.select(task.c.id))).scalars())
    for row in (await connection.execute(sa.select(task.c.id, task.c.waits_for))).all():
        kept = [one for one in row.waits_for if one in held]
        if kept != row.waits_for:
            await connection.execute(sa.update(task).where(task.c.id == row.id).values(waits_for=kept))


async def _go_on(connection: AsyncConnection, table: sa.Table) -> None:
    if "seq" in table.c:
        sequence = sa.func.pg_get_serial_sequence(table.name, "seq")
        highest = sa.select(sa.func.max(table.c.seq)).scalar_subquery()
        await connection.execute(sa.select(sa.func.setval(sequence, sa.func.coalesce(highest, 1))))


def rows_in(loaded: Loaded) -> Iterator[tuple[str, int]]:
    """Tables that got rows, as the file has them."""
    return ((name, count) for name, count in loaded.rows.items() if count)
