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


def fixed(text: str) -> sa.ColumnElement[str]:
    """A word of ours written into the statement itself: a parameter would keep a partial index from being used."""
    if not text.isidentifier():
        raise ValueError(f"not a word of ours: {text!r}")
    return sa.literal_column(f"'{text}'", sa.Text)


def contains(column: sa.ColumnElement[Any], text: sa.ColumnElement[Any] | str) -> sa.ColumnElement[bool]:
    """`text` occurs in `column`, letter for letter."""
    return _Within(column, text) > 0
