"""What becomes of a schedule's run: kept with it, with those missed before, and its next instant; makes no text."""

from dataclasses import replace
from datetime import date, datetime

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, instants, late, recurrences, run_log, single_runs
from coordination.services import groups as groups_service


def settled(
    group: groups.Group, schedule: ports.Schedule, due: datetime | None, outcome: str, now: datetime
) -> ports.Schedule:
    """The schedule after the run meant for `due` had its outcome (`None`: there was no such run).

    Older runs that nobody looked at, since nothing ran, are noted as skipped for this one.
    """
    values = schedule.values
    if due is not None:
        missed = _missed(group, schedule, due)
        before = schedule.last_due_at if missed is None else missed[1]
        values = run_log.noted(held(group, schedule, due).values, run_log.Past(due, outcome), settled=before)
    return replace(
        schedule,
        values=values,
        next_due_at=groups_service.next_due(group, schedule, now),
        last_due_at=due or schedule.last_due_at,
        last_outcome=outcome,
    )


def held(group: groups.Group, schedule: ports.Schedule, due: datetime) -> ports.Schedule:
    """The schedule while the run meant for `due` waits: older ones that nobody looked at are noted already."""
    missed = _missed(group, schedule, due)
    if missed is None:
        return schedule
    skipped = run_log.Past(missed[0], f"{run_log.SKIPPED}{late.Reason.NEWER.value}", missed[1])
    return replace(schedule, values=run_log.noted(schedule.values, skipped, settled=schedule.last_due_at))


def _missed(group: groups.Group, schedule: ports.Schedule, due: datetime) -> tuple[datetime, datetime] | None:
    """The first and the last of the runs that were waited for and lie before the one at hand."""
    waited = schedule.next_due_at
    if waited is None or waited >= due:
        return None
    try:
        rule = recurrences.from_values(schedule.rule, group.zone)
        calendar = groups_service.calendar_of(group)
    except (ValueError, Refused):
        return None
    first = instants.last_until(rule, waited, calendar)
    if first is not None and schedule.last_due_at is not None and first <= schedule.last_due_at:
        first = instants.next_after(rule, schedule.last_due_at, calendar)
    if first is None or first >= due:
        return None
    return late.catch_up(rule, first, due, calendar).skipped


def day_of(group: groups.Group, schedule: ports.Schedule, at: datetime) -> date:
    """The local day that the run at the instant is of: of a moved one the day on which it would have come."""
    try:
        return single_runs.of_instant(recurrences.from_values(schedule.rule, group.zone), at).day
    except ValueError:
        return instants.local_day(at, group.zone)


async def summary_day(work: ports.Work, group: groups.Group, posted_at: datetime) -> date:
    """The local day of whose week the summary posted or edited at the instant speaks: a late one is of its own."""
    for schedule in await work.schedules.of_group(group.id):
        last = schedule.last_due_at
        if schedule.kind == groups_service.SUMMARY and last is not None and last <= posted_at:
            return day_of(group, schedule, last)
    return instants.local_day(posted_at, group.zone)
