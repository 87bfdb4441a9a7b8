"""Reports held against the records they were drafted from: which of them a secretary would send back; no text."""

from collections.abc import Mapping

from coordination import ports
from coordination.rules import groups, round_figures, round_reports
from coordination.services import lists
from coordination.services import round_reports as reports_service
from coordination.services import rounds as rounds_service

_TO_JUDGE = frozenset({round_reports.State.SENT, round_reports.State.APPROVED})


async def weaknesses(
    work: ports.Work, group: groups.Group, report: round_reports.Report
) -> tuple[round_figures.Weakness, ...]:
    """What the report leaves out as things stand now; nothing of one that is not in, or was accepted."""
    if report.state not in _TO_JUDGE:
        return ()
    records = await reports_service.records(work, group)
    view = records.view
    known = round_figures.Records(
        live=len(await lists.every_live(work, group)),
        coming=len(records.coming),
        in_trouble=view.late.total + len(view.blocked),
        silent=len(records.silent),
    )
    return round_figures.weaknesses(report, known)


async def weak(work: ports.Work, seen: rounds_service.Board) -> Mapping[int, tuple[round_figures.Weakness, ...]]:
    """By turn, those of the round that leave something out."""
    found = {}
    for turn in seen.floor.turns:
        report = seen.reports.get(turn.id)
        if report is not None and (left_out := await weaknesses(work, seen.seats[turn.id].group, report)):
            found[turn.id] = left_out
    return found
