"""SQL that the two databases spell differently, under one name; knows no table."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from storage.types import IdList


class _Among(GenericFunction[bool]):
    """A column and a parameter that holds any number of ids: the statement's text is the same for each number."""

    type = sa.Boolean()
    name = "among"
    inherit_cache = True
    _is_implicitly_boolean = True  # else SQLite is asked whether it "= 1", and uses no index


@compiles(_Among, "sqlite")
def _sqlite_among(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} IN (SELECT CAST(value AS INTEGER) FROM json_each({ids}))"


@compiles(_Among, "postgresql")
def _postgresql_among(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} = ANY ({ids})"


class _Paired(GenericFunction[bool]):
    """A task's id, where the pair of its group and number is among those in two lists of the same length.

    Written so that SQLite looks each pair up in the unique index; given two lists apart, it reads whole groups.
    """

    type = sa.Boolean()
    name = "paired"
    inherit_cache = True
    _is_implicitly_boolean = True


@compiles(_Paired, "sqlite")
def _sqlite_paired(element: _Paired, compiler: SQLCompiler, **options: Any) -> str:
    column, groups, numbers = (compiler.process(part, **options) for part in element.clauses)
    return (
        f"{column} IN (SELECT task.id FROM json_each({groups}) AS g"
        f" CROSS JOIN json_each({numbers}) AS n ON n.key = g.key"
        " CROSS JOIN tasks AS task ON task.group_id = CAST(g.value AS INTEGER)"
        " AND task.number = CAST(n.value AS INTEGER))"
    )


@compiles(_Paired, "postgresql")
def _postgresql_paired(element: _Paired, compiler: SQLCompiler, **options: Any) -> str:
    column, groups, numbers = (compiler.process(part, **options) for part in element.clauses)
    return (
        f"{column} IN (SELECT task.id FROM unnest({groups}, {numbers}) AS pair (group_id, number)"
        " JOIN tasks AS task ON task.group_id = pair.group_id AND task.number = pair.number)"
    )


class _Within(GenericFunction[int]):
    """Position of the second text in the first, from 1; 0: it is not in it. Letter case counts on both."""

    type = sa.Integer()
    name = "within"
    inherit_cache = True


@compiles(_Within, "sqlite")
def _sqlite_within(element: _Within, compiler: SQLCompiler, **options: Any) -> str:
    return f"instr({compiler.process(element.clauses, **options)})"


@compiles(_Within, "postgresql")
def _postgresql_within(element: _Within, compiler: SQLCompiler, **options: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **options)})"


def among(column: sa.ColumnElement[Any], parameter: str) -> sa.ColumnElement[bool]:
    """`column` is one of the ids in the list given as `parameter`."""
    return _Among(column, sa.bindparam(parameter, type_=IdList()))


def paired(task_id: sa.ColumnElement[Any], groups: str, numbers: str) -> sa.ColumnElement[bool]:
    """The task is one of those named by the lists of group ids and numbers given as these parameters."""
    return _Paired(task_id, sa.bindparam(groups, type_=IdList()), sa.bindparam(numbers, type_=IdList()))


def fixed(text: str) -> sa.ColumnElement[str]:
    """A word of ours written into the statement itself: a parameter would keep a partial index from being used."""
    if not text.isidentifier():
        raise ValueError(f"not a word of ours: {text!r}")
    return sa.literal_column(f"'{text}'", sa.Text)


def contains(column: sa.ColumnElement[Any], text: sa.ColumnElement[Any] | str) -> sa.ColumnElement[bool]:
    """`text` occurs in `column`, letter for letter."""
    return _Within(column, text) > 0
