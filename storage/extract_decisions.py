"""What a committee decided in its rounds, as an export shows it; knows no rule and makes no file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from coordination.rules import round_outcomes
from storage import tables, tables_programmes, tables_rounds
from storage.among import fixed

_O, _R, _T = tables_rounds.outcomes.c, tables_rounds.rounds.c, tables_rounds.turns.c
_P, _S, _G = tables_programmes.programmes.c, tables_programmes.seats.c, tables.groups.c
ORDER = (_O.at, _O.id)
COMMITTEE = _P.committee_id
OF_GROUPS = (
    sa.select(
        _O.id,
        _O.at,
        _O.text,
        _O.by,
        _R.number,
        _R.title,
        _P.committee_id,
        _S.code,
        _G.name,
    )
    .select_from(
        tables_rounds.outcomes.join(tables_rounds.rounds, _R.id == _O.round_id)
        .join(tables_programmes.programmes, _P.id == _R.programme_id)
        .outerjoin(tables_rounds.turns, _T.id == _O.turn_id)
        .outerjoin(tables.groups, _G.id == _T.group_id)
        .outerjoin(tables_programmes.seats, _S.group_id == _T.group_id)
    )
    .where(_O.kind == fixed(round_outcomes.Kind.DECISION.value))
    .order_by(*ORDER)
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One of them. `group_id` is the committee's; `about` the group it was taken on, if any; `by` a person's id."""

    id: int
    group_id: int
    at: datetime
    text: str
    number: int
    title: str
    by: int | None = None
    about: str | None = None


def record(row: Any) -> Decision:
    about = None if row.name is None else f"{row.name} ({row.code})" if row.code else row.name
    return Decision(row.id, row.committee_id, row.at, row.text, row.number, row.title, row.by, about)
