"""Have requests between groups reminded of and passed up, as time goes; it knows no words."""

import contextlib
from datetime import timedelta

from bot import clock, outgoing
from handlers import request_watch
from storage import engines, errors, request_queue, work

SOONEST = timedelta(hours=9)
"""Nothing is said of a request that is younger: the next working day's morning is the first that could be meant."""


class Requests:
    """One instance a process. What two processes find at once is said once: the ledger lets one of them."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot_id: int) -> None:
        self._database = database
        self._clock = ours
        self._bot_id = bot_id
        self._quarter: int | None = None

    async def turn(self) -> int:
        """Every quarter of an hour; how many things were said. Raises `Unavailable`."""
        now = self._clock.now()
        quarter = int(now.timestamp() // 900)
        if quarter == self._quarter:
            return 0
        count = 0
        for one in await request_queue.waiting(self._database, now - SOONEST):
            with contextlib.suppress(errors.Conflict):
                count += await self._look(one)
        self._quarter = quarter
        return count

    async def _look(self, one: request_queue.Open) -> int:
        async with (
            work.transaction(
                self._database, now=self._clock.now(), bot_id=self._bot_id, locks={one.chat_telegram_id}
            ) as transaction,
            transaction.layer() as unit,
        ):
            said = await request_watch.due(unit, one.question_id)
            outgoing.add_all(unit, said)
        return len(said)
