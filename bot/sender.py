"""The one door out: claim rows of the outbox, send them at Telegram's pace, settle them; it knows no words.

Claims give safety, the lease only pace: whoever holds the lease sends, and a row is sent only by who claimed it.
A chat's rows go one after the other; chats go side by side; what is answered is settled many rows at a time.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from bot import aftermath, clock, delivery, outgoing, pace
from coordination import messages
from coordination.errors import Unavailable
from storage import engines, errors, outbox

log = structlog.get_logger("muster.sender")

CLAIM = timedelta(minutes=1)
FILE_CLAIM = timedelta(minutes=3)
"""Longer than any one call may take (http.Timeouts), so that a claim never runs out under a living sender."""
FILES = frozenset({"document", "photo", "repaint_pressed"})
RECOVER_EVERY = timedelta(seconds=5)
IDLE_SECONDS = 1.0
TOGETHER, GATHER_SECONDS = 30, 0.01
"""Answers of Telegram's are settled many at a time: while more are in the air, fewer than so many wait so long."""
ENOUGH = 20
"""While so many rows wait for the pace, the outbox is not looked at for more, unless somebody says that there are."""
DRAIN_SECONDS = 6.0
JUDGE_TRIES = 5


def too_soon(row: outbox.Row, now: datetime) -> datetime | None:
    """Until when an edit of a board has to wait, since the board was edited a moment ago; `None`: it may go."""
    if row.kind != "edit" or row.purpose != messages.Purpose.BOARD or row.slot_edited_at is None:
        return None
    until = row.slot_edited_at + outgoing.BOARD_EVERY
    return until if row.slot_edited_at <= now < until else None


class Sender:
    """Runs until told to stop; `wake` says that there are new rows."""

    def __init__(
        self,
        database: engines.Database,
        ours: clock.Clock,
        bot_id: int,
        door: delivery.Delivery,
        judge: aftermath.Aftermath,
        lanes: pace.Pace[outbox.Row],
        process: str,
    ) -> None:
        self._database = database
        self._clock = ours
        self._bot_id = bot_id
        self._door = door
        self._judge = judge
        self._pace = lanes
        self._process = process
        self._known: set[int] = set()  # rows in the pace's queue or in the air
        self._air: set[asyncio.Task[None]] = set()
        self._results: list[outbox.Settled] = []
        self._returning: dict[int, int] = {}  # chats (ours) by the rows that go back to the outbox, not settled yet
        self._news = asyncio.Event()
        self._woken = True
        self._settlement = asyncio.Event()
        self._recover_at: datetime | None = None

    def wake(self) -> None:
        """There are new rows: they are looked at even while others wait."""
        self._woken = True
        self._news.set()

    async def run(self, stopping: asyncio.Event, may_send: asyncio.Event) -> None:
        """Send while `may_send` is set; on `stopping` finish and settle what is in the air."""
        forget = self._clock.on_jump(self.wake)
        try:
            while not stopping.is_set():
                self._news.clear()
                try:
                    await self._settle()
                    pause = await self._round() if may_send.is_set() else IDLE_SECONDS
                except Unavailable:
                    log.warning("the database is out of reach; sending waits")
                    pause = IDLE_SECONDS
                except errors.Conflict:
                    pause = 0.0  # another process was first: look again
                await self._pause(pause, stopping)
            await self.drain()
        finally:
            forget()

    async def drain(self) -> None:
        """Wait for what is in the air and settle it."""
        if self._air:
            await asyncio.wait(self._air, timeout=DRAIN_SECONDS)
        await self._settle()

    async def flush(self) -> None:
        """Send everything that may go at this instant; for tests and the command line, where `run` is not running."""
        while True:
            await self._settle()
            await self._round()
            if not self._air:
                return
            await asyncio.wait(self._air)

    async def _round(self) -> float:
        """Claim what may go now and set it on its way; seconds until there may be more."""
        now = self._clock.now()
        await self._recover(now)
        if self._woken or len(self._pace) < ENOUGH:
            self._woken = False
            await self._queue_new(now)
        ready, wait = self._ready()
        if ready:
            await self._launch(ready, now)
        if wait is not None or self._air or len(self._pace):
            return IDLE_SECONDS if wait is None else wait
        return await self._until_later(now)

    async def _queue_new(self, now: datetime) -> None:
        """What waits behind a row that goes back to the outbox must not go ahead of it before it is there again."""
        found = await self._peek(now)
        returning = set(self._returning.values())
        for row in found:
            if row.id not in self._known and row.chat_id not in returning:
                self._known.add(row.id)
                self._pace.add(row, chat_id=row.chat_telegram_id, priority=row.priority)

    async def _peek(self, now: datetime) -> list[outbox.Row]:
        """What may go now; boards that were edited a moment ago are put off."""
        found = await outbox.peek(self._database, self._bot_id, now)
        soon = {row.id: until for row in found if (until := too_soon(row, now)) is not None}
        if soon:
            await outbox.put_off(self._database, soon)
            self._settlement.set()
        return [row for row in found if row.id not in soon]

    def _ready(self) -> tuple[list[pace.Ready[outbox.Row]], float | None]:
        """Everything that may go at this instant, and seconds until the pace allows more (`None`: nothing waits)."""
        ready: list[pace.Ready[outbox.Row]] = []
        while True:
            given = self._pace.next_ready(self._clock.monotonic())
            if isinstance(given, pace.Ready):
                ready.append(given)
                continue
            wait = None if given.until is None else max(0.005, given.until - self._clock.monotonic())
            return ready, wait

    async def _launch(self, ready: Sequence[pace.Ready[outbox.Row]], now: datetime) -> None:
        has_file = any(one.item.kind in FILES for one in ready)
        until = now + (FILE_CLAIM if has_file else CLAIM)
        try:
            claimed = await outbox.claim(
                self._database, [one.item.id for one in ready], by=self._process, now=now, until=until
            )
        except (Unavailable, errors.Conflict):
            for one in ready:
                self._forget(one.item)
            raise
        rows = {row.id: row for row in claimed}
        for one in ready:
            row = rows.get(one.item.id)
            if row is None:  # somebody else has it, or it is no longer to be sent
                self._forget(one.item)
                continue
            task = asyncio.create_task(self._send(row, one.chat_id))
            self._air.add(task)
            task.add_done_callback(self._air.discard)

    def _forget(self, row: outbox.Row) -> None:
        self._known.discard(row.id)
        self._pace.finished(row.chat_telegram_id)

    async def _send(self, row: outbox.Row, lane: int) -> None:
        try:
            message_id = await self._door.send(row)
        except Exception as failure:  # noqa: BLE001  (an edge: whatever it is, the row is settled by its kind)
            verdict = await self._judged(row, failure)
        else:
            verdict = aftermath.Verdict(outbox.Settled(row.id, "sent", message_id=message_id))
        self._results.append(verdict.settled)
        if verdict.hold is not None:  # the chat's other rows wait behind this one, in their order
            self._pace.hold(lane, self._clock.monotonic() + verdict.hold.total_seconds())
            self._returning[row.id] = row.chat_id
            for waiting in self._pace.withdraw(lane):
                self._known.discard(waiting.id)
        self._pace.finished(lane, self._clock.monotonic())
        self._news.set()

    async def _judged(self, row: outbox.Row, failure: Exception) -> aftermath.Verdict:
        """Where the database is out of reach the row is tried again, and tells then what it tells of its chat."""
        now = self._clock.now()
        for tries_left in reversed(range(JUDGE_TRIES)):
            try:
                return await self._judge.after(row, failure, now)
            except Exception as worse:  # noqa: BLE001  (an edge: a row that is never settled would block its chat)
                if tries_left and isinstance(worse, errors.Conflict):
                    continue
                log.warning("what a failure means for its chat could not be written", failure=type(worse).__name__)
                break
        return aftermath.put_off(row, failure, now)

    async def _settle(self) -> None:
        results, self._results = self._results, []
        if not results:
            return
        try:
            await outbox.settle(self._database, results, self._clock.now())
        except BaseException:
            self._results = results + self._results
            raise
        self._known.difference_update(result.id for result in results)
        for result in results:
            self._returning.pop(result.id, None)
        self._settlement.set()

    @property
    def settlement(self) -> asyncio.Event:
        """Set whenever rows are settled; whoever waits for that clears it first."""
        return self._settlement

    async def _recover(self, now: datetime) -> None:
        """Claims that ran out: nobody knows whether those rows were sent (architecture.md, Uncertain)."""
        if self._recover_at is not None and abs(self._recover_at - now) < RECOVER_EVERY:
            return
        self._recover_at = now
        lost = [row for row in await outbox.expired(self._database, self._bot_id, now) if row.id not in self._known]
        if lost:
            log.warning("claims ran out", rows=len(lost))
            await outbox.settle(self._database, [aftermath.uncertain(row, now) for row in lost], now)

    async def _until_later(self, now: datetime) -> float:
        later = await outbox.next_at(self._database, self._bot_id, now)
        if later is None:
            return IDLE_SECONDS
        return min(IDLE_SECONDS, max(0.01, (later - now).total_seconds()))

    async def _pause(self, seconds: float, stopping: asyncio.Event) -> None:
        """Until there is news, the pace allows more, or we stop."""
        waits = [asyncio.ensure_future(self._news.wait()), asyncio.ensure_future(stopping.wait())]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
