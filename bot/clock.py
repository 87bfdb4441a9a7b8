"""Tell the time and wait for it: the only caller of `datetime.now`; it must not know what anybody waits for."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

SLICE = timedelta(minutes=1)
"""The system clock looks at least so often whether it was set while somebody waits (fault F106)."""

JUMP = timedelta(seconds=5)
"""Wall clock and steady clock apart by more than this since the last look: the clock was set, or the host slept."""

NANOSECOND = 1e-9
"""Sums of seconds as floats are as exact as this."""


class Clock(Protocol):
    """What the process knows about time. All instants are aware and UTC."""

    def now(self) -> datetime:
        """The instant, in UTC."""

    def monotonic(self) -> float:
        """Seconds that never go back, from an unspecified start: for pacing and deadlines."""

    async def wait(self, at_most: timedelta) -> bool:
        """Return once `at_most` has passed on this clock, or at once when it jumps; `True` if it jumped."""

    async def sleep_until(self, at: datetime) -> None:
        """Return once `now() >= at`, however the clock is moved meanwhile."""

    def on_jump(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have `callback` called after every jump, in the loop's thread; call what is returned to stop that."""


class _Jumping:
    """The part all clocks share: who wants to hear of a jump, and who waits."""

    def __init__(self) -> None:
        self._callbacks: list[Callable[[], None]] = []
        self._waiters: set[asyncio.Future[bool]] = set()
        self._jumps = 0

    def now(self) -> datetime:
        raise NotImplementedError

    async def wait(self, at_most: timedelta) -> bool:
        raise NotImplementedError

    async def sleep_until(self, at: datetime) -> None:
        """Return once `now() >= at`, however the clock is moved meanwhile."""
        at = _utc(at)
        while (left := at - self.now()) > timedelta():
            await self.wait(left)

    def on_jump(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have `callback` called after every jump, in the loop's thread; call what is returned to stop that."""
        self._callbacks.append(callback)

        def stop() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return stop

    def _jumped(self) -> None:
        self._jumps += 1
        for waiter in tuple(self._waiters):
            _end(waiter, True)
        for callback in tuple(self._callbacks):
            callback()

    async def _waiting(self, waiter: asyncio.Future[bool], forget: Callable[[], object]) -> bool:
        self._waiters.add(waiter)
        try:
            return await waiter
        finally:
            self._waiters.discard(waiter)
            forget()


class SystemClock(_Jumping):
    """The host's clock. While somebody waits it notices that it was set, or that the host slept (F106, F108).

    `wall`, `steady` and `every` exist for tests: where the two readings come from and how often they are compared.
    """

    def __init__(
        self,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        steady: Callable[[], float] = time.monotonic,
        every: timedelta = SLICE,
    ) -> None:
        super().__init__()
        self._wall = wall
        self._steady = steady
        self._every = every
        self._apart = self._distance()

    def now(self) -> datetime:
        return self._wall()

    def monotonic(self) -> float:
        return self._steady()

    async def wait(self, at_most: timedelta) -> bool:
        """Return once `at_most` has passed, or at most `every` after the clock was set; `True` if it was set."""
        deadline = self._steady() + at_most.total_seconds()
        jumps = self._jumps
        while True:
            self._compare()
            if self._jumps != jumps:
                return True
            if (left := deadline - self._steady()) <= 0:
                return False
            await self._pause(min(left, self._every.total_seconds()))

    async def _pause(self, seconds: float) -> None:
        """Wait so long in real time, or until a jump."""
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[bool] = loop.create_future()
        alarm = loop.call_later(seconds, _end, waiter, False)
        await self._waiting(waiter, alarm.cancel)

    def _compare(self) -> None:
        apart = self._distance()
        if abs(apart - self._apart) > JUMP.total_seconds():
            self._apart = apart
            self._jumped()

    def _distance(self) -> float:
        return self._wall().timestamp() - self._steady()


class MovableClock(SystemClock):
    """Real time plus an offset that can be moved: the demo's clock. A move is a jump.

    `monotonic` counts moves forward as time passed (limits by the minute are over after them) and ignores moves back.
    """

    def __init__(self) -> None:
        super().__init__()
        self._offset = timedelta()
        self._forward = 0.0

    def now(self) -> datetime:
        return super().now() + self._offset

    def monotonic(self) -> float:
        return super().monotonic() + self._forward

    def move(self, by: timedelta) -> None:
        """Move the clock forward or back and tell everybody."""
        self._offset += by
        self._forward += max(0.0, by.total_seconds())
        self._jumped()

    def move_to(self, at: datetime) -> None:
        """Move the clock so that it shows `at` now."""
        self.move(_utc(at) - self.now())


class ManualClock(_Jumping):
    """A stopped clock for tests: time passes by `advance`, jumps by `move`."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self._now = _utc(at)
        self._steady = 0.0
        self._deadlines: dict[asyncio.Future[bool], float] = {}

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._steady

    @property
    def waiting(self) -> int:
        """How many tasks wait for this clock now."""
        return len(self._waiters)

    async def wait(self, at_most: timedelta) -> bool:
        """Return once the clock was advanced by `at_most`, or at once when it is moved; `True` if it was moved."""
        if at_most <= timedelta():
            return False
        waiter: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._deadlines[waiter] = self._steady + at_most.total_seconds()
        return await self._waiting(waiter, lambda: self._deadlines.pop(waiter))

    def advance(self, by: timedelta) -> None:
        """Let time pass: whoever waited long enough goes on, the earliest first; nobody is told of a jump."""
        if by < timedelta():
            raise ValueError("time does not pass backwards: use move")
        self._now += by
        self._steady += by.total_seconds()
        for waiter, deadline in sorted(self._deadlines.items(), key=lambda entry: entry[1]):
            if deadline <= self._steady + NANOSECOND:
                _end(waiter, False)

    def move(self, by: timedelta) -> None:
        """Set the clock forward or back: a jump."""
        self._now += by
        self._steady += max(0.0, by.total_seconds())
        self._jumped()

    def move_to(self, at: datetime) -> None:
        """Set the clock to `at`: a jump."""
        self.move(_utc(at) - self._now)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a naive datetime is no instant")
    return at.astimezone(UTC)


def _end(waiter: asyncio.Future[bool], jumped: bool) -> None:
    if not waiter.done():
        waiter.set_result(jumped)
