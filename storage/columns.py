"""The kinds of column our tables are drawn with; knows no table."""

from typing import Any

import sqlalchemy as sa

from storage.types import CleanText, Id, Json, UtcDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""How constraints are named, so that a migration can find them."""

Column = sa.Column[Any]


def own_id() -> Column:
    """Our own id of the row, from `id_blocks`."""
    return sa.Column("id", Id, primary_key=True, autoincrement=False)


def seq() -> Column:
    """Given by the database at the insert, growing, never re-used."""
    return sa.Column("seq", Id, primary_key=True, autoincrement=True)


def ref(name: str, target: str, *, null: bool = False, key: bool = False, later: bool = False) -> Column:
    """A reference; `later` is checked at commit, for rows of one table that come in any order."""
    foreign = sa.ForeignKey(target, deferrable=later or None, initially="DEFERRED" if later else None)
    return sa.Column(name, sa.BigInteger, foreign, nullable=null, primary_key=key, autoincrement=False)


def number(name: str, *, null: bool = False, key: bool = False, unique: bool | None = None) -> Column:
    """A 64-bit number: an id of Telegram's or a count of ours."""
    return sa.Column(name, sa.BigInteger, nullable=null, primary_key=key, unique=unique, autoincrement=False)


def small(name: str, *, null: bool = False, key: bool = False) -> Column:
    return sa.Column(name, sa.SmallInteger, nullable=null, primary_key=key, autoincrement=False)


def text(name: str, *, null: bool = False, key: bool = False) -> Column:
    return sa.Column(name, CleanText, nullable=null, primary_key=key)


def texts(*names: str, null: bool = False, key: bool = False) -> list[Column]:
    return [text(name, null=null, key=key) for name in names]


def json(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, Json, nullable=null)


def flag(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, sa.Boolean, nullable=null)


def at(name: str, *, null: bool = True) -> Column:
    return sa.Column(name, UtcDateTime, nullable=null)


def on(name: str) -> Column:
    return sa.Column(name, sa.Date)


def due(name: str) -> list[Column]:
    """A due date and the hour, where one was named."""
    return [on(f"{name}_on"), at(f"{name}_at")]


def claim() -> list[Column]:
    """Who works on the row, and until when nobody else may."""
    return [text("claimed_by", null=True), at("claimed_until")]


def index_where(name: str, *columns: str, where: str, unique: bool = False) -> sa.Index:
    return sa.Index(name, *columns, unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
