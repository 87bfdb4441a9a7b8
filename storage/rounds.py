"""Rounds, turns and what groups hand in, as rows; knows no rule.

Turns and reports are rows of their own: a group that sends its report from a private chat and a chair who moves the
floor at the same instant write nothing of each other's (docs/decisions/0012).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from coordination import ports_rounds
from coordination.rules import round_outcomes, round_reports, rounds
from storage import round_results, tables_rounds, writing
from storage.session import Session

_R, _T, _P = tables_rounds.rounds, tables_rounds.turns, tables_rounds.reports
_V = tables_rounds.report_versions
_ROUND = sa.select(_R).where(_R.c.id == sa.bindparam("id"))
_NEWEST = sa.select(_R).where(_R.c.programme_id == sa.bindparam("id")).order_by(_R.c.number.desc()).limit(1)
_TURNS = sa.select(_T).where(_T.c.round_id == sa.bindparam("id"))
_TURN = sa.select(_T).where(_T.c.id == sa.bindparam("id"))
_REPORTS = sa.select(_P).join(_T, _T.c.id == _P.c.turn_id).where(_T.c.round_id == sa.bindparam("id"))
_REPORT = sa.select(_P).where(_P.c.turn_id == sa.bindparam("id"))
_VERSIONS = sa.select(_V).where(_V.c.turn_id == sa.bindparam("id"))
_ACCEPTED = (
    sa.select(_P)
    .where(_P.c.group_id == sa.bindparam("id"), _P.c.state == round_reports.State.ACCEPTED.value)
    .order_by(_P.c.sent_at.desc())
    .limit(1)
)
_HISTORY = (
    sa.select(_R, _T.c.id.label("turn_id"))
    .join(_T, _T.c.round_id == _R.c.id)
    .where(_T.c.group_id == sa.bindparam("id"), _R.c.state == rounds.RoundState.CLOSED.value)
    .order_by(_R.c.id.desc())
    .limit(sa.bindparam("most"))
)


class Rounds:
    """`ports_rounds.Rounds`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, round_id: int) -> rounds.Round | None:
        rows = await self._session.rows(_ROUND, {"id": round_id})
        found = self._session.shelves.rounds.overlay(map(record, rows), lambda one: one.id == round_id)
        return next(iter(found), None)

    async def newest(self, programme_id: int) -> rounds.Round | None:
        rows = await self._session.rows(_NEWEST, {"id": programme_id})
        found = self._session.shelves.rounds.overlay(map(record, rows), lambda one: one.programme_id == programme_id)
        return max(found, key=lambda one: one.number, default=None)

    async def turns(self, round_id: int) -> Sequence[rounds.Turn]:
        rows = await self._session.rows(_TURNS, {"id": round_id})
        found = self._session.shelves.turns.overlay(map(turn, rows), lambda one: one.round_id == round_id)
        return rounds.order(found)

    async def turn(self, turn_id: int) -> rounds.Turn | None:
        rows = await self._session.rows(_TURN, {"id": turn_id})
        found = self._session.shelves.turns.overlay(map(turn, rows), lambda one: one.id == turn_id)
        return next(iter(found), None)

    async def reports(self, round_id: int) -> Sequence[ports_rounds.KeptReport]:
        rows = await self._session.rows(_REPORTS, {"id": round_id})
        mine = {one.id for one in await self.turns(round_id)}
        return self._session.shelves.reports.overlay(map(report, rows), lambda one: one.turn_id in mine)

    async def report(self, turn_id: int) -> ports_rounds.KeptReport | None:
        rows = await self._session.rows(_REPORT, {"id": turn_id})
        found = self._session.shelves.reports.overlay(map(report, rows), lambda one: one.turn_id == turn_id)
        return next(iter(found), None)

    async def last_accepted(self, group_id: int) -> ports_rounds.KeptReport | None:
        return next((report(row) for row in await self._session.rows(_ACCEPTED, {"id": group_id})), None)

    async def history(self, group_id: int, limit: int = 5) -> Sequence[tuple[rounds.Round, rounds.Turn]]:
        found = []
        for row in await self._session.rows(_HISTORY, {"id": group_id, "most": limit}):
            one = await self.turn(row.turn_id)
            if one is not None:
                found.append((record(row), one))
        return found

    async def versions(self, turn_id: int) -> Sequence[ports_rounds.Version]:
        rows = await self._session.rows(_VERSIONS, {"id": turn_id})
        found = self._session.shelves.report_versions.overlay(map(version, rows), lambda one: one.turn_id == turn_id)
        return sorted(found, key=lambda one: one.version)

    async def outcomes(self, round_id: int) -> Sequence[round_outcomes.Outcome]:
        return await round_results.outcomes(self._session, round_id)

    async def figures(self, round_id: int) -> Sequence[ports_rounds.KeptFigures]:
        mine = {one.id for one in await self.turns(round_id)}
        return await round_results.figures(self._session, round_id, mine)

    async def of_task(self, task_id: int) -> rounds.Round | None:
        round_id = await round_results.round_of_task(self._session, task_id)
        return None if round_id is None else await self.get(round_id)

    def save_outcome(self, one: round_outcomes.Outcome) -> None:
        self._session.save(self._session.shelves.round_outcomes, one)

    def save_figures(self, kept: ports_rounds.KeptFigures) -> None:
        self._session.save(self._session.shelves.round_figures, kept)

    def add_version(self, version: ports_rounds.Version) -> None:
        self._session.save(self._session.shelves.report_versions, version)

    def save(self, one: rounds.Round) -> None:
        self._session.save(self._session.shelves.rounds, one)

    def save_turn(self, turn: rounds.Turn) -> None:
        self._session.save(self._session.shelves.turns, turn)

    def save_report(self, kept: ports_rounds.KeptReport) -> None:
        self._session.save(self._session.shelves.reports, kept)


def record(row: Any) -> rounds.Round:
    return rounds.Round(
        id=row.id,
        programme_id=row.programme_id,
        number=row.number,
        title=row.title,
        created_at=row.created_at,
        state=rounds.RoundState(row.state),
        minutes=row.minutes,
        meets_at=row.meets_at,
        reports_due_at=row.reports_due_at,
        since=row.since,
        began_at=row.began_at,
        paused_at=row.paused_at,
        closed_at=row.closed_at,
        days=row.days,
        live_only=bool(row.live_only),
        schedule_id=row.schedule_id,
        run_on=row.run_on,
        minutes_shown=row.minutes_shown,
        menu_until=row.menu_until,
    )


def turn(row: Any) -> rounds.Turn:
    return rounds.Turn(
        row.id, row.round_id, row.group_id, row.position, rounds.TurnState(row.state), row.began_at, row.state_at
    )


def report(row: Any) -> ports_rounds.KeptReport:
    found = round_reports.Report(
        parts=words_of(row.parts),
        state=round_reports.State(row.state),
        version=row.version,
        by=row.by,
        sent_at=row.sent_at,
        approved_by=row.approved_by,
        returned_for=row.returned_for,
        corrected_at=row.corrected_at,
        tasks={round_reports.Part(name): tuple(ids) for name, ids in (row.tasks or {}).items()},
        passed_to=tuple(row.passed_to or ()),
        draft=None if row.draft is None else words_of(row.draft),
        first_sent_at=row.first_sent_at,
    )
    return ports_rounds.KeptReport(row.turn_id, row.group_id, found)


def words_of(kept: Mapping[str, str]) -> Mapping[round_reports.Part, str]:
    """The parts of a report as they are kept."""
    return {round_reports.Part(name): words for name, words in kept.items()}


def values_of(parts: Mapping[round_reports.Part, str]) -> dict[str, str]:
    """The parts of a report as they are to be kept."""
    return {part.value: words for part, words in parts.items()}


def version(row: Any) -> ports_rounds.Version:
    return ports_rounds.Version(row.turn_id, row.version, words_of(row.parts), row.by, row.at)


async def write(session: Session, records: Sequence[rounds.Round]) -> None:
    names = tuple(_R.c.keys())
    rows = [{name: getattr(one, name) for name in names} | {"state": one.state.value} for one in records]
    await writing.upsert(session.connection, _R, rows)


async def write_turns(session: Session, records: Sequence[rounds.Turn]) -> None:
    names = tuple(_T.c.keys())
    rows = [{name: getattr(one, name) for name in names} | {"state": one.state.value} for one in records]
    await writing.upsert(session.connection, _T, rows)


async def write_reports(session: Session, records: Sequence[ports_rounds.KeptReport]) -> None:
    rows = [
        {
            "turn_id": kept.turn_id,
            "group_id": kept.group_id,
            "parts": values_of(kept.report.parts),
            "state": kept.report.state.value,
            "version": kept.report.version,
            "by": kept.report.by,
            "sent_at": kept.report.sent_at,
            "approved_by": kept.report.approved_by,
            "returned_for": kept.report.returned_for,
            "corrected_at": kept.report.corrected_at,
            "tasks": {part.value: list(ids) for part, ids in kept.report.tasks.items()},
            "passed_to": list(kept.report.passed_to),
            "draft": None if kept.report.draft is None else values_of(kept.report.draft),
            "first_sent_at": kept.report.first_sent_at,
        }
        for kept in records
    ]
    await writing.upsert(session.connection, _P, rows)


async def write_versions(session: Session, records: Sequence[ports_rounds.Version]) -> None:
    rows = [
        {
            "turn_id": one.turn_id,
            "version": one.version,
            "parts": values_of(one.parts),
            "by": one.by,
            "at": one.at,
        }
        for one in records
    ]
    await writing.upsert(session.connection, _V, rows)
