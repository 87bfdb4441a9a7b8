"""Have rounds look at the clock, as time goes: turns whose time is up, reports that are missing; it knows no words."""

import contextlib
import functools
from collections.abc import Awaitable, Callable, Sequence

from bot import clock, outgoing
from coordination import messages, ports
from coordination.services import round_schedules
from handlers import round_schedules as opened
from handlers import round_times
from storage import engines, errors, work
from storage import round_queue as queue

AHEAD = round_schedules.LOOK_AHEAD


class Rounds:
    """One instance a process. What two processes find at once is said once: the ledger lets one of them."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot_id: int) -> None:
        self._database = database
        self._clock = ours
        self._bot_id = bot_id

    async def turn(self) -> int:
        """At every tick, since a turn is a matter of minutes; how many things were said. Raises `Unavailable`."""
        count = 0
        now = self._clock.now()
        for coming in await queue.coming(self._database, round_schedules.KIND, now, now + AHEAD):
            with contextlib.suppress(errors.Conflict):
                count += await self._look(
                    coming.chat_telegram_id, functools.partial(opened.due, schedule_id=coming.schedule_id)
                )
        for one in await queue.going_on(self._database):
            with contextlib.suppress(errors.Conflict):
                count += await self._look(
                    one.chat_telegram_id, functools.partial(round_times.due, round_id=one.round_id)
                )
        return count

    async def _look(self, telegram_id: int, due: Callable[[ports.Work], Awaitable[Sequence[messages.Outgoing]]]) -> int:
        async with (
            work.transaction(
                self._database, now=self._clock.now(), bot_id=self._bot_id, locks={telegram_id}
            ) as transaction,
            transaction.layer() as unit,
        ):
            said = await due(unit)
            outgoing.add_all(unit, said)
        return len(said)
