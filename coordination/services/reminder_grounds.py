"""What reminders of a group's tasks are judged by: its hours, who is away, its day, when a date was given; no text."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from coordination import ports
from coordination.rules import absence, groups, instants, quiet, reminders, tasks
from coordination.services import absences as absences_service
from coordination.services import groups as groups_service

AHEAD = timedelta(days=20)
"""The first step is seven working days before the date; with feasts in between that is less than so many days."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A group as its tasks are judged: its habits, who is away, its day, and whether its people are spoken to now.

    `lone`: whose own list it is; there a task without an owner is theirs.
    """

    group: groups.Group
    habits: reminders.Habits
    away: absence.Absences
    today: date
    is_spoken_to: bool
    lone: int | None = None

    def owner_of(self, task: tasks.Task) -> int | None:
        """Who is to be reminded of the task; `None` where Telegram knows nobody."""
        return self.lone if task.owner is None else task.owner.person_id

    def owners_for(self, person_id: int) -> list[int]:
        """Whose tasks are the person's to answer for today: their own, and those of whom they stand in for."""
        everybody = {person_id, *(one.person_id for one in self.away)}
        return sorted(one for one in everybody if self.acting(one) == person_id)

    def acting(self, person_id: int) -> int | None:
        """Who acts today for the person."""
        return absence.acting(self.away, person_id, self.today)


def habits_of(group: groups.Group) -> reminders.Habits:
    """How the group's people are reminded."""
    settings = group.settings
    peace = quiet.Peace(group.zone, settings.quiet_from, settings.quiet_until, settings.unasked_posts_a_day)
    calendar = groups_service.calendar_of(group)
    return reminders.Habits(peace, calendar, workday_ends=settings.workday_ends, before=settings.remind_before)


async def of(work: ports.Work, group: groups.Group) -> Ground:
    """The ground of a group at the work's instant. In quiet hours, while it is silenced, or without a confirmed zone
    nobody is spoken to.
    """
    chat = await work.chats.get(group.chat_id)
    is_paused = group.is_silent(work.now)
    is_open = group.kind is groups.GroupKind.PERSONAL or chat.state is groups.ChatState.ACTIVE
    habits = habits_of(group)
    return Ground(
        group,
        habits,
        await absences_service.of(work, group),
        instants.local_day(work.now, group.zone),
        group.zone_confirmed and is_open and not is_paused and not quiet.is_quiet(habits.peace, work.now),
        await lone_of(work, group),
    )


async def lone_of(work: ports.Work, group: groups.Group) -> int | None:
    """Whose own list it is, if it is one."""
    if group.kind is not groups.GroupKind.PERSONAL:
        return None
    return next((person.id for person, _ in await work.people.members(group.id)), None)


class Grounds:
    """The grounds of one run, each looked up once: the people of a group share theirs."""

    def __init__(self, work: ports.Work) -> None:
        self._work = work
        self._found: dict[int, Ground] = {}

    async def of(self, group_id: int) -> Ground:
        """The ground of the group with this id."""
        if group_id not in self._found:
            self._found[group_id] = await of(self._work, await self._work.groups.get(group_id))
        return self._found[group_id]


def is_near(task: tasks.Task, today: date) -> bool:
    """Tell whether the task's date is so near that one of its steps may be."""
    return task.due is not None and today <= task.due.on <= today + AHEAD


async def promise(work: ports.Work, task: tasks.Task) -> reminders.Promise:
    """The task's date in force, and when it was given; the task has one."""
    assert task.due is not None
    return reminders.Promise(task.due, await _given_at(work, task), task.key)


async def _given_at(work: ports.Work, task: tasks.Task) -> datetime:
    """When the date in force was set. One that the task was made with was given with it."""
    if task.due == task.original_due and task.version <= 1:
        return task.created_at
    log = await work.events.of_task(task.group_id, task.id)
    return next((one.at for one in log if "due" in (one.after or {})), task.created_at)
