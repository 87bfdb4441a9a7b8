"""Have groups reminded of notices that they have not confirmed, as time goes; it knows no words."""

import contextlib

from bot import clock, outgoing
from coordination.services import notices as service
from handlers import notices
from storage import engines, errors, receipts, work


class Notices:
    """One instance a process. What two processes find at once is said once: the ledger lets one of them."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot_id: int) -> None:
        self._database = database
        self._clock = ours
        self._bot_id = bot_id
        self._minute: int | None = None

    async def turn(self) -> int:
        """Once a minute: remind within the last hour, once; how many notices. Raises `Unavailable`."""
        now = self._clock.now()
        minute = int(now.timestamp() // 60)
        if minute == self._minute:
            return 0
        found = await receipts.due(self._database, now)
        for one in found:
            with contextlib.suppress(errors.Conflict):
                await self._remind(one)
        self._minute = minute
        return len(found)

    async def _remind(self, one: receipts.Due) -> None:
        async with (
            work.transaction(
                self._database, now=self._clock.now(), bot_id=self._bot_id, locks={one.chat_telegram_id}
            ) as transaction,
            transaction.layer() as unit,
        ):
            notice = await unit.notices.get(one.notice_id)
            programme = None if notice is None else await unit.programmes.get(notice.programme_id)
            if notice is None or programme is None:
                return
            seen = await service.seen(unit, await unit.groups.get(programme.committee_id), notice)
            outgoing.add_all(unit, await notices.reminders(unit, seen))
