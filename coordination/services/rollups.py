"""The roll-up of a programme: every group for one period, from the records of its summary; makes no text."""

from dataclasses import dataclass, replace
from datetime import datetime, time

from coordination import ports
from coordination.errors import Refused
from coordination.rules import (
    groups,
    instants,
    late,
    lights,
    occurrences,
    patterns,
    recurrences,
    summaries,
)
from coordination.services import commitments, runs
from coordination.services import groups as groups_service
from coordination.services import programmes as programme_service
from coordination.services import summaries as summaries_service

KIND = "rollup"
AT = time(17, 0)
"""Fridays at this hour (product.md, Summary)."""

_WORST = {lights.Light.RED: 0, lights.Light.YELLOW: 1, lights.Light.GREEN: 2}


@dataclass(frozen=True, slots=True)
class Line:
    """One group with its place and what happened in the period."""

    seated: programme_service.Seated
    view: summaries.SummaryView

    @property
    def code(self) -> str:
        return self.seated.seat.code


@dataclass(frozen=True, slots=True)
class RollUp:
    """All groups in plan order; `until` is up to when the records were read."""

    committee: groups.Group
    period: summaries.Period
    lines: tuple[Line, ...]
    until: datetime
    promises: commitments.Overview | None = None

    def count(self, light: lights.Light) -> int:
        return sum(1 for line in self.lines if line.view.light is light)

    @property
    def worst_first(self) -> tuple[Line, ...]:
        """Red, then yellow, then green; the plan's order within."""
        return tuple(sorted(self.lines, key=lambda line: _WORST[line.view.light]))

    @property
    def asks(self) -> tuple[tuple[str, str], ...]:
        """What the groups ask for, each with its code."""
        return tuple((line.code, ask) for line in self.lines for ask in line.view.help)


@dataclass(frozen=True, slots=True)
class Fired:
    """A roll-up that came due at `due` and is said at `at` (both aware, UTC)."""

    view: RollUp
    due: datetime
    at: datetime
    is_late: bool


async def view(work: ports.Work, committee: groups.Group, period: summaries.Period | None = None) -> RollUp:
    """The period (default: this week) of every group. Raises `Refused` for a group that is no committee."""
    programme = await work.programmes.of_committee(committee.id)
    seats = [] if programme is None else await programme_service.seated(work, programme)
    if not seats:
        raise Refused("rollup.no_programme")
    chosen = period or summaries.week_of(instants.local_day(work.now, committee.zone))
    lines = [Line(one, await summaries_service.view(work, one.group, chosen)) for one in seats]
    promises = await commitments.overview(work, committee, work.now)
    return RollUp(committee, chosen, tuple(lines), work.now, promises if promises.held else None)


async def ensure(work: ports.Work, committee: groups.Group) -> None:
    """Give the committee its weekly roll-up, once."""
    if any(one.kind == KIND for one in await work.schedules.of_group(committee.id)):
        return
    rule = recurrences.Rule(
        patterns.Weekly((groups_service.FRIDAY,)), AT, committee.zone, off_day=recurrences.OffDay.BEFORE
    )
    schedule = ports.Schedule(work.new_id(), committee.id, KIND, recurrences.to_values(rule, committee.zone))
    work.schedules.save(replace(schedule, next_due_at=groups_service.next_due(committee, schedule, work.now)))


async def fire(work: ports.Work, schedule: ports.Schedule, committee: groups.Group) -> Fired | None:
    """Decide on a roll-up that has come due; the schedule is saved with what became of it."""
    calendar = groups_service.calendar_of(committee)
    due = instants.last_until(recurrences.from_values(schedule.rule, committee.zone), work.now, calendar)
    if due is None:
        work.schedules.save(runs.settled(committee, schedule, None, "skipped:not_its_day", work.now))
        return None
    key = occurrences.of_schedule(schedule.id, KIND, due)
    verdict = late.judge(late.Kind.SUMMARY, due, work.now, late.Place(committee.zone, calendar))
    reason = await _hindrance(work, committee)
    if reason is None and await work.ledger.has(key.subject, key.rule, key.occurrence):
        reason = "already_sent"
    if reason is None and verdict.running is late.Running.SKIP:
        reason = late.Reason.WINDOW.value
    seen = None if reason is not None else await _or_none(work, committee, due)
    if seen is None:
        work.schedules.save(runs.settled(committee, schedule, due, f"skipped:{reason or 'not_its_day'}", work.now))
        return None
    work.ledger.add(key.subject, key.rule, key.occurrence)
    is_late = verdict.running is not late.Running.ON_TIME
    work.schedules.save(runs.settled(committee, schedule, due, "late" if is_late else "sent", work.now))
    return Fired(seen, due, work.now, is_late)


async def _or_none(work: ports.Work, committee: groups.Group, due: datetime) -> RollUp | None:
    try:
        return await view(work, committee, summaries.week_of(instants.local_day(due, committee.zone)))
    except Refused:
        return None


async def _hindrance(work: ports.Work, committee: groups.Group) -> str | None:
    if committee.is_silent(work.now):
        return "paused"
    if (await work.chats.get(committee.chat_id)).state is not groups.ChatState.ACTIVE:
        return "chat_not_active"
    return None
