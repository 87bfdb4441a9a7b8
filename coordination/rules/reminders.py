"""When the owner of a task is reminded of its date, and what silences it; knows no message and no clock.

Steps are counted in working days; what was given less than two days before its date has steps of hours. What falls
into quiet hours waits for their end; what then comes too late, or came before the date was given, is left out.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from coordination.errors import Refused
from coordination.rules import calendars, dues, instants, occurrences, quiet, tasks
from coordination.rules.calendars import WorkCalendar

SHORT_NOTICE = timedelta(hours=48)
LAST_CALL = timedelta(hours=1)
MOST_SNOOZES = 3
SAME_MOMENT = timedelta(minutes=10)
"""What comes due so soon after a reminder was sent joins it: one message, not one for each."""


class Step(StrEnum):
    """How long before the date, or a reminder that was put off."""

    WEEK = "7d"
    FIVE_DAYS = "5d"
    THREE_DAYS = "3d"
    ONE_DAY = "1d"
    SAME_DAY = "0d"
    THREE_HOURS = "3h"
    ONE_HOUR = "1h"
    SNOOZED = "snoozed"


DAYS_BEFORE = (3, 1, 0)
KEY_WORK_BEFORE = 7
_STEPS = {7: Step.WEEK, 5: Step.FIVE_DAYS, 3: Step.THREE_DAYS, 1: Step.ONE_DAY, 0: Step.SAME_DAY}
HOURS_BEFORE = {Step.THREE_HOURS: timedelta(hours=3), Step.ONE_HOUR: timedelta(hours=1)}


@dataclass(frozen=True, slots=True)
class Promise:
    """A date as it was given: when (aware) it was set, and whether it is of key work."""

    due: tasks.Due
    given_at: datetime
    key: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """How somebody is reminded: rest, working days (the group's or their own), the local hour, the end of work.

    `before`: working days before the date; none: nobody is reminded. Key work has a step a week before besides.
    """

    peace: quiet.Peace
    calendar: WorkCalendar
    at: time = time(8, 30)
    workday_ends: time = time(18)
    before: tuple[int, ...] = DAYS_BEFORE


@dataclass(frozen=True, slots=True)
class Snooze:
    """Put off at `taken_at` until `until` (aware, UTC)."""

    taken_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """One step and its instant (aware, UTC); a word said at `since` or later silences it."""

    step: Step
    at: datetime
    since: datetime

    def key(self, task_id: int, person_id: int, due: tasks.Due) -> occurrences.Key:
        """What makes it unique: the task, the person, the step and the date; a snooze also by its hour."""
        hour = f":{self.at:%Y%m%dT%H%M}" if self.step is Step.SNOOZED else ""
        return occurrences.of_task(task_id, f"reminder:{self.step}{hour}", due, person_id)


def planned(promise: Promise, habits: Habits) -> tuple[Reminder, ...]:
    """All reminders of a date, in order. Of two that would come at once the later step stays."""
    if not habits.before:
        return ()
    ends = ends_at(promise.due, habits)
    steps = _by_hours(ends) if ends - promise.given_at < SHORT_NOTICE else _by_days(promise, habits)
    at_once = {quiet.hold_until(habits.peace, at): step for step, at in steps}
    kept = sorted((at, step) for at, step in at_once.items() if promise.given_at < at < ends)
    since = [_day_begins(at, habits) for at, _ in kept[:1]] + [at for at, _ in kept]
    return tuple(Reminder(step, at, before) for (at, step), before in zip(kept, since, strict=False))


def is_same_moment(sent_at: datetime | None, now: datetime) -> bool:
    """Whether what is to be told now joins the reminder sent at that instant."""
    return sent_at is not None and timedelta(0) <= now - sent_at <= SAME_MOMENT


def next_reminder(promise: Promise, habits: Habits, after: datetime, snooze: Snooze | None = None) -> Reminder | None:
    """The first reminder after the instant; while one is snoozed, that one in place of all before its hour."""
    if snooze is not None and snooze.until > after:
        return Reminder(Step.SNOOZED, snooze.until, snooze.taken_at)
    return next((reminder for reminder in planned(promise, habits) if reminder.at > after), None)


def is_silenced(task: tasks.Task, promise: Promise, reminder: Reminder) -> bool:
    """Whether a reminder no longer holds: the state, another date, or any word since the one before.

    The first of a date is silenced by a word of the same local day. Whose word it was does not matter.
    """
    if task.state in dues.NOT_OWED or task.due != promise.due:
        return True
    return task.last_update_at is not None and task.last_update_at >= reminder.since


def current(promise: Promise, habits: Habits, now: datetime, snoozed: Snooze | None = None) -> Reminder | None:
    """The reminder that holds at `now`: the newest of its local day whose hour has come, else `None`.

    While one is put off none holds; when that is over, it comes in place of those it stood for. Whether it was said
    already, or a word silenced it, is not asked here.
    """
    if snoozed is not None and snoozed.until > now:
        return None
    steps = list(planned(promise, habits))
    if snoozed is not None:
        steps.append(Reminder(Step.SNOOZED, snoozed.until, snoozed.taken_at))
    today = instants.local_day(now, habits.peace.zone)
    come = [one for one in steps if one.at <= now and instants.local_day(one.at, habits.peace.zone) == today]
    return max(come, key=lambda one: one.at, default=None)


def offered(now: datetime, promise: Promise, habits: Habits) -> tuple[datetime, ...]:
    """Until when a reminder may be put off (aware, UTC, the earliest first): an hour, three, the next working day.

    What a bound or quiet hours move to the same instant is offered once.
    """
    zone = habits.peace.zone
    morning = calendars.next_workday(habits.calendar, instants.local_day(now, zone))
    wanted = (*(now + before for before in reversed(HOURS_BEFORE.values())), instants.resolve(morning, habits.at, zone))
    found = sorted({snooze(_whole_minute(asked), now, promise, habits).until for asked in wanted})
    return tuple(at for at in found if at > now)


def snooze(asked: datetime, now: datetime, promise: Promise, habits: Habits) -> Snooze:
    """Put a reminder off, at most to the last one still to come, an hour before the end, or the next working day.

    So nothing put off hides the day a task is due, and what is late comes back each working day. In quiet hours it
    waits for their end. Raises `Refused` for an instant that has passed.
    """
    if asked <= now:
        raise Refused("refused.snooze_is_over", asked=asked)
    return Snooze(now, quiet.hold_until(habits.peace, min(asked, _snooze_limit(now, promise, habits))))


def check_snoozes(taken: int) -> None:
    """Refuse one more snooze of the same date after `MOST_SNOOZES`."""
    if taken >= MOST_SNOOZES:
        raise Refused("refused.snoozed_enough", most=MOST_SNOOZES)


def ends_at(due: tasks.Due, habits: Habits) -> datetime:
    """The instant (UTC) after which the task is late, by the hours of those who are reminded."""
    return due.at or instants.resolve(due.on, habits.workday_ends, habits.peace.zone)


def _by_hours(ends: datetime) -> list[tuple[Step, datetime]]:
    return [(step, ends - before) for step, before in HOURS_BEFORE.items()]


def _by_days(promise: Promise, habits: Habits) -> list[tuple[Step, datetime]]:
    last = calendars.workday_at_or_before(habits.calendar, promise.due.on)
    asked = {*habits.before, KEY_WORK_BEFORE} if promise.key else habits.before
    days = {_STEPS[n]: calendars.add_workdays(habits.calendar, last, -n) for n in asked if n in _STEPS}
    return [(step, instants.resolve(day, habits.at, habits.peace.zone)) for step, day in days.items()]


def _whole_minute(at: datetime) -> datetime:
    """Rounded up: what is offered is still to come when it is chosen."""
    return at.replace(second=0, microsecond=0) + (timedelta(minutes=1) if at.second or at.microsecond else timedelta())


def _snooze_limit(now: datetime, promise: Promise, habits: Habits) -> datetime:
    to_come = [reminder.at for reminder in planned(promise, habits) if reminder.at > now]
    last_call = ends_at(promise.due, habits) - LAST_CALL
    if to_come or last_call > now:
        return to_come[-1] if to_come else last_call
    workday = calendars.next_workday(habits.calendar, instants.local_day(now, habits.peace.zone))
    return instants.resolve(workday, habits.at, habits.peace.zone)


def _day_begins(at: datetime, habits: Habits) -> datetime:
    zone = habits.peace.zone
    return instants.day_bounds(instants.local_day(at, zone), zone)[0]
