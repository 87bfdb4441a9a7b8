"""The pace: never over a limit, whatever comes, and nearly as fast as the limits allow."""

import random
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bot.pacing import ANSWER, CARD, DIGEST, GROUP, OTHER_GROUP, PERSON, World, all_breaches, breaches

MESSAGES = st.lists(
    st.tuples(
        st.floats(0, 8, allow_nan=False),  # seconds until it is added
        st.sampled_from([GROUP, OTHER_GROUP, PERSON, 8]),
        st.sampled_from([ANSWER, CARD, 3, DIGEST]),
        st.floats(0, 3, allow_nan=False),  # seconds on its way
    ),
    max_size=80,
)


@given(MESSAGES)
@settings(max_examples=150, deadline=None)
def test_whatever_comes_all_of_it_goes_in_order_and_within_the_limits(
    messages: list[tuple[float, int, int, float]],
) -> None:
    world = World()
    at = world.now
    for item, (pause, chat_id, priority, way) in enumerate(messages):
        at += pause if item % 7 == 0 else 0.0  # bursts of seven
        while world.now < at and world.step(way=way, until=at):
            pass
        world.now = max(world.now, at)
        world.add(item, chat_id, priority)
    sent = world.run()

    assert sorted(each.item for each in sent) == list(range(len(messages)))
    assert all_breaches(sent) == 0
    queues: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for each in sent:
        queues[each.chat_id, each.priority].append(each.item)
    assert all(queue == sorted(queue) for queue in queues.values())


@given(st.integers(0, 2**32), st.floats(0.0, 0.4))
@settings(max_examples=25, deadline=None)
def test_no_window_is_overfull_when_seen_from_where_messages_arrive(seed: int, longest_way: float) -> None:
    """A group's limits hold at Telegram's end too, wherever between giving out and answer a message arrives."""
    rng = random.Random(seed)
    world = World()
    for item in range(60):
        world.add(item, GROUP, ANSWER)
    arrived: list[float] = []
    count = 0
    while True:
        way = rng.uniform(0, longest_way)
        if not world.step(way=way):
            break
        if len(world.sent) > count:
            count = len(world.sent)
            arrived.append(world.sent[-1].at + rng.uniform(0, way))

    assert len(arrived) == 60
    assert breaches(arrived, 1, 1.0) == 0
    assert breaches(arrived, 20, 60.0) == 0


@pytest.mark.parametrize(
    ("groups", "each", "limit"),
    [
        (200, 3, 30.0),  # the bot's limit binds: messages a second
        (900, 2, 30.0),
        (5, 200, 5 * 20 / 60),  # the groups' limits bind
        (1, 200, 20 / 60),
    ],
)
@pytest.mark.parametrize("way", [0.0, 0.05])
def test_the_pace_reaches_nearly_the_ideal_rate_without_a_breach(
    groups: int, each: int, limit: float, way: float
) -> None:
    world = World()
    for item in range(each):
        for group in range(groups):
            world.add(item, -1 - group, DIGEST)

    sent = world.run(way=way)

    assert all_breaches(sent) == 0
    assert len(sent) == groups * each
    seconds = sent[-1].at - sent[0].at
    assert (len(sent) - 1) / seconds >= 0.95 * limit


def test_an_answer_is_quick_while_two_hundred_groups_get_their_digests() -> None:
    rng = random.Random(1)
    world = World()
    for item in range(4):
        for group in range(200):
            world.add(item, -1 - group, DIGEST)
    asked: dict[int, float] = {}
    for number in range(100):
        world.run(way=0.05, until=world.now + 0.2)
        world.now += 0.2
        asked[1000 + number] = world.now
        world.add(1000 + number, -1 - rng.randrange(200), ANSWER)
    sent = world.run(way=0.05)

    waits = sorted(each.at - asked[each.item] for each in sent if each.item in asked)
    assert all_breaches(sent) == 0
    assert waits[len(waits) // 2] <= 0.1
