"""Databases for tests: SQLite files and a real PostgreSQL that the session starts itself; knows no feature.

`database_url` and `database` run a test on both. A machine without PostgreSQL's programs skips that half loudly;
with CI=true it fails instead.
"""

import asyncio
import collections
import ctypes
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import asyncpg
import pytest

from storage import engines, migrations

BOTH = ("sqlite", "postgresql")
_PROGRAMS = ("initdb", "postgres")
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0")
_PREFIX = "muster-pg-"
_MEMORY = Path("/dev/shm")
_ROOM_BYTES = 1 << 30
"""Where memory can be written like a folder and has this much room, a new database takes 40 ms instead of 300."""

_SMALL = ("max_wal_size=64MB", "max_connections=200", "shared_buffers=64MB", "autovacuum=off", "listen_addresses=")
_TEMPLATE = "muster_migrated"

_USES = 50
"""After so many tests a database is made anew: what was deleted still takes room."""

_SHAPE = """
SELECT (SELECT string_agg(relname || relnatts || reltuples::int, ',' ORDER BY relname) FROM pg_class WHERE oid >= 16384)
    || (SELECT count(*) FROM pg_trigger) || ' ' || (SELECT count(*) FROM pg_proc WHERE oid >= 16384)
"""
_OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
_TABLES = "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
_NO_CHECKS = "SET session_replication_role = replica;"
_NUMBERS_ANEW = "SELECT setval(format('%I', sequencename), start_value, false) FROM pg_sequences"


@dataclass(slots=True)
class Cluster:
    """A PostgreSQL of our own in a temporary folder, reached by a socket there."""

    home: Path
    server: subprocess.Popen[bytes] | None = None
    listener: threading.Thread | None = None
    migrated: bool = False
    shape: str = ""
    strategy: str = ""
    spare: list[str] = field(default_factory=list)
    uses: collections.Counter[str] = field(default_factory=collections.Counter)
    names: Iterator[int] = field(default_factory=itertools.count)

    def url(self, name: str) -> str:
        return f"postgresql://muster@/{name}?host={self.home}"

    async def run(self, statement: str) -> None:
        connection = await asyncpg.connect(user="muster", host=str(self.home), database="postgres")
        self.strategy = "STRATEGY FILE_COPY" if connection.get_server_version().major >= 15 else ""
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    async def create(self, template: str = "template0") -> str:
        """A new database's name; copied file by file, which leaves the log small."""
        name = f"test_{next(self.names)}"
        await self.run(f"CREATE DATABASE {name} TEMPLATE {template} {self.strategy}")
        return name

    async def create_migrated(self) -> str:
        if not self.migrated:
            await self.run(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0")
            await migrations.migrate(self.url(_TEMPLATE))
            self.migrated = True
        return await self.create(_TEMPLATE)

    async def take(self) -> str:
        """A migrated database without a row: one that an earlier test gave back, or a new one."""
        return self.spare.pop() if self.spare else await self.create_migrated()

    async def give_back(self, name: str) -> None:
        """Empty it for the next test, which takes a third of making another; drop it where more was changed."""
        self.uses[name] += 1
        if self.uses[name] < _USES and await self._emptied(name):
            self.spare.append(name)
        else:
            await self.drop(name)

    async def _emptied(self, name: str) -> bool:
        """Whether nobody is left in it, its shape is that of the template, and every row is gone."""
        connection = await asyncpg.connect(user="muster", host=str(self.home), database=name)
        try:
            shape = await connection.fetchval(_SHAPE)
            self.shape = self.shape or shape
            if shape != self.shape or await connection.fetchval(_OTHERS):
                return False
            tables = [one["name"] for one in await connection.fetch(_TABLES)]
            full = await connection.fetchrow("SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {one})" for one in tables))
            deletes = [f"DELETE FROM {one};" for one, has_rows in zip(tables, full, strict=True) if has_rows]
            await connection.execute(_NO_CHECKS + "".join(deletes) + _NUMBERS_ANEW)
        finally:
            await connection.close()
        return True

    async def drop(self, name: str) -> None:
        await self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _account() -> str | None:
    """PostgreSQL refuses to run as root; then it runs as somebody harmless."""
    if os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _end_with_parent() -> None:
    """A test run that is killed leaves no server behind (Linux; elsewhere the temporary folder stays)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def _read_until_ready(output: IO[bytes]) -> threading.Thread:
    """Whatever is said afterwards is read and forgotten, so that the server never waits for a reader."""
    said: list[bytes] = []
    for line in output:
        said.append(line)
        if b"ready to accept connections" in line:
            listener = threading.Thread(target=lambda: [None for _ in output], daemon=True)
            listener.start()
            return listener
    raise RuntimeError("PostgreSQL did not start:\n" + b"".join(said).decode(errors="replace"))


def _sweep(folder: Path) -> None:
    """Remove what runs that were killed left behind; a folder's name tells whose it is."""
    for home in folder.glob(f"{_PREFIX}*"):
        owner = home.name.removeprefix(_PREFIX).split("-")[0]
        if owner.isdigit() and not _is_running(int(owner)):
            shutil.rmtree(home, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _fastest_folder() -> Path:
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM_BYTES:
        return _MEMORY
    return Path(tempfile.gettempdir())


def start_cluster() -> Cluster:
    account = _account()
    _sweep(_fastest_folder())
    home = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=_fastest_folder()))
    if account is not None:
        shutil.chown(home, account)
    cluster = Cluster(home)
    try:
        _start(cluster, account)
    except BaseException:
        stop_cluster(cluster)
        raise
    return cluster


def _start(cluster: Cluster, account: str | None) -> None:
    data = str(cluster.home / "data")
    subprocess.run(
        ["initdb", "-D", data, "-U", "muster", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
        user=account,
        cwd=cluster.home,
        check=True,
        capture_output=True,
    )
    settings = [part for setting in (*_FAST, *_SMALL) for part in ("-c", setting)]
    cluster.server = subprocess.Popen(
        ["postgres", "-D", data, "-k", str(cluster.home), *settings],
        user=account,
        cwd=cluster.home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=_end_with_parent,
    )
    assert cluster.server.stderr is not None
    cluster.listener = _read_until_ready(cluster.server.stderr)


def stop_cluster(cluster: Cluster) -> None:
    if cluster.server is not None and cluster.server.poll() is None:
        cluster.server.send_signal(signal.SIGQUIT)
        cluster.server.wait(timeout=20)
    if cluster.listener is not None:
        cluster.listener.join(timeout=5)
    if cluster.server is not None and cluster.server.stderr is not None:
        cluster.server.stderr.close()
    shutil.rmtree(cluster.home, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """The session's cluster (one a worker under xdist)."""
    missing = [program for program in _PROGRAMS if shutil.which(program) is None]
    if missing:
        reason = f"NO POSTGRESQL HERE: {', '.join(missing)} not on PATH; only SQLite was tested"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    cluster = start_cluster()
    yield cluster
    stop_cluster(cluster)


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
async def postgresql_url(postgresql: Cluster) -> AsyncIterator[str]:
    """A migrated PostgreSQL database of the test's own."""
    name = await postgresql.take()
    yield postgresql.url(name)
    await postgresql.give_back(name)


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of the test's own, once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def empty_postgresql_url(postgresql: Cluster) -> AsyncIterator[str]:
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
