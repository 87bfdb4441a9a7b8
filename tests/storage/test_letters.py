"""What an update says waits in the outbox in the order said; a newer edit takes the place of one that waits."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from coordination import messages
from coordination.messages import Button, Place
from storage import engines, tables, work
from tests.storage import samples
from tests.storage.samples import BOT, NOW, update

HERE = Place(1, 7)
KEYS = ((Button("Done", "d:1"), Button("Open", url="tg://user?id=1")),)


async def rows(database: engines.Database) -> list[Any]:
    async with database.reader() as connection:
        return list((await connection.execute(sa.select(tables.outbox).order_by(tables.outbox.c.seq))).all())


async def say(database: engines.Database, *said: messages.Outgoing) -> None:
    async with update(database) as unit:
        for one in said:
            unit.outbox.add(one)


@pytest.mark.parametrize(
    ("message", "kind", "purpose", "priority", "payload"),
    [
        (
            messages.Post(HERE, "<b>汉</b>", messages.Purpose.DIGEST, KEYS, reply_to=5, silent=True, pinned=True),
            "post",
            "digest",
            4,
            {
                "text": "<b>汉</b>",
                "rows": [[["Done", "d:1", ""], ["Open", "", "tg://user?id=1"]]],
                "reply_to": 5,
                "silent": True,
                "pinned": True,
            },
        ),
        (
            messages.Edit(HERE, "board:1", "now", or_post=True, purpose=messages.Purpose.BOARD),
            "edit",
            "board",
            5,
            {"text": "now", "rows": [], "or_post": True, "pinned": False},
        ),
        (
            messages.EditPressed(HERE, 9, "done"),
            "edit_pressed",
            "answer",
            0,
            {"text": "done", "rows": [], "message_id": 9},
        ),
        (
            messages.React(HERE, 9, "👍", "noted"),
            "react",
            "answer",
            0,
            {"message_id": 9, "emoji": "👍", "fallback": "noted"},
        ),
        (messages.Pin(HERE, "board:1"), "pin", "card", 1, {}),
        (messages.Unpin(HERE, 4), "unpin", "card", 1, {"message_id": 4}),
        (messages.Delete(HERE, "board:1"), "delete", "card", 1, {}),
        (
            messages.Document(HERE, "export", {"group": "1"}, "caption", reply_to=3),
            "document",
            "answer",
            0,
            {"recipe": "export", "values": {"group": "1"}, "caption": "caption", "reply_to": 3, "silent": False},
        ),
    ],
)
async def test_a_message_is_kept_with_all_that_its_sender_needs(
    database: engines.Database, message: messages.Outgoing, kind: str, purpose: str, priority: int, payload: Any
) -> None:
    await samples.found(database)
    await say(database, message)
    [row] = await rows(database)
    assert (row.kind, row.purpose, row.priority, row.payload) == (kind, purpose, priority, payload)
    assert (row.bot_id, row.chat_id, row.topic_id, row.state, row.created_at) == (BOT, 1, 7, "pending", NOW)


async def test_rows_keep_the_order_in_which_they_were_said(database: engines.Database) -> None:
    await samples.found(database)
    async with update(database) as unit:
        first = unit.outbox.add(messages.Post(HERE, "part 1"))
        unit.outbox.add(messages.Edit(HERE, "card:1", "edited"))
        second = unit.outbox.add(messages.Post(HERE, "part 2"), after_id=first)
    found = await rows(database)
    assert [row.payload["text"] for row in found] == ["part 1", "edited", "part 2"]
    assert [row.id for row in found if row.kind == "post"] == [first, second]
    assert [row.after_id for row in found] == [None, None, first]


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "in two transactions"])
async def test_a_newer_edit_takes_the_place_of_one_that_waits(database: engines.Database, together: bool) -> None:
    await samples.found(database)
    older = messages.Edit(HERE, "board:1", "older", not_before=NOW + timedelta(seconds=3))
    newer = messages.Edit(HERE, "board:1", "newer", KEYS, not_before=NOW + timedelta(seconds=5))
    other = messages.Edit(HERE, "card:2", "another slot")
    if together:
        async with work.transaction(database, now=NOW, bot_id=BOT, locks=[]) as transaction:
            for one in (older, other, newer):
                async with transaction.layer() as unit:
                    unit.outbox.add(one)
    else:
        await say(database, older, other)
        before = await rows(database)
        await say(database, newer)
        assert [row.id for row in await rows(database)] == [row.id for row in before]
    found = await rows(database)
    assert [row.payload["text"] for row in found] == ["newer", "another slot"]
    assert found[0].not_before == NOW + timedelta(seconds=5)


async def test_an_edit_that_is_being_sent_is_never_merged_into(database: engines.Database) -> None:
    await samples.found(database)
    await say(database, messages.Edit(HERE, "board:1", "on its way"))
    async with database.writer() as connection:
        await connection.execute(sa.update(tables.outbox).values(state="claimed"))
    await say(database, messages.Edit(HERE, "board:1", "newer"))
    assert [(row.payload["text"], row.state) for row in await rows(database)] == [
        ("on its way", "claimed"),
        ("newer", "pending"),
    ]


@pytest.mark.parametrize("together", [True, False], ids=["in one update", "in two"])
async def test_a_newer_post_takes_the_name_over_from_edits_that_wait(
    database: engines.Database, together: bool
) -> None:
    await samples.found(database)
    stale = messages.Edit(HERE, "board:1", "stale")
    fresh = messages.Post(HERE, "fresh", slot="board:1")
    later = messages.Edit(HERE, "board:1", "later")
    if together:
        await say(database, stale, fresh, later)
    else:
        await say(database, stale)
        await say(database, fresh)
        await say(database, later)
    assert [(row.payload["text"], row.state) for row in await rows(database)] == [
        ("stale", "dropped"),
        ("fresh", "pending"),
        ("later", "pending"),
    ]


async def test_a_newer_post_forgets_which_message_the_name_meant(database: engines.Database) -> None:
    await samples.found(database)
    await say(database, messages.Post(HERE, "first", slot="board:1"))
    async with database.writer() as connection:
        await connection.execute(sa.update(tables.slots).values(message_id=12))
    async with update(database) as unit:
        found = await unit.slots.by_message(1, 12)
        assert found is not None
        assert found.name == "board:1"
        unit.outbox.add(messages.Post(Place(1, 8), "second", slot="board:1"))
        assert await unit.slots.by_message(1, 12) is None
        moved = await unit.slots.get(1, "board:1")
        assert moved is not None
        assert (moved.topic_id, moved.message_id) == (8, None)
    async with update(database) as unit:
        assert [slot.message_id for slot in await unit.slots.named("board:1")] == [None]
        assert await unit.slots.by_message(1, 12) is None
        assert await unit.slots.get(1, "board:2") is None


async def test_a_message_that_is_none_of_ours_can_not_be_said(database: engines.Database) -> None:
    async with update(database) as unit:
        with pytest.raises(TypeError):
            unit.outbox.add(messages.Toast("only an answer to a press"))  # type: ignore[arg-type]


@pytest.mark.parametrize(("seconds", "put_off"), [(0, True), (11, True), (12, False), (60, False)])
async def test_a_newer_edit_puts_the_older_off_until_that_has_waited_long(
    database: engines.Database, seconds: int, put_off: bool
) -> None:
    await samples.found(database)
    first, second = NOW + timedelta(seconds=3), NOW + timedelta(seconds=seconds + 3)
    await say(database, messages.Edit(HERE, "board:1", "older", not_before=first))
    async with update(database, now=NOW + timedelta(seconds=seconds)) as unit:
        unit.outbox.add(messages.Edit(HERE, "board:1", "newer", not_before=second))
    [row] = await rows(database)
    assert row.payload["text"] == "newer"
    assert row.not_before == (second if put_off else first)


async def test_an_edit_that_waits_for_no_instant_can_be_put_off_at_any_age(database: engines.Database) -> None:
    await samples.found(database)
    later = NOW + timedelta(minutes=5)
    await say(database, messages.Edit(HERE, "board:1", "older"))
    async with update(database, now=later) as unit:
        unit.outbox.add(messages.Edit(HERE, "board:1", "newer", not_before=later))
    [row] = await rows(database)
    assert row.not_before == later


async def test_what_is_made_when_it_is_sent_keeps_only_its_recipe(database: engines.Database) -> None:
    await samples.found(database)
    await say(database, messages.Edit(HERE, "board:1", recipe="board", values={"group": "1"}))
    [row] = await rows(database)
    assert row.payload == {
        "text": "",
        "rows": [],
        "or_post": False,
        "pinned": False,
        "recipe": "board",
        "values": {"group": "1"},
    }


async def test_edits_of_one_message_in_a_batch_are_one_row_in_the_first_ones_turn(database: engines.Database) -> None:
    await samples.found(database)
    async with work.transaction(database, now=NOW, bot_id=BOT, locks=()) as transaction:
        for text in ("one", "two", "three"):
            async with transaction.layer() as unit:
                unit.outbox.add(messages.Edit(HERE, "board:1", text, purpose=messages.Purpose.BOARD))
                unit.outbox.add(messages.Post(HERE, f"answer {text}"))
                unit.outbox.add(messages.Edit(Place(1), "card:1", f"card {text}"))
    found = await rows(database)
    assert [(row.payload["text"], row.state) for row in found] == [
        ("three", "pending"),
        ("answer one", "pending"),
        ("card three", "pending"),
        ("answer two", "pending"),
        ("answer three", "pending"),
    ]
    assert len({row.id for row in found}) == 5
