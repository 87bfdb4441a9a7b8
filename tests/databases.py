"""Databases for tests: SQLite files and PostgreSQL, each empty and migrated; knows no feature.

`database_url` and `database` run a test on both. A machine without PostgreSQL's programs skips that half loudly;
with CI=true it fails instead.
"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage import engines, migrations
from tests import postgresql as postgresql_server

BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgresql_server.Cluster]:
    """The session's cluster (one a worker under xdist)."""
    missing = [program for program in postgresql_server.PROGRAMS if shutil.which(program) is None]
    if missing:
        reason = f"NO POSTGRESQL HERE: {', '.join(missing)} not on PATH; only SQLite was tested"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    cluster = postgresql_server.start()
    yield cluster
    postgresql_server.stop(cluster)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(migrations.migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated SQLite file of the test's own."""
    path = tmp_path / "muster.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
async def postgresql_url(postgresql: postgresql_server.Cluster) -> AsyncIterator[str]:
    """A migrated PostgreSQL database of the test's own."""
    name = await postgresql.take()
    yield postgresql.url(name)
    await postgresql.give_back(name)


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of the test's own, once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="module")
def sqlite_standing(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("standing") / "muster.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
async def postgresql_standing(postgresql: postgresql_server.Cluster) -> AsyncIterator[str]:
    name = await postgresql.take()
    yield postgresql.url(name)
    await postgresql.give_back(name)


@pytest.fixture(scope="module", params=BOTH)
def standing_url(request: pytest.FixtureRequest) -> str:
    """A migrated database for all tests of a module, once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_standing")
    return url


@pytest.fixture
async def empty_postgresql_url(postgresql: postgresql_server.Cluster) -> AsyncIterator[str]:
    name = await postgresql.create()
    yield postgresql.url(name)
    await postgresql.drop(name)


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'empty.db'}"


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest) -> str:
    """A database without tables, once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[engines.Database]:
    """An open, migrated database, once on SQLite and once on PostgreSQL."""
    opened = await engines.open(database_url)
    yield opened
    await opened.close()
