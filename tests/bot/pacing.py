"""A world whose time is set by hand, in which a pace gives out messages; it counts what Telegram would refuse."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

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
