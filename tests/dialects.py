"""SQLAlchemy's dialects as tests open them: every engine of a process shares the statements compiled so far.

A test has a database of its own, so an engine of its own, and compiled the same forty statements again: a third of its
time. The dialects compare equal by kind, since all of them speak to the same version of the same server.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite

_COMPILED: dict[Any, Any] = {}


class _Alike:
    """Equal to every other of its kind."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, engine: sa.Engine) -> None:
        engine.update_execution_options(compiled_cache=_COMPILED)


class Aiosqlite(_Alike, SQLiteDialect_aiosqlite):
    """`sqlite+aiosqlite`."""

    supports_statement_cache = True


class Asyncpg(_Alike, PGDialect_asyncpg):
    """`postgresql+asyncpg`."""

    supports_statement_cache = True


def share() -> None:
    """From now on engines are made with these."""
    registry.register("sqlite.aiosqlite", __name__, Aiosqlite.__name__)
    registry.register("postgresql.asyncpg", __name__, Asyncpg.__name__)
