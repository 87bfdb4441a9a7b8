"""What groups owe between rounds and hand in for it, as rows; knows no rule."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from coordination import ports_filings
from coordination.rules import filings, round_reports
from storage import rounds, tables_filings, writing
from storage.among import among
from storage.session import Session

_F, _R = tables_filings.filings, tables_filings.filed
_COLUMNS = tuple(_F.c.keys())
_ONE = sa.select(_F).where(_F.c.id == sa.bindparam("id"))
_OF_DUTY = sa.select(_F).where(_F.c.duty_id == sa.bindparam("duty"), _F.c.run >= sa.bindparam("run"))
_OPEN_OF = sa.select(_F).where(_F.c.group_id == sa.bindparam("group"), _F.c.standing == filings.Standing.OPEN.value)
_REPORTS = sa.select(_R).where(among(_R.c.filing_id, "ids"))
_ACCEPTED = (
    sa.select(_R)
    .join(_F, _F.c.id == _R.c.filing_id)
    .where(
        _F.c.group_id == sa.bindparam("group"),
        _F.c.duty_id == sa.bindparam("duty"),
        _F.c.verdict == filings.Verdict.ACCEPTED.value,
    )
    .order_by(_F.c.run.desc())
    .limit(1)
)


class Filings:
    """`ports_filings.Filings`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, filing_id: int) -> filings.Filing | None:
        rows = await self._session.rows(_ONE, {"id": filing_id})
        found = self._session.shelves.filings.overlay(map(record, rows), lambda one: one.id == filing_id)
        return next(iter(found), None)

    async def of_duty(self, duty_id: int, since_run: int) -> Sequence[filings.Filing]:
        rows = await self._session.rows(_OF_DUTY, {"duty": duty_id, "run": since_run})
        found = self._session.shelves.filings.overlay(
            map(record, rows), lambda one: one.duty_id == duty_id and one.run >= since_run
        )
        return sorted(found, key=lambda one: (one.run, one.group_id))

    async def open_of(self, group_id: int) -> Sequence[filings.Filing]:
        rows = await self._session.rows(_OPEN_OF, {"group": group_id})
        found = self._session.shelves.filings.overlay(
            map(record, rows), lambda one: one.group_id == group_id and one.standing is filings.Standing.OPEN
        )
        return sorted(found, key=lambda one: (one.due_at, one.id))

    async def report(self, filing_id: int) -> ports_filings.Filed | None:
        return (await self.reports([filing_id])).get(filing_id)

    async def reports(self, filing_ids: Collection[int]) -> Mapping[int, ports_filings.Filed]:
        if not filing_ids:
            return {}
        rows = await self._session.rows(_REPORTS, {"ids": sorted(filing_ids)})
        found = self._session.shelves.filed.overlay(map(report, rows), lambda one: one.filing_id in filing_ids)
        return {one.filing_id: one for one in found}

    async def last_accepted(self, group_id: int, duty_id: int) -> ports_filings.Filed | None:
        rows = await self._session.rows(_ACCEPTED, {"group": group_id, "duty": duty_id})
        return next(map(report, rows), None)

    def save(self, filing: filings.Filing) -> None:
        self._session.save(self._session.shelves.filings, filing)

    def save_report(self, filed: ports_filings.Filed) -> None:
        self._session.save(self._session.shelves.filed, filed)


def record(row: Any) -> filings.Filing:
    return filings.Filing(
        id=row.id,
        duty_id=row.duty_id,
        run=row.run,
        group_id=row.group_id,
        due_at=row.due_at,
        asked_at=row.asked_at,
        standing=filings.Standing(row.standing),
        look_at=row.look_at,
        opened_at=row.opened_at,
        verdict=None if row.verdict is None else filings.Verdict(row.verdict),
        judged_version=row.judged_version,
        returned_for=row.returned_for,
        judged_by=row.judged_by,
        judged_at=row.judged_at,
        remarks=tuple(_remark(one) for one in row.remarks),
    )


def _remark(kept: Mapping[str, Any]) -> filings.Remark:
    return filings.Remark(kept["words"], datetime.fromisoformat(kept["at"]), kept.get("by"))


def report(row: Any) -> ports_filings.Filed:
    found = round_reports.Report(
        parts=rounds.words_of(row.parts),
        state=round_reports.State(row.state),
        version=row.version,
        by=row.by,
        sent_at=row.sent_at,
        approved_by=row.approved_by,
        tasks={round_reports.Part(name): tuple(ids) for name, ids in row.tasks.items()},
        draft=None if row.draft is None else rounds.words_of(row.draft),
        first_sent_at=row.first_sent_at,
    )
    return ports_filings.Filed(row.filing_id, row.group_id, found, row.drafted_at)


async def write(session: Session, records: Sequence[filings.Filing]) -> None:
    rows = []
    for one in records:
        kept = {name: getattr(one, name) for name in _COLUMNS}
        kept |= {"standing": one.standing.value, "verdict": None if one.verdict is None else one.verdict.value}
        kept["remarks"] = [{"words": each.words, "at": each.at.isoformat(), "by": each.by} for each in one.remarks]
        rows.append(kept)
    await writing.upsert(session.connection, _F, rows)


async def write_reports(session: Session, records: Sequence[ports_filings.Filed]) -> None:
    rows = [
        {
            "filing_id": one.filing_id,
            "group_id": one.group_id,
            "parts": rounds.values_of(one.report.parts),
            "state": one.report.state.value,
            "version": one.report.version,
            "by": one.report.by,
            "sent_at": one.report.sent_at,
            "approved_by": one.report.approved_by,
            "tasks": {part.value: list(ids) for part, ids in one.report.tasks.items()},
            "drafted_at": one.drafted_at,
            "draft": None if one.report.draft is None else rounds.values_of(one.report.draft),
            "first_sent_at": one.report.first_sent_at,
        }
        for one in records
    ]
    await writing.upsert(session.connection, _R, rows)
