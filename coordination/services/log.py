"""What was changed in a group, by whom and from where, page by page, of a task or a person; makes no text."""

from collections.abc import Mapping
from dataclasses import dataclass

from coordination import ports
from coordination.errors import Refused
from coordination.rules import events, groups, people, tasks
from coordination.services import changes, lists, undo

MOST = 2_000
"""So many of the newest changes can be paged through."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which changes: of one task, or by one person; neither: all."""

    task_id: int | None = None
    actor_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. `task` is `None` where it is one of the group itself; `can_undo`: it is, and it still stands."""

    event: events.Event
    task: tasks.Task | None = None
    can_undo: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Changes, the newest first; `people` by id are those who made them and those whom they are about."""

    entries: tuple[Entry, ...]
    has_more: bool
    people: Mapping[int, people.Person]


async def page(work: ports.Work, group: groups.Group, where: Filter, offset: int, limit: int) -> Page:
    """Changes from `offset` on; an event that makes no sense without another is told by that one."""
    offset = min(offset, MOST)
    found = await _found(work, group, where, offset, limit + 1)
    taken_back = await work.events.taken_back(group.id, {event.change_id for event in found})
    entries = [await _entry(work, event, taken_back) for event in found[:limit]]
    named = {event.actor_id for event in found} | {(event.after or {}).get("person") for event in found}
    return Page(tuple(entries), len(found) > limit, await lists.people_of(work, named))


async def _found(work: ports.Work, group: groups.Group, where: Filter, offset: int, limit: int) -> list[events.Event]:
    if where.task_id is not None:
        return list(await work.events.of_task(group.id, where.task_id, limit=offset + limit))[offset:]
    return list(await work.events.of_group(group.id, actor_id=where.actor_id, offset=offset, limit=limit))


async def _entry(work: ports.Work, event: events.Event, taken_back: frozenset[int]) -> Entry:
    task = None if event.task_id is None else await work.tasks.get(event.group_id, event.task_id)
    stands = event.change_id not in taken_back
    return Entry(event, task, can_undo=stands and undo.deed_of(event) is not None)


async def take_back(work: ports.Work, said: changes.Said, change_id: int, *, is_admin: bool) -> None:
    """Take back what one change did to the group itself.

    Raises `Refused` where the actor may not, there is nothing of it, or it was changed again since.
    """
    if not await undo.undo_group(work, said, change_id, is_admin=is_admin):
        raise Refused("settings.changed_since")
