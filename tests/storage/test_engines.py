"""What we promise of every connection, asked of live ones."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import exc

from coordination.errors import Unavailable
from storage import engines, errors, tables

CHAT = {"id": 1, "telegram_id": 1, "type": "group", "title": "", "is_forum": False, "state": "active", "hints": []}


@pytest.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[engines.Database]:
    opened = await engines.open(sqlite_url)
    yield opened
    await opened.close()


def lease(name: str) -> dict[str, object]:
    return {"name": name, "next": 1}


async def names(database: engines.Database) -> list[str]:
    async with database.reader() as connection:
        return list((await connection.execute(sa.select(tables.id_blocks.c.name))).scalars())


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("foreign_keys", 1), ("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", engines.BUSY_MILLISECONDS)],
)
async def test_the_writer_of_sqlite_keeps_what_is_promised(
    sqlite: engines.Database, pragma: str, value: object
) -> None:
    """F113."""
    async with sqlite.writer() as connection:
        assert (await connection.execute(sa.text(f"PRAGMA {pragma}"))).scalar_one() == value


async def test_every_reader_of_sqlite_sees_the_log_and_writes_nothing(sqlite: engines.Database) -> None:
    async with sqlite.reader() as first, sqlite.reader() as second:
        for connection in (first, second):
            assert (await connection.execute(sa.text("PRAGMA journal_mode"))).scalar_one() == "wal"
            assert (await connection.execute(sa.text("PRAGMA query_only"))).scalar_one() == 1


async def test_a_reader_refuses_to_write(database: engines.Database) -> None:
    with pytest.raises((exc.DBAPIError, Unavailable), match=r"(?i)read-?only"):
        async with database.reader() as connection:
            await connection.execute(tables.id_blocks.insert(), lease("a"))


async def test_a_row_without_what_it_refers_to_is_refused(database: engines.Database) -> None:
    with pytest.raises(exc.IntegrityError):
        async with database.writer() as connection:
            await connection.execute(tables.chat_aliases.insert(), {"telegram_id": 1, "chat_id": 99})


async def test_what_others_refer_to_is_not_deleted(database: engines.Database) -> None:
    """F114: refused alike on both, so nothing is orphaned and nothing cascades."""
    async with database.writer() as connection:
        await connection.execute(tables.chats.insert(), CHAT)
        await connection.execute(tables.chat_aliases.insert(), {"telegram_id": 1, "chat_id": 1})
    with pytest.raises(exc.IntegrityError):
        async with database.writer() as connection:
            await connection.execute(tables.chats.delete())
    async with database.reader() as connection:
        assert len((await connection.execute(sa.select(tables.chat_aliases))).all()) == 1


async def test_a_reference_checked_at_commit_may_come_before_its_target(database: engines.Database) -> None:
    group = {"chat_id": 1, "name": "", "language": "en", "zone": "UTC", "zone_confirmed": False, "kind": "group"}
    group |= {"next_number": 1, "settings": {}}
    child = group | {"id": 1, "topic_id": 1, "parent_id": 2}
    parent = group | {"id": 2, "topic_id": 2, "parent_id": None}
    async with database.writer() as connection:
        await connection.execute(tables.chats.insert(), CHAT)
        await connection.execute(tables.groups.insert(), [child, parent])
    with pytest.raises(exc.IntegrityError):
        async with database.writer() as connection:
            await connection.execute(tables.groups.insert(), group | {"id": 3, "topic_id": 3, "parent_id": 4})


async def test_the_write_lock_is_taken_when_the_transaction_begins(sqlite: engines.Database, sqlite_url: str) -> None:
    other = await engines.open(sqlite_url)
    async with other.writing.connect() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    async with sqlite.writer():
        with pytest.raises(Unavailable):
            async with other.writer():
                pytest.fail("two writers at once")
    await other.close()


async def test_an_uncommitted_row_is_seen_by_nobody_else(database: engines.Database) -> None:
    async with database.writer() as connection:
        await connection.execute(tables.id_blocks.insert(), lease("a"))
        assert await names(database) == []
    assert await names(database) == ["a"]


async def test_a_released_savepoint_is_seen_by_nobody_else(database: engines.Database) -> None:
    async with database.writer() as connection:
        async with connection.begin_nested():
            await connection.execute(tables.id_blocks.insert(), lease("a"))
        assert await names(database) == []


async def test_the_outer_rollback_undoes_a_released_savepoint(database: engines.Database) -> None:
    with pytest.raises(LookupError):
        async with database.writer() as connection:
            async with connection.begin_nested():
                await connection.execute(tables.id_blocks.insert(), lease("a"))
            raise LookupError
    assert await names(database) == []


async def test_a_savepoint_that_is_rolled_back_leaves_the_rest(database: engines.Database) -> None:
    async with database.writer() as connection:
        await connection.execute(tables.id_blocks.insert(), lease("kept"))
        savepoint = await connection.begin_nested()
        await connection.execute(tables.id_blocks.insert(), lease("dropped"))
        await savepoint.rollback()
    assert await names(database) == ["kept"]


async def test_a_reader_keeps_seeing_the_state_it_began_with(database: engines.Database) -> None:
    count = sa.select(sa.func.count()).select_from(tables.id_blocks)
    async with database.reader() as connection:
        assert (await connection.execute(count)).scalar_one() == 0
        async with database.writer() as writer:
            await writer.execute(tables.id_blocks.insert(), lease("later"))
        assert (await connection.execute(count)).scalar_one() == 0


async def test_a_sequence_number_is_never_given_twice(database: engines.Database) -> None:
    insert = sa.text(
        "INSERT INTO outbox (id, bot_id, chat_id, kind, purpose, priority, payload, state, attempts, created_at)"
        " VALUES (:id, 1, 1, 'post', 'answer', 0, '{}', 'pending', 0, '2026-11-25 00:00:00') RETURNING seq"
    )
    chat = sa.text(
        "INSERT INTO chats (id, telegram_id, type, title, is_forum, state, hints)"
        " VALUES (1, 1, 'group', '', false, 'active', '[]')"
    )
    async with database.writer() as connection:
        await connection.execute(chat)
        first = (await connection.execute(insert, {"id": 1})).scalar_one()
        await connection.execute(tables.outbox.delete())
    async with database.writer() as connection:
        assert (await connection.execute(insert, {"id": 2})).scalar_one() > first


async def test_writers_of_one_process_go_in_the_order_they_asked(sqlite: engines.Database) -> None:
    order: list[int] = []
    gate = asyncio.Event()

    async def write(number: int) -> None:
        async with sqlite.writer():
            order.append(number)
            await gate.wait()

    async with asyncio.TaskGroup() as group:
        for number in range(8):
            group.create_task(write(number))
        gate.set()
    assert order == list(range(8))


async def test_twenty_writers_cancelled_in_a_query_cost_no_connection(database: engines.Database) -> None:
    """F119."""

    async def write() -> None:
        async with database.writer() as connection:
            await connection.execute(tables.id_blocks.insert(), lease("never"))
            await asyncio.Event().wait()

    for _ in range(2):
        running = [asyncio.create_task(write()) for _ in range(20)]
        async with database.reader() as connection:
            await connection.execute(sa.text("SELECT 1"))
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    async with database.writer() as connection:
        await connection.execute(tables.id_blocks.insert(), lease("after"))
    assert await names(database) == ["after"]


async def test_a_second_process_that_wrote_first_is_a_conflict(database: engines.Database) -> None:
    async with database.writer() as connection:
        await connection.execute(tables.id_blocks.insert(), lease("a"))
    with pytest.raises(errors.Conflict):
        async with database.writer() as connection:
            await connection.execute(tables.id_blocks.insert(), lease("a"))


async def test_a_deadlock_is_a_conflict(postgresql_url: str) -> None:
    database = await engines.open(postgresql_url)
    async with database.writer() as connection:
        await connection.execute(tables.id_blocks.insert(), [lease("a"), lease("b")])
    held = asyncio.Barrier(2)

    async def cross(first: str, second: str) -> None:
        async with database.writer() as connection:
            blocks = tables.id_blocks
            await connection.execute(sa.select(blocks).where(blocks.c.name == first).with_for_update())
            await held.wait()
            await connection.execute(sa.select(blocks).where(blocks.c.name == second).with_for_update())

    outcomes = await asyncio.gather(cross("a", "b"), cross("b", "a"), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes if outcome is not None] == [errors.Conflict]
    await database.close()


async def test_a_server_that_is_gone_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        await engines.open(f"postgresql://muster@/none?host={tmp_path}")


async def test_a_file_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable):
        await engines.open(f"sqlite:///{tmp_path}/file/muster.db")


async def test_a_file_that_is_no_database_is_unavailable_and_left_as_it_is(tmp_path: Path) -> None:
    broken = tmp_path / "muster.db"
    broken.write_bytes(b"anything but a database. " * 400)
    with pytest.raises(Unavailable):
        await engines.open(f"sqlite:///{broken}")
    assert broken.read_bytes().startswith(b"anything")


async def test_the_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    database = await engines.open(f"sqlite:///{tmp_path}/new/folder/muster.db")
    async with database.writer():
        assert (tmp_path / "new" / "folder" / "muster.db").exists()
    await database.close()


async def test_a_connection_ended_by_the_server_is_unavailable_then_works_again(postgresql_url: str) -> None:
    database = await engines.open(postgresql_url)
    me = sa.text("SELECT pg_terminate_backend(pg_backend_pid())")
    with pytest.raises(Unavailable):
        async with database.writer() as connection:
            await connection.execute(me)
    assert await names(database) == []
    await database.close()


@pytest.mark.parametrize("ending", ["await database.close()", "pass"], ids=["closed", "left open"])
def test_a_program_that_opened_the_database_ends(sqlite_url: str, ending: str) -> None:
    program = f"""
import asyncio
from storage import engines
async def main():
    database = await engines.open({sqlite_url!r})
    async with database.writer(), database.reader():
        pass
    {ending}
asyncio.run(main())
"""
    ended = subprocess.run([sys.executable, "-c", program], timeout=60, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
