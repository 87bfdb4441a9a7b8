"""Moving a task to another group, where it gets a new number; the old number goes on naming it; makes no text."""

from dataclasses import dataclass, replace

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, links, reports, tasks
from coordination.services import changes, rights

MOVED, MOVED_IN = "moved", "moved_in"


@dataclass(frozen=True, slots=True)
class Moved:
    """What stays behind (dropped, `merged_into` the new one), the task in its new group, and that group."""

    left: tasks.Task
    task: tasks.Task
    group: groups.Group


async def move(work: ports.Work, said: changes.Said, number: int, target: groups.Group) -> Moved:
    """Move a task to a group that the actor may reach (`groups.reachable`). Parts of it have to go first."""
    task = await changes.of_number(work, said.group, number)
    await rights.check_own(work, said, task)
    parts = [part for part in await work.tasks.children(task.group_id, task.id) if part.state not in tasks.ENDED]
    if parts:
        raise Refused("refused.move_has_parts", number=task.number, part=parts[0].number)
    there = await work.groups.get(target.id)
    is_here = there.chat_id == said.group.chat_id
    await rights.check_creates(work, replace(said, group=there, is_admin=said.is_admin and is_here))
    new_id = work.new_id()
    gone = links.moved_away(task, new_id, said.at)
    work.groups.save(replace(there, next_number=there.next_number + 1))
    come = reports.Step(links.moved_in(task, new_id, there.id, there.next_number), MOVED_IN)
    saved = changes.keep(work, said, None, come)
    left = changes.keep(work, said, task, reports.Step(gone, MOVED), mark=changes.Mark(moved_to=there.id))
    changes.mark_line(work, said, left.id)
    return Moved(left, saved, there)
