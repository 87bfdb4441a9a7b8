"""A chat keeps its identity when Telegram gives it another id, and what the sender learns of it."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people, tasks
from coordination.rules.events import Source
from storage import chats, engines, tables, work
from tests.storage import samples
from tests.storage.samples import BOT, CHAT, NOW, update

OLD, NEW = -400001, CHAT


async def rows(database: engines.Database, table: sa.Table) -> list[sa.Row[tuple[object, ...]]]:
    async with database.reader() as connection:
        return list((await connection.execute(sa.select(table).order_by(*table.primary_key))).all())


async def settle_down(database: engines.Database, *, met_before: bool) -> None:
    """The basic group OLD with two tasks; where it was met before the news came, the supergroup NEW with one."""
    async with update(database) as unit:
        unit.chats.save(samples.chat(1, OLD, type="group"))
        unit.groups.save(samples.group(1, 1, next_number=3))
        unit.people.save(samples.person(1))
        unit.people.save_membership(people.Membership(1, 1, people.Part.LEAD))
        unit.tasks.save(samples.task(1, 1, source=Source(1, 50)))
        unit.tasks.save(samples.task(2, 1))
        unit.lines.save(ports.Line(1, 50, 0, "said in the old group", None, 1001))
        unit.outbox.add(messages.Post(messages.Place(1), "waits", slot="board:1"))
        if met_before:
            unit.chats.save(samples.chat(2, NEW, title="Now a supergroup"))
            unit.groups.save(samples.group(2, 2, next_number=2))
            unit.people.save_membership(people.Membership(2, 1))
            unit.tasks.save(replace(samples.task(7, 2, owner=tasks.Owner("Ann", 1), source=Source(2, 50)), number=1))
            unit.lines.save(ports.Line(2, 50, 0, "said in the new group", None, 1007))
            unit.outbox.add(messages.Post(messages.Place(2), "waits there", slot="board:1"))
            unit.events.add(samples.event(500, 2, task_id=1007))
            unit.schedules.save(ports.Schedule(9, 2, "digest", {}))


async def test_a_chat_is_found_by_its_old_and_its_new_id(database: engines.Database) -> None:
    await settle_down(database, met_before=False)
    for _ in range(2):
        await chats.migrate(database, OLD, NEW, NOW)
    async with update(database) as unit:
        assert (await unit.chats.by_telegram_id(NEW)) == (await unit.chats.by_telegram_id(OLD))
        moved = await unit.chats.get(1)
    assert (moved.telegram_id, moved.type) == (NEW, "supergroup")
    assert len(await rows(database, tables.chats)) == 1
    [waiting] = await rows(database, tables.outbox)
    assert waiting.chat_id == 1


async def test_messages_of_the_old_chat_name_nothing_any_more(database: engines.Database) -> None:
    await settle_down(database, met_before=False)
    async with database.writer() as connection:
        await connection.execute(sa.update(tables.slots).values(message_id=12))
    await chats.migrate(database, OLD, NEW, NOW)
    async with update(database) as unit:
        assert await unit.lines.of_message(1, 50) == []
        assert await unit.slots.by_message(1, 12) is None
        assert await unit.slots.get(1, "board:1") == ports.Slot(1, "board:1")


async def test_a_supergroup_met_before_the_news_joins_the_older_chat(database: engines.Database) -> None:
    await settle_down(database, met_before=True)
    for _ in range(2):
        await chats.migrate(database, OLD, NEW, NOW)
    async with update(database) as unit:
        found = await unit.groups.in_chat(1)
        page = await unit.tasks.find(1, ports.TaskFilter())
        lines = await unit.lines.of_message(1, 50)
        later = await unit.tasks.by_number(1, 3)
    assert [(one.id, one.next_number) for one in found] == [(1, 4)]
    assert [one.number for one in page.tasks] == [1, 2, 3]
    assert [one.text for one in lines] == ["said in the new group"]
    assert later is not None
    assert later.source == Source(1, 50)
    assert {row.chat_id for row in await rows(database, tables.outbox)} == {1}
    assert [row.title for row in await rows(database, tables.chats)] == ["Now a supergroup"]
    assert [row.group_id for row in await rows(database, tables.events)] == [1]
    assert await rows(database, tables.schedules) == []


async def test_a_service_message_moves_the_chat_inside_its_update(database: engines.Database) -> None:
    await settle_down(database, met_before=True)
    async with work.transaction(database, now=NOW, bot_id=BOT, locks=[OLD, NEW]) as transaction:
        await transaction.prefetch([OLD, NEW], [samples.ANN], [1, 2])
        async with transaction.layer() as unit:
            await unit.chats.migrate(OLD, NEW)
            assert await unit.tasks.by_number(1, 3) is not None
        async with transaction.layer() as unit:  # the other half, from the new chat
            await unit.chats.migrate(OLD, NEW)
            moved = await unit.chats.by_telegram_id(OLD)
            assert moved is not None
            unit.tasks.save(replace(samples.task(8, 1), number=4))
    assert moved.telegram_id == NEW
    assert len(await rows(database, tables.tasks)) == 4


async def test_a_refused_update_moves_nothing(database: engines.Database) -> None:
    await settle_down(database, met_before=True)
    async with work.transaction(database, now=NOW, bot_id=BOT, locks=[OLD, NEW]) as transaction:
        with pytest.raises(Refused):
            async with transaction.layer() as unit:
                await unit.chats.migrate(OLD, NEW)
                await unit.chats.by_telegram_id(NEW)
                raise Refused("refused.no")
        async with transaction.layer() as unit:
            found = await unit.chats.by_telegram_id(NEW)
            assert found is not None
            assert found.id == 2
    assert len(await rows(database, tables.chats)) == 2


async def test_a_chat_that_is_not_ours_moves_nowhere(database: engines.Database) -> None:
    await chats.migrate(database, OLD, NEW, NOW)
    assert await rows(database, tables.chats) == []


async def test_a_new_telegram_id_is_not_saved_by_hand(database: engines.Database) -> None:
    await settle_down(database, met_before=False)
    async with update(database) as unit:
        chat = await unit.chats.by_telegram_id(OLD)
        assert chat is not None
        with pytest.raises(ValueError, match="migrate"):
            unit.chats.save(replace(chat, telegram_id=NEW))


async def test_a_chat_that_does_not_exist_is_looked_for_once(database: engines.Database) -> None:
    async with update(database) as unit:
        assert await unit.chats.by_telegram_id(5) is None
        unit.chats.save(samples.chat(unit.new_id(), 5))
        assert (await unit.chats.by_telegram_id(5)) is not None
        with pytest.raises(LookupError):
            await unit.chats.get(404)


async def test_a_saved_chat_keeps_what_the_sender_wrote_meanwhile(database: engines.Database) -> None:
    await samples.found(database)
    async with database.writer() as connection:
        await connection.execute(sa.update(tables.chats).values(held_until=NOW))
    async with update(database) as unit:
        unit.chats.save(replace(await unit.chats.get(1), title="Renamed"))
    [row] = await rows(database, tables.chats)
    assert (row.title, row.held_until) == ("Renamed", NOW)


async def test_a_chat_that_we_left_drops_what_waits_and_keeps_its_data(database: engines.Database) -> None:
    await settle_down(database, met_before=False)
    await chats.leave(database, 1, "forbidden", NOW)
    [row] = await rows(database, tables.outbox)
    assert (row.state, row.note, row.settled_at) == ("dropped", "forbidden", NOW)
    async with update(database) as unit:
        assert (await unit.chats.get(1)).state is groups.ChatState.LEFT
        assert (await unit.tasks.find(1, ports.TaskFilter())).total == 2


async def test_whoever_removes_us_has_what_waits_dropped(database: engines.Database) -> None:
    await settle_down(database, met_before=False)
    async with update(database) as unit:
        unit.chats.save(replace(await unit.chats.get(1), state=groups.ChatState.LEFT))
    [row] = await rows(database, tables.outbox)
    assert (row.state, row.note) == ("dropped", "removed from the chat")


async def test_a_lost_topic_sends_what_waits_to_the_chat_itself(database: engines.Database) -> None:
    await samples.found(database)
    async with update(database) as unit:
        unit.outbox.add(messages.Post(messages.Place(1, 7), "for the topic", reply_to=70))
        unit.outbox.add(messages.Post(messages.Place(1, 8), "for another"))
    for _ in range(2):
        await chats.lose_topic(database, 1, 7, "topic_gone", NOW)
    lost, other = sorted(await rows(database, tables.outbox), key=lambda row: row.seq)
    assert (lost.topic_id, lost.payload["reply_to"], other.topic_id) == (None, None, 8)
    async with update(database) as unit:
        assert (await unit.chats.get(1)).hints == ("topic:7",)


async def test_another_reaction_is_used_from_now_on_or_none(database: engines.Database) -> None:
    await samples.found(database)
    seen = []
    for refused, emoji in (("✍", "👍"), ("✍", None), ("👍", None), ("👍", "✍")):
        await chats.change_reaction(database, 1, refused, emoji)
        seen.append((await rows(database, tables.chats))[0].reaction)
    assert seen == ["👍", "👍", None, None]


async def test_a_missing_right_to_pin_is_remembered(database: engines.Database) -> None:
    await samples.found(database)
    await chats.may_not_pin(database, 1)
    async with update(database) as unit:
        assert (await unit.chats.get(1)).may_pin is False
