"""What rounds brought forth and the numbers they froze, as rows; knows no rule."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from coordination import ports_rounds
from coordination.rules import lights, round_figures, round_outcomes
from storage import tables_rounds, writing
from storage.session import Session

_O, _F, _T = tables_rounds.outcomes, tables_rounds.figures, tables_rounds.turns
_OUTCOMES = sa.select(_O).where(_O.c.round_id == sa.bindparam("id"))
_OF_TASK = sa.select(_O.c.round_id).where(_O.c.task_id == sa.bindparam("id")).limit(1)
_FIGURES = sa.select(_F).join(_T, _T.c.id == _F.c.turn_id).where(_T.c.round_id == sa.bindparam("id"))


async def outcomes(session: Session, round_id: int) -> Sequence[round_outcomes.Outcome]:
    rows = await session.rows(_OUTCOMES, {"id": round_id})
    found = session.shelves.round_outcomes.overlay(map(outcome, rows), lambda one: one.round_id == round_id)
    return sorted(found, key=lambda one: (one.at, one.id))


async def round_of_task(session: Session, task_id: int) -> int | None:
    rows = await session.rows(_OF_TASK, {"id": task_id})
    return next((row.round_id for row in rows), None)


async def figures(session: Session, round_id: int, turns: Collection[int]) -> Sequence[ports_rounds.KeptFigures]:
    """`turns`: ids of the round's turns."""
    rows = await session.rows(_FIGURES, {"id": round_id})
    return session.shelves.round_figures.overlay(map(kept, rows), lambda one: one.turn_id in turns)


def outcome(row: Any) -> round_outcomes.Outcome:
    return round_outcomes.Outcome(
        row.id,
        row.round_id,
        round_outcomes.Kind(row.kind),
        row.text,
        row.at,
        row.by,
        row.turn_id,
        row.task_id,
        None if row.source is None else (row.source[0], row.source[1]),
    )


def kept(row: Any) -> ports_rounds.KeptFigures:
    behind = {round_figures.Figure(name): tuple(numbers) for name, numbers in row.behind.items()}
    return ports_rounds.KeptFigures(row.turn_id, round_figures.Figures(lights.Light(row.light), row.at, behind))


async def write_outcomes(session: Session, records: Sequence[round_outcomes.Outcome]) -> None:
    rows = [
        {
            "id": one.id,
            "round_id": one.round_id,
            "kind": one.kind.value,
            "text": one.text,
            "at": one.at,
            "by": one.by,
            "turn_id": one.turn_id,
            "task_id": one.task_id,
            "source": None if one.source is None else list(one.source),
        }
        for one in records
    ]
    await writing.upsert(session.connection, _O, rows)


async def write_figures(session: Session, records: Sequence[ports_rounds.KeptFigures]) -> None:
    rows = [
        {
            "turn_id": one.turn_id,
            "light": one.figures.light.value,
            "at": one.figures.at,
            "behind": {figure.value: list(numbers) for figure, numbers in one.figures.behind.items()},
        }
        for one in records
    ]
    await writing.upsert(session.connection, _F, rows)
