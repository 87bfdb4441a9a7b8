"""Bring a database to the shape of `storage.tables`, while the code already running goes on using it.

A migration only adds: tables, indexes, columns that may be empty or have a server default. What the running code
still reads is taken away by a later release. Each migration is whole or not at all, on both databases; a second
process that migrates at the same time waits, then finds nothing to do.
"""

import contextlib
import functools
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from storage import addresses
from storage.errors import reached, translated

if TYPE_CHECKING:
    from alembic.config import Config

HERE = Path(__file__).parent
_LOCK = 7237428611
"""Of PostgreSQL, held while migrating; any number that nobody else uses."""

_SQLITE_WAIT_MILLISECONDS = 60_000
_POSTGRESQL_LOCK_WAIT = "10s"
"""A migration gives up rather than queue before everybody else; it can be tried again."""


async def migrate(url: str, revision: str = "head") -> None:
    """Upgrade the database at `url` (it is made if it is a SQLite file that does not exist).

    Raises `Unavailable` where it can't be reached or stays locked, `NotOurs` for an address that is not ours.
    """
    from alembic import command

    def upgrade(connection: sa.Connection) -> None:
        command.upgrade(_config(connection), revision)

    async with _connected(url) as connection:
        await connection.run_sync(upgrade)
        await _check_references(connection)


async def is_current(connection: AsyncConnection) -> bool:
    """Whether the newest revision was applied; unlike `pending` it loads no Alembic once it knows which that is."""
    try:
        have = (await connection.execute(sa.text("SELECT version_num FROM alembic_version"))).scalars().all()
    except sa.exc.DBAPIError:  # no such table: nothing was ever migrated
        return False
    return list(have) == [_newest()]


async def pending(connection: AsyncConnection) -> list[str]:
    """Revisions that the database still lacks, oldest first; empty: it is up to date."""
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    def compare(inner: sa.Connection) -> list[str]:
        script = ScriptDirectory.from_config(_config(inner))
        have = MigrationContext.configure(inner).get_current_heads()
        known = {held.revision for head in have for held in script.iterate_revisions(head, "base")}
        wanted = [each.revision for each in script.walk_revisions()]
        return [one for one in reversed(wanted) if one not in known]

    return await connection.run_sync(compare)


async def draft(url: str, message: str, number: str) -> None:
    """Write the migration from the database at `url`, upgraded first, to `storage.tables`; to be read before use."""
    from alembic import command

    def write(connection: sa.Connection) -> None:
        config = _config(connection)
        command.upgrade(config, "head")
        command.revision(config, message, autogenerate=True, rev_id=number)

    async with _connected(url) as connection:
        await connection.run_sync(write)


@contextlib.asynccontextmanager
async def _connected(url: str) -> AsyncIterator[AsyncConnection]:
    """One transaction on a connection of its own: SQLite rebuilds tables only with foreign keys off."""
    address = addresses.parse(url)
    sqlite = address.get_backend_name() == "sqlite"
    if sqlite:
        addresses.sqlite_file(address).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        address, poolclass=NullPool, connect_args={"isolation_level": None, "timeout": 60} if sqlite else {}
    )
    if sqlite:
        _begin_immediately(engine.sync_engine)
    try:
        with translated(), reached():
            async with engine.begin() as connection:
                if not sqlite:
                    await _lock(connection)
                yield connection
    finally:
        await engine.dispose()


def _begin_immediately(engine: sa.Engine) -> None:
    @event.listens_for(engine, "connect")
    def prepare(dbapi_connection: Any, record: object) -> None:
        cursor = dbapi_connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_SQLITE_WAIT_MILLISECONDS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


async def _lock(connection: AsyncConnection) -> None:
    await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    await connection.execute(sa.select(sa.func.set_config("lock_timeout", _POSTGRESQL_LOCK_WAIT, True)))


async def _check_references(connection: AsyncConnection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = (await connection.execute(sa.text("PRAGMA foreign_key_check"))).all()
    if broken:
        raise RuntimeError(f"the migration would leave {len(broken)} rows without what they refer to")


@functools.cache
def _newest() -> str:
    """The revision that nothing follows."""
    from alembic.script import ScriptDirectory

    newest = ScriptDirectory(str(HERE)).get_current_head()
    assert newest is not None
    return newest


def _config(connection: sa.Connection) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    return config
