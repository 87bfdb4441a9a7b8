"""Drive what time sets off: due schedules, updates to be tried again, housekeeping; it knows no rule and no words."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import structlog
import telegram
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy.exc import SQLAlchemyError

from bot import arrivals, clock, identity, outgoing
from coordination.errors import Unavailable
from coordination.services import schedules as schedule_service
from handlers import schedules as schedule_handlers
from storage import engines, errors, inbox, schedules, work

log = structlog.get_logger("muster.ticker")

TICK_DEADLINE_SECONDS = 60
CLAIM = timedelta(minutes=2)
AT_ONCE = 200
FEW = 3
"""From so many schedules on what they will ask for is read together."""

WATCH = timedelta(hours=1)
BACK = timedelta(minutes=1)
"""A clock that shows so much less than at the last tick was set back."""
KEEP_INBOX = timedelta(days=7)
TRANSACTION_TRIES = 8


class Ticker:
    """`tick` does everything that is due now, once; `start` lets APScheduler call it again and again."""

    def __init__(
        self,
        database: engines.Database,
        ours: clock.Clock,
        bot: telegram.Bot,
        who: identity.Keeper,
        process: str,
        handle: Callable[[Sequence[arrivals.Received]], Awaitable[None]],
        seconds: int,
    ) -> None:
        self._database = database
        self._clock = ours
        self._bot = bot
        self._who = who
        self._process = process
        self._handle = handle
        self._seconds = seconds
        self._ticked_at: datetime | None = None
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._lock = asyncio.Lock()
        self._unwatch: Callable[[], None] = lambda: None
        self._watching: asyncio.Task[None] | None = None
        self.committed: Callable[[], None] = lambda: None
        self.username: Callable[[], str] = lambda: ""  # the bot's own, once Telegram told it
        self.turns: list[Callable[[], Awaitable[int]]] = []  # what else time sets off: how many things it did

    def start(self) -> None:
        """Memory only, one run at a time, late runs merged, never skipped (F090 to F094)."""
        settings = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler.add_job(self._tick_in_time, IntervalTrigger(seconds=self._seconds, timezone="UTC"), **settings)
        self._scheduler.add_job(self._tidy, IntervalTrigger(hours=1, timezone="UTC"), **settings)
        self._scheduler.start()
        self._unwatch = self._clock.on_jump(self.soon)
        self._watching = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        """Have the clock compared again and again: a host's clock tells of being set only to somebody who waits."""
        while True:
            await self._clock.wait(WATCH)

    async def stop(self, seconds: float) -> None:
        """Let a tick that is under way end, for so long; one cut off would leave its schedules claimed."""
        self._unwatch()
        if self._watching is not None:
            self._watching.cancel()
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._lock:
                pass
        self._scheduler.shutdown(wait=False)

    def soon(self) -> None:
        """The clock jumped: tick at once, and count on from now.

        The library keeps the next run as an instant: set back by twelve hours, it would wait for as long (F106).
        """
        if self._scheduler.running:
            for job in self._scheduler.get_jobs():
                if isinstance(job.trigger, IntervalTrigger):
                    job.reschedule(IntervalTrigger(seconds=job.trigger.interval_length, timezone="UTC"))
            self._scheduler.add_job(self._tick_in_time, misfire_grace_time=None)

    async def tick(self) -> int:
        """Everything due at this instant, batch by batch; how many schedules fired."""
        async with self._lock:
            await self._mend()
            fired = await self.fire()
            await self._retry()
            await self._take_turns()
            return fired

    async def _take_turns(self) -> None:
        """Each turn by itself: what spoils one is raised when the others have had theirs."""
        spoiled: Exception | None = None
        for turn in self.turns:
            try:
                if await turn():
                    self.committed()
            except Exception as failure:  # noqa: BLE001  (an edge: raised below)
                spoiled = spoiled or failure
        if spoiled is not None:
            raise spoiled

    async def fire(self) -> int:
        """The schedules that are due at this instant, batch by batch; how many there were."""
        fired = 0
        while count := await self._fire_batch():
            fired += count
        return fired

    async def _mend(self) -> None:
        """At the first tick, and when the clock was set back: what was stored by a clock that was ahead is set right.

        Otherwise nobody would look at those schedules until that time has come (F107).
        """
        now, last = self._clock.now(), self._ticked_at
        self._ticked_at = now
        if last is not None and now >= last - BACK:
            return
        beyond = 0
        while wrong := await schedules.from_the_future(self._database, now, beyond=beyond, limit=AT_ONCE):
            for lane in self._lanes(wrong):
                await self._fire_lane(lane)
            beyond = wrong[-1].schedule.id

    async def _tick_in_time(self) -> None:
        try:
            await asyncio.wait_for(self.tick(), TICK_DEADLINE_SECONDS)
        except Exception as failure:
            log.error("a tick failed", failure=type(failure).__name__, exc_info=failure)

    async def _fire_batch(self) -> int:
        now = self._clock.now()
        due = await schedules.claim_due(self._database, now, by=self._process, until=now + CLAIM, limit=AT_ONCE)
        for lane in self._lanes(due):
            await self._fire_lane(lane)
        if due:
            self.committed()
        return len(due)

    def _lanes(self, due: Sequence[schedules.Due]) -> list[list[schedules.Due]]:
        if self._database.is_sqlite:
            return [list(due)] if due else []
        lanes: dict[int, list[schedules.Due]] = {}
        for one in due:
            lanes.setdefault(one.chat_telegram_id, []).append(one)
        return list(lanes.values())

    async def _fire_lane(self, lane: list[schedules.Due]) -> None:
        """One transaction for all; where one spoils it, each by itself, and the culprit is put off."""
        try:
            await self._repeat(lane)
        except (SQLAlchemyError, ArithmeticError, LookupError, TypeError, ValueError) as failure:
            if len(lane) > 1:
                for one in lane:
                    await self._fire_lane([one])
                return
            log.error("a schedule failed", schedule=lane[0].schedule.id, exc_info=failure)
            await schedules.put_off(self._database, lane[0].schedule.id, self._clock.now() + CLAIM)

    async def _repeat(self, lane: list[schedules.Due]) -> None:
        for _ in range(TRANSACTION_TRIES):
            try:
                await self._transact(lane)
            except errors.Conflict:
                continue
            return
        raise Unavailable

    async def _transact(self, lane: list[schedules.Due]) -> None:
        name = self.username()
        async with work.transaction(
            self._database,
            now=self._clock.now(),
            bot_id=self._bot_id(),
            locks={one.chat_telegram_id for one in lane},
        ) as transaction:
            if len(lane) >= FEW:
                pairs = [(one.schedule.id, one.schedule.group_id) for one in lane]
                whole = {one.schedule.group_id for one in lane if one.schedule.kind in schedule_service.BY_GROUP}
                await transaction.foresee_due(pairs, whole_groups=whole)
            for one in lane:
                await asyncio.sleep(0)  # all is read: without this, the loop would stand still for the whole lane
                async with transaction.layer() as unit:
                    outgoing.add_all(unit, await schedule_handlers.fire(unit, one.schedule.id, username=name))

    def _bot_id(self) -> int:
        return int(self._bot.id)

    async def _retry(self) -> None:
        """Updates that failed through our fault, when their time has come; each by itself."""
        me = await self._who.me()
        for failed in await inbox.retryable(self._database, self._bot_id(), self._clock.now(), limit=20):
            raw = arrivals.parse(failed.raw)
            received = arrivals.receive(raw, self._bot, me, attempts=failed.attempts, incident=failed.incident)
            if received is not None:
                await self._handle([received])

    async def _tidy(self) -> None:
        try:
            await inbox.prune(self._database, self._clock.now() - KEEP_INBOX)
        except Exception as failure:  # noqa: BLE001  (an edge: tidying waits an hour)
            log.error("tidying failed", failure=type(failure).__name__)
