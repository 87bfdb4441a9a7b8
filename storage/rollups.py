"""The roll-ups that stand in chats, to be marked when something below them changes; knows no rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from coordination.rules import groups
from storage import tables, types
from storage.among import fixed
from storage.engines import Database

_S, _G, _C = tables.slots.c, tables.groups.c, tables.chats.c
_ABOVE = tuple(fixed(kind.value) for kind in (groups.GroupKind.COMMITTEE, groups.GroupKind.SECTION))
STANDING = (
    sa.select(_G.id, _C.telegram_id, _S.name, _S.edited_at)
    .join_from(tables.groups, tables.chats, _C.id == _G.chat_id)
    .join(tables.slots, _S.chat_id == _G.chat_id)
    .where(
        _G.kind.in_(_ABOVE),
        _C.state == fixed(groups.ChatState.ACTIVE.value),
        _S.name > sa.literal("rollup:"),
        _S.name < sa.literal("rollup;"),
        _S.message_id.is_not(None),
        _S.edited_at > sa.bindparam("since", type_=types.UtcDateTime),
    )
    .order_by(_C.telegram_id, _S.name)
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A roll-up of a committee or a section, posted or edited at `edited_at`, by its message's name."""

    group_id: int
    chat_telegram_id: int
    name: str
    edited_at: datetime


async def standing(database: Database, since: datetime) -> Sequence[Standing]:
    """Those posted or edited after `since` in active chats."""
    async with database.reader() as connection:
        rows = (await connection.execute(STANDING, {"since": since})).all()
    return [Standing(row.id, row.telegram_id, row.name, row.edited_at) for row in rows]
