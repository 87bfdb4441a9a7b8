"""Changing what a group's admins may choose, with an event for each change and the way back; makes no text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from coordination import ports
from coordination.errors import Refused
from coordination.rules import events, groups, instants, patterns, quiet, recurrences, settings_week
from coordination.rules import settings as rules
from coordination.services import changes, check_ins, single_runs
from coordination.services import groups as groups_service

SETTING, SCHEDULE, UNDONE = "setting", "schedule", "undone"
"""Kinds of the events that change what a group chose."""

SCHEDULES = (groups_service.DIGEST, groups_service.SUMMARY, check_ins.KIND)
"""Kinds of schedules that the panel shows. Only append: buttons hold the place."""

_MOVED = frozenset({groups_service.DIGEST, groups_service.SUMMARY, groups_service.REMINDERS})
"""Kinds whose next time is told anew when the calendar changes."""

_CHECK_IN_AT, _MONDAY = time(10, 0), 0


@dataclass(frozen=True, slots=True)
class When:
    """A schedule as the panel shows it: on or off, its local time, its weekdays (Monday = 0; none: every working day),
    and the next three times at which it is said (aware, UTC; what would come in quiet hours, when they end). `weekly`:
    its days are weekdays, which the panel can change; others were typed (`/checkin every 2nd Friday of the month`)."""

    schedule: ports.Schedule
    at: time
    coming: tuple[datetime, ...]
    days: tuple[int, ...] = ()
    weekly: bool = True


async def choose(work: ports.Work, said: changes.Said, values: rules.Values) -> groups.Group:
    """Set fields of the settings; nothing is kept where they hold already. Raises `Refused` as `rules.check`."""
    before = await work.groups.get(said.group.id)
    values = rules.whole(before.settings, values)
    group = replace(before, settings=rules.changed(before.settings, values))
    if group == before:
        return before
    rules.check(before.settings, values)
    await _save(work, group)
    differing = (rules.fields_of(before.settings, values), rules.fields_of(group.settings, values))
    changes.add_group_event(work, said, SETTING, differing)
    return group


async def when(
    work: ports.Work, group: groups.Group, kind: str, at: time | None = None, *, days: Sequence[int] | None = None
) -> When:
    """The group's schedule of a kind, as it is or as it would be `at` another local time or on other weekdays.

    A check-in that was never set up is shown as it would begin: switched off. Raises `Refused` where the group has
    none, or where its days are not weekdays and others are asked for.
    """
    schedule = next((one for one in await work.schedules.of_group(group.id) if one.kind == kind), None)
    if schedule is None and kind == check_ins.KIND:
        schedule = _first_check_in(work, group)
    if schedule is None:
        raise Refused("refused.old_button")
    rule = _rule(group, schedule, at, days)
    chosen = group.settings
    peace = quiet.Peace(group.zone, chosen.quiet_from, chosen.quiet_until)
    coming = instants.upcoming(rule, work.now, groups_service.calendar_of(group), 3)
    held = tuple(quiet.hold_until(peace, one) for one in coming)
    return When(schedule, rule.at, held, settings_week.days_of(rule), weekly=settings_week.is_weekly(rule))


def _first_check_in(work: ports.Work, group: groups.Group) -> ports.Schedule:
    """Mondays at ten, in private, with the usual questions."""
    rule = recurrences.Rule(patterns.Weekly((_MONDAY,)), _CHECK_IN_AT, group.zone, off_day=recurrences.OffDay.SKIP)
    values = {"hours": 4, "in_chat": False, "questions": [], "run": None}
    kept = recurrences.to_values(rule, group.zone)
    return ports.Schedule(work.new_id(), group.id, check_ins.KIND, kept, values=values, enabled=False)


def _rule(
    group: groups.Group, schedule: ports.Schedule, at: time | None, days: Sequence[int] | None
) -> recurrences.Rule:
    rule = recurrences.from_values(schedule.rule, group.zone)
    if at is not None:
        rule = replace(rule, at=at)
    if days is None or tuple(days) == settings_week.days_of(rule):
        return rule
    if not settings_week.is_weekly(rule):
        raise Refused("refused.old_button")
    weekend = groups_service.calendar_of(group).weekend
    is_summary = schedule.kind == groups_service.SUMMARY
    return settings_week.on_days(rule, days, weekend=weekend, else_before=is_summary)


@dataclass(frozen=True, slots=True)
class Other:
    """What of a schedule is to be otherwise; `None` stays."""

    at: time | None = None
    enabled: bool | None = None
    days: tuple[int, ...] | None = None


async def reschedule(work: ports.Work, said: changes.Said, kind: str, other: Other) -> bool:
    """Move a schedule to another local time or other weekdays, or switch it on or off; `False`: it was so already."""
    shown = await when(work, said.group, kind)
    before = _values(shown)
    after = dict(before)
    if other.at is not None:
        after["at"] = other.at.isoformat()
    if other.enabled is not None:
        after["enabled"] = other.enabled
    if other.days is not None:
        after["days"] = sorted(other.days)
    if after == before:
        return False
    _write(work, said.group, shown.schedule, after)
    changes.add_group_event(work, said, SCHEDULE, (before, after))
    return True


def _values(shown: When) -> dict[str, Any]:
    return {
        "schedule": shown.schedule.kind,
        "enabled": shown.schedule.enabled,
        "at": shown.at.isoformat(),
        "days": list(shown.days),
    }


async def undo(work: ports.Work, said: changes.Said, change_id: int) -> None:
    """Take one change of the group back. Raises `Refused` where there is none, or it was changed again since."""
    found = await work.events.of_change(said.group.id, change_id)
    undone = [await restore(work, said, event) for event in found if event.task_id is None]
    if not any(undone):
        raise Refused("settings.changed_since")


async def restore(work: ports.Work, said: changes.Said, event: events.Event) -> bool:
    """Take back one event of the group itself; `False` where it was changed again since, or is of another kind."""
    if event.kind == SETTING:
        return await _restore_setting(work, said, event)
    if event.kind == SCHEDULE:
        return await _restore_schedule(work, said, event)
    if event.kind == single_runs.KIND:
        return await single_runs.restore(work, said, event)
    return await groups_service.restore(work, said, event)


async def _restore_setting(work: ports.Work, said: changes.Said, event: events.Event) -> bool:
    before, after = dict(event.before or {}), dict(event.after or {})
    group = await work.groups.get(said.group.id)
    if rules.fields_of(group.settings, after) != after:
        return False
    await _save(work, replace(group, settings=rules.changed(group.settings, rules.from_json(before))))
    changes.add_group_event(work, said, UNDONE, (after, before), mark=changes.Mark(undoes=event.change_id))
    return True


async def _restore_schedule(work: ports.Work, said: changes.Said, event: events.Event) -> bool:
    before, after = dict(event.before or {}), dict(event.after or {})
    shown = await when(work, said.group, after["schedule"])
    now = _values(shown)
    if any(now[name] != value for name, value in after.items()):
        return False
    _write(work, said.group, shown.schedule, now | before)
    changes.add_group_event(work, said, UNDONE, (after, before), mark=changes.Mark(undoes=event.change_id))
    return True


def _write(work: ports.Work, group: groups.Group, schedule: ports.Schedule, values: dict[str, Any]) -> None:
    rule = _rule(group, schedule, time.fromisoformat(values["at"]), values["days"])
    fresh = replace(schedule, enabled=values["enabled"], rule=recurrences.to_values(rule, group.zone))
    work.schedules.save(replace(fresh, next_due_at=groups_service.next_due(group, fresh, work.now)))


async def _save(work: ports.Work, group: groups.Group) -> None:
    """Another calendar moves what is scheduled."""
    work.groups.save(group)
    for schedule in await work.schedules.of_group(group.id):
        coming = groups_service.next_due(group, schedule, work.now)
        is_ours = schedule.kind in _MOVED
        # What has come due waits for the tick, which judges it by what holds then.
        waits = schedule.next_due_at is not None and schedule.next_due_at <= work.now
        if is_ours and coming != schedule.next_due_at and not waits:
            work.schedules.save(replace(schedule, next_due_at=coming))
