"""The pace: order, turns, holds, and who goes first."""

from itertools import pairwise

import pytest

from bot import pace
from tests.bot.pacing import ANSWER, CARD, DIGEST, GROUP, OTHER_GROUP, PERSON, World, all_breaches


def test_what_is_alone_goes_at_once() -> None:
    world = World()
    world.add(1, GROUP, DIGEST)

    assert world.paces.next_ready(world.now) == pace.Ready(1, GROUP, DIGEST)


def test_where_nothing_waits_there_is_nothing_to_wait_for() -> None:
    assert World().paces.next_ready(5.0) == pace.Wait(None)


def test_a_chat_whose_message_is_under_way_gets_no_other() -> None:
    world = World()
    world.add(1, PERSON, ANSWER)
    world.add(2, PERSON, ANSWER)
    world.paces.next_ready(0.0)

    while_under_way = world.paces.next_ready(3600.0)
    world.paces.finished(PERSON, 3600.0)
    soon = world.paces.next_ready(3600.0)

    assert while_under_way == pace.Wait(None)
    assert isinstance(soon, pace.Wait)
    assert soon.until is not None
    assert world.paces.next_ready(soon.until) == pace.Ready(2, PERSON, ANSWER)
    assert soon.until >= 3601.0


def test_what_was_not_sent_does_not_count_from_now() -> None:
    world = World()
    world.add(1, PERSON, ANSWER)
    world.add(2, PERSON, ANSWER)
    world.paces.next_ready(0.0)

    world.paces.finished(PERSON)

    assert isinstance(world.paces.next_ready(60.0), pace.Ready)


def test_answers_go_before_edits_before_digests() -> None:
    world = World()
    for item, priority in enumerate([DIGEST, CARD, ANSWER, DIGEST, CARD, ANSWER]):
        world.add(item, GROUP, priority)

    assert [each.item for each in world.run()] == [2, 5, 1, 4, 0, 3]


def test_an_answer_of_one_chat_goes_before_a_digest_of_another() -> None:
    world = World()
    for chat in range(40):
        world.add(chat, -1 - chat, DIGEST)
    world.add(99, PERSON, ANSWER)

    assert world.run()[0].item == 99


def test_an_answer_overtakes_what_waits_although_the_chat_was_in_the_row_already() -> None:
    world = World()
    for chat in range(40):
        world.add(chat, -1 - chat, DIGEST)
    for _ in range(3):
        world.step()

    world.add(99, -30, ANSWER)
    world.step()

    assert world.sent[-1].item == 99


@pytest.mark.parametrize(
    ("digests", "after", "longest"),
    [
        (10, 8.0, 1.1),  # a burst: the tokens kept back are there
        (100, 200.0, 4.0),  # a chat at its limit for minutes: the next free place is the answer's
    ],
)
def test_who_waits_for_an_answer_is_served_soon_in_a_chat_full_of_digests(
    digests: int, after: float, longest: float
) -> None:
    world = World()
    for item in range(digests):
        world.add(item, GROUP, DIGEST)
    world.run(until=world.now + after)
    asked_at = world.now
    world.add(999, GROUP, ANSWER)

    world.run()

    answered = next(each for each in world.sent if each.item == 999)
    assert answered.at - asked_at <= longest


def test_chats_take_turns() -> None:
    world = World()
    for item in range(5):
        for chat in (GROUP, OTHER_GROUP, PERSON):
            world.add(item, chat, CARD)

    first = world.run()[:3]

    assert {each.chat_id for each in first} == {GROUP, OTHER_GROUP, PERSON}
    assert {each.item for each in first} == {0}


def test_more_work_for_a_chat_does_not_cost_it_its_place() -> None:
    world = World()
    for chat in range(60):
        world.add(chat, -1 - chat, DIGEST)

    while not any(each.chat_id == -40 for each in world.sent):
        world.add(1000, -40, DIGEST)
        world.step()

    assert len(world.sent) == 40


def test_a_retry_after_holds_its_own_chat_alone() -> None:
    world = World()
    for item in range(3):
        world.add(item, GROUP, ANSWER)
        world.add(item, OTHER_GROUP, ANSWER)

    world.paces.hold(GROUP, world.now + 500)
    world.paces.hold(GROUP, world.now + 7)  # a shorter one does not shorten it
    sent = world.run()

    assert min(each.at for each in sent if each.chat_id == GROUP) == 1500.0
    assert max(each.at for each in sent if each.chat_id == OTHER_GROUP) < 1010.0


def test_a_chat_is_held_although_it_was_ready() -> None:
    world = World()
    world.add(1, GROUP, ANSWER)
    world.add(2, OTHER_GROUP, ANSWER)
    world.step()

    world.paces.hold(OTHER_GROUP, world.now + 100)

    assert world.paces.next_ready(world.now) == pace.Wait(world.now + 100)


def test_what_is_put_back_goes_before_what_came_after_it() -> None:
    world = World()
    for item in range(3):
        world.add(item, GROUP, ANSWER)
    ready = world.paces.next_ready(world.now)
    assert isinstance(ready, pace.Ready)

    world.paces.put_back(ready)
    world.paces.hold(GROUP, world.now + 7)
    world.paces.finished(GROUP, world.now)

    assert [each.item for each in world.run()] == [0, 1, 2]


def test_what_waits_for_a_chat_can_be_withdrawn() -> None:
    world = World()
    world.add(1, GROUP, DIGEST)
    world.add(2, GROUP, ANSWER)
    world.add(3, OTHER_GROUP, DIGEST)

    withdrawn = world.paces.withdraw(GROUP)

    assert withdrawn == [2, 1]
    assert len(world.paces) == 1
    assert [each.item for each in world.run()] == [3]


def test_a_digest_goes_although_answers_never_end() -> None:
    world = World()
    world.add(-1, GROUP, DIGEST)
    world.add(-2, OTHER_GROUP, DIGEST)
    for item in range(2000):
        world.add(item, GROUP, ANSWER)
        world.add(item, 10 + item % 40, ANSWER)

    sent = world.run(until=world.now + 120)

    assert {-1, -2} <= {each.item for each in sent}
    assert all_breaches(sent) == 0
    instants = [each.at for each in sent if each.chat_id == GROUP]
    assert max(later - earlier for earlier, later in pairwise(instants)) <= 4.0  # the answers go on around it


def test_chats_that_are_done_with_are_forgotten() -> None:
    world = World()

    for hour in range(10):
        for chat in range(2000):
            world.add(chat, 1 + chat + 2000 * hour, DIGEST)
        world.run()
        world.now += 3600

    assert len(world.sent) == 20_000
    assert len(world.paces._lanes) <= 5000
