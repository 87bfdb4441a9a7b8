"""Have summaries shown to the leads before they are posted and amended afterwards, as time goes; it knows no words."""

import contextlib
import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import clock, outgoing
from coordination.services import summary_previews as service
from handlers import summary_previews, summary_upkeep
from storage import engines, errors, work
from storage import summaries as posted

EVERY = timedelta(minutes=1)
WITHIN = timedelta(days=7)
"""A summary is amended until its week ends."""


class Summaries:
    """One instance a process. Two that do it side by side write the same pending edit."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot_id: int) -> None:
        self._database = database
        self._clock = ours
        self._bot_id = bot_id
        self._minute: int | None = None

    async def turn(self) -> int:
        """Once a minute: show what comes within the hour, edit what is stale; how many there were.

        Raises `Unavailable`.
        """
        now = self._clock.now()
        minute = int(now.timestamp() // EVERY.total_seconds())
        if minute == self._minute:
            return 0
        previews = await posted.coming(self._database, now, now + service.AHEAD)
        for one in previews:
            await self._preview(one)
        stale = await posted.stale(self._database, now - WITHIN)
        for telegram_id, found in itertools.groupby(stale, key=lambda one: one.chat_telegram_id):
            await self._amend(telegram_id, list(found), now)
        self._minute = minute
        return len(stale) + len(previews)

    async def _preview(self, coming: posted.Coming) -> None:
        """Another process may be first: the ledger lets one of them show it."""
        with contextlib.suppress(errors.Conflict):
            async with (
                work.transaction(
                    self._database, now=self._clock.now(), bot_id=self._bot_id, locks={coming.chat_telegram_id}
                ) as transaction,
                transaction.layer() as unit,
            ):
                outgoing.add_all(unit, await summary_previews.show(unit, coming.id))

    async def _amend(self, telegram_id: int, found: Sequence[posted.Stale], now: datetime) -> None:
        """A conflict means that somebody changes the chat at this moment; the next minute looks again."""
        try:
            async with work.transaction(
                self._database, now=now, bot_id=self._bot_id, locks={telegram_id}
            ) as transaction:
                for one in found:
                    async with transaction.layer() as unit:
                        outgoing.add_all(unit, await summary_upkeep.amended(unit, one.group_id, one.edited_at))
        except errors.Conflict:
            return
