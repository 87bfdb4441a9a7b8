"""What will be posted in a group in the days to come, by the very rules that post it; it changes nothing.

Each run is judged as it will be when its time comes, with the records as they stand now: what nobody changes in
between comes exactly so.
"""

import heapq
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from coordination import ports
from coordination.rules import groups, recurrences, run_log, single_runs
from coordination.services import dry_work, runs, schedules

AHEAD = timedelta(days=14)
MOST_RUNS = 400
"""So many runs are looked at; a group with more sees the first of them."""

LEFT_OUT = "left_out"
"""The outcome of a run that an admin left out."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A run to come of a schedule: `day` names it, `due` is when it is meant for, `at` when it is said (aware, UTC).

    `outcome` is what will be kept of it: sent, empty (there is nothing to say, as things stand), `skipped:<reason>`,
    or `LEFT_OUT`. `meant_at`: when the rule alone would have it, where it was moved.
    """

    schedule: ports.Schedule
    day: date
    due: datetime
    at: datetime
    outcome: str
    meant_at: datetime | None = None
    said: schedules.Said | None = None

    @property
    def is_posted(self) -> bool:
        return self.outcome in schedules.POSTED


async def coming(work: ports.Work, group: groups.Group, *, ahead: timedelta = AHEAD) -> list[Coming]:
    """What the group's schedules do until `ahead` has passed, those left out among them, the first first.

    Private messages to its people are not told.
    """
    until = work.now + ahead
    kept = [one for one in await work.schedules.of_group(group.id) if one.enabled and one.kind not in schedules.PRIVATE]
    dry = dry_work.DryWork(work, work.now)
    found = [one for schedule in kept for one in _left_out(group, schedule, work.now, until)]
    waiting = [(one.next_due_at, one.id) for one in kept if one.next_due_at is not None and one.next_due_at <= until]
    heapq.heapify(waiting)
    for _ in range(MOST_RUNS):
        if not waiting:
            break
        due, schedule_id = heapq.heappop(waiting)
        dry.now = max(due, dry.now)
        run, again = await _run(dry, group, schedule_id)
        found += [] if run is None else [run]
        if again is not None and due < again <= until:
            heapq.heappush(waiting, (again, schedule_id))
    return sorted(found, key=lambda one: (one.at, one.schedule.id))


async def _run(dry: dry_work.DryWork, group: groups.Group, schedule_id: int) -> tuple[Coming | None, datetime | None]:
    """What becomes of the schedule at the instant, `None` where it is only held, and when it is looked at next."""
    before = await dry.schedules.get(schedule_id)
    said = await schedules.fire(dry.as_work(), schedule_id)
    after = await dry.schedules.get(schedule_id)
    assert before is not None
    assert after is not None
    is_settled = after.last_due_at is not None and after.last_due_at != before.last_due_at
    if not is_settled or after.last_outcome in run_log.UNTOLD:
        return None, after.next_due_at
    assert after.last_due_at is not None
    day, meant_at = _named(group, before, after.last_due_at)
    outcome = after.last_outcome or schedules.EMPTY
    return Coming(before, day, after.last_due_at, dry.now, outcome, meant_at, said), after.next_due_at


def _named(group: groups.Group, schedule: ports.Schedule, due: datetime) -> tuple[date, datetime | None]:
    day = runs.day_of(group, schedule, due)
    try:
        rule = recurrences.from_values(schedule.rule, group.zone)
    except ValueError:
        return day, None
    is_moved = single_runs.state(rule, day) is not None
    return day, single_runs.meant_at(rule, day) if is_moved else None


def _left_out(group: groups.Group, schedule: ports.Schedule, now: datetime, until: datetime) -> list[Coming]:
    if not group.zone_confirmed:
        return []
    try:
        rule = recurrences.from_values(schedule.rule, group.zone)
    except ValueError:
        return []
    return [Coming(schedule, one.day, one.at, one.at, LEFT_OUT) for one in single_runs.left_out(rule, now, until)]


def past(schedule: ports.Schedule, now: datetime) -> list[run_log.Past]:
    """What became of the schedule's runs that did not come as meant, the newest first."""
    return [one for one in reversed(run_log.read(schedule.values)) if one.due <= now]
