"""The clocks: what passes, what jumps, and who is told."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot import clock

MORNING = datetime(2026, 12, 4, 8, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
INSTANT = timedelta(milliseconds=1)
MAKERS: dict[str, Callable[[], clock.ManualClock | clock.MovableClock]] = {
    "stopped": lambda: clock.ManualClock(MORNING),
    "real with an offset": clock.MovableClock,
}


class Host:
    """A host's two readings, set by hand."""

    def __init__(self) -> None:
        self.wall = MORNING
        self.steady = 100.0

    def clock(self) -> clock.SystemClock:
        return clock.SystemClock(wall=lambda: self.wall, steady=lambda: self.steady, every=INSTANT)


async def settled() -> None:
    """Let every task that can go on go on."""
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.fixture(params=MAKERS)
def movable(request: pytest.FixtureRequest) -> clock.ManualClock | clock.MovableClock:
    return MAKERS[request.param]()


def test_every_clock_keeps_the_protocol() -> None:
    clocks: list[clock.Clock] = [clock.SystemClock(), clock.MovableClock(), clock.ManualClock(MORNING)]

    assert all(each.now().utcoffset() == timedelta() for each in clocks)


def test_the_system_clock_shows_the_hosts_time() -> None:
    before = time.time()

    shown = clock.SystemClock().now()

    assert before - 1e-3 <= shown.timestamp() <= time.time()


async def test_the_system_clock_waits_as_long_as_it_is_told() -> None:
    ours = clock.SystemClock()
    started = ours.monotonic()

    jumped = await ours.wait(timedelta(milliseconds=20))

    assert not jumped
    assert ours.monotonic() - started >= 0.02


async def test_the_system_clock_does_not_wait_for_what_is_over() -> None:
    ours = clock.SystemClock()

    await ours.sleep_until(ours.now() - HOUR)

    assert not await ours.wait(timedelta(seconds=-1))


@pytest.mark.parametrize("step", [12 * HOUR, -12 * HOUR, timedelta(days=3650)])
async def test_a_host_whose_clock_is_set_wakes_who_waits(step: timedelta) -> None:
    host = Host()
    ours = host.clock()
    told: list[str] = []
    ours.on_jump(lambda: told.append("jump"))
    waiting = asyncio.create_task(ours.wait(24 * HOUR))
    await settled()

    host.wall += step

    assert await asyncio.wait_for(waiting, 10)
    assert told == ["jump"]


async def test_a_host_that_slept_wakes_who_waits() -> None:
    host = Host()
    ours = host.clock()
    waiting = asyncio.create_task(ours.sleep_until(MORNING + HOUR))
    await settled()

    host.wall += 2 * HOUR  # the steady clock stands still while a host sleeps

    await asyncio.wait_for(waiting, 10)
    assert ours.now() == MORNING + 2 * HOUR


async def test_a_clock_set_while_nobody_waited_is_noticed_by_the_next_who_waits() -> None:
    host = Host()
    ours = host.clock()
    host.wall -= HOUR

    assert await asyncio.wait_for(ours.wait(HOUR), 10)


async def test_time_that_passes_is_no_jump() -> None:
    host = Host()
    ours = host.clock()
    told: list[str] = []
    ours.on_jump(lambda: told.append("jump"))
    waiting = asyncio.create_task(ours.wait(HOUR))
    await settled()

    host.wall += HOUR
    host.steady += 3600

    assert not await asyncio.wait_for(waiting, 10)
    assert told == []


async def test_a_small_correction_is_no_jump() -> None:
    host = Host()
    ours = host.clock()
    waiting = asyncio.create_task(ours.wait(HOUR))
    await settled()

    host.wall += HOUR + clock.JUMP / 2
    host.steady += 3600

    assert not await asyncio.wait_for(waiting, 10)


async def test_all_who_wait_hear_of_a_jump_that_one_of_them_noticed() -> None:
    host = Host()
    ours = host.clock()
    waiting = [asyncio.create_task(ours.wait(HOUR * n)) for n in range(1, 6)]
    await settled()

    host.wall += 24 * HOUR

    assert await asyncio.wait_for(asyncio.gather(*waiting), 10) == [True] * 5


async def test_a_move_wakes_who_waits_and_calls_back(movable: clock.ManualClock | clock.MovableClock) -> None:
    told: list[datetime] = []
    movable.on_jump(lambda: told.append(movable.now()))
    waiting = asyncio.create_task(movable.wait(24 * HOUR))
    await settled()
    before = movable.now()

    movable.move(HOUR)

    assert await waiting
    assert told[0] - before >= HOUR
    assert len(told) == 1


async def test_a_sleeper_sleeps_on_after_a_move_that_was_too_short(
    movable: clock.ManualClock | clock.MovableClock,
) -> None:
    sleeper = asyncio.create_task(movable.sleep_until(movable.now() + 3 * HOUR))
    await settled()

    movable.move(HOUR)
    await settled()
    asleep_after_one = not sleeper.done()
    movable.move(-HOUR)
    await settled()
    asleep_after_none = not sleeper.done()
    movable.move(3 * HOUR)

    await sleeper
    assert asleep_after_one
    assert asleep_after_none


def test_monotonic_time_goes_forward_with_a_move_and_never_back(
    movable: clock.ManualClock | clock.MovableClock,
) -> None:
    start = movable.monotonic()

    movable.move(HOUR)
    after_forward = movable.monotonic()
    movable.move(-24 * HOUR)
    after_back = movable.monotonic()

    assert after_forward - start >= 3600
    assert after_back >= after_forward


def test_a_clock_moved_to_an_instant_shows_it(movable: clock.ManualClock | clock.MovableClock) -> None:
    beijing = timezone(8 * HOUR)

    movable.move_to(datetime(2027, 5, 20, 9, 0, tzinfo=beijing))

    assert movable.now() - datetime(2027, 5, 20, 1, 0, tzinfo=UTC) < timedelta(minutes=1)
    assert movable.now().utcoffset() == timedelta()


def test_who_no_longer_wants_to_be_told_is_not(movable: clock.ManualClock | clock.MovableClock) -> None:
    told: list[str] = []
    stop = movable.on_jump(lambda: told.append("first"))
    movable.on_jump(lambda: told.append("second"))

    stop()
    stop()
    movable.move(HOUR)

    assert told == ["second"]


async def test_a_stopped_clock_stands_until_it_is_advanced() -> None:
    ours = clock.ManualClock(MORNING)
    order: list[int] = []

    async def sleep(hours: int) -> None:
        await ours.sleep_until(MORNING + hours * HOUR)
        order.append(hours)

    tasks = [asyncio.create_task(sleep(hours)) for hours in (3, 1, 2)]
    await settled()
    waiting_at_first = ours.waiting
    ours.advance(HOUR)
    await settled()
    after_one = list(order)
    ours.advance(2 * HOUR)
    await asyncio.gather(*tasks)

    assert waiting_at_first == 3
    assert after_one == [1]
    assert order == [1, 2, 3]
    assert ours.now() == MORNING + 3 * HOUR
    assert ours.waiting == 0


async def test_advancing_a_stopped_clock_is_no_jump() -> None:
    ours = clock.ManualClock(MORNING)
    told: list[str] = []
    ours.on_jump(lambda: told.append("jump"))
    waiting = asyncio.create_task(ours.wait(HOUR))
    await settled()

    for _ in range(36):
        ours.advance(timedelta(seconds=100))

    assert not await waiting
    assert told == []


async def test_a_wait_that_is_cancelled_leaves_nothing_behind(movable: clock.ManualClock | clock.MovableClock) -> None:
    waiting = asyncio.create_task(movable.wait(HOUR))
    await settled()

    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    movable.move(2 * HOUR)
    assert waiting.cancelled()


def test_time_does_not_pass_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        clock.ManualClock(MORNING).advance(-HOUR)


@pytest.mark.parametrize("make", [clock.ManualClock, lambda at: clock.MovableClock().move_to(at)])
def test_a_naive_instant_is_refused(make: Callable[[datetime], object]) -> None:
    with pytest.raises(ValueError, match="naive"):
        make(datetime(2026, 12, 4, 8, 30))  # noqa: DTZ001 (that is what is refused)
