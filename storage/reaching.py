"""Which rows of each table belong to some groups, told from the tables themselves; knows no row and erases nothing.

A table that is drawn later is reached without being named here: it has a `group_id`, or a reference that is never
empty to a row that is reached.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from storage import schema, tables, tables_privacy

_BELONG_TO_NOBODY = frozenset({tables.chats.name, tables.people.name, tables_privacy.erasures.name})


def rows_of(table: sa.Table, group_ids: Sequence[int]) -> sa.ColumnElement[bool] | None:
    """The condition that a row of the table belongs to one of the groups; `None` where none can."""
    if table is tables.groups:
        return table.c.id.in_(group_ids)
    if table.name in _BELONG_TO_NOBODY:
        return None
    found: list[sa.ColumnElement[bool]] = []
    if "group_id" in table.c:
        found.append(table.c.group_id.in_(group_ids))
    for column, target in references(table):
        reached = None if column.nullable or target.table is table else rows_of(target.table, group_ids)
        if reached is not None and column.name != "group_id":
            found.append(column.in_(sa.select(target).where(reached).correlate(None)))
    return sa.or_(*found) if found else None


def references(table: sa.Table) -> list[tuple[sa.Column[int], sa.Column[int]]]:
    """Each column of the table that refers to another row, with the column referred to."""
    return [(key.parent, key.column) for key in table.foreign_keys]


def all_tables() -> Sequence[sa.Table]:
    """Every table, those that refer to others before those."""
    return schema.metadata.sorted_tables[::-1]
