"""What the sender is given, in which order, and what it is not given."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from coordination import messages
from coordination.messages import Place, Purpose
from storage import engines, outbox, tables
from tests.storage import samples
from tests.storage.samples import BOT, CHAT, NOW, update

HERE, THERE = Place(1), Place(2)
UNTIL = NOW + timedelta(minutes=2)
SECOND = timedelta(seconds=1)


async def keep(database: engines.Database, *said: messages.Outgoing) -> list[int]:
    """Two chats, and what was said in them; the rows' ids."""
    await samples.found(database)
    async with update(database) as unit:
        unit.chats.save(samples.chat(2, -2, type="group"))
        return [unit.outbox.add(one) for one in said]


async def texts(database: engines.Database, *, now: datetime = NOW, **limits: int) -> list[str]:
    return [row.payload.get("text", row.kind) for row in await outbox.peek(database, BOT, now, **limits)]


async def claim(database: engines.Database, ids: Iterable[int], *, by: str = "a") -> list[outbox.Row]:
    return await outbox.claim(database, list(ids), by=by, now=NOW, until=UNTIL)


async def change(database: engines.Database, row_id: int, **values: Any) -> None:
    async with database.writer() as connection:
        await connection.execute(sa.update(tables.outbox).where(tables.outbox.c.id == row_id).values(values))


async def post_slot(database: engines.Database, name: str, message_id: int | None) -> None:
    """The chat's message of that name, as it stands after it was sent."""
    async with update(database) as unit:
        unit.outbox.add(messages.Post(HERE, name, slot=name))
    async with database.writer() as connection:
        await connection.execute(sa.delete(tables.outbox))
        await connection.execute(sa.update(tables.slots).values(message_id=message_id))


async def test_what_is_said_first_goes_first_within_its_priority(database: engines.Database) -> None:
    await keep(
        database,
        messages.Post(HERE, "digest", Purpose.DIGEST),
        messages.Post(HERE, "answer 1"),
        messages.Post(THERE, "card", Purpose.CARD),
        messages.Post(THERE, "answer 2"),
        messages.Post(HERE, "answer 3"),
    )
    assert await texts(database) == ["answer 1", "answer 2", "answer 3", "card", "digest"]
    assert await texts(database, limit=2) == ["answer 1", "answer 2"]
    assert await texts(database, per_chat=1) == ["answer 1", "answer 2"]


async def test_a_row_says_what_is_known_of_its_chat_and_slot(database: engines.Database) -> None:
    await samples.found(database)
    await post_slot(database, "board:1", 12)
    async with update(database) as unit:
        edit = unit.outbox.add(messages.Edit(HERE, "board:1", "text", or_post=True))
    [row] = await outbox.peek(database, BOT, NOW)
    assert row == outbox.Row(
        id=edit,
        chat_id=1,
        chat_telegram_id=CHAT,
        chat_type="supergroup",
        chat_state="active",
        topic_id=None,
        kind="edit",
        purpose="card",
        priority=1,
        slot="board:1",
        slot_message_id=12,
        slot_edited_at=None,
        after_id=None,
        payload={"text": "text", "rows": [], "or_post": True, "pinned": False},
        attempts=0,
        not_before=None,
        created_at=NOW,
    )


async def test_a_row_of_another_bot_is_not_ours(database: engines.Database) -> None:
    await keep(database, messages.Post(HERE, "ours"))
    assert await outbox.peek(database, BOT + 1, NOW) == []
    assert await outbox.counts(database, BOT + 1) == {}
    assert await outbox.counts(database, BOT) == {"pending": 1}


async def test_a_row_waits_for_its_instant_and_a_chat_for_its_own(database: engines.Database) -> None:
    await keep(
        database,
        messages.Post(HERE, "later", not_before=NOW + 5 * SECOND),
        messages.Post(HERE, "now"),
        messages.Post(THERE, "there"),
    )
    assert await texts(database) == ["now", "there"]
    assert await outbox.next_at(database, BOT, NOW) == NOW + 5 * SECOND
    await outbox.hold_chat(database, 1, NOW + 9 * SECOND)
    await outbox.hold_chat(database, 1, NOW + 2 * SECOND)  # a shorter hold changes nothing
    assert await texts(database) == ["there"]
    assert await outbox.next_at(database, BOT, NOW) == NOW + 9 * SECOND
    assert await texts(database, now=NOW + 9 * SECOND) == ["later", "now", "there"]
    assert await outbox.next_at(database, BOT, NOW + 9 * SECOND) is None


async def test_a_row_waits_until_what_it_follows_is_settled(database: engines.Database) -> None:
    [first] = await keep(database, messages.Post(HERE, "part 1"))
    async with update(database) as unit:
        unit.outbox.add(messages.Post(HERE, "part 2"), after_id=first)
        unit.outbox.add(messages.Post(HERE, "follows a row that is long gone"), after_id=404)
    for state in ("pending", "claimed"):
        await change(database, first, state=state)
        assert "part 2" not in await texts(database)
    for state in ("sent", "uncertain"):
        await change(database, first, state=state)
        assert await texts(database) == ["part 2", "follows a row that is long gone"]


async def test_an_edit_waits_while_its_message_is_still_to_be_sent(database: engines.Database) -> None:
    [post] = await keep(database, messages.Post(HERE, "board", Purpose.BOARD, slot="board:1"))
    async with update(database) as unit:
        unit.outbox.add(messages.Edit(HERE, "board:1", "edit"))
        unit.outbox.add(messages.Pin(HERE, "board:1"))
    assert await texts(database) == ["board"]
    await claim(database, [post])
    assert await texts(database) == []
    await outbox.settle(database, [outbox.Settled(post, "sent", message_id=12)], NOW)
    assert await texts(database) == ["edit", "pin"]


async def test_two_edits_of_one_message_are_never_in_the_air_together(database: engines.Database) -> None:
    await samples.found(database)
    await post_slot(database, "board:1", 12)
    async with update(database) as unit:
        first = unit.outbox.add(messages.Edit(HERE, "board:1", "first"))
    await claim(database, [first])
    async with update(database) as unit:
        unit.outbox.add(messages.Edit(HERE, "board:1", "second"))
    assert await texts(database) == []
    await outbox.settle(database, [outbox.Settled(first, "sent", message_id=12)], NOW)
    assert await texts(database) == ["second"]


async def test_what_names_a_message_that_never_came_to_be_is_posted_anew_or_dropped(
    database: engines.Database,
) -> None:
    await keep(
        database,
        messages.Edit(HERE, "board:1", "board", or_post=True, pinned=True),
        messages.Edit(HERE, "card:2", "card"),
        messages.Pin(HERE, "card:3"),
        messages.Delete(HERE, "card:4"),
    )
    [row] = await outbox.peek(database, BOT, NOW)
    assert (row.kind, row.slot, row.payload["text"]) == ("post", "board:1", "board")
    assert await outbox.counts(database, BOT) == {"pending": 2, "dropped": 3}
    await claim(database, [row.id])
    await outbox.settle(database, [outbox.Settled(row.id, "sent", message_id=12)], NOW)
    [pin] = await outbox.peek(database, BOT, NOW)
    assert (pin.kind, pin.slot_message_id) == ("pin", 12)


async def test_a_row_is_claimed_once(database: engines.Database) -> None:
    ids = await keep(database, messages.Post(HERE, "one"), messages.Post(HERE, "two"))
    assert [row.id for row in await claim(database, reversed(ids))] == ids
    assert await claim(database, ids, by="b") == []
    assert await outbox.peek(database, BOT, NOW) == []
    assert await outbox.expired(database, BOT, NOW) == []


async def test_a_claim_that_ran_out_is_listed_and_may_be_taken(database: engines.Database) -> None:
    ids = await keep(database, messages.Post(HERE, "one"))
    await claim(database, ids)
    assert [row.id for row in await outbox.expired(database, BOT, UNTIL)] == ids
    taken = await outbox.claim(database, ids, by="b", now=UNTIL, until=UNTIL + SECOND)
    assert [row.id for row in taken] == ids
    assert await outbox.expired(database, BOT, UNTIL) == []


async def test_an_edit_whose_name_was_taken_over_after_the_look_is_not_given_out(
    database: engines.Database,
) -> None:
    await samples.found(database)
    await post_slot(database, "board:1", 12)
    async with update(database) as unit:
        edit = unit.outbox.add(messages.Edit(HERE, "board:1", "edit"))
    assert len(await outbox.peek(database, BOT, NOW)) == 1
    async with database.writer() as connection:
        await connection.execute(sa.update(tables.slots).values(message_id=None))
    assert await claim(database, [edit]) == []
    assert await outbox.counts(database, BOT) == {"pending": 1}


@pytest.mark.parametrize("ids", [[], [404], [2**70]])
async def test_claiming_what_is_not_there_claims_nothing(database: engines.Database, ids: list[int]) -> None:
    await keep(database, messages.Post(HERE, "one"))
    assert await claim(database, ids) == []


async def test_a_row_that_is_put_off_waits_and_one_on_its_way_does_not(database: engines.Database) -> None:
    first, second = await keep(database, messages.Post(HERE, "one"), messages.Post(HERE, "two"))
    await claim(database, [second])

    await outbox.put_off(database, {first: NOW + SECOND, second: NOW + SECOND})
    await outbox.put_off(database, {})

    assert await texts(database) == []
    assert await texts(database, now=NOW + SECOND) == ["one"]
    assert await outbox.next_at(database, BOT, NOW) == NOW + SECOND


async def test_what_waits_for_an_instant_is_not_ready(database: engines.Database) -> None:
    (row,) = await keep(database, messages.Post(HERE, "later", not_before=NOW + SECOND))
    assert not await outbox.has_ready(database, BOT, NOW)
    assert await outbox.has_ready(database, BOT, NOW + SECOND)
    assert not await outbox.has_ready(database, BOT + 1, NOW + SECOND)

    await claim(database, [row])
    assert await outbox.has_ready(database, BOT, NOW)
    await outbox.settle(database, [outbox.Settled(row, "sent", message_id=1)], NOW)
    assert not await outbox.has_ready(database, BOT, NOW + SECOND)


async def test_of_two_pages_of_one_message_the_newer_waits_for_the_older(database: engines.Database) -> None:
    """Two presses in one instant: were both on their way at once, nobody knew which page would stand in the end."""
    ids = await keep(
        database,
        messages.EditPressed(HERE, 31, "one"),
        messages.EditPressed(HERE, 31, "two"),
        messages.EditPressed(HERE, 32, "another message"),
        messages.EditPressed(THERE, 31, "another chat"),
    )
    assert await texts(database) == ["one", "another message", "another chat"]
    await claim(database, ids[:1])
    assert await texts(database) == ["another message", "another chat"]
    await outbox.settle(database, [outbox.Settled(ids[0], "sent", message_id=31)], NOW)
    assert await texts(database) == ["two", "another message", "another chat"]
