"""People are known by Telegram's number; a user name is a label that belongs to whom it was seen with last."""

from dataclasses import replace

import pytest

from coordination.rules import people
from storage import engines, work
from tests.storage import samples
from tests.storage.samples import ANN, BO, BOT, CHAT, NOW, update


async def test_a_user_name_is_found_in_any_letter_case_among_the_members(database: engines.Database) -> None:
    await samples.found(database)
    async with update(database) as unit:
        found = await unit.people.by_username("@bo_k", 1)
        assert found is not None
        assert found.telegram_id == BO
        assert await unit.people.by_username("bo_k", 2) is None
        assert await unit.people.by_username("nobody", 1) is None
        assert await unit.people.by_username("", 1) is None


async def test_a_user_name_passes_to_whom_it_was_seen_with_last(database: engines.Database) -> None:
    await samples.found(database)
    for _ in range(2):  # in the update itself, then from the database
        async with update(database) as unit:
            bo = await unit.people.get(2)
            assert bo is not None
            unit.people.save(replace(bo, username="ANN"))
            found = await unit.people.by_username("ann", 1)
            assert found is not None
            assert found.telegram_id == BO
    async with update(database) as unit:
        ann = await unit.people.by_telegram_id(ANN)
        assert ann is not None
        assert ann.username is None


async def test_somebody_who_left_is_no_member_any_more(database: engines.Database) -> None:
    await samples.found(database)
    async with update(database) as unit:
        unit.people.save_membership(people.Membership(1, 2, left=True))
        assert [person.id for person, _ in await unit.people.members(1)] == [1]
        assert await unit.people.by_username("bo_k", 1) is None
        left = await unit.people.membership(1, 2)
        assert left is not None
        assert left.left
    async with update(database) as unit:
        assert [person.id for person, _ in await unit.people.members(1)] == [1]


async def test_members_come_by_id_with_those_of_this_update(database: engines.Database) -> None:
    await samples.found(database)
    async with update(database) as unit:
        new = unit.new_id()
        unit.people.save(samples.person(new, 9, username=None))
        unit.people.save_membership(people.Membership(1, new, people.Part.SECRETARY))
        members = await unit.people.members(1)
        assert [(person.id, part.part.value) for person, part in members] == [
            (1, "lead"),
            (2, "member"),
            (new, "secretary"),
        ]
        assert [part.group_id for part in await unit.people.memberships(new)] == [1]


async def test_a_batch_knows_also_who_is_not_there(database: engines.Database) -> None:
    await samples.found(database)
    async with work.transaction(database, now=NOW, bot_id=BOT, locks=[CHAT]) as transaction:
        await transaction.prefetch([CHAT, 5], [ANN, BO, 77], [1])
        async with transaction.layer() as unit:
            assert await unit.people.by_telegram_id(77) is None
            part = await unit.people.membership(1, 1)
            assert part is not None
            assert part.part is people.Part.LEAD
            assert await unit.chats.by_telegram_id(5) is None


@pytest.mark.parametrize("number", [404, 2**62])
async def test_an_unknown_person_is_none(database: engines.Database, number: int) -> None:
    async with update(database) as unit:
        assert await unit.people.get(number) is None
        assert await unit.people.membership(number, number) is None
        assert await unit.people.memberships(number) == []


async def test_ids_beyond_thirty_two_bits_are_kept(database: engines.Database) -> None:
    async with update(database) as unit:
        unit.people.save(samples.person(2**62, 2**52 - 1))
        unit.chats.save(samples.chat(2**62, -(2**52) + 1))
        unit.groups.save(samples.group(2**62, 2**62, topic_id=3_000_000_000))
    async with update(database) as unit:
        found = await unit.groups.of_chat(2**62, 3_000_000_000)
        assert found is not None
        assert found.topic_id == 3_000_000_000
