"""Leaving one run of a schedule out, moving it, putting it back, with the way back for each; makes no text."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from coordination import ports
from coordination.errors import Refused
from coordination.rules import calendars, events, groups, instants, quiet, recurrences, single_runs
from coordination.services import changes, own_reminders, schedules
from coordination.services import groups as groups_service

KIND = "single_run"
"""Kind of the events that change one run."""

AT_ANY_HOUR = frozenset({own_reminders.KIND})
"""Kinds of schedules that quiet hours don't hold up."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a schedule that is still to come: its day by the rule, when it takes place, when it would by the rule.

    `state` is that of `rules.single_runs`: left out, moved (a local time), as usual (`None`). Instants are aware, UTC.
    """

    schedule: ports.Schedule
    group: groups.Group
    rule: recurrences.Rule
    day: date
    at: datetime
    meant_at: datetime
    state: str | None

    @property
    def calendar(self) -> calendars.WorkCalendar:
        return groups_service.calendar_of(self.group)


async def find(work: ports.Work, group: groups.Group, schedule_id: int, day: date) -> Run:
    """The group's run of the day. Raises `Refused` where there is none, or it has passed."""
    schedule = await work.schedules.get(schedule_id)
    if schedule is None or schedule.group_id != group.id or schedule.kind in schedules.PRIVATE or not schedule.enabled:
        raise Refused("refused.old_button")
    if not recurrences.EARLIEST_YEAR <= day.year <= recurrences.LATEST_YEAR:
        raise Refused("refused.old_button")
    try:
        rule = recurrences.from_values(schedule.rule, group.zone)
        found = _run(schedule, group, rule, day)
    except ValueError:
        raise Refused("refused.old_button") from None
    is_settled = schedule.last_due_at is not None and found.at <= schedule.last_due_at <= work.now
    waits = schedule.next_due_at is not None and instants.last_until(rule, schedule.next_due_at, found.calendar)
    if is_settled or (found.at <= work.now and waits != found.at):
        raise Refused("refused.run_passed")
    return found


def _run(schedule: ports.Schedule, group: groups.Group, rule: recurrences.Rule, day: date) -> Run:
    """Raises `ValueError` for a day that is none of the rule's."""
    plain = single_runs.with_state(rule, day, None)
    meant_at = single_runs.meant_at(plain, day)
    if instants.last_until(plain, meant_at, groups_service.calendar_of(group)) != meant_at:
        raise ValueError(f"no run on {day}")
    state = single_runs.state(rule, day)
    at = meant_at
    if state not in (None, single_runs.LEFT_OUT):
        local = datetime.fromisoformat(state)
        at = instants.resolve(local.date(), local.time(), rule.zone)
    return Run(schedule, group, rule, day, at, meant_at, state)


async def leave_out(work: ports.Work, said: changes.Said, schedule_id: int, day: date) -> Run:
    """The run does not come. Raises `Refused`."""
    return await _change(work, said, await find(work, said.group, schedule_id, day), single_runs.LEFT_OUT)


async def put_back(work: ports.Work, said: changes.Said, schedule_id: int, day: date) -> Run:
    """The run comes as the rule has it, if that is still to come. Raises `Refused`."""
    found = await find(work, said.group, schedule_id, day)
    if found.meant_at <= work.now:
        raise Refused("refused.run_passed")
    return await _change(work, said, found, None)


async def move(work: ports.Work, said: changes.Said, found: Run, to: datetime) -> Run:
    """The run comes at that local time (naive, of the rule's zone) instead.

    Raises `Refused` for the past, for a day too far off, in quiet hours, and where another run comes at that moment.
    """
    at = instants.resolve(to.date(), to.time(), found.rule.zone)
    if at <= work.now:
        raise Refused("refused.move_past")
    if at > work.now + single_runs.FURTHEST:
        raise Refused("refused.move_far", limit=single_runs.FURTHEST.days)
    if found.schedule.kind not in AT_ANY_HOUR and quiet.is_quiet(_peace(found.group), at):
        raise Refused("refused.move_quiet")
    if single_runs.collides(found.rule, found.day, at, found.calendar):
        raise Refused("refused.move_collides")
    chosen = None if at == found.meant_at else to.replace(second=0, microsecond=0).isoformat()
    return await _change(work, said, found, chosen)


def offers(found: Run, now: datetime) -> list[datetime]:
    """Instants to move a run to that would not be refused: an hour and three hours later, the next working day."""
    zone = found.rule.zone
    day = instants.local_day(found.at, zone)
    try:
        workday = instants.resolve(calendars.next_workday(found.calendar, day), found.rule.at, zone)
    except ValueError:
        workday = found.at
    wished = [*(instants.later_on(found.at, hours, zone) for hours in (1, 3)), workday]
    peace = _peace(found.group)
    return [
        at
        for at in dict.fromkeys(wished)
        if at > max(now, found.at)
        and at <= now + single_runs.FURTHEST
        and not (quiet.is_quiet(peace, at) and found.schedule.kind not in AT_ANY_HOUR)
        and not single_runs.collides(found.rule, found.day, at, found.calendar)
    ]


async def restore(work: ports.Work, said: changes.Said, event: events.Event) -> bool:
    """Take back one event of this kind; `False` where the run was changed again since."""
    before, after = dict(event.before or {}), dict(event.after or {})
    schedule = await work.schedules.get(after.get("schedule", 0))
    if schedule is None or schedule.group_id != said.group.id:
        return False
    day = date.fromisoformat(after["day"])
    rule = recurrences.from_values(schedule.rule, said.group.zone)
    if single_runs.state(rule, day) != after["state"]:
        return False
    _write(work, _run(schedule, said.group, rule, day), before["state"])
    changes.add_group_event(work, said, "undone", (after, before), mark=changes.Mark(undoes=event.change_id))
    return True


async def _change(work: ports.Work, said: changes.Said, found: Run, chosen: str | None) -> Run:
    if chosen == found.state:
        return found
    fresh = _write(work, found, chosen)
    changes.add_group_event(work, said, KIND, (_told(found), _told(fresh)))
    return fresh


def _told(found: Run) -> Mapping[str, Any]:
    return {"schedule": found.schedule.id, "day": found.day.isoformat(), "state": found.state}


def _write(work: ports.Work, found: Run, chosen: str | None) -> Run:
    rule = single_runs.with_state(found.rule, found.day, chosen)
    stored = recurrences.to_values(rule, found.group.zone)
    fresh = replace(found.schedule, rule=stored)
    coming = groups_service.next_due(found.group, fresh, work.now)
    fresh = replace(fresh, next_due_at=_earlier(_waiting(found, work.now), coming))
    work.schedules.save(fresh)
    return _run(fresh, found.group, rule, found.day)


def _waiting(found: Run, now: datetime) -> datetime | None:
    """The instant at which another run is looked at that has come due already: it is held, or nobody has looked yet."""
    waited = found.schedule.next_due_at
    due = None if waited is None else instants.last_until(found.rule, waited, found.calendar)
    if waited is None or due is None or due == found.at:
        return None
    return None if due == waited > now else waited


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((at for at in (one, other) if at is not None), default=None)


def _peace(group: groups.Group) -> quiet.Peace:
    return quiet.Peace(group.zone, group.settings.quiet_from, group.settings.quiet_until)
