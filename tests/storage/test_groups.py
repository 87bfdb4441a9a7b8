"""Groups are found by chat and topic; their settings survive every version of the code."""

from dataclasses import replace
from datetime import time

import pytest
import sqlalchemy as sa

from coordination.errors import Refused
from coordination.rules import groups
from storage import engines, errors, tables, work
from storage import groups as stored
from tests.storage import samples
from tests.storage.samples import NOW, update


async def test_a_topic_has_its_own_group_or_the_chats(database: engines.Database) -> None:
    await samples.found(database)
    async with update(database) as unit:
        unit.groups.save(samples.group(2, 1, topic_id=7, name="Press"))
    async with update(database) as unit:
        names = [await unit.groups.of_chat(1, topic) for topic in (None, 7, 8)]
        assert [found and found.name for found in names] == ["EXH", "Press", "EXH"]
        assert [group.id for group in await unit.groups.in_chat(1)] == [1, 2]
        assert await unit.groups.of_chat(99, None) is None
        with pytest.raises(LookupError):
            await unit.groups.get(404)


async def test_a_group_moved_to_another_topic_is_found_there_only(database: engines.Database) -> None:
    await samples.found(database)
    async with update(database) as unit:
        unit.groups.save(replace(await unit.groups.get(1), topic_id=7))
        assert await unit.groups.of_chat(1, None) is None
        assert await unit.groups.of_chat(1, 7) is not None


async def test_every_field_of_a_group_comes_back(database: engines.Database) -> None:
    await samples.found(database)
    settings = groups.Settings(
        listening=groups.Listening.ALL,
        closing_needs_lead=groups.Closing.ALWAYS,
        quiet_from=time(22, 30),
        workday_ends=time(17, 0),
        silent_after_days=3,
        country="CN",
        board=False,
    )
    full = samples.group(
        3,
        1,
        topic_id=9,
        zone="Asia/Shanghai",
        zone_confirmed=True,
        kind=groups.GroupKind.COMMITTEE,
        code="展览",
        parent_id=1,
        next_number=12,
        settings=settings,
        paused_until=NOW,
        created_at=NOW,
    )
    async with update(database) as unit:
        unit.groups.save(full)
    async with update(database) as unit:
        assert await unit.groups.get(3) == full


def test_settings_of_another_version_are_read_with_their_defaults() -> None:
    written = {"listening": "a way of tomorrow", "unasked_posts_a_day": 3, "from tomorrow": 1}
    assert stored.load_settings(written) == groups.Settings(unasked_posts_a_day=3)


async def test_two_groups_never_share_a_place(database: engines.Database) -> None:
    await samples.found(database)
    with pytest.raises(errors.Conflict):
        async with update(database) as unit:
            unit.groups.save(samples.group(2, 1))
    async with database.reader() as connection:
        assert len((await connection.execute(sa.select(tables.groups))).all()) == 1


async def test_a_group_whose_chat_another_one_took_in_a_refused_update_has_it_again(database: engines.Database) -> None:
    await samples.found(database)
    async with work.transaction(database, now=NOW, bot_id=1, locks=[]) as transaction:
        with pytest.raises(Refused):
            async with transaction.layer() as unit:
                group = await unit.groups.of_chat(1, None)
                assert group is not None
                unit.chats.save(groups.Chat(9, -9, "none"))
                unit.groups.save(replace(group, chat_id=9))
                unit.groups.save(samples.group(2, 1))
                raise Refused("refused.no_title")
        async with transaction.layer() as unit:
            found = await unit.groups.of_chat(1, None)
            assert found is not None
            assert found.id == 1


async def test_a_group_takes_the_chat_that_another_one_leaves_in_any_order(database: engines.Database) -> None:
    await samples.found(database)
    async with update(database) as unit:
        unit.chats.save(groups.Chat(9, -9, "none"))
        unit.groups.save(samples.group(2, 9))
    async with update(database) as unit:
        unit.chats.save(groups.Chat(10, -10, "none"))
        unit.groups.save(replace(await unit.groups.get(2), chat_id=1))
        unit.groups.save(replace(await unit.groups.get(1), chat_id=10))
    async with update(database) as unit:
        assert [(await unit.groups.get(number)).chat_id for number in (1, 2)] == [10, 1]
