"""What a process that died has left behind: leases, claims; given back at once where it is known to be dead.

Why not wait until it runs out: docs/decisions/0008. It knows no process; `bot/node.py` tells who is dead.
"""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from storage import tables
from storage.engines import Database

_R, _L, _O, _S = tables.runs, tables.leases, tables.outbox, tables.schedules


async def bury(database: Database, host: str, is_dead: Callable[[str], bool], now: datetime) -> bool:
    """Let go of what the dead processes of this host held; `True` if there were any.

    Their claims run out now: what becomes of the rows is decided as ever. In one transaction.
    """
    async with database.writer() as connection:
        open_runs = await connection.execute(
            sa.select(_R.c.process).where(_R.c.host == host, _R.c.stopped_at.is_(None))
        )
        dead = [name for (name,) in open_runs if is_dead(name)]
        if not dead:
            return False
        await connection.execute(sa.update(_R).where(_R.c.process.in_(dead)).values(stopped_at=now))
        await connection.execute(sa.delete(_L).where(_L.c.holder.in_(dead)))
        for table in (_O, _S):
            await connection.execute(
                sa.update(table)
                .where(table.c.claimed_by.in_(dead), table.c.claimed_until > now)
                .values(claimed_until=now)
            )
    return True
