"""Rounds that go on, across all programmes; knows no rule."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from coordination.rules import rounds
from storage import tables, tables_programmes, tables_rounds
from storage.engines import Database

_R, _P, _G, _C = tables_rounds.rounds, tables_programmes.programmes, tables.groups, tables.chats
_S = tables.schedules
_OPEN = (
    sa.select(_R.c.id, _C.c.telegram_id)
    .select_from(_R.join(_P, _P.c.id == _R.c.programme_id).join(_G, _G.c.id == _P.c.committee_id).join(_C))
    .where(
        _R.c.state.in_(
            [rounds.RoundState.COLLECTING.value, rounds.RoundState.LIVE.value, rounds.RoundState.PAUSED.value]
        )
    )
    .order_by(_R.c.id)
)


_SCHEDULED = (
    sa.select(_S.c.id, _C.c.telegram_id)
    .select_from(_S.join(_G, _G.c.id == _S.c.group_id).join(_C, _C.c.id == _G.c.chat_id))
    .where(
        _S.c.kind == sa.bindparam("kind"),
        _S.c.next_due_at > sa.bindparam("now"),
        _S.c.next_due_at <= sa.bindparam("until"),
    )
    .order_by(_S.c.id)
)


@dataclass(frozen=True, slots=True)
class Open:
    """A round and Telegram's id of its committee's chat."""

    round_id: int
    chat_telegram_id: int


async def going_on(database: Database) -> list[Open]:
    """The oldest first."""
    async with database.reader() as reader:
        return [Open(row.id, row.telegram_id) for row in await reader.execute(_OPEN)]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A schedule of rounds and Telegram's id of its committee's chat."""

    schedule_id: int
    chat_telegram_id: int


async def coming(database: Database, kind: str, now: datetime, until: datetime) -> list[Scheduled]:
    """Schedules of the kind that come before `until`, and whose hour has not come."""
    async with database.reader() as reader:
        rows = await reader.execute(_SCHEDULED, {"kind": kind, "now": now, "until": until})
        return [Scheduled(row.id, row.telegram_id) for row in rows]
