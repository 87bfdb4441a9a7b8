"""Private reminders of what comes due: one message a person, across their groups, the newest in place of the older.

Steps come by the schedule of each group, what was put off by the person's own. Which step of which task was told to
whom stands in the ledger, so that nothing is told twice. Makes no text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from coordination import ports
from coordination.rules import dues, groups, instants, people, reminders, tasks
from coordination.services import groups as groups_service
from coordination.services import owed_reports, reminded, reminder_grounds, reminder_views

KIND = groups_service.REMINDERS
MOST = 300
"""So many tasks of a group or of a person are looked at, the earliest due first."""

LATE_BESIDE = 50
"""Late tasks that are read beside those to come, as the count of late ones may have grown."""


async def fire(work: ports.Work, schedule: ports.Schedule, group: groups.Group) -> Sequence[reminder_views.Reminded]:
    """Remind the people of the group who began a private chat of what has come; then wait for the next step.

    A step is told on its own local day or not at all; in a silenced group nobody is reminded.
    """
    grounds = reminder_grounds.Grounds(work)
    ground = await grounds.of(group.id)
    near = await _near(work, ground)
    found = []
    if ground.is_spoken_to:
        for person_id in await _to_remind(work, ground, near):
            person = await work.people.get(person_id)
            told = None if person is None else await _remind(grounds, work, person, group)
            found += [] if told is None else [told]
    coming = _earliest(groups_service.next_due(group, schedule, work.now), ground, near, work.now)
    outcome = "sent" if found else "empty" if ground.is_spoken_to else "skipped:not_its_time"
    last = min(schedule.next_due_at or work.now, work.now)
    work.schedules.save(replace(schedule, next_due_at=coming, last_due_at=last, last_outcome=outcome))
    return found


async def fire_own(
    work: ports.Work, schedule: ports.Schedule, group: groups.Group
) -> Sequence[reminder_views.Reminded]:
    """Remind a person of what they put off until now; then wait for the next of it."""
    person = await work.people.get(schedule.values.get("person", 0))
    told = None if person is None else await _remind(reminder_grounds.Grounds(work), work, person, group)
    standing = None if person is None else await reminded.find(work, person)
    if standing is None:
        work.schedules.save(replace(schedule, next_due_at=None))
    else:
        reminded.save_put_off(work, standing)
    return [] if told is None else [told]


# -- who is reminded ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Near:
    """A task whose steps may come, and whose it is."""

    task: tasks.Task
    promise: reminders.Promise
    owner_id: int


async def _near(work: ports.Work, ground: reminder_grounds.Ground) -> list[_Near]:
    """The group's tasks that fall due soon and have an owner whom Telegram knows."""
    counts = await work.tasks.counts(ground.group.id, today=ground.today, now=work.now)
    where = ports.TaskFilter(states=dues.OWED)
    page = await work.tasks.find(ground.group.id, where, offset=max(0, counts.late - LATE_BESIDE), limit=MOST)
    owned = [(one, ground.owner_of(one)) for one in page.tasks]
    return [
        _Near(task, await reminder_grounds.promise(work, task), owner_id)
        for task, owner_id in owned
        if owner_id is not None and reminder_grounds.is_near(task, ground.today)
    ]


async def _to_remind(work: ports.Work, ground: reminder_grounds.Ground, near: Sequence[_Near]) -> list[int]:
    """The people for whom a step has come that was not told yet."""
    found = set()
    for one in near:
        acting = ground.acting(one.owner_id)
        step = reminders.current(one.promise, ground.habits, work.now)
        if acting is None or acting in found or step is None or reminders.is_silenced(one.task, one.promise, step):
            continue
        if not await _was_told(work, one.task, acting, step):
            found.add(acting)
    return sorted(found)


def _earliest(
    usual: datetime | None, ground: reminder_grounds.Ground, near: Sequence[_Near], now: datetime
) -> datetime | None:
    """The group's next morning, or the step before it that comes at another hour."""
    if usual is None:
        return None
    steps = (reminders.next_reminder(one.promise, ground.habits, now) for one in near)
    return min([usual, *(step.at for step in steps if step is not None)])


# -- what one person is told --------------------------------------------------------------


async def _remind(
    grounds: reminder_grounds.Grounds, work: ports.Work, person: people.Person, near: groups.Group
) -> reminder_views.Reminded | None:
    """The person's message with everything that holds now; `None` where nothing of it is new."""
    chat = await reminded.chat_of(work, person)
    if chat is None:
        return None
    standing = await reminded.of(work, person, chat, near)
    found = await _current(grounds, work, person, standing)
    fresh = [key for _, key in found if not await work.ledger.has(*key)]
    if not fresh:
        return None
    for key in fresh:
        work.ledger.add(*key)
    entries = sorted((entry for entry, _ in found), key=_order)
    listed = tuple(_listed(one) for one in entries)
    replaces, replaced_at = (standing.slot, standing.sent_at) if standing.message else (None, None)
    missing = await owed_reports.missing(work, standing.reports)
    standing = replace(standing, message=work.new_id(), sent_at=work.now, listed=listed, reports=missing)
    reminded.save_message(work, standing)
    return reminder_views.Reminded(person, chat.id, standing.slot, tuple(entries), replaces, replaced_at, missing)


Key = tuple[str, str, str]


async def _current(
    grounds: reminder_grounds.Grounds, work: ports.Work, person: people.Person, standing: reminded.Standing
) -> list[tuple[reminder_views.Entry, Key]]:
    """Everything of the person's that a reminder holds for now, with the ledger's key of its step."""
    page = await work.tasks.of_person(person.id, ports.TaskFilter(states=dues.OWED), limit=MOST)
    found: list[tuple[reminder_views.Entry, Key]] = []
    for membership in await work.people.memberships(person.id):
        ground = None if membership.left else await grounds.of(membership.group_id)
        if ground is None or not ground.is_spoken_to:
            continue
        for owner_id in ground.owners_for(person.id):
            is_own = owner_id == person.id
            theirs = page.tasks if is_own and ground.lone is None else await _owed(work, ground, owner_id)
            acts_for = None if is_own else await work.people.get(owner_id)
            for task in theirs:
                is_theirs = task.group_id == ground.group.id and ground.owner_of(task) == owner_id
                step = await _step(work, ground, task, standing) if is_theirs else None
                if step is not None and task.due is not None:
                    key = step.key(task.id, person.id, task.due)
                    entry = reminder_views.Entry(task, ground.group, ground.today, acts_for)
                    found.append((entry, (key.subject, key.rule, key.occurrence)))
    return found


async def _owed(work: ports.Work, ground: reminder_grounds.Ground, owner_id: int) -> Sequence[tasks.Task]:
    """The tasks of somebody's own list, else those that they own."""
    owner = None if ground.lone is not None else owner_id
    where = ports.TaskFilter(owner_id=owner, states=dues.OWED)
    return (await work.tasks.find(ground.group.id, where, limit=MOST)).tasks


async def _step(
    work: ports.Work, ground: reminder_grounds.Ground, task: tasks.Task, standing: reminded.Standing
) -> reminders.Reminder | None:
    """The step that holds now; of what is late already only what was put off comes back."""
    put = standing.put_off(task)
    if put is None and not reminder_grounds.is_near(task, ground.today):
        return None
    if task.due is None:
        return None
    promise = await reminder_grounds.promise(work, task)
    step = reminders.current(promise, ground.habits, work.now, None if put is None else put.snooze)
    return None if step is None or reminders.is_silenced(task, promise, step) else step


async def _was_told(work: ports.Work, task: tasks.Task, person_id: int, step: reminders.Reminder) -> bool:
    assert task.due is not None
    key = step.key(task.id, person_id, task.due)
    return await work.ledger.has(key.subject, key.rule, key.occurrence)


def _order(entry: reminder_views.Entry) -> tuple[date, datetime, int, int]:
    due = entry.task.due
    assert due is not None
    ends = due.at or instants.day_bounds(due.on, entry.group.zone)[1]
    return due.on, ends, entry.group.id, entry.task.number


def _listed(entry: reminder_views.Entry) -> reminded.Listed:
    assert entry.task.due is not None
    acts_for = None if entry.acts_for is None else entry.acts_for.id
    return reminded.Listed(entry.group.id, entry.task.id, entry.task.due, acts_for)
