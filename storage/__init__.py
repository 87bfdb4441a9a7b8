"""The room of rows: the only one that writes SQL. Its face: open, migrate, look, listen; it knows no process."""

from dataclasses import dataclass

from coordination.errors import Unavailable
from storage import addresses, engines, migrations
from storage.engines import Database
from storage.migrations import migrate
from storage.notices import listen

__all__ = ["Database", "State", "inspect", "listen", "migrate", "migrate_database", "open"]

open = engines.open  # noqa: A001  (storage.open reads as what it does)


@dataclass(frozen=True, slots=True)
class State:
    """What `inspect` found: SQLite or PostgreSQL, and whether its tables are those of this version."""

    kind: str
    is_current: bool


async def migrate_database(database: Database) -> None:
    """Upgrade an open database; several processes may do so at once, the others wait for the first."""
    async with database.reading.connect() as connection:
        if await migrations.is_current(connection):
            return
    await migrate(database.url.render_as_string(hide_password=False))


async def inspect(url: str) -> State:
    """Look at a database and change nothing; raises `Unavailable` where nobody answers, `NotOurs` for the address."""
    address = addresses.parse(url)
    if address.get_backend_name() == "sqlite" and not addresses.sqlite_file(address).exists():
        raise Unavailable("the file does not exist yet; it is made at the first start")
    database = await engines.open(url)
    try:
        async with database.reader() as connection:
            lacking = await migrations.pending(connection)
    finally:
        await database.close()
    return State("SQLite" if database.is_sqlite else "PostgreSQL", not lacking)
