"""An update takes effect whole or not at all, and reads its own writes and those before it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event as sa_event
from sqlalchemy import exc

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import tasks
from storage import engines, errors, tables, work
from tests.storage import samples
from tests.storage.samples import BOT, CHAT, NOW, update


def begin(database: engines.Database) -> Any:
    return work.transaction(database, now=NOW, bot_id=BOT, locks=[CHAT])


async def count(database: engines.Database, table: sa.Table) -> int:
    async with database.reader() as connection:
        return int((await connection.execute(sa.select(sa.func.count()).select_from(table))).scalar_one())


async def test_a_unit_of_work_is_what_services_ask_for(database: engines.Database) -> None:
    async with update(database) as unit:
        asked: ports.Work = unit
        assert asked.now == NOW


async def test_what_an_update_saved_is_there_afterwards(database: engines.Database) -> None:
    group = await samples.found(database)
    saved = samples.task(1, group.id, owner=tasks.Owner("Ann", 1), due=samples.due(4), original_due=samples.due(4))
    async with update(database) as unit:
        unit.tasks.save(saved)
    async with update(database) as unit:
        assert await unit.tasks.by_number(1, 1) == saved


async def test_a_refused_update_leaves_nothing(database: engines.Database) -> None:
    await samples.found(database)
    async with begin(database) as transaction:
        with pytest.raises(Refused):
            async with transaction.layer() as unit:
                unit.tasks.save(samples.task(1, 1))
                unit.outbox.add(messages.Post(messages.Place(1), "never said"))
                raise Refused("refused.no")
        async with transaction.layer() as unit:
            assert await unit.tasks.by_number(1, 1) is None
    assert await count(database, tables.tasks) == await count(database, tables.outbox) == 0


async def test_a_refused_update_leaves_nothing_even_of_what_a_query_had_written(database: engines.Database) -> None:
    await samples.found(database)
    async with begin(database) as transaction:
        async with transaction.layer() as unit:
            unit.tasks.save(samples.task(1, 1))
        with pytest.raises(Refused):
            async with transaction.layer() as unit:
                first = await unit.tasks.by_number(1, 1)
                unit.tasks.save(replace(first, title="Spoiled", version=2))
                unit.tasks.save(samples.task(2, 1))
                assert (await unit.tasks.find(1, ports.TaskFilter())).total == 2
                raise Refused("refused.no")
        async with transaction.layer() as unit:
            assert [one.title for one in (await unit.tasks.find(1, ports.TaskFilter())).tasks] == ["Task 1"]
            assert (await unit.tasks.by_number(1, 1)).title == "Task 1"
            assert await unit.tasks.by_number(1, 2) is None
    assert await count(database, tables.tasks) == 1


async def test_an_accepted_update_stays_also_where_a_query_had_written_it(database: engines.Database) -> None:
    await samples.found(database)
    async with begin(database) as transaction:
        async with transaction.layer() as unit:
            unit.tasks.save(samples.task(1, 1))
            assert (await unit.tasks.counts(1, today=NOW.date(), now=NOW)).by_state == {tasks.State.OPEN: 1}
            unit.tasks.save(samples.task(1, 1, state=tasks.State.IN_PROGRESS, version=2))
        async with transaction.layer() as unit:
            assert (await unit.tasks.by_number(1, 1)).state is tasks.State.IN_PROGRESS
    async with update(database) as unit:
        counts = await unit.tasks.counts(1, today=NOW.date(), now=NOW)
        assert counts.by_state == {tasks.State.IN_PROGRESS: 1}


async def test_nobody_else_sees_a_flushed_update_before_the_commit(database: engines.Database) -> None:
    await samples.found(database)
    async with update(database) as unit:
        unit.tasks.save(samples.task(1, 1))
        await unit.tasks.find(1, ports.TaskFilter())
        async with work.reading(database, now=NOW) as reader:
            assert await reader.tasks.by_number(1, 1) is None


async def test_a_failure_outside_a_layer_rolls_the_batch_back(database: engines.Database) -> None:
    await samples.found(database)
    with pytest.raises(LookupError):
        async with begin(database) as transaction:
            async with transaction.layer() as unit:
                unit.tasks.save(samples.task(1, 1))
            raise LookupError
    assert await count(database, tables.tasks) == 0


async def test_an_update_sees_what_the_one_before_it_left(database: engines.Database) -> None:
    await samples.found(database)
    async with begin(database) as transaction:
        async with transaction.layer() as unit:
            unit.tasks.save(samples.task(1, 1))
            unit.people.save(samples.person(3, 9, username="cy"))
        async with transaction.layer() as unit:
            assert (await unit.tasks.by_number(1, 1)).title == "Task 1"
            assert (await unit.people.by_telegram_id(9)).username == "cy"
            assert (await unit.people.get(3)).telegram_id == 9


async def test_saving_outside_an_update_is_refused(database: engines.Database) -> None:
    await samples.found(database)
    async with begin(database) as transaction:
        async with transaction.layer() as unit:
            pass
        with pytest.raises(RuntimeError):
            unit.tasks.save(samples.task(1, 1))


async def test_two_updates_are_never_in_hand_at_once(database: engines.Database) -> None:
    async with begin(database) as transaction, transaction.layer():
        with pytest.raises(RuntimeError):
            async with transaction.layer():
                pytest.fail("a layer inside a layer")


async def test_a_work_that_only_reads_saves_nothing(database: engines.Database) -> None:
    await samples.found(database)
    async with work.reading(database, now=NOW) as unit:
        assert (await unit.groups.get(1)).name == "EXH"
        with pytest.raises(RuntimeError):
            unit.tasks.save(samples.task(1, 1))
        with pytest.raises(RuntimeError):
            unit.new_id()


async def test_rows_may_refer_to_rows_that_are_saved_after_them(database: engines.Database) -> None:
    await samples.found(database)
    async with update(database) as unit:
        unit.tasks.save(samples.task(1, 1, parent_id=1002, waits_for=(1002,)))
        unit.tasks.save(samples.task(2, 1))
    async with update(database) as unit:
        child = await unit.tasks.by_number(1, 1)
        assert child is not None
        assert child.waits_for == (1002,)


async def test_a_row_that_the_database_refuses_keeps_the_batch_from_being_half_kept(
    database: engines.Database,
) -> None:
    await samples.found(database)
    with pytest.raises(exc.SQLAlchemyError):
        async with begin(database) as transaction:
            async with transaction.layer() as unit:
                unit.tasks.save(samples.task(1, 1))
            async with transaction.layer() as unit:
                unit.tasks.save(samples.task(2, 1, title="with \0 inside"))
    assert await count(database, tables.tasks) == 0


async def test_an_update_that_the_database_refuses_inside_its_layer_costs_only_itself(
    database: engines.Database,
) -> None:
    await samples.found(database)
    async with begin(database) as transaction:
        with pytest.raises(exc.SQLAlchemyError):
            async with transaction.layer() as unit:
                unit.tasks.save(samples.task(2, 1, created_by=404))
                await unit.tasks.find(1, ports.TaskFilter())
        async with transaction.layer() as unit:
            unit.tasks.save(samples.task(1, 1))
    assert await count(database, tables.tasks) == 1


async def test_a_transaction_whose_reading_failed_is_never_committed(database: engines.Database) -> None:
    await samples.found(database)
    with pytest.raises(errors.Spoiled):
        async with begin(database) as transaction:
            async with transaction.layer() as unit:
                unit.tasks.save(samples.task(1, 1))
            with pytest.raises(exc.SQLAlchemyError):
                async with transaction.layer() as unit:
                    await unit.tasks.find(1, ports.TaskFilter(owner_username="\ud800"))
    assert await count(database, tables.tasks) == 0


async def test_the_outcome_of_an_update_is_kept_though_its_layer_was_dropped(database: engines.Database) -> None:
    async with begin(database) as transaction:
        await transaction.prefetch([CHAT], [], [7])
        assert not transaction.handled(7)
        with pytest.raises(Refused):
            async with transaction.layer():
                raise Refused("refused.no")
        transaction.inbox(7, "refused")
        assert transaction.handled(7)
    async with begin(database) as transaction:
        await transaction.prefetch([CHAT], [], [7, 8])
        assert transaction.handled(7)
        assert not transaction.handled(8)


@pytest.mark.parametrize(
    ("outcome", "handled"),
    [("done", True), ("ignored", True), ("unreadable", True), ("failed", True), ("parked", True), ("begun", False)],
)
async def test_an_outcome_tells_whether_the_update_is_handled_again(
    database: engines.Database, outcome: str, handled: bool
) -> None:
    async with begin(database) as transaction:
        transaction.inbox(7, outcome)
    async with begin(database) as transaction:
        await transaction.prefetch([], [], [7])
        assert transaction.handled(7) is handled


async def test_a_retried_update_takes_its_final_outcome(database: engines.Database) -> None:
    async with begin(database) as transaction:
        transaction.inbox(7, "failed", attempts=1, retry_at=NOW, incident="A1", error="KeyError", raw=b"{}")
    async with work.transaction(database, now=NOW + timedelta(hours=1), bot_id=BOT, locks=[]) as transaction:
        transaction.inbox(7, "done")
    async with database.reader() as connection:
        row = (await connection.execute(sa.select(tables.inbox))).one()
    assert (row.outcome, row.raw, row.retry_at, row.received_at) == ("done", None, None, NOW)


async def test_a_batch_costs_a_handful_of_statements(database: engines.Database) -> None:
    group = await samples.found(database)
    async with update(database) as unit:
        for number in range(1, 101):
            unit.tasks.save(samples.task(number, group.id, owner=tasks.Owner("Ann", 1)))
    statements: list[str] = []
    sa_event.listen(database.writing.sync_engine, "before_cursor_execute", lambda *about: statements.append(about[2]))
    async with begin(database) as transaction:
        await transaction.prefetch([CHAT], [samples.ANN], range(100))
        for number in range(1, 101):
            async with transaction.layer() as unit:
                chat = await unit.chats.by_telegram_id(CHAT)
                mine = await unit.groups.of_chat(chat.id, None)
                actor = await unit.people.by_telegram_id(samples.ANN)
                await unit.people.membership(mine.id, actor.id)
                await unit.tasks.prefetch(mine.id, range(1, 101))
                done = replace(await unit.tasks.by_number(mine.id, number), state=tasks.State.DONE, version=2)
                unit.tasks.save(done)
                unit.events.add(samples.event(unit.new_id(), mine.id, task_id=done.id, actor_id=actor.id))
                unit.outbox.add(messages.React(messages.Place(chat.id), number))
            transaction.inbox(number, "done")
    assert len(statements) <= 14, statements
    assert await count(database, tables.events) == 100
