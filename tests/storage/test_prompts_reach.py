"""Which chats are held while somebody's private words are handled: those of the groups they belong to."""

from coordination.rules import people
from storage import engines, prompts
from tests.storage import samples

OTHER, LEFT = -1001500000002, -1001500000003


async def test_the_chats_of_all_groups_that_a_person_has_not_left_are_found(database: engines.Database) -> None:
    async with samples.update(database) as unit:
        for number, telegram_id in enumerate((samples.CHAT, OTHER, LEFT), start=1):
            unit.chats.save(samples.chat(number, telegram_id))
            unit.groups.save(samples.group(number, number))
        unit.people.save(samples.person(1))
        unit.people.save(samples.person(2, samples.BO, name="Bo", username="bo"))
        for number in (1, 2, 3):
            unit.people.save_membership(people.Membership(number, 1, left=number == 3))
        unit.people.save_membership(people.Membership(2, 2))

    found = await prompts.chats_of_people(database, {samples.ANN, samples.BO, 7})

    assert found == {samples.ANN: frozenset({samples.CHAT, OTHER}), samples.BO: frozenset({OTHER})}
    assert await prompts.chats_of_people(database, set()) == {}
