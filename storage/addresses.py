"""Read a database address as people write it; knows no engine."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from storage.errors import NotOurs

_SQLITE = frozenset({"sqlite", "sqlite+aiosqlite"})
_POSTGRESQL = frozenset({"postgres", "postgresql", "postgresql+asyncpg"})


def parse(url: str) -> sa.URL:
    """The address with our driver in it: `sqlite:///var/muster.db`, `postgresql://user@host/name`.

    Raises `NotOurs` (never with the password in it) for anything else, SQLite in memory included: its readers would
    not see what its writer wrote.
    """
    try:
        address = sa.make_url(url)
    except (ArgumentError, ValueError):
        raise NotOurs("the database address can't be read") from None
    if address.drivername in _SQLITE:
        return _sqlite(address)
    if address.drivername in _POSTGRESQL:
        return _postgresql(address)
    raise NotOurs(f"{address.drivername} is not a database of ours: sqlite or postgresql")


def sqlite_file(address: sa.URL) -> Path:
    """The file of a SQLite address."""
    if address.get_backend_name() != "sqlite" or not address.database:
        raise NotOurs("not SQLite in a file")
    return Path(address.database)


def _sqlite(address: sa.URL) -> sa.URL:
    name = address.database or ""
    if not name or name == ":memory:" or name.startswith("file:"):
        raise NotOurs("SQLite needs a file: sqlite:///path/to/file")
    return address.set(drivername="sqlite+aiosqlite")


def _postgresql(address: sa.URL) -> sa.URL:
    """`sslmode` is what every other program calls it; asyncpg says `ssl`."""
    if not address.database:
        raise NotOurs("the address names no database: postgresql://user@host/name")
    query = dict(address.query)
    if "sslmode" in query:
        query["ssl"] = query.pop("sslmode")
    return address.set(drivername="postgresql+asyncpg", query=query)
