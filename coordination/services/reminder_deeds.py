"""What a person does right on their reminder, and what a change elsewhere does to it; makes no text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from coordination import ports
from coordination.errors import Refused
from coordination.rules import dues, events, groups, people, reminders, tasks
from coordination.services import changes, reminded, reminder_grounds, reminder_views
from coordination.services import groups as groups_service

FURTHEST = timedelta(days=31)
"""Nobody is offered to put anything off for longer; a forged button asks in vain."""


@dataclass(frozen=True, slots=True)
class Found:
    """A task of a group that the person belongs to."""

    group: groups.Group
    task: tasks.Task


async def find(work: ports.Work, person: people.Person | None, group_id: int, task_id: int) -> Found:
    """The task that a button in a private chat names; the refusal is the same whatever is not there (rule 7)."""
    membership = None if person is None else await work.people.membership(group_id, person.id)
    if membership is None or membership.left:
        raise Refused("refused.old_button")
    group = await work.groups.get(group_id)
    task = await work.tasks.get(group.id, task_id)
    if task is None:
        raise Refused("refused.old_button")
    return Found(group, task)


async def offered(work: ports.Work, found: Found) -> Sequence[datetime]:
    """Until when the task's reminder may be put off (aware, UTC)."""
    _check_owed(found.task)
    promise = await reminder_grounds.promise(work, found.task)
    return reminders.offered(work.now, promise, reminder_grounds.habits_of(found.group))


async def put_off(work: ports.Work, said: changes.Said, found: Found, minute: int) -> datetime:
    """Put the reminder off until that minute (since 1970, UTC), or as far as it may; how far it was.

    It is kept in the task's history and hides nothing: lateness is counted as before. Raises `Refused` where nothing
    is owed, for what has passed and for too often.
    """
    _check_owed(found.task)
    person = said.actor
    chat = None if person is None else await reminded.chat_of(work, person)
    if person is None or chat is None or found.task.due is None:
        raise Refused("refused.old_button")
    standing = await reminded.of(work, person, chat, found.group)
    before = standing.put_off(found.task)
    count = 0 if before is None else before.count
    reminders.check_snoozes(count)
    promise = await reminder_grounds.promise(work, found.task)
    asked = min(_instant(minute), work.now + FURTHEST)
    taken = reminders.snooze(asked, work.now, promise, reminder_grounds.habits_of(found.group))
    put = reminded.Put(found.task.due, taken, count + 1)
    reminded.save_put_off(work, replace(standing, put={**standing.put, found.task.id: put}))
    work.events.add(_noted(work, said, found.task))
    return taken.until


def _check_owed(task: tasks.Task) -> None:
    if task.due is None or task.state in dues.NOT_OWED:
        raise Refused("refused.nothing_to_put_off", number=task.number, title=task.title)


def _instant(minute: int) -> datetime:
    return datetime.fromtimestamp(min(minute * 60, 2**32), UTC)


def _noted(work: ports.Work, said: changes.Said, task: tasks.Task) -> events.Event:
    return events.Event(work.new_id(), task.group_id, said.change_id, events.SNOOZED, work.now, said.actor_id, task.id)


# -- what a change elsewhere does ---------------------------------------------------------


async def touched(work: ports.Work) -> list[reminder_views.Reminded]:
    """The reminders to be shown anew after the update in hand; a step that it brought nearer is waited for."""
    found: dict[int, reminder_views.Reminded] = {}
    for task_id, its in _by_task(work.events.of_update()).items():
        task = await work.tasks.get(its[0].group_id, task_id)
        if task is None:
            continue
        is_near = _may_stand(work, task, its)
        if is_near or (await work.groups.get(task.group_id)).kind is groups.GroupKind.PERSONAL:
            await _hasten(work, task)
        for person_id in await _readers(work, task, its) if is_near else ():
            if person_id not in found and (shown := await _shown(work, person_id, task)) is not None:
                found[person_id] = shown
    return list(found.values())


def _by_task(kept: Sequence[events.Event]) -> Mapping[int, list[events.Event]]:
    sorted_: dict[int, list[events.Event]] = {}
    for event in kept:
        if event.task_id is not None:
            sorted_.setdefault(event.task_id, []).append(event)
    return sorted_


def _may_stand(work: ports.Work, task: tasks.Task, its: Sequence[events.Event]) -> bool:
    """Whether the task may stand in a reminder, by its date before or now; most tasks fall due later."""
    far = (work.now + reminder_grounds.AHEAD + timedelta(days=1)).date().isoformat()
    days = [task.due.on.isoformat()] if task.due is not None else []
    days += [due["on"] for one in its if (due := (one.before or {}).get("due")) is not None]
    return any(day <= far for day in days)


async def _readers(work: ports.Work, task: tasks.Task, its: Sequence[events.Event]) -> list[int]:
    """Whose reminder may list the task: its owner's now and before, and of whoever stands in or acted."""
    owners = [task.owner.person_id] if task.owner is not None else []
    owners += [owner["person_id"] for one in its if (owner := (one.before or {}).get("owner")) is not None]
    actors = [one.actor_id for one in its]
    ids = [one for one in (*owners, *actors) if one is not None]
    if task.owner is not None and task.owner.person_id is not None and task.owner.person_id not in actors:
        away = await work.absences.of_people([task.owner.person_id], work.now.date() - timedelta(days=1))
        ids += [one.absence.stand_in_id for one in away if one.absence.stand_in_id is not None]
    return list(dict.fromkeys(ids))


async def _shown(work: ports.Work, person_id: int, task: tasks.Task) -> reminder_views.Reminded | None:
    person = await work.people.get(person_id)
    standing = None if person is None else await reminded.find(work, person)
    if person is None or standing is None or all(one.task_id != task.id for one in standing.listed):
        return None
    return await reminder_views.view(work, person, standing)


async def _hasten(work: ports.Work, task: tasks.Task) -> None:
    """What was given at short notice has steps of hours: the group's schedule does not sleep over them."""
    if task.due is None or task.state in dues.NOT_OWED:
        return
    group = await work.groups.get(task.group_id)
    is_own = group.kind is groups.GroupKind.PERSONAL
    if not is_own and (task.owner is None or task.owner.person_id is None):
        return
    habits = reminder_grounds.habits_of(group)
    is_short = work.now < reminders.ends_at(task.due, habits) <= work.now + reminders.SHORT_NOTICE
    if not is_short and not is_own:
        return
    schedule = await _morning(work, group)
    step = reminders.next_reminder(await reminder_grounds.promise(work, task), habits, work.now)
    if schedule is None or step is None or schedule.next_due_at is None or schedule.next_due_at <= step.at:
        return
    work.schedules.save(replace(schedule, next_due_at=step.at))


async def _morning(work: ports.Work, group: groups.Group) -> ports.Schedule | None:
    """The schedule of the group's reminders; somebody's own list gets one with its first date."""
    found = next((one for one in await work.schedules.of_group(group.id) if one.kind == groups_service.REMINDERS), None)
    if found is not None or group.kind is not groups.GroupKind.PERSONAL:
        return found if found is not None and found.enabled else None
    return groups_service.schedule_reminders(work, group)
