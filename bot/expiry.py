"""Let questions expire that nobody answered in their time, as the tick finds them; it knows no words of theirs."""

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import clock, outgoing
from coordination.errors import Unavailable
from handlers import asking
from storage import engines, errors, questions, work

log = structlog.get_logger("muster.expiry")

AT_ONCE = 200
TRIES = 8


class Expiry:
    """One instance a process. Two processes may look at the same question: its chat's lock lets one expire it."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot_id: int) -> None:
        self._database = database
        self._clock = ours
        self._bot_id = bot_id

    async def turn(self) -> int:
        """Expire what is over its time, each by itself; how many there were."""
        found = await questions.overdue(self._database, self._clock.now(), limit=AT_ONCE)
        for question_id, chat_telegram_id in found:
            try:
                await self._repeat(question_id, chat_telegram_id)
            except (SQLAlchemyError, ArithmeticError, LookupError, TypeError, ValueError) as failure:
                log.error("a question could not expire", question=question_id, exc_info=failure)
        return len(found)

    async def _repeat(self, question_id: int, chat_telegram_id: int) -> None:
        for _ in range(TRIES):
            try:
                await self._transact(question_id, chat_telegram_id)
            except errors.Conflict:
                continue
            return
        raise Unavailable

    async def _transact(self, question_id: int, chat_telegram_id: int) -> None:
        opened = work.transaction(self._database, now=self._clock.now(), bot_id=self._bot_id, locks={chat_telegram_id})
        async with opened as transaction, transaction.layer() as unit:
            outgoing.add_all(unit, await asking.expired(unit, question_id))
