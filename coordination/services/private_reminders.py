"""One private message a person and day with their tasks that come due, across their groups; makes no text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from coordination import ports
from coordination.rules import absence, dues, groups, instants, late, people, quiet, recurrences, reminders, tasks
from coordination.services import absences as absences_service
from coordination.services import groups as groups_service

KIND = groups_service.REMINDERS
MOST = 200
"""So many tasks of a person are looked at, the earliest first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A task to be reminded of, its group, and for whom the reader stands in (`None`: it is their own)."""

    task: tasks.Task
    group: groups.Group
    acts_for: people.Person | None = None


@dataclass(frozen=True, slots=True)
class Reminded:
    """What one person is reminded of in their private chat, in due order; `today` is the day of the group that asks."""

    person: people.Person
    chat: groups.Chat
    entries: tuple[Entry, ...]
    today: date


@dataclass(frozen=True, slots=True)
class _Ground:
    """A group as its tasks are judged: who is away, and the day."""

    group: groups.Group
    habits: reminders.Habits
    away: absence.Absences
    today: date
    is_spoken_to: bool


async def fire(work: ports.Work, schedule: ports.Schedule, group: groups.Group) -> Sequence[Reminded]:
    """Remind the people of the group who began a private chat, each once a day; the schedule is set to its next run.

    A run that is too late for its day, or of a silenced group, reminds nobody. What any word silenced is left out.
    """
    calendar = groups_service.calendar_of(group)
    rule = recurrences.from_values(schedule.rule, group.zone)
    due = instants.last_until(rule, work.now, calendar)
    place = late.Place(group.zone, calendar)
    runs = due is not None and late.judge(late.Kind.REMINDER, due, work.now, place).running in {
        late.Running.ON_TIME,
        late.Running.LATE,
    }
    ground = await _ground(work, group)
    peace = ground.habits.peace
    is_quiet = quiet.is_quiet(peace, work.now)
    found = []
    if runs and ground.is_spoken_to and not is_quiet:
        for person, _ in await work.people.members(group.id):
            reminded = await _of(work, person, ground.today)
            found += [] if reminded is None else [reminded]
    outcome = "sent" if found else "empty" if runs and ground.is_spoken_to else "skipped:not_its_time"
    coming = groups_service.next_due(group, schedule, work.now)
    work.schedules.save(
        replace(schedule, next_due_at=coming, last_due_at=due or schedule.last_due_at, last_outcome=outcome)
    )
    return found


async def _of(work: ports.Work, person: people.Person, today: date) -> Reminded | None:
    chat = await work.chats.by_telegram_id(person.telegram_id) if person.started else None
    key = (f"person:{person.id}", KIND, today.isoformat())
    if chat is None or chat.state is not groups.ChatState.ACTIVE or await work.ledger.has(*key):
        return None
    entries = await _entries(work, person)
    if not entries:
        return None
    work.ledger.add(*key)
    return Reminded(person, chat, tuple(entries), today)


async def _entries(work: ports.Work, person: people.Person) -> list[Entry]:
    """The person's own tasks where they are there, and those of whom they stand in for."""
    found = []
    for membership in await work.people.memberships(person.id):
        if membership.left:
            continue
        ground = await _ground(work, await work.groups.get(membership.group_id))
        if not ground.is_spoken_to:
            continue
        for owner_id in _owners(ground, person.id):
            owner = None if owner_id == person.id else await work.people.get(owner_id)
            where = ports.TaskFilter(owner_id=owner_id, states=dues.OWED)
            page = await work.tasks.find(ground.group.id, where, limit=MOST)
            due = [task for task in page.tasks if _owns(task, owner_id) and await _is_due(work, task, ground)]
            found += [Entry(task, ground.group, owner) for task in due]
    return sorted(found, key=lambda one: (one.task.due.on if one.task.due else date.max, one.group.id, one.task.number))


def _owners(ground: _Ground, person_id: int) -> list[int]:
    """Whose tasks are the person's to answer for today."""
    everybody = {person_id, *(one.person_id for one in ground.away)}
    return sorted(one for one in everybody if absence.acting(ground.away, one, ground.today) == person_id)


def _owns(task: tasks.Task, person_id: int) -> bool:
    return task.owner is not None and task.owner.person_id == person_id


async def _is_due(work: ports.Work, task: tasks.Task, ground: _Ground) -> bool:
    """Whether one of the steps to the date falls on the group's day, has come, and nothing was said since."""
    if task.due is None or not ground.today <= task.due.on or (task.due.on - ground.today).days > 20:
        return False
    promise = reminders.Promise(task.due, await _given_at(work, task), task.key)
    zone = ground.group.zone
    return any(
        one.at <= work.now
        and instants.local_day(one.at, zone) == ground.today
        and not reminders.is_silenced(task, promise, one)
        for one in reminders.planned(promise, ground.habits)
    )


async def _given_at(work: ports.Work, task: tasks.Task) -> datetime:
    """When the date in force was set."""
    if task.due == task.original_due:
        return task.created_at
    log = await work.events.of_task(task.group_id, task.id)
    return next((one.at for one in log if "due" in (one.after or {})), task.created_at)


async def _ground(work: ports.Work, group: groups.Group) -> _Ground:
    settings = group.settings
    chat = await work.chats.get(group.chat_id)
    is_paused = group.paused_until is not None and work.now < group.paused_until
    is_open = group.kind is groups.GroupKind.PERSONAL or chat.state is groups.ChatState.ACTIVE
    peace = quiet.Peace(group.zone, settings.quiet_from, settings.quiet_until, settings.unasked_posts_a_day)
    habits = reminders.Habits(peace, groups_service.calendar_of(group), workday_ends=settings.workday_ends)
    return _Ground(
        group,
        habits,
        await absences_service.of(work, group),
        instants.local_day(work.now, group.zone),
        group.zone_confirmed and is_open and not is_paused,
    )
