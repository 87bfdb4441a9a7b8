"""A group is erased, and a person forgotten, in every table there is, those that are drawn later included."""

import sqlalchemy as sa

from storage import engines, erasing, forgetting, tables
from tests.storage import everything

KEPT = ("people", "inbox", "ledger", "runs", "leases", "id_blocks", "pictures")
"""Tables in which nothing belongs to a group."""


async def test_no_row_of_an_erased_group_is_left_and_every_row_of_the_other_stays(database: engines.Database) -> None:
    async with database.writer() as connection:
        rows = await everything.fill(connection, ("Exhibition", "Visas"))
        gone, stays = (rows["groups", mark]["id"] for mark in ("Exhibition", "Visas"))
    async with database.writer() as connection:
        await erasing.erase_groups(connection, [gone])
    async with database.writer() as connection:
        found = await everything.texts(connection, without=KEPT)
        assert [name for name, text in found.items() if "Exhibition" in text and name != "chats"] == []
        lost = [name for name, text in found.items() if not text and (name, "Visas") in rows and name != "chat_aliases"]
        assert [name for name in lost if name not in {"slots"}] == []
        assert await everything.belong_to(connection, gone) == 0
        assert await everything.belong_to(connection, stays) == 1
        if database.is_sqlite:
            assert (await connection.execute(sa.text("PRAGMA foreign_key_check"))).all() == []


async def test_no_text_of_any_table_holds_the_name_of_whoever_is_forgotten(database: engines.Database) -> None:
    async with database.writer() as connection:
        rows = await everything.fill(connection, ("Bo Chen", "Ann Lee"))
        person = rows["people", "Bo Chen"]
        named = {"name": "Bo Chen", "username": "bo_c", "telegram_id": 7_000_000_002}
        await connection.execute(sa.update(tables.people).values(named))
        raw = {"raw": b'{"from":{"id":7000000002,"first_name":"Bo Chen"}}', "outcome": "failed"}
        await connection.execute(sa.update(tables.inbox).values(raw))
    async with database.writer() as connection:
        assert await forgetting.forget(connection, person["id"])
    async with database.writer() as connection:
        found = await everything.texts(connection, without=("ledger", "runs", "leases", "id_blocks", "groups", "chats"))
        assert [name for name, text in found.items() if "Bo Chen" in text or "bo_c" in text] == ["inbox"]  # its number
        assert await connection.scalar(sa.select(tables.inbox.c.raw)) is None
        assert {name for name, text in found.items() if "7000000002" in text} == set()
        assert found["updates"].count("…") >= 1
        counts = {name: len(text.splitlines()) for name, text in found.items() if name not in {"directory", "absences"}}
        assert [name for name in counts if (name, "Ann Lee") in rows and counts[name] < 2 and name != "people"] == []
        assert await forgetting.forget(connection, person["id"])
        assert not await forgetting.forget(connection, 1)
