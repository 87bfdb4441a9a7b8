"""Decide who may be sent to next so that no limit of Telegram's is broken; it must not know what is sent or how.

A limit is a log of the last messages: no window ever holds more of them than it may. After a small burst the places
that are left in the window are spread evenly over the time until the oldest message leaves it, so that somebody who
waits for an answer soon finds one. (A plain token schedule beside the log, measured: 15 s without a place in every
minute of a busy group, since its burst comes on top of its rate: docs/decisions/0007.)
"""

import itertools
from collections import defaultdict, deque
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` in any `seconds`; the first `burst` of them may come at once, the others are spread.

    `margin` (seconds) is added to every window, since messages may reach Telegram a little closer together than they
    left. `kept_back` places of the burst are for those whom a person waits for.
    """

    count: int
    seconds: float
    margin: float
    burst: int = 1
    kept_back: int = 0

    @property
    def window(self) -> float:
        return self.seconds + self.margin


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's limits (telegram/README.md, Limits): for the bot, for any chat, and for a group besides."""

    bot: Limit = Limit(30, 1.0, 0.03, burst=6)
    chat: Limit = Limit(1, 1.0, 0.03)
    group: Limit = Limit(20, 60.0, 0.5, burst=5, kept_back=2)


PATIENCE = 8
"""After so many turns given to more urgent ones, a less urgent one that was ready gets its turn."""

URGENT = 1
"""Messages of this priority and smaller ones have a person waiting for them: they may use the whole burst."""


@dataclass(frozen=True, slots=True)
class Ready(Generic[T]):
    """What may be sent now. Its chat gets nothing else until `finished`."""

    item: T
    chat_id: int
    priority: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing may be sent before `until` (the clock's monotonic seconds); `None`: not before something is added."""

    until: float | None


class _Meter:
    """The last messages under one limit, as the instants from which they count."""

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._log: deque[float] = deque(maxlen=limit.count)

    def free_at(self, *, urgent: bool) -> float:
        """An instant from which the next message may go."""
        at_once = self._limit.burst - (0 if urgent else self._limit.kept_back)
        left_at = float("-inf")  # when the last of the messages disregarded so far left the window
        for index, oldest in enumerate(self._log):
            used = len(self._log) - index
            if used < at_once:
                return left_at
            leaves_at = oldest + self._limit.window
            if used < self._limit.count:
                spread = self._log[-1] + (leaves_at - self._log[-1]) / (self._limit.count - used + 1)
                if spread < leaves_at:
                    return max(left_at, spread)
            left_at = leaves_at
        return left_at

    def take(self, now: float) -> None:
        self._log.append(now)

    def landed(self, now: float) -> None:
        """The last message taken has reached Telegram by now: no earlier instant is safe to count from."""
        self._log[-1] = max(self._log[-1], now)

    def idle_at(self) -> float:
        """From then on the meter is as good as new."""
        return self._log[-1] + self._limit.window if self._log else float("-inf")


class _Turns:
    """Choose the most urgent of several priorities, but nobody is passed over more than `PATIENCE` times."""

    def __init__(self) -> None:
        self._passed_over: defaultdict[int, int] = defaultdict(int)

    def choose(self, offered: list[int]) -> int:
        tired = [priority for priority in offered if self._passed_over[priority] >= PATIENCE]
        return max(tired, key=lambda priority: (self._passed_over[priority], priority)) if tired else min(offered)

    def give(self, chosen: int, offered: list[int]) -> None:
        for priority in offered:
            if priority > chosen:
                self._passed_over[priority] += 1
        self._passed_over[chosen] = 0


class _Lane(Generic[T]):
    """What waits for one chat, in order within each priority, and what the chat's own limits say."""

    def __init__(self, chat_id: int, limits: Limits) -> None:
        self.chat_id = chat_id
        self.queues: dict[int, deque[T]] = {}
        self.meters = [_Meter(limits.chat)]
        if chat_id < 0:  # groups and channels have negative ids
            self.meters.append(_Meter(limits.group))
        self.turns = _Turns()
        self.held_until = float("-inf")
        self.is_busy = False
        self.ticket = 0  # an entry of the schedule that carries another one is void
        self.entered: int | None = None  # the priority with which the lane stands in the schedule

    def head(self) -> int | None:
        """The priority whose turn is next."""
        return self.turns.choose(list(self.queues)) if self.queues else None

    def free_at(self, priority: int) -> float:
        return max(self.held_until, *(meter.free_at(urgent=priority <= URGENT) for meter in self.meters))

    def take(self, priority: int, now: float) -> T:
        self.turns.give(priority, list(self.queues))
        for meter in self.meters:
            meter.take(now)
        queue = self.queues[priority]
        item = queue.popleft()
        if not queue:
            del self.queues[priority]
        self.is_busy = True
        return item

    def landed(self, now: float) -> None:
        for meter in self.meters:
            meter.landed(now)

    def is_idle(self, now: float) -> bool:
        busy = self.is_busy or bool(self.queues) or self.held_until > now
        return not busy and all(meter.idle_at() <= now for meter in self.meters)


class Pace(Generic[T]):
    """A queue that gives out items no faster than the limits allow. All instants are `Clock.monotonic()` seconds.

    Smaller priorities go first; within a chat and priority the order of `add` is kept; chats that are ready take turns.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._bot = _Meter(self._limits.bot)
        self._lanes: dict[int, _Lane[T]] = {}
        self._later: list[tuple[float, int, _Lane[T]]] = []  # (free at, ticket, lane)
        self._ready: dict[int, deque[tuple[int, _Lane[T]]]] = {}  # by priority: (ticket, lane)
        self._tickets = itertools.count(1)
        self._turns = _Turns()
        self._size = 0
        self._sweep_at = 1000

    def __len__(self) -> int:
        """How many items wait."""
        return self._size

    def add(self, item: T, *, chat_id: int, priority: int) -> None:
        """Queue `item` behind the chat's others of its priority. `chat_id` is Telegram's: negative for groups."""
        lane = self._lane(chat_id)
        lane.queues.setdefault(priority, deque()).append(item)
        self._size += 1
        if lane.entered != lane.head():
            self._schedule(lane)

    def put_back(self, ready: Ready[T]) -> None:
        """Queue again what could not be sent, before the chat's others of its priority; then call `finished`."""
        self._lane(ready.chat_id).queues.setdefault(ready.priority, deque()).appendleft(ready.item)
        self._size += 1

    def next_ready(self, now: float) -> Ready[T] | Wait:
        """Give out the next item, which counts as sent at `now`; or say until when there is nothing to do."""
        self._promote(now)
        offered = self._offered()
        if not offered:
            return Wait(self._later[0][0] if self._later else None)
        free_at = self._bot.free_at(urgent=True)
        if free_at > now:
            return Wait(free_at)
        chosen = self._turns.choose(offered)
        self._turns.give(chosen, offered)
        self._bot.take(now)
        _, lane = self._ready[chosen].popleft()
        lane.entered = None
        self._size -= 1
        return Ready(lane.take(chosen, now), lane.chat_id, chosen)

    def finished(self, chat_id: int, landed_at: float | None = None) -> None:
        """The item given out for this chat is settled: its next one may go.

        `landed_at`: when the answer or the failure came. The chat's limits count from then, so that they hold however
        long the way was; leave it out only if nothing was sent.
        """
        lane = self._lane(chat_id)
        if lane.is_busy and landed_at is not None:
            lane.landed(landed_at)
        lane.is_busy = False
        self._schedule(lane)

    def hold(self, chat_id: int, until: float) -> None:
        """Give out nothing for this chat before `until` (a `retry_after`, which holds this chat alone)."""
        lane = self._lane(chat_id)
        lane.held_until = max(lane.held_until, until)
        self._schedule(lane)

    def withdraw(self, chat_id: int) -> list[T]:
        """Take out all that waits for this chat (it is paused, or has another id now), the most urgent first."""
        lane = self._lane(chat_id)
        items = [item for priority in sorted(lane.queues) for item in lane.queues[priority]]
        lane.queues.clear()
        lane.turns = _Turns()
        self._size -= len(items)
        self._schedule(lane)
        return items

    def _lane(self, chat_id: int) -> _Lane[T]:
        lane = self._lanes.get(chat_id)
        if lane is None:
            lane = self._lanes[chat_id] = _Lane(chat_id, self._limits)
        return lane

    def _schedule(self, lane: _Lane[T]) -> None:
        """Void the lane's entry; enter it anew if it has something to send and nothing under way."""
        lane.ticket = next(self._tickets)
        lane.entered = None if lane.is_busy else lane.head()
        if lane.entered is not None:
            heappush(self._later, (lane.free_at(lane.entered), lane.ticket, lane))

    def _promote(self, now: float) -> None:
        """Move the lanes whose time has come to the ready ones; drop void entries on the way."""
        while self._later and (self._later[0][0] <= now or _is_void(self._later[0][1:])):
            _, ticket, lane = heappop(self._later)
            if ticket == lane.ticket and lane.entered is not None:
                self._ready.setdefault(lane.entered, deque()).append((ticket, lane))
        if len(self._lanes) >= self._sweep_at:
            self._sweep(now)

    def _offered(self) -> list[int]:
        """The priorities for which a lane is ready."""
        for queue in self._ready.values():
            while queue and _is_void(queue[0]):
                queue.popleft()
        return [priority for priority, queue in self._ready.items() if queue]

    def _sweep(self, now: float) -> None:
        """Forget chats that have nothing to send and no limit used up; seldom, so that it costs nothing."""
        self._lanes = {chat_id: lane for chat_id, lane in self._lanes.items() if not lane.is_idle(now)}
        self._sweep_at = 2 * len(self._lanes) + 1000


def _is_void(entry: tuple[int, _Lane[T]]) -> bool:
    ticket, lane = entry
    return ticket != lane.ticket
