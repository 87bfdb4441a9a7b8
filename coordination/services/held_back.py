"""What the ceiling of unasked posts kept from being posted, until a morning message has told of it; makes no text."""

from collections.abc import Sequence
from datetime import timedelta

from coordination import ports
from coordination.rules import digests, groups, instants, summaries
from coordination.services import check_ins, rollups
from coordination.services import groups as groups_service

CEILING = "skipped:ceiling"
"""The outcome of a schedule that the ceiling kept silent."""

MERGED = "merged"
HELD_FOR = timedelta(days=7)

Kind = digests.HeldKind
_KINDS = {groups_service.SUMMARY: Kind.SUMMARY, rollups.KIND: Kind.ROLLUP, check_ins.KIND: Kind.CHECK_IN}


async def of(work: ports.Work, group: groups.Group) -> tuple[digests.Held, ...]:
    """What was kept back in the last days and was not told yet, in the order in which it was due."""
    found: list[digests.Held] = []
    for schedule in await work.schedules.of_group(group.id):
        if (run := await _run(group, schedule)) is not None:
            found.append(run)
        if (round_up := await _round_up(work, schedule)) is not None:
            found.append(round_up)
    recent = [one for one in found if work.now - HELD_FOR < one.at <= work.now]
    fresh = [one for one in recent if not await work.ledger.has(*_key(one))]
    return tuple(sorted(fresh, key=lambda one: (one.at, one.subject)))


def note(work: ports.Work, told: Sequence[digests.Held]) -> None:
    """Keep that a morning message tells of these."""
    for one in told:
        work.ledger.add(*_key(one))


async def _run(group: groups.Group, schedule: ports.Schedule) -> digests.Held | None:
    """The last run of a schedule, if it was one post too many."""
    kind = _KINDS.get(schedule.kind)
    if kind is None or schedule.last_outcome != CEILING or schedule.last_due_at is None:
        return None
    week = summaries.week_of(instants.local_day(schedule.last_due_at, group.zone))
    period = None if kind is Kind.CHECK_IN else week
    return digests.Held(kind, f"schedule:{schedule.id}", schedule.last_due_at, period)


async def _round_up(work: ports.Work, schedule: ports.Schedule) -> digests.Held | None:
    """What came of the last check-in, if that was one post too many."""
    run = await work.questions.get(schedule.values.get("run") or 0) if schedule.kind == check_ins.KIND else None
    if run is None or not run.values.get(check_ins.HELD):
        return None
    return digests.Held(Kind.ROUND_UP, f"question:{run.id}", run.asked_at)


def _key(one: digests.Held) -> tuple[str, str, str]:
    return one.subject, MERGED, one.at.isoformat()
