"""The pace: never over a limit, in order, fair, and nearly as fast as the limits allow."""

import random
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import pace

ANSWER, CARD, DIGEST = 0, 1, 4
GROUP, OTHER_GROUP, PERSON = -1001, -1002, 7


@dataclass
class Sent:
    at: float
    chat_id: int
    priority: int
    item: int


@dataclass
class World:
    """Drives a pace on its own time: every message is on its way for `way(rng)` seconds."""

    paces: pace.Pace[int] = field(default_factory=pace.Pace)
    now: float = 1000.0
    sent: list[Sent] = field(default_factory=list)
    under_way: list[tuple[float, int]] = field(default_factory=list)

    def add(self, item: int, chat_id: int, priority: int) -> None:
        self.paces.add(item, chat_id=chat_id, priority=priority)

    def step(self, *, way: float = 0.0, until: float = float("inf")) -> bool:
        """Give out one item or let time pass to the next instant at which something happens; False when done."""
        given_out = self.paces.next_ready(self.now)
        if isinstance(given_out, pace.Ready):
            self.sent.append(Sent(self.now, given_out.chat_id, given_out.priority, given_out.item))
            self.under_way.append((self.now + way, given_out.chat_id))
            return True
        instants = [at for at, _ in self.under_way] + ([] if given_out.until is None else [given_out.until])
        if not instants or min(instants) > until:
            return False
        self.now = max(self.now, min(instants))
        landed = [entry for entry in self.under_way if entry[0] <= self.now]
        self.under_way = [entry for entry in self.under_way if entry[0] > self.now]
        for at, chat_id in landed:
            self.paces.finished(chat_id, at)
        return True

    def run(self, *, way: float = 0.0, until: float = float("inf")) -> list[Sent]:
        while self.step(way=way, until=until):
            pass
        return self.sent


def breaches(instants: list[float], count: int, seconds: float) -> int:
    """How many messages are one too many in the window of so many seconds that ends with them."""
    return sum(1 for index, at in enumerate(instants) if index + 1 - bisect_left(instants, at - seconds + 1e-9) > count)


def all_breaches(sent: list[Sent]) -> int:
    """Of Telegram's limits themselves: 30 a second, 1 a second a chat, 20 a minute a group."""
    by_chat: defaultdict[int, list[float]] = defaultdict(list)
    for each in sent:
        by_chat[each.chat_id].append(each.at)
    found = breaches([each.at for each in sent], 30, 1.0)
    for chat_id, instants in by_chat.items():
        found += breaches(instants, 1, 1.0) + (breaches(instants, 20, 60.0) if chat_id < 0 else 0)
    return found


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
