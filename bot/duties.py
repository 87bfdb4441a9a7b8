"""Have reports between rounds look at the clock, as time goes: drafts and reminders; it knows no words."""

import contextlib

from bot import clock, outgoing
from handlers import duty_times
from storage import engines, errors, work
from storage import filing_queue as queue


class Duties:
    """One instance a process. What two processes find at once is said once: a committee's chat is held meanwhile."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot_id: int) -> None:
        self._database = database
        self._clock = ours
        self._bot_id = bot_id

    async def turn(self) -> int:
        """At every tick; how many things were said. Raises `Unavailable`."""
        count = 0
        for one in await queue.waiting(self._database, self._clock.now()):
            with contextlib.suppress(errors.Conflict):
                count += await self._look(one)
        return count

    async def _look(self, one: queue.Waiting) -> int:
        async with (
            work.transaction(
                self._database, now=self._clock.now(), bot_id=self._bot_id, locks={one.chat_telegram_id}
            ) as transaction,
            transaction.layer() as unit,
        ):
            said = await duty_times.looked(unit, one.committee_id)
            outgoing.add_all(unit, said)
        return len(said)
