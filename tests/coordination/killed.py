"""A process that takes a plan over and is killed on the way, at the first statement with a word in it, or at commit."""

import asyncio
import os
import signal
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from coordination.services import changes, plans
from storage import engines, work

COMMIT = "COMMIT"


def take_over(url: str, plan_id: int, now: datetime, word: str) -> None:
    """What the process does; it ends by SIGKILL."""

    def before(*arguments: Any) -> None:
        if word in str(arguments[2]):
            os.kill(os.getpid(), signal.SIGKILL)

    def committing(*_: Any) -> None:
        if word == COMMIT:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(sa.engine.Engine, "before_cursor_execute", before)
    sa.event.listen(sa.engine.Engine, "commit", committing)
    asyncio.run(_accept(url, plan_id, now))


async def _accept(url: str, plan_id: int, now: datetime) -> None:
    database = await engines.open(url)
    async with work.transaction(database, now=now, bot_id=1, locks=[]) as transaction, transaction.layer() as unit:
        plan = await unit.plans.get(plan_id)
        assert plan is not None
        said = changes.Said(await unit.groups.get(plan.group_id), None, now, unit.new_id())
        await plans.accept(unit, said, plan, alone=False)
