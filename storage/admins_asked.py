"""In which chats somebody's right depends on being an admin there, looked up before a transaction; knows no rule."""

from collections.abc import Collection

import sqlalchemy as sa

from coordination.rules.groups import Who
from storage import groups, tables
from storage.among import among
from storage.engines import Database

_CHOSEN = (
    sa.select(tables.chats.c.telegram_id, tables.groups.c.settings)
    .join(tables.groups, tables.groups.c.chat_id == tables.chats.c.id)
    .where(among(tables.chats.c.telegram_id, "ids"))
)


async def among_chats(database: Database, telegram_ids: Collection[int]) -> set[int]:
    """Of these chats (Telegram's ids) those with a group in which not everybody makes tasks."""
    if not telegram_ids:
        return set()
    async with database.reader() as connection:
        rows = await connection.execute(_CHOSEN, {"ids": sorted(telegram_ids)})
        chosen = [(row.telegram_id, groups.load_settings(row.settings)) for row in rows]
    return {telegram_id for telegram_id, settings in chosen if settings.may_create is not Who.EVERYONE}
