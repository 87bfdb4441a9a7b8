"""What a committee asks of its groups again and again between rounds: set up, changed, stopped, due; makes no text.

A duty is a schedule of the committee's: its due dates are shown, left out and moved where all others are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from coordination import ports
from coordination.errors import Refused
from coordination.rules import duties, groups, instants, own_reminders, recurrences, when
from coordination.rules.duties import Duty, Reading
from coordination.services import changes, runs
from coordination.services import groups as groups_service
from coordination.services import rounds as rounds_service

KIND = "report_duty"
LATE = "late"


@dataclass(frozen=True, slots=True)
class Kept:
    """A duty with its schedule, which says when it is due and whether it is on."""

    schedule: ports.Schedule
    duty: Duty

    @property
    def is_on(self) -> bool:
        return self.schedule.enabled

    @property
    def due_at(self) -> datetime | None:
        """When the run at hand is due; `None` while it is off."""
        return self.schedule.next_due_at if self.is_on else None


@dataclass(frozen=True, slots=True)
class Fired:
    """A due date has come: `kept` as it was until then, for the run that ends."""

    committee: groups.Group
    kept: Kept
    due: datetime


def read(schedule: ports.Schedule) -> Kept:
    """A schedule of `KIND`, read."""
    values = schedule.values
    duty = Duty(
        schedule.id,
        Reading(values["reading"]),
        datetime.fromisoformat(values["began_at"]),
        int(values["run"]),
        int(values.get("shares", 1)),
        frozenset(values.get("excused", ())),
    )
    return Kept(schedule, duty)


def saved(work: ports.Work, kept: Kept, duty: Duty) -> Kept:
    """Save what changed of the duty."""
    values = {"run": duty.run, "shares": duty.shares, "excused": sorted(duty.excused)}
    fresh = replace(kept.schedule, values={**kept.schedule.values, **values})
    work.schedules.save(fresh)
    return Kept(fresh, duty)


async def of_committee(work: ports.Work, committee: groups.Group) -> Sequence[Kept]:
    """All that was ever asked for, the tactical one first."""
    found = [read(one) for one in await work.schedules.of_group(committee.id) if one.kind == KIND]
    return sorted(found, key=lambda one: list(Reading).index(one.duty.reading))


async def of_id(work: ports.Work, committee: groups.Group, duty_id: int) -> Kept:
    """The committee's duty; refused alike whether another committee has it or nobody."""
    schedule = await work.schedules.get(duty_id)
    if schedule is None or schedule.group_id != committee.id or schedule.kind != KIND:
        raise Refused("refused.old_button")
    return read(schedule)


async def get(work: ports.Work, duty_id: int) -> tuple[groups.Group, Kept]:
    """The duty that a filing names, and its committee."""
    schedule = await work.schedules.get(duty_id)
    if schedule is None or schedule.kind != KIND:
        raise Refused("refused.old_button")
    return await work.groups.get(schedule.group_id), read(schedule)


async def set_up(work: ports.Work, said: changes.Said, reading: Reading, value: when.Recurrence) -> Kept:
    """Ask for reports of this reading on these days; there is one calendar a reading, which a newer one replaces.

    A due date on a day off is the last working day before it. Raises `Refused`.
    """
    kept = await planned(work, said, reading, value)
    return saved(work, kept, kept.duty)


async def planned(work: ports.Work, said: changes.Said, reading: Reading, value: when.Recurrence) -> Kept:
    """What `set_up` would keep, to be shown first. Raises `Refused`."""
    committee = said.group
    await rounds_service.programme_of(work, committee)
    if not committee.zone_confirmed:
        raise Refused("refused.zone_first")
    known = [one for one in await of_committee(work, committee) if one.duty.reading is reading]
    kept = known[0] if known else _fresh(work, committee, reading)
    schedule = replace(kept.schedule, rule=_rule(committee, value, said.at), enabled=True)
    due = groups_service.next_due(committee, schedule, work.now)
    if due is None:
        raise Refused("duty.rule")
    return Kept(replace(schedule, next_due_at=due), kept.duty)


def _fresh(work: ports.Work, committee: groups.Group, reading: Reading) -> Kept:
    duty = Duty(work.new_id(), reading, work.now)
    values: dict[str, object] = {"reading": reading.value, "began_at": work.now.isoformat(), "run": 1}
    return Kept(ports.Schedule(duty.id, committee.id, KIND, {}, values=values), duty)


def _rule(committee: groups.Group, value: when.Recurrence, now: datetime) -> dict[str, object]:
    try:
        rule = own_reminders.rule_of(value, committee.zone, now, usual=committee.settings.workday_ends)
    except ValueError:
        raise Refused("duty.rule") from None
    return recurrences.to_values(replace(rule, off_day=recurrences.OffDay.BEFORE), committee.zone)


def stop(work: ports.Work, kept: Kept) -> Kept:
    """Ask for no more of them; what was handed in stays."""
    if not kept.is_on:
        raise Refused("duty.is_off")
    return saved(work, Kept(replace(kept.schedule, enabled=False, next_due_at=None), kept.duty), kept.duty)


def share_out(work: ports.Work, kept: Kept, shares: int) -> Kept:
    """All groups each time, or every second or third one in turn."""
    if shares not in duties.SHARES:
        raise Refused("refused.old_button")
    return saved(work, kept, replace(kept.duty, shares=shares))


def excuse(work: ports.Work, kept: Kept, group_id: int) -> Kept:
    """The group owes nothing from now on, or owes again."""
    return saved(work, kept, replace(kept.duty, excused=kept.duty.excused ^ {group_id}))


async def fire(work: ports.Work, schedule: ports.Schedule, committee: groups.Group) -> Fired | None:
    """The run at hand is over: the schedule is saved with its next due date, which nothing but the calendar decides.

    After an outage one run stands for all that passed.
    """
    calendar = groups_service.calendar_of(committee)
    due = instants.last_until(recurrences.from_values(schedule.rule, committee.zone), work.now, calendar)
    if due is None or committee.life is not groups.Life.RUNNING:
        reason = "not_its_day" if due is None else "paused"
        work.schedules.save(runs.settled(committee, schedule, due, f"skipped:{reason}", work.now))
        return None
    kept = read(schedule)
    outcome = LATE if (work.now - due).total_seconds() > LATE_AFTER else "sent"
    settled = runs.settled(committee, schedule, due, outcome, work.now)
    saved(work, Kept(settled, kept.duty), replace(kept.duty, run=kept.duty.run + 1))
    return Fired(committee, kept, due)


LATE_AFTER = 300.0
"""Seconds after which what a due date sets off counts as late."""
