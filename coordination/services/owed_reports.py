"""Reports that a person owes, told in one message with the tasks that come due at the same moment; makes no text."""

from collections.abc import Sequence

from coordination import ports
from coordination.rules import filings, round_reports
from coordination.services.reminded import Owed


async def missing(work: ports.Work, owed: Sequence[Owed]) -> tuple[Owed, ...]:
    """Those that are not in, and whose date is to come."""
    return tuple([one for one in owed if one.due_at > work.now and await _is_missing(work, one)])


async def _is_missing(work: ports.Work, one: Owed) -> bool:
    if one.is_turn:
        kept = await work.rounds.report(one.id)
        return kept is None or kept.report.state not in round_reports.HANDED_IN
    filing = await work.filings.get(one.id)
    if filing is None or filing.standing is not filings.Standing.OPEN:
        return False
    filed = await work.filings.report(one.id)
    return filed is None or filings.as_judged(filing, filed.report).state not in round_reports.HANDED_IN
