"""Who of several processes does what only one should do, for a while: rows of name, holder and until; knows no job."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage import tables
from storage.engines import Database

_L = tables.leases


async def acquire(database: Database, name: str, holder: str, now: datetime, ttl: timedelta) -> bool:
    """Take the lease if it is free, ran out or is ours already, until `now + ttl`; in one statement."""
    insert = sqlite.insert(_L) if database.is_sqlite else postgresql.insert(_L)
    take = (
        insert.values(name=name, holder=holder, until=now + ttl)
        .on_conflict_do_update(
            index_elements=[_L.c.name],
            set_={"holder": holder, "until": now + ttl},
            where=sa.or_(_L.c.holder == holder, _L.c.until <= now),
        )
        .returning(_L.c.holder)
    )
    async with database.writer() as connection:
        return (await connection.execute(take)).first() is not None


async def renew(database: Database, name: str, holder: str, now: datetime, ttl: timedelta) -> bool:
    """Keep a lease that is still ours; `False`: it ran out or somebody else has it."""
    keep = (
        sa.update(_L)
        .where(_L.c.name == name, _L.c.holder == holder, _L.c.until > now)
        .values(until=now + ttl)
        .returning(_L.c.holder)
    )
    async with database.writer() as connection:
        return (await connection.execute(keep)).first() is not None


async def release(database: Database, name: str, holder: str) -> None:
    """Give the lease back, if it is ours, so that another process need not wait until it runs out."""
    async with database.writer() as connection:
        await connection.execute(sa.delete(_L).where(_L.c.name == name, _L.c.holder == holder))
