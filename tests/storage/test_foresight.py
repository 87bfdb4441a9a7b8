"""What a batch is expected to ask for is read at once, and what was read so is never wrong; on both databases."""

from coordination import ports
from storage import engines, work
from tests.storage.samples import BOT, NOW, chat, group, task, update


async def test_lines_tasks_and_cards_foreseen_are_the_ones_read_later(database: engines.Database) -> None:
    here, ours = chat(1, telegram_id=-100), group(2, chat_id=1)
    known = task(7, group_id=2)
    async with update(database, locks=[-100]) as unit:
        unit.chats.save(here)
        unit.groups.save(ours)
        unit.tasks.save(known)
        unit.lines.save(ports.Line(1, 50, 0, "#7 done"))
    async with work.transaction(database, now=NOW, bot_id=BOT, locks=[-100]) as transaction:
        await transaction.prefetch({-100}, set(), set())
        await transaction.foresee([work.Said(-100, None, 50, (7, 8))])
        async with transaction.layer() as unit:
            assert [line.text for line in await unit.lines.of_message(1, 50)] == ["#7 done"]
            found = await unit.tasks.by_number(2, 7)
            assert found is not None and found.id == 1007
            assert await unit.tasks.by_number(2, 8) is None
            assert list(await unit.slots.named("card:1007")) == []


async def test_what_is_written_after_foresight_is_seen(database: engines.Database) -> None:
    async with update(database, locks=[-100]) as unit:
        unit.chats.save(chat(1, telegram_id=-100))
        unit.groups.save(group(2, chat_id=1))
    async with work.transaction(database, now=NOW, bot_id=BOT, locks=[-100]) as transaction:
        await transaction.prefetch({-100}, set(), set())
        await transaction.foresee([work.Said(-100, None, 50, (7,))])
        async with transaction.layer() as unit:
            unit.tasks.save(task(7, group_id=2))
            unit.lines.save(ports.Line(1, 50, 0, "#7 done"))
        async with transaction.layer() as unit:
            await unit.tasks.find(2, ports.TaskFilter())  # writes what is held before it asks
        async with transaction.layer() as unit:
            assert [line.text for line in await unit.lines.of_message(1, 50)] == ["#7 done"]
            assert (await unit.tasks.by_number(2, 7)) is not None
