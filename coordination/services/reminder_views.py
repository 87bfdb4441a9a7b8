"""What a private reminder shows: its tasks as they stand, until each is answered; makes no text."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coordination import ports
from coordination.rules import dues, groups, instants, people, tasks
from coordination.services import owed_reports, reminded


class Status(StrEnum):
    """How a task of a reminder stands."""

    OPEN = "open"  # a word is waited for
    PUT_OFF = "put_off"
    ANSWERED = "answered"
    REDATED = "redated"
    PASSED_ON = "passed_on"  # it is somebody else's now


@dataclass(frozen=True, slots=True)
class Entry:
    """A task to be reminded of, its group and that group's day; for whom the reader stands in (`None`: their own).

    `until` (aware, UTC): when a reminder that was put off comes back.
    """

    task: tasks.Task
    group: groups.Group
    today: date
    acts_for: people.Person | None = None
    status: Status = Status.OPEN
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reminded:
    """The reminder of one person in their private chat, in due order; `reports`: those still to be handed in.

    `replaces` is the slot of the one before, sent at `replaced_at`.
    """

    person: people.Person
    chat_id: int
    slot: str
    entries: tuple[Entry, ...]
    replaces: str | None = None
    replaced_at: datetime | None = None
    reports: tuple[reminded.Owed, ...] = ()


async def view(work: ports.Work, person: people.Person, standing: reminded.Standing) -> Reminded:
    """The reminder that stands in the person's chat, as its tasks are now."""
    found = [await _entry(work, person, standing, one) for one in standing.listed]
    entries = tuple(one for one in found if one is not None)
    missing = await owed_reports.missing(work, standing.reports)
    return Reminded(person, standing.chat_id, standing.slot, entries, reports=missing)


async def _entry(
    work: ports.Work, person: people.Person, standing: reminded.Standing, listed: reminded.Listed
) -> Entry | None:
    """A task of the message as it stands; `None` where it is in that group no more."""
    group = await work.groups.get(listed.group_id)
    task = await work.tasks.get(group.id, listed.task_id)
    if task is None:
        return None
    acts_for = None if listed.acts_for_id is None else await work.people.get(listed.acts_for_id)
    status, until = _status(work, task, standing, listed)
    owner_id = person.id if listed.acts_for_id is None else listed.acts_for_id
    is_listed = task.owner is None and group.kind is groups.GroupKind.PERSONAL
    if not is_listed and (task.owner is None or task.owner.person_id != owner_id):
        status, until = Status.PASSED_ON, None
    return Entry(task, group, instants.local_day(work.now, group.zone), acts_for, status, until)


def _status(
    work: ports.Work, task: tasks.Task, standing: reminded.Standing, listed: reminded.Listed
) -> tuple[Status, datetime | None]:
    if task.state in dues.NOT_OWED:
        return Status.ANSWERED, None
    if task.due != listed.due:
        return Status.REDATED, None
    last, sent_at = task.last_update_at, standing.sent_at
    if (
        last is not None and sent_at is not None and last >= sent_at.replace(microsecond=0)
    ):  # Telegram's dates have whole seconds
        return Status.ANSWERED, None
    put = standing.put_off(task)
    if put is not None and put.snooze.until > work.now:
        return Status.PUT_OFF, put.snooze.until
    return Status.OPEN, None
