"""Erase what is due, and warn a day before, as the tick finds it; it knows no words and no table."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import clock, outgoing
from coordination import ports_people
from coordination.errors import Unavailable
from coordination.services import erasures as service
from handlers import board_upkeep, erasing
from storage import engines, erasures, errors, forgetting, work
from storage import erasing as rows

log = structlog.get_logger("muster.erasing")

TRIES = 8
PATIENCE = timedelta(minutes=10)
"""So long what is being sent is waited for: its row would be written back as it was."""

Step = Callable[[work.Transaction, ports_people.Erasure], Awaitable[None]]


class Erasing:
    """One instance a process. Two that do it side by side find it done: each looks again under the chats' locks."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot_id: int) -> None:
        self._database = database
        self._clock = ours
        self._bot_id = bot_id

    async def turn(self) -> int:
        """What is due, each by itself; how many there were. Raises `Unavailable`."""
        now, count = self._clock.now(), 0
        for one in await erasures.coming(self._database, now + service.WARNED):
            step = await self._step(one)
            if step is None:
                continue
            try:
                await self._repeat(one, step)
                count += 1
            except (SQLAlchemyError, ArithmeticError, LookupError, TypeError, ValueError) as failure:
                log.error("an erasure failed", erasure=one.erasure.id, exc_info=failure)
        return count

    async def _step(self, one: erasures.Coming) -> Step | None:
        erasure, now = one.erasure, self._clock.now()
        if erasure.due_at > now:
            return None if erasure.warned_at is not None or erasure.group_id is None else self._warn
        if erasure.person_id is None:
            return self._erase
        waits = await erasures.is_unanswered(self._database, erasure.person_id) and now < erasure.due_at + PATIENCE
        return None if waits else self._forget

    async def _repeat(self, one: erasures.Coming, step: Step) -> None:
        for _ in range(TRIES):
            try:
                await self._transact(one, step)
            except errors.Conflict:
                continue
            return
        raise Unavailable

    async def _transact(self, one: erasures.Coming, step: Step) -> None:
        opened = work.transaction(self._database, now=self._clock.now(), bot_id=self._bot_id, locks=set(one.chats))
        async with opened as transaction:
            found = await erasures.open_one(transaction.connection, one.erasure.id)
            if found is None or await self._is_held_up(transaction, one):
                return  # done meanwhile, or the next tick looks again
            await step(transaction, found)

    async def _is_held_up(self, transaction: work.Transaction, one: erasures.Coming) -> bool:
        """Whether something is being sent to one of the chats; not waited for without end."""
        due_at, now = one.erasure.due_at, self._clock.now()
        return due_at <= now < due_at + PATIENCE and await erasures.is_sending(transaction.connection, one.chats)

    async def _warn(self, transaction: work.Transaction, erasure: ports_people.Erasure) -> None:
        async with transaction.layer() as unit:
            assert erasure.group_id is not None
            group = await unit.groups.get(erasure.group_id)
            service.warned(unit, erasure)
            outgoing.add(unit, erasing.told(group, erasure, unit.now))

    async def _erase(self, transaction: work.Transaction, erasure: ports_people.Erasure) -> None:
        group = None
        if erasure.group_id is not None:
            async with transaction.layer() as unit:
                group = await unit.groups.get(erasure.group_id)
            await rows.erase_groups(transaction.connection, [erasure.group_id])
            transaction.forget()
        async with transaction.layer() as unit:
            service.done(unit, erasure)
            if group is not None:
                outgoing.add(unit, erasing.farewell(group))

    async def _forget(self, transaction: work.Transaction, erasure: ports_people.Erasure) -> None:
        assert erasure.person_id is not None
        await forgetting.forget(transaction.connection, erasure.person_id)
        transaction.forget()
        async with transaction.layer() as unit:
            await service.free_tasks(unit, erasure.person_id)
            service.done(unit, erasure)
            outgoing.add_all(unit, await board_upkeep.touched(unit))
