"""Lists of tasks, the card of one and what a person has to do, as values; makes no text."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from coordination import ports
from coordination.rules import calendars, dues, events, groups, lights, people, tasks
from coordination.services import changes, dependencies
from coordination.services import groups as groups_service

PAGE = 10
MOST_LIVE = 20_000
"""No group is taken to have more live tasks than this; a step that touches all of them stops here."""

COUNTED_DAYS = 1_000
"""Working days are counted one by one, as far as this."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A task in a list: its colour, whether it is late, and its group (of interest where groups are mixed)."""

    task: tasks.Task
    light: lights.Light
    late: bool
    group: groups.Group


@dataclass(frozen=True, slots=True)
class ListView:
    """One page: its entries, where it begins, how many there are in all."""

    entries: tuple[Entry, ...]
    offset: int
    total: int

    @property
    def next_offset(self) -> int | None:
        """Where the next page begins; `None` on the last."""
        end = self.offset + len(self.entries)
        return end if end < self.total else None


@dataclass(frozen=True, slots=True)
class CardView:
    """All that a card shows. `days_left`: working days until the due day, negative once it has passed.

    `due_event` is the last event that changed the date, if it was changed. `updates` and `log` are the newest first;
    `names` has the people in them, by id; `elsewhere` the other groups of tasks that it hangs together with.
    """

    entry: Entry
    days_left: int | None
    waits_for: tuple[tasks.Task, ...]
    waiting: tuple[tasks.Task, ...]
    parent: tasks.Task | None
    children: tuple[tasks.Task, ...]
    merged_into: tasks.Task | None
    updates: tuple[events.Update, ...]
    log: tuple[events.Event, ...]
    names: dict[int, people.Person]
    elsewhere: dict[int, groups.Group] = field(default_factory=dict)

    @property
    def due_event(self) -> events.Event | None:
        """The last event that changed a date once set."""
        changed = (event for event in self.log if event.before is not None and event.before.get("due"))
        return next(changed, None)


def day_of(work: ports.Work, group: groups.Group) -> dues.Day:
    """The group's day at the work's instant."""
    return dues.day_of(work.now, group.zone, group.settings.workday_ends)


def late(day: dues.Day, where: ports.TaskFilter | None = None) -> ports.TaskFilter:
    """Narrow a filter to what is late: still owed, and its date has passed."""
    where = where or ports.TaskFilter()
    return replace(where, states=where.states or dues.OWED, late_on=day.open_on, late_at=day.now)


async def page(
    work: ports.Work, group: groups.Group, where: ports.TaskFilter, *, offset: int = 0, limit: int = PAGE
) -> ListView:
    """One page of the group's tasks in due order."""
    found = await work.tasks.find(group.id, where, offset=offset, limit=limit)
    return ListView(tuple(_entries(work, group, found.tasks)), offset, found.total)


async def mine(
    work: ports.Work,
    person: people.Person,
    where: ports.TaskFilter | None = None,
    *,
    offset: int = 0,
    limit: int = PAGE,
) -> ListView:
    """One page of a person's tasks, across groups, in due order; live ones by default."""
    found = await work.tasks.of_person(person.id, where, offset=offset, limit=limit)
    entries = []
    for task in found.tasks:
        entries += _entries(work, await work.groups.get(task.group_id), [task])
    return ListView(tuple(entries), offset, found.total)


async def among(
    work: ports.Work, group_ids: tuple[int, ...], where: ports.TaskFilter, *, offset: int = 0, limit: int = PAGE
) -> ListView:
    """One page of the tasks of several groups, in due order."""
    found = await work.overviews.find(group_ids, where, offset=offset, limit=limit)
    entries = []
    for task in found.tasks:
        entries += _entries(work, await work.groups.get(task.group_id), [task])
    return ListView(tuple(entries), offset, found.total)


async def every_live(work: ports.Work, group: groups.Group) -> list[tasks.Task]:
    """All live tasks of the group in due order (at most `MOST_LIVE`)."""
    return list((await work.tasks.find(group.id, ports.TaskFilter(), limit=MOST_LIVE)).tasks)


async def card(work: ports.Work, group: groups.Group, number: int, *, history: int = 5) -> CardView:
    """The card of a task with the newest `history` updates. Raises `Refused` for a number the group does not have."""
    return await card_of(work, group, await changes.of_number(work, group, number), history=history)


async def card_of(work: ports.Work, group: groups.Group, task: tasks.Task, *, history: int = 5) -> CardView:
    """The card of a task at hand."""
    (entry,) = _entries(work, group, [task])
    updates = tuple(await work.updates.of_task(group.id, task.id, limit=history)) if history else ()
    is_told = history > 0 or task.due != task.original_due  # else the log says nothing that a card shows
    log = tuple(await work.events.of_task(group.id, task.id)) if is_told else ()
    awaited = tuple(await dependencies.waiting_for(work, task))
    waiting = tuple(await dependencies.next_to(work, task))
    return CardView(
        entry=entry,
        days_left=days_left(task, day_of(work, group), groups_service.calendar_of(group)),
        waits_for=awaited,
        waiting=waiting,
        parent=await _of_id(work, group, task.parent_id),
        children=tuple(await work.tasks.children(group.id, task.id)),
        merged_into=await _of_id(work, group, task.merged_into),
        updates=updates,
        log=log,
        names=await _names(work, task, updates, log),
        elsewhere=await dependencies.elsewhere(work, (*awaited, *waiting), group.id),
    )


def days_left(task: tasks.Task, day: dues.Day, calendar: calendars.WorkCalendar) -> int | None:
    """Working days from the group's day to the due day; negative once it has passed.

    `None` without a date, and for one so far away that nobody counts.
    """
    if task.due is None or abs((task.due.on - day.today).days) > COUNTED_DAYS:
        return None
    return calendars.workdays_between(calendar, day.today, task.due.on)


def _entries(work: ports.Work, group: groups.Group, found: Sequence[tasks.Task]) -> list[Entry]:
    day = day_of(work, group)
    return [Entry(task, lights.of_task(task, day), dues.is_late(task, day), group) for task in found]


async def _of_id(work: ports.Work, group: groups.Group, task_id: int | None) -> tasks.Task | None:
    return None if task_id is None else await work.tasks.get(group.id, task_id)


async def _names(
    work: ports.Work, task: tasks.Task, updates: Sequence[events.Update], log: Sequence[events.Event]
) -> dict[int, people.Person]:
    ids = {task.created_by, task.last_update_by, task.claimed_by}
    ids |= {update.author_id for update in updates} | {event.actor_id for event in log}
    return await people_of(work, ids)


async def people_of(work: ports.Work, ids: set[int | None]) -> dict[int, people.Person]:
    """The people of these ids that are known, by id."""
    found = [await work.people.get(person_id) for person_id in sorted(one for one in ids if one is not None)]
    return {person.id: person for person in found if person is not None}
