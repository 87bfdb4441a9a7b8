"""Have roll-ups say that something below them has changed, as time goes; it knows no words."""

import itertools
from collections.abc import Sequence
from datetime import timedelta

from bot import clock, outgoing
from handlers import rollup_upkeep
from storage import engines, errors, work
from storage import rollups as posted

EVERY = timedelta(minutes=1)
WITHIN = timedelta(days=14)
"""An older one is history."""


class Rollups:
    """One instance a process. Two that do it side by side write the same pending edit."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot_id: int) -> None:
        self._database = database
        self._clock = ours
        self._bot_id = bot_id
        self._minute: int | None = None

    async def turn(self) -> int:
        """Once a minute: mark what is outdated; how many roll-ups stand. Raises `Unavailable`."""
        now = self._clock.now()
        minute = int(now.timestamp() // EVERY.total_seconds())
        if minute == self._minute:
            return 0
        found = await posted.standing(self._database, now - WITHIN)
        for telegram_id, mine in itertools.groupby(found, key=lambda one: one.chat_telegram_id):
            await self._mark(telegram_id, list(mine))
        self._minute = minute
        return len(found)

    async def _mark(self, telegram_id: int, found: Sequence[posted.Standing]) -> None:
        """A conflict means that somebody changes the chat at this moment; the next minute looks again."""
        try:
            async with work.transaction(
                self._database, now=self._clock.now(), bot_id=self._bot_id, locks={telegram_id}
            ) as transaction:
                for one in found:
                    async with transaction.layer() as unit:
                        outgoing.add_all(unit, await rollup_upkeep.outdated(unit, one.group_id, one.name))
        except errors.Conflict:
            return
