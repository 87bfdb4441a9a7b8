"""Plans that wait to be read, across all groups; knows no rule."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from coordination.rules import programmes
from storage import programmes as rows
from storage import tables, tables_programmes
from storage.engines import Database

_F, _G, _C, _P = tables_programmes.plan_files, tables.groups, tables.chats, tables_programmes.programmes
_WAITING = (
    sa.select(_F, _G.c.zone, _P.c.opens_on, _C.c.telegram_id.label("chat_telegram_id"))
    .select_from(
        _F.join(_G, _G.c.id == _F.c.group_id)
        .join(_C, _C.c.id == _F.c.chat_id)
        .outerjoin(_P, _P.c.committee_id == _G.c.id)
    )
    .where(_F.c.state == programmes.PlanState.SENT.value)
    .order_by(_F.c.id)
    .limit(sa.bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A plan with its group's zone, its programme's opening day where known, and Telegram's id of its chat."""

    plan: programmes.PlanFile
    zone: str
    opens_on: date | None
    chat_telegram_id: int


async def waiting(database: Database, most: int) -> list[Waiting]:
    """The oldest first."""
    async with database.reader() as reader:
        found = (await reader.execute(_WAITING, {"most": most})).all()
    return [Waiting(rows.plan(row), row.zone, row.opens_on, row.chat_telegram_id) for row in found]
