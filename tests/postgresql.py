"""A real PostgreSQL for tests: started in a folder of its own, ended with whoever started it; knows no test."""

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
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import asyncpg

from storage import migrations
from tests import memory

PROGRAMS = ("initdb", "postgres")
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0")
_PREFIX = "muster-pg-"
_SMALL = (
    "dynamic_shared_memory_type=mmap",  # in its own folder: nothing is left when it is killed
    "max_wal_size=64MB",
    "max_connections=200",
    "shared_buffers=64MB",
    "autovacuum=off",
    "listen_addresses=",
)
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
            self.shape = await self._shape_of(_TEMPLATE)
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

    async def _shape_of(self, name: str) -> str:
        connection = await asyncpg.connect(user="muster", host=str(self.home), database=name)
        try:
            return str(await connection.fetchval(_SHAPE))
        finally:
            await connection.close()

    async def _emptied(self, name: str) -> bool:
        """Whether nobody is left in it, its shape is that of the template, and every row is gone."""
        connection = await asyncpg.connect(user="muster", host=str(self.home), database=name)
        try:
            shape = await connection.fetchval(_SHAPE)
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


def start() -> Cluster:
    account = _account()
    _sweep(memory.folder())
    home = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=memory.folder()))
    if account is not None:
        shutil.chown(home, account)
    cluster = Cluster(home)
    try:
        _started(cluster, account)
    except BaseException:
        stop(cluster)
        raise
    return cluster


def _started(cluster: Cluster, account: str | None) -> None:
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


def stop(cluster: Cluster) -> None:
    if cluster.server is not None and cluster.server.poll() is None:
        cluster.server.send_signal(signal.SIGQUIT)
        cluster.server.wait(timeout=20)
    if cluster.listener is not None:
        cluster.listener.join(timeout=5)
    if cluster.server is not None and cluster.server.stderr is not None:
        cluster.server.stderr.close()
    shutil.rmtree(cluster.home, ignore_errors=True)
