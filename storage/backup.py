"""Copy a running SQLite database into one whole file; knows no schedule and no table.

Copying the file itself would miss what still stands in the write-ahead log (F123). PostgreSQL has `pg_dump`.
"""

import asyncio
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from coordination.errors import Unavailable
from storage import addresses


async def back_up(url: str, target: Path) -> None:
    """Write everything committed so far to `target`, which is replaced only by a whole and sound copy.

    Writers go on meanwhile. Raises `NotOurs` for PostgreSQL, `Unavailable` where it can't be read or written, or where
    `target` is the database itself. The copy may be read by those who may read the database.
    """
    source = addresses.sqlite_file(addresses.parse(url))
    await asyncio.to_thread(_back_up, source, target)


def _back_up(source: Path, target: Path) -> None:
    if not source.exists():
        raise Unavailable(f"there is no database file {source.name}")
    if target.exists() and target.samefile(source):
        raise Unavailable("the copy must be another file than the database")
    partial = target.with_name(target.name + ".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        _copy(source, partial)
        shutil.copymode(source, partial)
        check(partial)
        _sync(partial)
        partial.replace(target)
    except (OSError, sqlite3.Error) as failure:
        raise Unavailable(str(failure)) from failure
    finally:
        partial.unlink(missing_ok=True)


def _copy(source: Path, partial: Path) -> None:
    """One read transaction: the copy is one committed state, however much is written meanwhile."""
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(partial),))


def check(copy: Path) -> None:
    """Raises `sqlite3.DatabaseError` unless the file is a sound database in which every reference holds."""
    with closing(sqlite3.connect(copy)) as connection:
        said = connection.execute("PRAGMA integrity_check").fetchall()
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if said != [("ok",)] or broken:
        raise sqlite3.DatabaseError(f"the copy is not sound: {said[:3]} {broken[:3]}")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
