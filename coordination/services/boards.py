"""What the board of a group shows, read with few queries; makes no text."""

from coordination import ports
from coordination.rules import boards, dues, groups, lights, tasks
from coordination.services import lists

State = tasks.State
JUDGED = 100
"""So many late tasks are looked at for the colour; with more than that late, one of them is silent anyway."""

RECENT = 10


async def view(work: ports.Work, group: groups.Group) -> boards.BoardView:
    """The board as it stands at the work's instant: at most six queries, fewer where nothing is late or blocked."""
    day = lists.day_of(work, group)
    counts = await work.tasks.counts(group.id, today=day.open_on, now=work.now)
    late = await work.tasks.find(group.id, lists.late(day), limit=JUDGED)
    blocked = await _blocked(work, group, counts)
    unowned = await _unowned(work, group, counts)
    return boards.BoardView(
        group=group,
        today=day.today,
        light=_light(late, day, blocked.total),
        states=counts.by_state,
        late=boards.shown(late.tasks, late.total),
        late_explained=late.total <= JUDGED and all(lights.is_explained(task, day) for task in late.tasks),
        due_this_week=await _due_this_week(work, group, day, late.total),
        blocked=blocked,
        unowned=unowned,
        last=await _last(work, group),
    )


def _light(late: ports.Page, day: dues.Day, blocked: int) -> lights.Light:
    if late.total > JUDGED:
        return lights.Light.RED
    return lights.of_group(late.tasks, day, blocked=blocked)


async def _blocked(work: ports.Work, group: groups.Group, counts: ports.Counts) -> boards.Shown:
    if not counts.by_state.get(State.BLOCKED):
        return boards.NOTHING
    found = await work.tasks.find(group.id, ports.TaskFilter(states=(State.BLOCKED,)), limit=boards.LISTED)
    return boards.shown(found.tasks, found.total)


async def _unowned(work: ports.Work, group: groups.Group, counts: ports.Counts) -> boards.Shown:
    if not counts.unowned:
        return boards.NOTHING
    found = await work.tasks.find(group.id, ports.TaskFilter(unowned=True), limit=boards.LISTED)
    return boards.shown(found.tasks, found.total)


async def _due_this_week(work: ports.Work, group: groups.Group, day: dues.Day, late: int) -> boards.Shown:
    """Tasks come in due order, the late ones first; among today's some may be late by their hour."""
    where = ports.TaskFilter(states=dues.OWED)
    found = await work.tasks.find(group.id, where, offset=max(0, late - JUDGED), limit=2 * JUDGED)
    return boards.shown(boards.due_between(found.tasks, day, boards.week_end(day.today)))


async def _last(work: ports.Work, group: groups.Group) -> boards.Last | None:
    for event in await work.events.of_group(group.id, limit=RECENT):
        task = None if event.task_id is None else await work.tasks.get(group.id, event.task_id)
        if task is not None:
            person = None if event.actor_id is None else await work.people.get(event.actor_id)
            return boards.Last(event, task, person)
    return None
