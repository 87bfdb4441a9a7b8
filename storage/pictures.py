"""Which pictures Telegram keeps already, by the digest of what they show; knows no picture."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage import tables_pictures
from storage.engines import Database

_P = tables_pictures.pictures


async def find(database: Database, bot_id: int, digest: str) -> str | None:
    """Telegram's file id of the picture; `None` where it was never sent."""
    async with database.reader() as connection:
        found = await connection.execute(sa.select(_P.c.file_id).where(_P.c.bot_id == bot_id, _P.c.digest == digest))
        file_id: str | None = found.scalar()
    return file_id


async def keep(database: Database, bot_id: int, digest: str, file_id: str, now: datetime) -> None:
    """Note under which file id Telegram keeps the picture from now on; in a transaction of its own."""
    insert = sqlite.insert(_P) if database.is_sqlite else postgresql.insert(_P)
    values = {"file_id": file_id, "used_at": now}
    statement = insert.values(bot_id=bot_id, digest=digest, **values).on_conflict_do_update(
        index_elements=[_P.c.bot_id, _P.c.digest], set_=values
    )
    async with database.writer() as connection:
        await connection.execute(statement)


async def prune(database: Database, before: datetime) -> None:
    """Forget what was not sent since: the picture is drawn again when it is wanted."""
    async with database.writer() as connection:
        await connection.execute(sa.delete(_P).where(_P.c.used_at < before))
