"""Carry a batch of updates through one transaction a lane: resolve, route, handle, keep; it knows no words."""

import asyncio
import contextlib
import contextvars
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

import structlog
import telegram
from sqlalchemy.exc import SQLAlchemyError

from bot import arrivals, clock, incidents, outgoing, resolve
from coordination import messages
from coordination.errors import Refused, Unavailable
from coordination.services import groups as groups_service
from coordination.services import lives
from handlers import board_upkeep, greetings, private_reminders, repeats, request, request_watch, routes
from storage import engines, errors, inbox, work

log = structlog.get_logger("muster.pipeline")

RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
"""An update that failed is tried again so long after each attempt, then parked for the operator."""

TRANSACTION_TRIES = 8
LANES_AT_ONCE = 8
INTERRUPTED_ATTEMPTS = 10
"""An update during which the process died so often is parked unhandled.

Many, because a process that is killed again and again for another reason dies during innocent updates too.
"""


_BY_WORD = frozenset({request.Kind.MESSAGE, request.Kind.EDIT, request.Kind.PRESS})
"""What people say; what Telegram tells by itself is kept in an archived programme too."""


@dataclass(slots=True)
class Lane:
    """What happened in one transaction; worth something only once it is committed."""

    transaction: work.Transaction
    toasts: list[tuple[str, messages.Toast]]
    failure: Exception | None = None


class Facts(Protocol):
    """What a route may ask of Telegram before the transaction begins."""

    async def gather(self, received: Sequence[arrivals.Received]) -> resolve.Known: ...


_current: contextvars.ContextVar[tuple[Lane, arrivals.Received, resolve.Known]] = contextvars.ContextVar("lane")


class Pipeline:
    """Handles batches. One instance a process; `handle` may be called for several batches at once (webhook)."""

    def __init__(
        self,
        database: engines.Database,
        ours: clock.Clock,
        bot_id: int,
        facts: Facts,
        defaults: groups_service.Defaults,
    ) -> None:
        self._database = database
        self._clock = ours
        self._bot_id = bot_id
        self._facts = facts
        self._defaults = defaults
        self.process: Callable[[telegram.Update], Awaitable[None]] | None = None
        self.committed: Callable[[Sequence[tuple[str, messages.Toast]]], None] = lambda toasts: None

    async def handle(self, batch: Sequence[arrivals.Received], *, alone: bool = False) -> None:
        """Return when every update is committed, refused, or kept as failed: then it may be acknowledged.

        Raises `Unavailable` when nothing of a lane could be kept; the caller hands in the same batch again, which is
        harmless. `alone`: one transaction an update, its attempt committed first (after an unclean stop).
        """
        known = await self._facts.gather(batch)
        lanes = self._lanes(batch)
        if len(lanes) == 1:
            await self._lane(lanes[0], known, alone)
            return
        slots = asyncio.Semaphore(LANES_AT_ONCE)

        async def one(lane: list[arrivals.Received]) -> None:
            async with slots:
                await self._lane(lane, known, alone)

        results = await asyncio.gather(*(one(lane) for lane in lanes), return_exceptions=True)
        for failure in results:
            if failure is not None:
                raise failure  # as it is, not in a group: the caller tells an outage from a fault

    def _lanes(self, batch: Sequence[arrivals.Received]) -> list[list[arrivals.Received]]:
        if self._database.is_sqlite:
            return [list(batch)]
        lanes: dict[int, list[arrivals.Received]] = {}
        for received in batch:
            lanes.setdefault(received.lane, []).append(received)
        return list(lanes.values())

    async def _lane(self, lane: list[arrivals.Received], known: resolve.Known, alone: bool) -> None:
        if not alone and await self._together(lane, known):
            return
        for received in lane:
            if alone and not await self._attempted(received):
                continue
            await self._by_itself(received, known)

    async def _attempted(self, received: arrivals.Received) -> bool:
        """Count the attempt before it is made: a process that dies meanwhile has left its mark."""
        attempts = await inbox.begin_attempt(
            self._database, self._bot_id, received.update_id, received.kept, self._clock.now()
        )
        if attempts <= INTERRUPTED_ATTEMPTS:
            return True
        log.error("update parked: the process died while handling it", update_id=received.update_id)
        await inbox.park(self._database, self._bot_id, received.update_id, self._clock.now())
        return False

    async def _together(self, lane: list[arrivals.Received], known: resolve.Known) -> bool:
        """One transaction for all; `False` when one of them spoiled it and each has to go by itself."""
        try:
            await self._repeated(lambda: self._transact(lane, known))
        except Unavailable:
            raise
        except Exception as failure:  # noqa: BLE001  (an edge: whichever of them it was is kept by itself)
            log.warning("batch repeated one by one", failure=type(failure).__name__, updates=len(lane))
            return False
        return True

    async def _by_itself(self, received: arrivals.Received, known: resolve.Known) -> None:
        try:
            await self._repeated(lambda: self._transact([received], known))
        except Unavailable:
            raise
        except Exception as failure:
            await self._keep(received, known, incidents.of(failure, received, self._clock.now(), RETRY_AFTER))
            log.error("update failed as it was written", update_id=received.update_id, exc_info=failure)

    async def _repeated(self, step: Callable[[], Awaitable[None]]) -> None:
        """Again while other processes are first. What finds its key taken every time is no contest but a fault."""
        for _ in range(TRANSACTION_TRIES):
            try:
                await step()
            except errors.Conflict as conflict:
                last = conflict
            else:
                return
        raise last if isinstance(last, errors.Taken) else Unavailable("others are always first")

    async def _transact(self, lane: list[arrivals.Received], known: resolve.Known) -> None:
        toasts: list[tuple[str, messages.Toast]] = []
        async with self._transaction(_worked_for(lane, known)) as transaction:
            await transaction.prefetch(*arrivals.keys(lane))
            await transaction.foresee(arrivals.words(lane))
            current = Lane(transaction, toasts)
            for received in lane:
                if received.attempts > 0 or not transaction.handled(received.update_id):
                    await self._through_application(current, received, known)
        self.committed(toasts)

    async def _through_application(self, lane: Lane, received: arrivals.Received, known: resolve.Known) -> None:
        if received.update is None:
            lane.transaction.inbox(received.update_id, "unreadable", raw=received.kept)
            return
        if received.seen is None:
            lane.transaction.inbox(received.update_id, "ignored")
            return
        assert self.process is not None
        token = _current.set((lane, received, known))
        try:
            await self.process(received.update)
        finally:
            _current.reset(token)
        if lane.failure is not None:
            raise lane.failure

    async def on_update(self, update: object, context: Any) -> None:
        """The one handler of the library's application: it catches, decides and reports its outcome to the lane."""
        lane, received, known = _current.get()
        try:
            await self._handled(lane, received, known)
        except Exception as failure:  # noqa: BLE001  (an edge: the application would swallow it)
            lane.failure = failure  # the transaction is spoiled

    async def _handled(self, lane: Lane, received: arrivals.Received, known: resolve.Known) -> None:
        try:
            await self._one(lane, received, known)
        except (errors.Conflict, SQLAlchemyError, Unavailable):
            raise
        except Exception as failure:
            incident = incidents.of(failure, received, self._clock.now(), RETRY_AFTER)
            log.error("update failed", update_id=received.update_id, incident=incident.number, exc_info=failure)
            await self._record(lane, received, known, incident)

    async def _one(self, lane: Lane, received: arrivals.Received, known: resolve.Known) -> None:
        assert received.seen is not None
        try:
            async with lane.transaction.layer() as unit:
                found = await resolve.request(unit, received.seen, known, self._defaults)
                if found is None:
                    lane.transaction.inbox(received.update_id, "ignored")
                    return
                route, asked = found
                self._say(lane, unit, asked, await route.handler(asked, unit))
                if asked.kind in _BY_WORD:
                    await lives.check_written(unit, asked.group)
                for place in (repeats, board_upkeep, private_reminders, request_watch, greetings):
                    outgoing.add_all(unit, await place.touched(unit))
        except Refused as refusal:
            await self._refuse(lane, received, known, refusal)
            lane.transaction.inbox(received.update_id, "refused")
            return
        lane.transaction.inbox(received.update_id, "done")

    async def _refuse(self, lane: Lane, received: arrivals.Received, known: resolve.Known, refusal: Refused) -> None:
        """The update's own writes are gone; what remains is who was there and the answer."""
        assert received.seen is not None
        async with lane.transaction.layer() as unit:
            found = await resolve.request(unit, received.seen, known, self._defaults)
            if found is not None:
                self._say(lane, unit, found[1], routes.refusal(found[1], refusal))

    def _say(self, lane: Lane, unit: Any, asked: request.Request, answers: Sequence[messages.Answer]) -> None:
        toast = messages.Toast()
        for answer in answers:
            if isinstance(answer, messages.Toast):
                toast = answer
            else:
                outgoing.add(unit, answer)
        if asked.press_id is not None:
            lane.toasts.append((asked.press_id, toast))

    async def _record(
        self, lane: Lane, received: arrivals.Received, known: resolve.Known, incident: incidents.Incident
    ) -> None:
        """Keep the update with its incident number in this transaction; the others of the batch go ahead."""
        if received.attempts == 0:
            await self._apologise(lane, received, known, incident.number)
        self._note(lane.transaction, received, incident)

    def _note(self, into: work.Transaction, received: arrivals.Received, incident: incidents.Incident) -> None:
        into.inbox(
            received.update_id,
            incident.outcome,
            attempts=incident.attempts,
            retry_at=incident.retry_at,
            incident=incident.number,
            error=incident.error,
            raw=received.kept,
        )

    async def _keep(self, received: arrivals.Received, known: resolve.Known, incident: incidents.Incident) -> None:
        """As `_record`, in a transaction of its own: the update's was lost. Where even the apology can't be written
        (it names the person whose name is refused, say), the update alone is kept."""
        try:
            await self._repeated(lambda: self._keep_once(received, known, incident))
        except Unavailable:
            raise
        except Exception as failure:  # noqa: BLE001  (an edge)
            log.error("no apology could be kept", incident=incident.number, failure=type(failure).__name__)
            async with self._transaction({received.lane}) as transaction:
                self._note(transaction, received, incident)

    async def _keep_once(self, received: arrivals.Received, known: resolve.Known, incident: incidents.Incident) -> None:
        toasts: list[tuple[str, messages.Toast]] = []
        async with self._transaction(received.locks) as transaction:
            await transaction.prefetch(*arrivals.keys([received]))
            await self._record(Lane(transaction, toasts), received, known, incident)
        self.committed(toasts)

    def _transaction(self, locks: set[int]) -> contextlib.AbstractAsyncContextManager[work.Transaction]:
        return work.transaction(self._database, now=self._clock.now(), bot_id=self._bot_id, locks=locks)

    async def _apologise(self, lane: Lane, received: arrivals.Received, known: resolve.Known, incident: str) -> None:
        assert received.seen is not None
        try:
            async with lane.transaction.layer() as unit:
                found = await resolve.request(unit, received.seen, known, self._defaults)
                if found is not None:
                    self._say(lane, unit, found[1], routes.apology(found[1], incident))
        except (errors.Conflict, SQLAlchemyError, Unavailable):
            raise
        except Exception as failure:  # noqa: BLE001  (an edge: the update is kept all the same)
            log.warning("no apology could be made", incident=incident, failure=type(failure).__name__)


def _worked_for(lane: Sequence[arrivals.Received], known: resolve.Known) -> set[int]:
    """Telegram ids of every chat that the lane may change: a panel in private changes the group of another chat."""
    found = {known.also[one.update_id] for one in lane if one.update_id in known.also}
    found = found.union(*(known.reach.get(one.update_id, ()) for one in lane))
    return found.union(*(one.locks for one in lane))
