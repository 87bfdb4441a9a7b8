"""What the pictures of a group show, read with few counting queries; makes no text and draws nothing."""

from collections.abc import Sequence
from datetime import date

from coordination import ports
from coordination.rules import charts, dues, groups, instants, people, tasks
from coordination.services import lists, sections

State = tasks.State
LIVE = tuple(state for state in State if state not in tasks.ENDED)
MOST_MINE = 300
"""Nobody is taken to have more tasks of their own than this."""

NEWLY_DONE = 10
"""Behind the open ones, where a picture has room: tasks done, those due last first."""


async def timeline(work: ports.Work, group: groups.Group, *, offset: int = 0) -> charts.TimelineView:
    """One picture of the tasks with a date, from the `offset`-th open one on (beyond the end: the last picture)."""
    day = lists.day_of(work, group)
    counts = await work.charts.by_due(group.id, open_on=day.open_on, now=work.now)
    live = [one for one in counts if one.state in LIVE]
    total = sum(one.tasks for one in live if one.due_on is not None)
    if not total and (below := await sections.visible(work, group)):
        return await _below(work, group, [one.group for one in below], offset=offset)
    offset = min(offset, max(0, total - 1)) // charts.ROWS * charts.ROWS
    found = await work.tasks.find(group.id, ports.TaskFilter(), offset=offset, limit=charts.ROWS)
    shown = [task for task in found.tasks if task.due is not None]
    done = sum(one.tasks for one in counts if one.state is State.DONE and one.due_on is not None)
    if done and offset == 0 and len(shown) < charts.ROWS:
        shown = [*await _newly_done(work, group, done, charts.ROWS - len(shown)), *shown]
    tags = await work.charts.by_tag(group.id)
    return charts.TimelineView(
        group=group,
        today=day.today,
        tasks=tuple(shown),
        offset=offset,
        total=total,
        undated=sum(one.tasks for one in live if one.due_on is None),
        late=sum(one.tasks for one in counts if one.late),
        late_ids=frozenset(task.id for task in shown if dues.is_late(task, day)),
        phases=charts.phases_of(
            ((one.tags, charts.Days(one.first, one.last)) for one in tags), await planned(work, group) if tags else {}
        ),
    )


async def _below(
    work: ports.Work, group: groups.Group, below: Sequence[groups.Group], *, offset: int
) -> charts.TimelineView:
    """The same of all groups below, each task with the code of its group."""
    day = lists.day_of(work, group)
    counts = await work.charts.by_due(group.id, open_on=day.open_on, now=work.now, below=True)
    live = [one for one in counts if one.state in LIVE]
    total = sum(one.tasks for one in live if one.due_on is not None)
    offset = min(offset, max(0, total - 1)) // charts.ROWS * charts.ROWS
    ids = tuple(one.id for one in below)
    found = await lists.among(work, ids, ports.TaskFilter(), offset=offset, limit=charts.ROWS)
    shown = [entry for entry in found.entries if entry.task.due is not None]
    return charts.TimelineView(
        group=group,
        today=day.today,
        tasks=tuple(entry.task for entry in shown),
        offset=offset,
        total=total,
        undated=sum(one.tasks for one in live if one.due_on is None),
        late=sum(one.tasks for one in counts if one.late),
        late_ids=frozenset(entry.task.id for entry in shown if entry.late),
        codes={one.id: one.code or one.name for one in below},
        with_below=True,
    )


async def planned(work: ports.Work, group: groups.Group) -> dict[str, str]:
    """The names of the phases of the group's own plan, else of its committee's, by their tags."""
    committee = await sections.committee_of(work, group)
    for one in dict.fromkeys([group.id, *([] if committee is None else [committee.id])]):
        if phases := await work.plans.phases_of(one):
            return {phase.tag: phase.name for phase in phases}
    return {}


async def mine(work: ports.Work, group: groups.Group, person: people.Person, *, offset: int = 0) -> charts.TimelineView:
    """One picture of what a person has to do, across groups; `group` is the person's own list, nobody else's tasks."""
    theirs = await lists.mine(work, person, limit=MOST_MINE)
    unowned = await lists.page(work, group, ports.TaskFilter(unowned=True), limit=MOST_MINE)
    found = [*theirs.entries, *unowned.entries]
    dated = sorted((entry for entry in found if entry.task.due is not None), key=_by_due)
    offset = min(offset, max(0, len(dated) - 1)) // charts.ROWS * charts.ROWS
    shown = dated[offset : offset + charts.ROWS]
    others = {entry.group.id: entry.group.code or entry.group.name for entry in shown if entry.group.id != group.id}
    return charts.TimelineView(
        group=group,
        today=lists.day_of(work, group).today,
        tasks=tuple(entry.task for entry in shown),
        offset=offset,
        total=len(dated),
        undated=theirs.total + unowned.total - len(dated),
        late=sum(entry.late for entry in dated),
        late_ids=frozenset(entry.task.id for entry in shown if entry.late),
        codes=others,
    )


def _by_due(entry: lists.Entry) -> tuple[date, int]:
    assert entry.task.due is not None
    return entry.task.due.on, entry.task.id


async def _newly_done(work: ports.Work, group: groups.Group, dated: int, room: int) -> Sequence[tasks.Task]:
    """Those due last of what is done: they come in due order, `dated` of them before those without a date."""
    where = ports.TaskFilter(live=False, states=(State.DONE,))
    many = min(room, NEWLY_DONE, dated)
    found = await work.tasks.find(group.id, where, offset=dated - many, limit=many)
    return [task for task in found.tasks if task.due is not None]


async def progress(work: ports.Work, group: groups.Group) -> charts.ProgressView:
    """Work done against the dates first agreed, that of the groups below too.

    What was dropped counts until it was, and in no plan.
    """
    scope, done, plan = [], [], []
    below = await work.charts.below(group.id) > 0
    for one in await work.charts.by_history(group.id, below=below):
        ended = None if one.ended_at is None else instants.local_day(one.ended_at, group.zone)
        scope.append((instants.local_day(one.created_at, group.zone), one.tasks))
        if one.state is State.DROPPED and ended is not None:
            scope.append((ended, -one.tasks))
            continue
        if one.state is State.DONE and ended is not None:
            done.append((ended, one.tasks))
        if one.original_due_on is not None:
            plan.append((one.original_due_on, one.tasks))
    today = instants.local_day(work.now, group.zone)
    return charts.ProgressView(group, today, charts.stairs(scope), charts.stairs(done), charts.stairs(plan), below)


async def shares(work: ports.Work, group: groups.Group) -> charts.SharesView:
    """States by owner; above groups, by group (voice.md, rule 5)."""
    day = lists.day_of(work, group)
    has_below = await work.charts.below(group.id) > 0
    below = await work.charts.by_group(group.id, open_on=day.open_on, now=work.now) if has_below else []
    found = below or await work.charts.by_owner(group.id, open_on=day.open_on, now=work.now)
    names = {one.unit: one.name.lstrip("@＠") for one in found}
    parts = charts.shares((one.unit, one.state, one.late, one.tasks) for one in found)
    ordered = list(parts) if below else sorted(parts, key=lambda unit: (not unit, names[unit].casefold(), unit))
    shown, rest, others = charts.cut([charts.Share(names[unit], parts[unit]) for unit in ordered])
    return charts.SharesView(group, day.today, bool(below), shown, rest, others)


async def load(work: ports.Work, group: groups.Group) -> charts.LoadView:
    """What is due by week, in the groups below too."""
    day = lists.day_of(work, group)
    below = await work.charts.below(group.id) > 0
    counts = await work.charts.by_due(group.id, open_on=day.open_on, now=work.now, below=below)
    kept = [one for one in counts if one.state is not State.DROPPED]
    dated = [(one.due_on, one.state, one.late, one.tasks) for one in kept if one.due_on is not None]
    before, weeks, after = charts.weeks(dated, day.today)
    undated = sum(one.tasks for one in kept if one.due_on is None and one.state in LIVE)
    return charts.LoadView(group, day.today, before, weeks, after, undated, below)
