"""A migrated database is the one that the tables describe, and migrating disturbs nobody."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

import storage
from coordination.errors import Unavailable
from storage import engines, migrations, schema, tables
from tests.storage import catalogues

VERSIONS = Path(migrations.__file__).parent / "versions"
TAKES_AWAY = re.compile(r"op\.(drop_|rename_|execute)|alter_column|batch_alter_table")


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[engines.Database]:
    opened = await engines.open(empty_url)
    yield opened
    await opened.close()


async def test_a_migrated_database_equals_a_fresh_one(database: engines.Database) -> None:
    migrated = await catalogues.of(database)
    async with database.writer() as connection:
        await connection.run_sync(schema.metadata.drop_all)
    assert len(await catalogues.of(database)) < 5
    async with database.writer() as connection:
        await connection.run_sync(schema.metadata.create_all)
    assert await catalogues.of(database) == migrated


async def test_nothing_is_left_to_migrate(database: engines.Database) -> None:
    async with database.reader() as connection:
        assert await migrations.pending(connection) == []


async def test_an_empty_database_lacks_every_revision(empty: engines.Database) -> None:
    async with empty.reader() as connection:
        assert await migrations.pending(connection) == sorted(path.name[:4] for path in VERSIONS.glob("0*.py"))


async def test_migrating_again_changes_nothing(database: engines.Database, database_url: str) -> None:
    before = await catalogues.of(database)
    await migrations.migrate(database_url)
    assert await catalogues.of(database) == before


async def test_processes_that_start_at_once_migrate_once(empty: engines.Database) -> None:
    await asyncio.gather(*(storage.migrate_database(empty) for _ in range(3)))
    async with empty.reader() as connection:
        assert await migrations.pending(connection) == []


async def test_the_code_already_running_goes_on_while_the_database_is_migrated(
    empty: engines.Database, empty_url: str
) -> None:
    await migrations.migrate(empty_url, "0001")
    async with empty.reader() as reading:
        assert await rows(reading) == 0
        await migrations.migrate(empty_url)
        assert await rows(reading) == 0
    async with empty.writer() as connection:
        await connection.execute(tables.people.insert(), PERSON)
    async with empty.reader() as reading:
        assert await rows(reading) == 1


async def test_a_migration_is_whole_or_not_at_all(empty: engines.Database, empty_url: str) -> None:
    async with empty.writer() as connection:  # in the way of the second migration
        await connection.execute(sa.text("CREATE TABLE leases (name TEXT)"))
    before = await catalogues.of(empty)
    with pytest.raises(sa.exc.SQLAlchemyError):
        await migrations.migrate(empty_url)
    assert await catalogues.of(empty) == before


async def test_a_database_that_does_not_answer_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        await migrations.migrate(f"postgresql://muster@/none?host={tmp_path}")


async def test_looking_tells_the_kind_and_whether_the_tables_are_current(
    database: engines.Database, database_url: str
) -> None:
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    assert await storage.inspect(database_url) == storage.State(kind, is_current=True)


async def test_looking_at_an_empty_database_says_that_it_is_not_current(
    empty: engines.Database, empty_url: str
) -> None:
    assert not (await storage.inspect(empty_url)).is_current


def test_looking_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        asyncio.run(storage.inspect(f"sqlite:///{tmp_path}/none/none.db"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("0*.py")), ids=lambda path: path.stem)
def test_a_migration_takes_nothing_away_from_the_code_already_running(path: Path) -> None:
    assert TAKES_AWAY.search(path.read_text()) is None


PERSON = {"id": 1, "telegram_id": 7000000001, "name": "Ann", "started": False, "never_mention": False}


async def rows(connection: AsyncConnection) -> int:
    found = await connection.execute(sa.select(sa.func.count()).select_from(tables.people))
    return int(found.scalar_one())
