"""Which processes ran and how they ended: after an unclean end the next one is careful; knows no process."""

from datetime import datetime

import sqlalchemy as sa

from storage import tables, writing
from storage.engines import Database

_R = tables.runs


async def started(database: Database, process: str, host: str, now: datetime) -> bool:
    """Note the start; `True` if an earlier run on this host never said that it stopped.

    That run counts as accounted for from now on; should it be alive after all, its next `seen` says so.
    """
    async with database.writer() as connection:
        unclean = await connection.execute(
            sa.update(_R)
            .where(_R.c.host == host, _R.c.process != process, _R.c.stopped_at.is_(None))
            .values(stopped_at=now)
            .returning(_R.c.process)
        )
        found = unclean.first() is not None
        row = {"process": process, "host": host, "started_at": now, "seen_at": now, "stopped_at": None}
        await writing.upsert(connection, _R, [row])
    return found


async def seen(database: Database, process: str, now: datetime) -> None:
    """The process is alive."""
    async with database.writer() as connection:
        await connection.execute(sa.update(_R).where(_R.c.process == process).values(seen_at=now, stopped_at=None))


async def stopped(database: Database, process: str, now: datetime) -> None:
    """The process ends in order."""
    async with database.writer() as connection:
        await connection.execute(sa.update(_R).where(_R.c.process == process).values(seen_at=now, stopped_at=now))
