"""What was said and what it changed: added once, read back in the order of happening, unwritten ones included."""

from datetime import timedelta

import pytest

from coordination import ports
from coordination.rules import events
from coordination.rules.events import Source
from storage import engines
from tests.storage import samples
from tests.storage.samples import NOW, event, update


def said(number: int, minutes: int, **changed: object) -> events.Update:
    default = {"group_id": 1, "task_id": 1001, "author_id": 1, "text": f"word {number}"}
    return events.Update(id=number, at=NOW + timedelta(minutes=minutes), **{**default, **changed})  # type: ignore[arg-type]


async def keep(database: engines.Database) -> None:
    await samples.found(database)
    async with update(database) as unit:
        unit.tasks.save(samples.task(1, 1))
        unit.tasks.save(samples.task(2, 1))


async def test_updates_of_a_task_come_newest_first_with_those_of_this_update(database: engines.Database) -> None:
    await keep(database)
    async with update(database) as unit:
        unit.updates.add(said(1, 10))
        unit.updates.add(said(2, 5))
        unit.updates.add(said(3, 20, task_id=1002))
    async with update(database) as unit:
        unit.updates.add(said(4, 7))
        assert [one.id for one in await unit.updates.of_task(1, 1001)] == [1, 4, 2]
        assert [one.id for one in await unit.updates.of_task(1, 1001, limit=2)] == [1, 4]
        assert await unit.updates.of_task(2, 1001) == []


async def test_updates_of_a_period_begin_with_its_start_and_end_before_its_end(database: engines.Database) -> None:
    await keep(database)
    async with update(database) as unit:
        for number, minutes in enumerate((0, 10, 20, 30), 1):
            unit.updates.add(said(number, minutes))
    async with update(database) as unit:
        start = NOW + timedelta(minutes=10)
        assert [one.id for one in await unit.updates.since(1, start, NOW + timedelta(minutes=30))] == [2, 3]


async def test_every_field_of_an_update_comes_back(database: engines.Database) -> None:
    await keep(database)
    full = said(
        1,
        0,
        on_behalf="李敏",
        state="blocked",
        percent=60,
        change_id=5,
        source=Source(1, 50, 1),
        file_id="AgAC",
        file_kind="photo",
        text="卡住了 👷",
    )
    async with update(database) as unit:
        unit.updates.add(full)
    async with update(database) as unit:
        assert await unit.updates.of_task(1, 1001) == [full]


async def test_every_field_of_an_event_comes_back(database: engines.Database) -> None:
    await keep(database)
    full = event(
        7,
        1,
        change_id=5,
        actor_id=1,
        task_id=1001,
        on_behalf="Li Min",
        source=Source(1, 50, 1),
        before={"state": "open", "due": None},
        after={"state": "done", "due": {"on": "2026-12-04"}},
        undoes=4,
    )
    async with update(database) as unit:
        unit.events.add(full)
    async with update(database) as unit:
        assert await unit.events.of_change(1, 5) == [full]


async def test_events_keep_the_order_in_which_they_were_written_whatever_ids_and_clocks_say(
    database: engines.Database,
) -> None:
    await keep(database)
    async with update(database) as unit:
        unit.events.add(event(900, 1, task_id=1001, at=NOW))
    async with update(database) as unit:  # another process: an older block of ids, a clock that is behind
        unit.events.add(event(5, 1, task_id=1001, at=NOW - timedelta(seconds=2)))
        unit.events.add(event(3, 1, task_id=1001, at=NOW - timedelta(seconds=2)))
        assert [one.id for one in await unit.events.after(1, 1001, 900)] == [5, 3]
        assert [one.id for one in await unit.events.after(1, 1001, 5)] == [3]
    async with update(database) as unit:
        assert [one.id for one in await unit.events.of_task(1, 1001)] == [3, 5, 900]
        assert [one.id for one in await unit.events.after(1, 1001, 900)] == [5, 3]
        assert await unit.events.after(2, 1001, 900) == []


async def test_the_log_of_a_group_is_paged_newest_first(database: engines.Database) -> None:
    await keep(database)
    async with update(database) as unit:
        for number in range(1, 6):
            unit.events.add(event(number, 1, at=NOW + timedelta(minutes=number)))
    async with update(database) as unit:
        unit.events.add(event(6, 1, at=NOW + timedelta(minutes=6)))
        assert [one.id for one in await unit.events.of_group(1, limit=3)] == [6, 5, 4]
        assert [one.id for one in await unit.events.of_group(1, offset=2, limit=3)] == [4, 3, 2]
        period = await unit.events.since(1, NOW + timedelta(minutes=5), NOW + timedelta(minutes=7))
        assert [one.id for one in period] == [5, 6]


@pytest.mark.parametrize("written", [True, False], ids=["written", "in the same update"])
async def test_the_last_change_is_ones_own_and_not_taken_back(database: engines.Database, written: bool) -> None:
    await keep(database)
    log = [
        event(1, 1, change_id=10, actor_id=1),
        event(2, 1, change_id=20, actor_id=1),
        event(3, 1, change_id=30, actor_id=2),
        event(4, 1, change_id=40, actor_id=1),
        event(5, 1, change_id=50, actor_id=1, undoes=40),
    ]
    async with update(database) as unit:
        for one in log[:3]:
            unit.events.add(one)
        if not written:
            for one in log[3:]:
                unit.events.add(one)
            assert await unit.events.last_change_by(1, 1, NOW) == 20
    async with update(database) as unit:
        if written:
            for one in log[3:]:
                unit.events.add(one)
        assert await unit.events.last_change_by(1, 1, NOW) == 20
        assert await unit.events.last_change_by(1, 2, NOW) == 30
        assert await unit.events.last_change_by(1, 1, NOW + timedelta(seconds=1)) is None
        assert await unit.events.last_change_by(2, 1, NOW) is None


async def test_lines_of_a_message_come_from_the_top_and_a_later_reading_replaces_them(
    database: engines.Database,
) -> None:
    await keep(database)
    async with update(database) as unit:
        unit.lines.save(ports.Line(1, 50, 1, "second", 7, 1002))
        unit.lines.save(ports.Line(1, 50, 0, "first", 7, 1001))
        unit.lines.save(ports.Line(1, 51, 0, "another message"))
    async with update(database) as unit:
        unit.lines.save(ports.Line(1, 50, 1, "", None, None))
        assert [line.text for line in await unit.lines.of_message(1, 50)] == ["first", ""]
    async with update(database) as unit:
        assert await unit.lines.of_message(1, 50) == [ports.Line(1, 50, 0, "first", 7, 1001), ports.Line(1, 50, 1, "")]


async def test_a_question_is_kept_until_it_is_answered(database: engines.Database) -> None:
    await samples.found(database)
    asked = ports.Question(9, 1, "done?", NOW, NOW + timedelta(days=1), 1, {"task_id": 1001})
    async with update(database) as unit:
        unit.questions.save(asked)
    answered = ports.Question(9, 1, "done?", NOW, NOW + timedelta(days=1), 1, {"task_id": 1001}, NOW, "yes")
    async with update(database) as unit:
        assert await unit.questions.get(9) == asked
        unit.questions.save(answered)
        assert await unit.questions.get(9) == answered
    async with update(database) as unit:
        assert await unit.questions.get(9) == answered
        assert await unit.questions.get(10) is None
        assert await unit.questions.get(2**64) is None


async def test_a_promise_is_known_once_it_was_kept(database: engines.Database) -> None:
    async with update(database) as unit:
        assert not await unit.ledger.has("schedule:1", "digest", "2026-11-25")
        unit.ledger.add("schedule:1", "digest", "2026-11-25")
        assert await unit.ledger.has("schedule:1", "digest", "2026-11-25")
    async with update(database) as unit:
        assert await unit.ledger.has("schedule:1", "digest", "2026-11-25")
        assert not await unit.ledger.has("schedule:1", "digest", "2026-11-26")
