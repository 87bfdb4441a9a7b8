"""Reminders that a group sets for itself with `/remind`: kept as schedules, said once each, stopped; makes no text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from coordination import ports
from coordination.errors import Refused
from coordination.rules import (
    groups,
    instants,
    late,
    occurrences,
    own_reminders,
    people,
    quiet,
    recurrences,
    tasks,
    when,
)
from coordination.services import changes, rights, runs
from coordination.services import groups as groups_service

KIND = "reminder"
MOST = 50
"""So many may be kept for one group."""

State = tasks.State


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is said: the words or the task, who asked for it, and when it comes next (`None`: never again)."""

    schedule: ports.Schedule
    group: groups.Group
    text: str
    task: tasks.Task | None
    person: people.Person | None

    @property
    def again(self) -> bool:
        """Tell whether it repeats."""
        rule = self.schedule.rule
        return not (rule.get("starts_on") is not None and rule.get("starts_on") == rule.get("until"))


@dataclass(frozen=True, slots=True)
class Fired:
    """A reminder to be said, meant for `due`, said at `at` (aware, UTC); `silent`: in the group's quiet hours."""

    reminder: Reminder
    due: datetime
    at: datetime
    is_late: bool
    silent: bool = False


async def keep(
    work: ports.Work,
    said: changes.Said,
    value: when.Moment | when.Recurrence,
    wish: own_reminders.Wish,
    *,
    topic_id: int | None = None,
) -> Reminder:
    """Keep a reminder of the group, to be said in that topic.

    Raises `Refused` without a confirmed zone, for the past, for too many.
    """
    group = said.group
    if not group.zone_confirmed:
        is_own = group.kind is groups.GroupKind.PERSONAL
        raise Refused("refused.own_zone_first" if is_own else "refused.zone_first")
    task = None if wish.task is None else await changes.of_number(work, group, wish.task)
    if len(await of_group(work, group)) >= MOST:
        raise Refused("refused.too_many_reminders", limit=MOST)
    try:
        rule = own_reminders.rule_of(value, group.zone, said.at, usual=group.settings.workday_begins)
    except ValueError:
        raise Refused("refused.reminder_rule") from None
    values = {"text": wish.text, "task": None if task is None else task.id, "by": said.actor_id, "topic": topic_id}
    kept = ports.Schedule(work.new_id(), group.id, KIND, recurrences.to_values(rule, group.zone), values=values)
    due = groups_service.next_due(group, kept, said.at)
    if due is None:
        raise Refused("refused.reminder_past")
    kept = replace(kept, next_due_at=due)
    work.schedules.save(kept)
    return Reminder(kept, group, wish.text, task, said.actor)


def passed_unread(work: ports.Work, group: groups.Group, value: when.Moment | when.Recurrence) -> datetime | None:
    """The instant asked for (aware, UTC), where it had passed before the wish was read: it is said, not kept (F092)."""
    if not isinstance(value, when.Moment) or value.at is None:
        return None
    place = late.Place(group.zone, groups_service.calendar_of(group))
    is_over = late.judge(late.Kind.REQUEST, value.at, work.now, place).running is late.Running.SAY
    return value.at.astimezone(UTC) if is_over else None


async def of_group(work: ports.Work, group: groups.Group) -> Sequence[Reminder]:
    """Those still to come, the next first."""
    found = [one for one in await work.schedules.of_group(group.id) if one.kind == KIND and one.next_due_at is not None]
    ordered = sorted(found, key=lambda one: (one.next_due_at or work.now, one.id))
    return [await _reminder(work, group, one) for one in ordered]


async def stop(work: ports.Work, said: changes.Said, schedule_id: int, *, is_admin: bool = False) -> Reminder:
    """Stop one; its author, a lead, or (`is_admin`, Telegram's word now) an admin. Raises `Refused` for others'."""
    schedule = await work.schedules.get(schedule_id)
    if schedule is None or schedule.group_id != said.group.id or schedule.kind != KIND:
        raise Refused("refused.old_button")
    is_own = said.actor_id is not None and schedule.values.get("by") == said.actor_id
    if not is_own and not is_admin and not (await rights.of(work, said.group, said.actor)).leads:
        raise Refused("refused.leads_only")
    work.schedules.save(replace(schedule, enabled=False, next_due_at=None, last_outcome="stopped"))
    return await _reminder(work, said.group, schedule)


def upcoming(group: groups.Group, schedule: ports.Schedule, after: datetime, count: int = 3) -> list[datetime]:
    """The next times it comes (aware, UTC), at most `count`."""
    rule = recurrences.from_values(schedule.rule, group.zone)
    return instants.upcoming(rule, after, groups_service.calendar_of(group), count)


def is_quiet(group: groups.Group, at: datetime) -> bool:
    """Tell whether it comes without a sound: in quiet hours, except in somebody's own list."""
    chosen = group.settings
    peace = quiet.Peace(group.zone, chosen.quiet_from, chosen.quiet_until)
    return group.kind is not groups.GroupKind.PERSONAL and quiet.is_quiet(peace, at)


async def fire(work: ports.Work, schedule: ports.Schedule, group: groups.Group) -> Fired | None:
    """Decide on a reminder that has come due; `None` where nothing is to be said. It is saved with what became of it.

    In a silenced group one that comes once waits for the end of the silence. A repeating one that is too late is
    skipped; one that comes once is said all the same, with its own time.
    """
    reminder = await _reminder(work, group, schedule)
    if group.paused_until is not None and work.now < group.paused_until and not reminder.again:
        work.schedules.save(replace(schedule, next_due_at=group.paused_until))
        return None
    calendar = groups_service.calendar_of(group)
    due = instants.last_until(recurrences.from_values(schedule.rule, group.zone), work.now, calendar)
    reason = None if due is None else await _hindrance(work, reminder, due)
    if due is None or reason is not None:
        _settle(work, reminder, f"skipped:{reason or 'not_its_day'}", due)
        return None
    place = late.Place(group.zone, calendar)
    verdict = late.judge(late.Kind.NOTE if reminder.again else late.Kind.ONE_OFF, due, work.now, place)
    if verdict.running is late.Running.SKIP:
        _settle(work, reminder, f"skipped:{late.Reason.WINDOW.value}", due)
        return None
    key = occurrences.of_schedule(schedule.id, KIND, due)
    work.ledger.add(key.subject, key.rule, key.occurrence)
    is_late = verdict.running is not late.Running.ON_TIME
    _settle(work, reminder, "late" if is_late else "sent", due)
    return Fired(reminder, due, work.now, is_late, is_quiet(group, work.now))


async def _hindrance(work: ports.Work, reminder: Reminder, due: datetime) -> str | None:
    group, schedule = reminder.group, reminder.schedule
    if group.is_silent(work.now):
        return "paused"
    if (await work.chats.get(group.chat_id)).state is not groups.ChatState.ACTIVE:
        return "chat_not_active"
    if reminder.task is not None and reminder.task.state in tasks.ENDED:
        return "task_ended"
    key = occurrences.of_schedule(schedule.id, KIND, due)
    return "already_sent" if await work.ledger.has(key.subject, key.rule, key.occurrence) else None


def _settle(work: ports.Work, reminder: Reminder, outcome: str, due: datetime | None) -> None:
    work.schedules.save(runs.settled(reminder.group, reminder.schedule, due, outcome, work.now))


async def _reminder(work: ports.Work, group: groups.Group, schedule: ports.Schedule) -> Reminder:
    values = schedule.values
    task_id, person_id = values.get("task"), values.get("by")
    return Reminder(
        schedule,
        group,
        str(values.get("text") or ""),
        None if task_id is None else await work.tasks.get(group.id, task_id),
        None if person_id is None else await work.people.get(person_id),
    )
