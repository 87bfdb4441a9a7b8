"""A copy made while the database is written holds everything committed before, and can be run from."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from coordination.errors import Unavailable
from storage import backup, engines, errors
from tests.storage import samples
from tests.storage.samples import update


async def test_a_restored_copy_has_the_last_task(sqlite_url: str, tmp_path: Path) -> None:
    database = await engines.open(sqlite_url)
    await samples.found(database)
    async with update(database) as unit:
        unit.tasks.save(samples.task(1, 1))
    copy = tmp_path / "backups" / "muster.db"
    await backup.back_up(sqlite_url, copy)
    await database.close()
    restored = await engines.open(f"sqlite:///{copy}")
    async with update(restored) as unit:
        found = await unit.tasks.by_number(1, 1)
    assert found is not None
    assert found.title == "Task 1"
    await restored.close()


async def test_a_copy_made_while_somebody_writes_is_one_committed_state(sqlite_url: str, tmp_path: Path) -> None:
    database = await engines.open(sqlite_url)
    await samples.found(database)
    copy = tmp_path / "copy.db"
    async with update(database) as unit:
        unit.tasks.save(samples.task(1, 1))
        await unit.tasks.of_person(1)  # written, not committed
        await backup.back_up(sqlite_url, copy)
    async with asyncio.TaskGroup() as group:
        group.create_task(backup.back_up(sqlite_url, tmp_path / "second.db"))
        for number in range(2, 20):
            async with update(database) as unit:
                unit.tasks.save(samples.task(number, 1))
    await database.close()
    assert tasks_in(copy) == []
    second = tasks_in(tmp_path / "second.db")
    assert second == list(range(1, len(second) + 1))


def tasks_in(copy: Path) -> list[int]:
    backup.check(copy)
    connection = sqlite3.connect(copy)
    found = [row[0] for row in connection.execute("SELECT number FROM tasks ORDER BY number")]
    connection.close()
    return found


async def test_an_earlier_copy_stays_when_a_new_one_can_not_be_made(sqlite_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    await backup.back_up(sqlite_url, copy)
    before = copy.read_bytes()
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database at all, " * 200)
    with pytest.raises(Unavailable):
        await backup.back_up(f"sqlite:///{broken}", copy)
    assert copy.read_bytes() == before
    assert not (tmp_path / "copy.db.partial").exists()


async def test_what_is_not_there_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        await backup.back_up(f"sqlite:///{tmp_path}/none.db", tmp_path / "copy.db")
    assert not (tmp_path / "none.db").exists()


async def test_postgresql_is_not_copied_by_us(tmp_path: Path) -> None:
    with pytest.raises(errors.NotOurs):
        await backup.back_up("postgresql://muster@host/name", tmp_path / "copy.db")


def test_a_file_with_broken_references_is_not_sound(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "broken.db")
    connection.execute("CREATE TABLE parents (id INTEGER PRIMARY KEY)")
    connection.execute("CREATE TABLE children (parent_id INTEGER REFERENCES parents (id))")
    connection.execute("INSERT INTO children VALUES (1)")
    connection.commit()
    connection.close()
    with pytest.raises(sqlite3.DatabaseError):
        backup.check(tmp_path / "broken.db")
