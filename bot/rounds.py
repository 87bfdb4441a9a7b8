"""Have rounds look at the clock, as time goes: turns whose time is up, reports that are missing; it knows no words."""

import contextlib

from bot import clock, outgoing
from handlers import round_times
from storage import engines, errors, work
from storage import round_queue as queue


class Rounds:
    """One instance a process. What two processes find at once is said once: the ledger lets one of them."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot_id: int) -> None:
        self._database = database
        self._clock = ours
        self._bot_id = bot_id

    async def turn(self) -> int:
        """At every tick, since a turn is a matter of minutes; how many things were said. Raises `Unavailable`."""
        count = 0
        for one in await queue.going_on(self._database):
            with contextlib.suppress(errors.Conflict):
                count += await self._look(one)
        return count

    async def _look(self, one: queue.Open) -> int:
        async with (
            work.transaction(
                self._database, now=self._clock.now(), bot_id=self._bot_id, locks={one.chat_telegram_id}
            ) as transaction,
            transaction.layer() as unit,
        ):
            said = await round_times.due(unit, one.round_id)
            outgoing.add_all(unit, said)
        return len(said)
