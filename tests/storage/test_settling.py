"""What becomes of a row once Telegram answered, or nobody knows."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from coordination import messages
from coordination.messages import Place, Purpose
from storage import engines, outbox, tables
from storage.outbox import Settled
from tests.storage import samples
from tests.storage.samples import BOT, NOW, update

HERE = Place(1, 7)
UNTIL = NOW + timedelta(minutes=2)
LATER = NOW + timedelta(seconds=30)


async def claimed(database: engines.Database, *said: messages.Outgoing) -> list[int]:
    """Said and claimed; messages of ours exist for every slot that is edited or pinned."""
    await samples.found(database)
    async with update(database) as unit:
        ids = [unit.outbox.add(one) for one in said]
    async with database.writer() as connection:
        for one in said:
            if isinstance(one, messages.Edit | messages.Delete | messages.Pin):
                await connection.execute(tables.slots.insert(), {"chat_id": 1, "name": one.slot, "message_id": 12})
    assert len(await outbox.claim(database, ids, by="a", now=NOW, until=UNTIL)) == len(ids)
    return ids


async def rows(database: engines.Database, table: sa.Table = tables.outbox) -> list[Any]:
    async with database.reader() as connection:
        return list((await connection.execute(sa.select(table).order_by(*table.primary_key))).all())


async def test_a_sent_post_gives_its_name_to_the_message(database: engines.Database) -> None:
    [post] = await claimed(database, messages.Post(HERE, "board", slot="board:1"))
    await outbox.settle(database, [Settled(post, "sent", message_id=99)], LATER)
    [row] = await rows(database)
    assert (row.state, row.message_id, row.settled_at, row.claimed_by) == ("sent", 99, LATER, None)
    [slot] = await rows(database, tables.slots)
    assert (slot.message_id, slot.edited_at, slot.topic_id) == (99, LATER, 7)


async def test_a_sent_edit_says_when_its_message_was_edited(database: engines.Database) -> None:
    [edit] = await claimed(database, messages.Edit(HERE, "board:1", "text"))
    await outbox.settle(database, [Settled(edit, "sent", message_id=12)], LATER)
    [slot] = await rows(database, tables.slots)
    assert (slot.message_id, slot.edited_at) == (12, LATER)


async def test_a_sent_deletion_leaves_the_name_without_a_message(database: engines.Database) -> None:
    [gone] = await claimed(database, messages.Delete(HERE, "board:1"))
    await outbox.settle(database, [Settled(gone, "sent")], LATER)
    [slot] = await rows(database, tables.slots)
    assert slot.message_id is None


async def test_a_row_that_waits_again_keeps_its_place_and_says_why(database: engines.Database) -> None:
    first, second = await claimed(database, messages.Post(HERE, "one"), messages.Post(HERE, "two"))
    again = Settled(first, "pending", not_before=LATER, attempts=1, note="may stand twice", again=True)
    await outbox.settle(database, [again, Settled(second, "pending", not_before=LATER)], NOW)
    assert await outbox.peek(database, BOT, NOW) == []
    one, two = await outbox.peek(database, BOT, LATER)
    assert (one.id, one.attempts, one.payload["again"], two.attempts) == (first, 1, True, 0)
    kept = (await rows(database))[0]
    assert (kept.note, kept.settled_at, kept.claimed_until) == ("may stand twice", None, None)


async def test_a_row_that_nobody_holds_claimed_is_left_as_it_is(database: engines.Database) -> None:
    [post] = await claimed(database, messages.Post(HERE, "one"))
    await outbox.settle(database, [Settled(post, "sent", message_id=1)], NOW)
    await outbox.settle(database, [Settled(post, "dead"), Settled(404, "sent")], NOW)
    assert [row.state for row in await rows(database)] == ["sent"]


@pytest.mark.parametrize("state", ["dead", "dropped"])
async def test_what_follows_a_row_that_is_not_sent_is_not_sent_either(database: engines.Database, state: str) -> None:
    [first] = await claimed(database, messages.Post(HERE, "1"))
    async with update(database) as unit:
        second = unit.outbox.add(messages.Post(HERE, "2"), after_id=first)
        unit.outbox.add(messages.Post(HERE, "3"), after_id=second)
        unit.outbox.add(messages.Post(HERE, "free"))
    await outbox.settle(database, [Settled(first, state)], NOW)
    assert [row.state for row in await rows(database)] == [state, "dropped", "dropped", "pending"]


async def test_what_follows_an_uncertain_row_goes_on(database: engines.Database) -> None:
    [first] = await claimed(database, messages.Post(HERE, "1"))
    async with update(database) as unit:
        unit.outbox.add(messages.Post(HERE, "2"), after_id=first)
    await outbox.settle(database, [Settled(first, "uncertain")], NOW)
    assert [row.payload["text"] for row in await outbox.peek(database, BOT, NOW)] == ["2"]


async def test_a_row_falls_back_to_the_chat_itself(database: engines.Database) -> None:
    [post] = await claimed(database, messages.Post(HERE, "one"))
    await outbox.settle(database, [Settled(post, "pending", without_topic=True)], NOW)
    [row] = await outbox.peek(database, BOT, NOW)
    assert row.topic_id is None


async def test_a_reaction_becomes_its_silent_line(database: engines.Database) -> None:
    [react] = await claimed(database, messages.React(HERE, 50, "✍", "noted"))
    await outbox.settle(database, [Settled(react, "pending", as_line=True)], NOW)
    [row] = await outbox.peek(database, BOT, NOW)
    assert (row.kind, row.topic_id) == ("post", 7)
    assert row.payload == {"text": "noted", "rows": [], "reply_to": 50, "silent": True, "pinned": False}


async def test_a_reaction_without_a_line_is_dropped(database: engines.Database) -> None:
    [react] = await claimed(database, messages.React(HERE, 50))
    await outbox.settle(database, [Settled(react, "pending", as_line=True)], NOW)
    assert [row.state for row in await rows(database)] == ["dropped"]


async def test_a_board_that_is_gone_is_posted_anew_and_pinned(database: engines.Database) -> None:
    edit = messages.Edit(HERE, "board:1", "text", purpose=Purpose.BOARD, or_post=True, pinned=True)
    [gone] = await claimed(database, edit)
    await outbox.settle(database, [Settled(gone, "pending", as_post=True)], NOW)
    [post] = await outbox.peek(database, BOT, NOW)
    assert (post.id, post.kind, post.purpose, post.payload["text"]) == (gone, "post", "board", "text")
    await outbox.claim(database, [gone], by="a", now=NOW, until=UNTIL)
    await outbox.settle(database, [Settled(gone, "sent", message_id=77)], NOW)
    [pin] = await outbox.peek(database, BOT, NOW)
    assert (pin.kind, pin.slot_message_id, pin.after_id) == ("pin", 77, gone)


async def test_a_board_that_is_posted_anew_is_still_made_when_it_is_sent(database: engines.Database) -> None:
    edit = messages.Edit(HERE, "board:1", or_post=True, recipe="board", values={"group": "1"})
    [gone] = await claimed(database, edit)
    await outbox.settle(database, [Settled(gone, "pending", as_post=True)], NOW)
    [post] = await outbox.peek(database, BOT, NOW)
    assert (post.kind, post.payload["recipe"], post.payload["values"]) == ("post", "board", {"group": "1"})
    assert (post.payload["silent"], post.payload["reply_to"]) == (True, None)


async def test_another_reaction_is_tried_in_the_place_of_the_refused_one(database: engines.Database) -> None:
    [react] = await claimed(database, messages.React(HERE, 50, "✍", "noted"))
    await outbox.settle(database, [Settled(react, "pending", emoji="👍")], NOW)
    [row] = await outbox.peek(database, BOT, NOW)
    assert (row.kind, row.payload) == ("react", {"message_id": 50, "emoji": "👍", "fallback": "noted"})


@pytest.mark.parametrize(("gone", "left"), [(12, None), (11, 12), (None, 12)])
async def test_a_name_forgets_its_message_once_that_is_gone(
    database: engines.Database, gone: int | None, left: int | None
) -> None:
    """But not one that took the name over meanwhile."""
    [edit] = await claimed(database, messages.Edit(HERE, "card:1", "text"))
    await outbox.settle(database, [Settled(edit, "dropped", gone=gone)], NOW)
    [slot] = await rows(database, tables.slots)
    assert slot.message_id == left


async def test_of_edits_that_wait_again_only_the_newest_is_useful(database: engines.Database) -> None:
    [older] = await claimed(database, messages.Edit(HERE, "board:1", "older"))
    async with update(database) as unit:
        unit.outbox.add(messages.Edit(HERE, "board:1", "newer"))
    await outbox.settle(database, [Settled(older, "pending", not_before=LATER)], NOW)
    assert [(row.state, row.payload["text"]) for row in await rows(database)] == [
        ("dropped", "older"),
        ("pending", "newer"),
    ]


async def test_two_claimed_edits_of_one_message_do_not_both_wait_again(database: engines.Database) -> None:
    [first] = await claimed(database, messages.Edit(HERE, "board:1", "older"))
    async with update(database) as unit:
        second = unit.outbox.add(messages.Edit(HERE, "board:1", "newer"))
    await outbox.claim(database, [second], by="a", now=NOW, until=UNTIL)
    await outbox.settle(database, [Settled(first, "pending"), Settled(second, "pending")], NOW)
    assert [row.state for row in await rows(database)] == ["dropped", "pending"]


async def test_settling_nothing_does_nothing(database: engines.Database) -> None:
    await outbox.settle(database, [], NOW)
    assert await outbox.counts(database, BOT) == {}


async def test_a_page_that_was_turned_on_meanwhile_does_not_come_back(database: engines.Database) -> None:
    """The process died before it could note that the older was sent; the newer stands in the chat by then."""
    older = messages.EditPressed(HERE, 31, "one")
    other = messages.EditPressed(HERE, 32, "another message")
    ids = await claimed(database, older, other, messages.EditPressed(HERE, 31, "two"))
    await outbox.settle(database, [Settled(ids[2], "sent", message_id=31)], NOW)
    await outbox.settle(database, [Settled(one, "pending", not_before=LATER) for one in ids[:2]], NOW)

    assert [(row.state, row.note) for row in await rows(database)] == [
        ("dropped", "superseded"),
        ("pending", None),
        ("sent", None),
    ]
