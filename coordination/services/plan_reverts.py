"""Changes of many tasks in several groups, taken back within a day; makes no text."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from coordination import ports
from coordination.rules import events, reports, reverts
from coordination.services import changes, plan_reach

WINDOW = timedelta(days=1)
TAKEN_BACK = "undone"


async def take_back(work: ports.Work, said: changes.Said, change_id: int) -> tuple[int, int]:
    """Take back what one change did to the tasks of the group and those below it.

    How many tasks are as before, and how many somebody changed since, which stay.
    """
    back, left = 0, 0
    for _, group in await plan_reach.groups_of(work, said.group):
        here = replace(said, group=group)
        for own in _by_task(await work.events.of_change(group.id, change_id)):
            if await _revert(work, here, own, change_id):
                back += 1
            else:
                left += 1
    return back, left


async def _revert(work: ports.Work, said: changes.Said, own: Sequence[events.Event], change_id: int) -> bool:
    task = await work.tasks.get(said.group.id, own[0].task_id or 0)
    if task is None:
        return False
    found = await work.events.after(said.group.id, task.id, own[-1].id)
    later = [one for one in found if one.before or one.after]  # a nudge, or "accepted", changed nothing
    after = None if later else reverts.reverted(task, own, later, work.now)
    if after is None or isinstance(after, reverts.Contest):
        return False
    changes.keep(work, said, task, reports.Step(after, TAKEN_BACK), mark=changes.Mark(undoes=change_id))
    return True


def _by_task(found: Sequence[events.Event]) -> list[list[events.Event]]:
    by_task: dict[int, list[events.Event]] = {}
    for event in found:
        if event.task_id is not None:
            by_task.setdefault(event.task_id, []).append(event)
    return list(by_task.values())
