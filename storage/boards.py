"""Boards that stand in their chats, as the clock sees them; knows no rule and no text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from coordination.rules import dues, groups
from storage import tables, types
from storage.among import fixed
from storage.engines import Database
from storage.groups import load_settings

_S, _G, _C, _T = tables.slots.c, tables.groups.c, tables.chats.c, tables.tasks.c
_NOW = sa.bindparam("now", type_=types.UtcDateTime)
_OWED = (_T.group_id == _G.id, _T.state.in_([state.value for state in dues.OWED]))
_HAS_DATES = sa.exists().where(*_OWED, _T.due_on.is_not(None))
_HOUR_PASSED = sa.exists().where(*_OWED, _T.due_at > _S.edited_at, _T.due_at <= _NOW)
_STANDING = (
    sa.select(_G.id, _G.zone, _G.settings, _C.telegram_id, _S.edited_at, _HOUR_PASSED.label("hour_passed"))
    .join_from(tables.groups, tables.chats, _C.id == _G.chat_id)
    .join(
        tables.slots,
        sa.and_(_S.chat_id == _G.chat_id, _S.name == sa.literal("board:").concat(sa.cast(_G.id, sa.Text))),
    )
    .where(_S.message_id.is_not(None), _S.edited_at.is_not(None), _C.state == fixed(groups.ChatState.ACTIVE.value))
    .where(_HAS_DATES)
    .order_by(_C.telegram_id)
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A board with dates on it: of which group, where, when it was edited, and whether an hour passed since."""

    group_id: int
    chat_telegram_id: int
    zone: str
    settings: groups.Settings
    edited_at: datetime
    hour_passed: bool


async def standing(database: Database, now: datetime) -> Sequence[Standing]:
    """Every board in an active chat of whose group a task with a date is still owed, by chat."""
    async with database.reader() as connection:
        rows = (await connection.execute(_STANDING, {"now": now})).all()
    return [
        Standing(row.id, row.telegram_id, row.zone, load_settings(row.settings), row.edited_at, bool(row.hour_passed))
        for row in rows
    ]
