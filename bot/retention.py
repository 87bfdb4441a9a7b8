"""Let words go that their groups keep no longer, once an hour; it knows no table and no wording."""

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import clock
from coordination.rules import retention as rules
from storage import engines, errors, retention, work

log = structlog.get_logger("muster.retention")

HOUR = 3600


class Retention:
    """One instance a process. Two that do it side by side find nothing left."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot_id: int) -> None:
        self._database = database
        self._clock = ours
        self._bot_id = bot_id
        self._hour: int | None = None

    async def turn(self) -> int:
        """Once an hour: every group that keeps words for some months only; how many rows lost theirs."""
        hour = int(self._clock.now().timestamp() // HOUR)
        if hour == self._hour:
            return 0
        count = 0
        for one in await retention.limited(self._database):
            try:
                count += await self._empty(one)
            except errors.Conflict:
                continue  # somebody changes the chat at this moment; the next hour looks again
            except SQLAlchemyError as failure:
                log.error("words could not be let go", group=one.group_id, exc_info=failure)
        self._hour = hour
        return count

    async def _empty(self, one: retention.Keeping) -> int:
        now = self._clock.now()
        before = rules.cutoff(now, one.months)
        if before is None or (one.chosen_at is not None and now < one.chosen_at + rules.CONSIDERED):
            return 0
        opened = work.transaction(self._database, now=now, bot_id=self._bot_id, locks={one.chat_telegram_id})
        async with opened as transaction:
            count = await retention.empty(transaction.connection, one.group_id, before)
        if count:
            log.info("words let go", group=one.group_id, rows=count)
        return count
