"""A schedule that has come due: asked again whether it is to be said, and when it comes next; makes no text.

Of all the runs that were missed the last one alone is looked at. Whatever becomes of it, the next run is counted from
now, so that there is never a burst.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from coordination import ports
from coordination.errors import Refused
from coordination.rules import (
    calendars,
    digests,
    groups,
    instants,
    late,
    occurrences,
    quiet,
    recurrences,
    single_runs,
    summaries,
)
from coordination.services import (
    check_ins,
    duties,
    escalations,
    nudges,
    own_reminders,
    peace,
    private_reminders,
    reminded,
    reminder_views,
    rollups,
    round_schedules,
    runs,
)
from coordination.services import digests as digests_service
from coordination.services import groups as groups_service
from coordination.services import summaries as summaries_service

SENT, LATE, EMPTY = "sent", "late", "empty"
POSTED = frozenset({SENT, LATE})

_KINDS = {groups_service.DIGEST: late.Kind.DIGEST, groups_service.SUMMARY: late.Kind.SUMMARY}


class Skip(StrEnum):
    """Why nothing was said, besides the reasons of `late.Reason`; admins see it in the schedule."""

    OFF = "off"
    ZONE = "zone_not_confirmed"
    BROKEN = "broken_rule"
    PAUSED = "paused"  # the group asked for silence
    CHAT = "chat_not_active"
    DAY_OFF = "not_its_day"  # the day it was meant for is none of the rule's any more
    AGAIN = "already_sent"
    CEILING = "ceiling"


View = digests.DigestView | summaries.SummaryView


@dataclass(frozen=True, slots=True)
class Fired:
    """What is to be posted to the group: `view` of a run meant for `due`, said at `at` (both aware, UTC).

    `told`: who is told in private of the steps upward that are taken with a digest.
    """

    group: groups.Group
    view: View
    due: datetime
    at: datetime
    is_late: bool
    told: tuple[escalations.Told, ...] = ()

    @property
    def delayed(self) -> tuple[datetime, datetime] | None:
        """When it was due and when it is sent, where that has to be told."""
        return (self.due, self.at) if self.is_late else None


@dataclass(frozen=True, slots=True)
class _Run:
    """One look at a schedule: its rule as it reads today, in its group."""

    schedule: ports.Schedule
    group: groups.Group
    rule: recurrences.Rule
    calendar: calendars.WorkCalendar
    now: datetime

    @property
    def place(self) -> late.Place:
        return late.Place(self.rule.zone, self.calendar)

    @property
    def peace(self) -> quiet.Peace:
        chosen = self.group.settings
        return quiet.Peace(self.group.zone, chosen.quiet_from, chosen.quiet_until, chosen.unasked_posts_a_day)


Said = (
    Fired
    | check_ins.Begun
    | rollups.Fired
    | duties.Fired
    | round_schedules.Opening
    | nudges.Plan
    | own_reminders.Fired
    | Sequence[reminder_views.Reminded]
)
_OTHERS: dict[str, Callable[[ports.Work, ports.Schedule, groups.Group], Awaitable[Said | None]]] = {
    own_reminders.KIND: own_reminders.fire,
    private_reminders.KIND: private_reminders.fire,
    nudges.KIND: nudges.fire,
    reminded.PUT_OFF: private_reminders.fire_own,
    check_ins.KIND: check_ins.fire,
    rollups.KIND: rollups.fire,
    duties.KIND: duties.fire,
    round_schedules.KIND: round_schedules.fire,
}
"""Kinds of schedules that decide by rules of their own."""

_UNASKED = frozenset({rollups.KIND})
"""Kinds among them that post in the group by themselves: rest and ceiling are kept here for them."""

BY_GROUP = frozenset(_KINDS)
"""Kinds that ask about the other schedules of their group, and about its board."""

PRIVATE = frozenset({private_reminders.KIND, reminded.KIND, reminded.PUT_OFF})
"""Kinds that write to people in private and post nothing in the group."""


async def fire(work: ports.Work, schedule_id: int) -> Said | None:
    """Decide on the schedule's run at the work's instant; `None` where nothing is to be posted.

    The schedule is saved with its outcome and its next instant (`None` while it can't come), what is posted also with
    its key in the ledger. A schedule that is not due is only set right, as after a clock that was ahead; reminders are
    looked at anew.
    """
    schedule = await work.schedules.get(schedule_id)
    if schedule is None:
        return None
    group = await work.groups.get(schedule.group_id)
    if _decides_itself(schedule, work.now):
        return await _other(work, schedule, group)
    run = _run_of(work, schedule, group)
    if run is None:
        work.schedules.save(replace(schedule, next_due_at=None, last_outcome=_skipped(Skip.BROKEN)))
        return None
    if schedule.next_due_at is None or schedule.next_due_at > work.now:
        _mend(work, run)
        return None
    reason = await _hindrance(work, run)
    if reason is not None:
        _settle(work, run, _skipped(reason), schedule.next_due_at)
        return None
    return await _consider(work, run)


def _decides_itself(schedule: ports.Schedule, now: datetime) -> bool:
    """Whether another kind's own rules are asked: it is due, or it has steps that its stored rule does not tell."""
    waits = schedule.next_due_at
    if schedule.kind not in _OTHERS or waits is None:
        return False
    return waits <= now or (schedule.kind in PRIVATE and schedule.enabled)


async def _other(work: ports.Work, schedule: ports.Schedule, group: groups.Group) -> Said | None:
    """What decides by rules of its own. A post that nobody asked for is held at night and stays under the ceiling."""
    run = _run_of(work, schedule, group) if schedule.kind in _UNASKED else None
    if run is None:
        return await _OTHERS[schedule.kind](work, schedule, group)
    due = instants.last_until(run.rule, run.now, run.calendar)
    if due is not None and quiet.is_quiet(run.peace, run.now):
        until = quiet.hold_until(run.peace, run.now, run.calendar)
        work.schedules.save(replace(runs.held(group, schedule, due), next_due_at=until))
        return None
    if await peace.posts_left(work, group) == 0:
        _settle(work, run, _skipped(Skip.CEILING), due)
        return None
    said = await _OTHERS[schedule.kind](work, schedule, group)
    if said is not None:
        await peace.count_post(work, group)
    return said


def _run_of(work: ports.Work, schedule: ports.Schedule, group: groups.Group) -> _Run | None:
    """`None` where the stored rule or the group's calendar can't be read any more."""
    try:
        rule = recurrences.from_values(schedule.rule, group.zone)
        return _Run(schedule, group, rule, groups_service.calendar_of(group), work.now)
    except (ValueError, Refused):
        return None


def _mend(work: ports.Work, run: _Run) -> None:
    coming = groups_service.next_due(run.group, run.schedule, run.now)
    if coming != run.schedule.next_due_at and not _is_held(run):
        work.schedules.save(replace(run.schedule, next_due_at=coming))


def _is_held(run: _Run) -> bool:
    """Whether the schedule waits on purpose for a run that has come due: in quiet hours, or put off."""
    due, waits = instants.last_until(run.rule, run.now, run.calendar), run.schedule.next_due_at
    if due is None or waits is None or _is_settled(run, due) or not run.schedule.enabled:
        return False
    return instants.last_until(run.rule, waits, run.calendar) == due


async def _hindrance(work: ports.Work, run: _Run) -> Skip | None:
    """Why the group is not spoken to at all now."""
    if not run.schedule.enabled or run.schedule.kind not in _KINDS:
        return Skip.OFF
    if not run.group.zone_confirmed:
        return Skip.ZONE
    if run.group.is_silent(run.now):
        return Skip.PAUSED
    chat = await work.chats.get(run.group.chat_id)
    return None if chat.state is groups.ChatState.ACTIVE else Skip.CHAT


async def _consider(work: ports.Work, run: _Run) -> Fired | None:
    """The last run until now, if it was not settled yet: on time, late, held until the quiet hours end, or skipped."""
    due = instants.last_until(run.rule, run.now, run.calendar)
    if due is None or _is_settled(run, due):
        _settle(work, run, _skipped(Skip.DAY_OFF), None)
        return None
    verdict = late.judge(_KINDS[run.schedule.kind], quiet.hold_until(run.peace, due), run.now, run.place)
    if verdict.running is late.Running.EARLY or (
        verdict.running is not late.Running.SKIP and quiet.is_quiet(run.peace, run.now)
    ):
        _hold(work, run, due, verdict)
        return None
    reason = verdict.reason or await _reason(work, run, due)
    if reason is not None:
        _settle(work, run, _skipped(reason), due)
        return None
    return await _say(work, run, due, is_late=verdict.running is late.Running.LATE)


async def _reason(work: ports.Work, run: _Run, due: datetime) -> Skip | None:
    """Why a run whose time it is says nothing."""
    if await work.ledger.has(*_key(run, due)):
        return Skip.AGAIN
    return Skip.CEILING if await peace.posts_left(work, run.group) == 0 else None


def _is_settled(run: _Run, due: datetime) -> bool:
    """Whether this run was decided on before. An instant to come was written by a clock that was ahead."""
    last = run.schedule.last_due_at
    return last is not None and due <= last <= run.now


def _hold(work: ports.Work, run: _Run, due: datetime, verdict: late.Verdict) -> None:
    """Judged again when the quiet hours end; what is late waits for a working day."""
    is_early = verdict.running is late.Running.EARLY
    until = verdict.due if is_early else quiet.hold_until(run.peace, run.now, run.calendar)
    work.schedules.save(replace(runs.held(run.group, run.schedule, due), next_due_at=until))


async def _say(work: ports.Work, run: _Run, due: datetime, *, is_late: bool) -> Fired | None:
    view = await _view(work, run, due)
    if view is None:
        _settle(work, run, EMPTY, due)
        return None
    work.ledger.add(*_key(run, due))
    _settle(work, run, LATE if is_late else SENT, due)
    await peace.count_post(work, run.group)
    told = await digests_service.said(work, run.group, view) if isinstance(view, digests.DigestView) else []
    return Fired(run.group, view, due, run.now, is_late, tuple(told))


async def _view(work: ports.Work, run: _Run, due: datetime) -> View | None:
    """What there is to say; a late summary is still about the week it was meant for."""
    if run.schedule.kind == groups_service.DIGEST:
        return await digests_service.view(work, run.group)
    week = summaries.week_of(single_runs.of_instant(run.rule, due).day)
    view = await summaries_service.view(work, run.group, week)
    return None if view.is_quiet else view


def _key(run: _Run, due: datetime) -> tuple[str, str, str]:
    key = occurrences.of_schedule(run.schedule.id, run.schedule.kind, due)
    return key.subject, key.rule, key.occurrence


def _settle(work: ports.Work, run: _Run, outcome: str, due: datetime | None) -> None:
    """Keep what became of the run meant for `due`, and when the next one comes."""
    work.schedules.save(runs.settled(run.group, run.schedule, due, outcome, run.now))


def _skipped(reason: StrEnum) -> str:
    return f"skipped:{reason.value}"
