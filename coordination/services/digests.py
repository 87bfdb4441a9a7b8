"""What the morning digest of a group says, or that there is nothing to say; makes no text."""

from collections.abc import Mapping, Sequence

from coordination import ports
from coordination.rules import boards, digests, dues, groups, lights, people, tasks
from coordination.services import boards as boards_service
from coordination.services import groups as groups_service
from coordination.services import lists


async def view(work: ports.Work, group: groups.Group) -> digests.DigestView | None:
    """The digest of the group's day at the work's instant; `None` where nothing is to be named."""
    day = lists.day_of(work, group)
    live = await lists.every_live(work, group)
    found = digests.sections(live, day, group.settings, groups_service.calendar_of(group))
    if digests.is_empty(found):
        return None
    states = await _states(work, group, day)
    due_today, late, soon, stuck, unowned, to_confirm = fitted = digests.fitted(found, digests.LINES - bool(states))
    owners = await _owners(work, fitted)
    unsilenced = {person.id for person in owners.values() if not person.never_mention}
    return digests.DigestView(
        group=group,
        today=day.today,
        due_today=due_today,
        late=late,
        soon=soon,
        soon_until=found.soon_until,
        stuck=stuck,
        unowned=unowned,
        to_confirm=to_confirm,
        silent=frozenset(task.id for task in late.tasks if not lights.is_explained(task, day)),
        mentioned=_mentioned(fitted, unsilenced),
        owners=owners,
        states=states,
    )


async def _states(work: ports.Work, group: groups.Group, day: dues.Day) -> Mapping[tasks.State, int]:
    """How many tasks are in each state, where the group has no board that says it."""
    if not group.settings.board or await boards_service.has_board(work, group):
        return {}
    return (await work.tasks.counts(group.id, today=day.open_on, now=work.now)).by_state


def _mentioned(fitted: Sequence[boards.Shown], allowed: set[int]) -> frozenset[int]:
    first = digests.first_mentions(fitted)
    shown: list[tasks.Task] = [task for one in fitted for task in one.tasks]
    return frozenset(t.id for t in shown if t.id in first and t.owner is not None and t.owner.person_id in allowed)


async def _owners(work: ports.Work, fitted: Sequence[boards.Shown]) -> dict[int, people.Person]:
    ids = {task.owner.person_id for one in fitted for task in one.tasks if task.owner is not None}
    return await lists.people_of(work, ids)
