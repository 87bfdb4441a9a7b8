"""What plain words are read against: a group's tasks and people as they stand; it reads no words and makes no text."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from coordination import ports
from coordination.rules import groups, names, owners, people, tasks, when
from coordination.rules.reading_values import Board, TaskView
from coordination.services import directory

MOST_TASKS = 2_000
"""So many live tasks of a group are read against, the next due first."""

MOST_ENDED = 200
"""So many ended ones, where words ask for them."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A board, and the tasks (by number) and people (by id) that stand behind its views."""

    board: Board
    numbered: Mapping[int, tasks.Task]
    persons: Mapping[int, people.Person]

    def owner(self, named: int | str) -> tasks.Owner:
        """Somebody named on this board as an owner: a person by our id, or a name without Telegram."""
        person = self.persons.get(named) if isinstance(named, int) else None
        return tasks.Owner(str(named)) if person is None else owners.of_person(person)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a message may be about beside live tasks: numbers that stand in it, and whether ended tasks are meant.

    `said_before` are the ids of tasks that the message, now edited, spoke of before: it is read again as if they were
    still open.
    """

    numbers: Collection[int] = ()
    ended: bool = False
    said_before: Collection[int] = ()


async def ground(
    work: ports.Work,
    group: groups.Group,
    frame: when.Frame,
    actor: people.Person | None,
    glimpse: Glimpse | None = None,
) -> Ground:
    """The group's live tasks and its people, and the ended tasks that a message may be about.

    One read for the tasks, one for the people, and one each for numbers that are not live and for ended tasks.
    """
    glimpse = glimpse or Glimpse()
    found = {task.number: task for task in (await _live(work, group)).tasks}
    missing = [number for number in glimpse.numbers if number not in found]
    found |= {task.number: task for task in await work.tasks.by_numbers(group.id, missing)} if missing else {}
    if glimpse.ended:
        found = {task.number: task for task in await _ended(work, group)} | found
    members = await work.people.members(group.id)
    board = Board(
        tuple(_view(task, is_open=task.id in glimpse.said_before) for task in found.values()),
        frame,
        author=None if actor is None else actor.id,
        roster=roster(members, actor, await directory.aliases(work, group.id)),
        leads=recorders(group, members, actor),
        code=None if group.code is None else group.code.casefold(),
    )
    return Ground(board, found, {person.id: person for person, _ in members})


def roster(
    members: Collection[tuple[people.Person, people.Membership]],
    actor: people.Person | None,
    aliases: Mapping[int, Sequence[str]],
) -> names.Roster:
    """The people of a group by the names they may be called (`aliases` by person id), and whoever speaks."""
    known = {person.id: person for person, _ in members}
    if actor is not None:
        known.setdefault(actor.id, actor)
    return directory.roster_of(known.values(), aliases)


async def owns_any(work: ports.Work, group: groups.Group, actor: people.Person | None) -> bool:
    """Tell whether a live task of the group is the actor's; one read."""
    if actor is None:
        return False
    return bool((await work.tasks.find(group.id, ports.TaskFilter(owner_id=actor.id), limit=1)).tasks)


async def _live(work: ports.Work, group: groups.Group) -> ports.Page:
    return await work.tasks.find(group.id, ports.TaskFilter(), limit=MOST_TASKS)


async def _ended(work: ports.Work, group: groups.Group) -> Collection[tasks.Task]:
    where = ports.TaskFilter(live=False, states=tuple(sorted(tasks.ENDED)))
    return (await work.tasks.find(group.id, where, limit=MOST_ENDED)).tasks


def recorders(
    group: groups.Group,
    members: Collection[tuple[people.Person, people.Membership]],
    actor: people.Person | None,
) -> frozenset[int]:
    """Who may speak for any task (as `rights.may_report`); on a personal list its owner."""
    if group.kind is groups.GroupKind.PERSONAL:
        return frozenset() if actor is None else frozenset({actor.id})
    return frozenset(person.id for person, membership in members if membership.part in owners.RECORDERS)


def _view(task: tasks.Task, *, is_open: bool) -> TaskView:
    return TaskView(
        task.number,
        task.title,
        tasks.State.IN_PROGRESS if is_open and task.state in tasks.ENDED else task.state,
        tuple(_who(owner) for owner in owners.everybody(task)),
        None if task.due is None else task.due.on,
        percent=task.percent,
    )


def _who(owner: tasks.Owner) -> int | str:
    """A person's id; a user name not seen yet, or a name without Telegram, as it is."""
    return owner.name if owner.person_id is None else owner.person_id
