"""What the morning digest of a group says, or that there is nothing to say; makes no text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coordination import ports
from coordination.rules import (
    boards,
    digests,
    dues,
    escalation_views,
    groups,
    lights,
    links,
    people,
    tasks,
)
from coordination.services import boards as boards_service
from coordination.services import (
    dependencies,
    digest_passing,
    escalation_grounds,
    escalations,
    held_back,
    lists,
    peace,
    sprints,
)
from coordination.services import groups as groups_service

MOST_RECEIVED = 4
"""So many tasks that came up to a committee are named; the others come up the next day."""

MOST_BESIDES = 12
"""So many numbers are announced for which there was no room in the list."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read for one digest."""

    sections: digests.Sections
    survey: escalation_views.Survey
    states: Mapping[tasks.State, int]
    held: tuple[digests.Held, ...]
    passing: escalation_views.Passing
    freed: tuple[links.Freed, ...]


async def view(work: ports.Work, group: groups.Group) -> digests.DigestView | None:
    """The digest of the group's day at the work's instant; `None` where nothing is to be named. It keeps nothing."""
    day = lists.day_of(work, group)
    live = await lists.every_live(work, group)
    chosen = digests.sections(live, day, group.settings, groups_service.calendar_of(group))
    held, received = await held_back.of(work, group), await escalations.received(work, group)
    freed = await dependencies.freed(work, live)
    if digests.is_empty(chosen) and not held and not received and not freed:
        return None
    survey = await escalation_grounds.survey(work, group, day, chosen.late)
    passing = replace(await digest_passing.of(work, group, survey), received=tuple(received[:MOST_RECEIVED]))
    survey = digest_passing.reaching(survey, passing)
    states = await _states(work, group, day)
    if states and passing.decide and received:
        held = ()  # there is no line left for it; the next digest says it
    opens_in = None if held or passing.decide or received else await sprints.offered(work, group, day.today)
    found = _Found(chosen, survey, states, held, passing, freed)
    shown = await _fitted(work, group, day, found, is_offering=opens_in is not None)
    return replace(shown, opens_in=opens_in)


async def said(work: ports.Work, group: groups.Group, shown: digests.DigestView) -> list[escalations.Told]:
    """Keep that the digest is posted: its mentions, what it made up for, and the steps upward that are due.

    Gives whom to tell in private of these steps.
    """
    owners = {task.owner.person_id for one in shown.shown for task in one.tasks if task.owner and _pings(shown, task)}
    pinged = {one for one in owners if one is not None} | shown.passing.pinged
    await peace.note_mentions(work, group, pinged)
    held_back.note(work, shown.held)
    escalations.accept(work, shown.passing.received)
    dependencies.note_told(work, shown.freed)
    await digest_passing.note(work, shown.passing)
    if shown.opens_in is not None:
        sprints.note_offered(work, group)
    if shown.survey is None:
        return []
    named = {task.id for task in shown.late.tasks} | {one.task.id for one in shown.passing.besides}
    deciding = {one.id for one in shown.passing.decide}
    passed = {one.task.id for one in shown.survey.standings if one.is_passed_today}
    return await escalations.take(work, group, shown.survey, (named - passed) | deciding)


def _pings(shown: digests.DigestView, task: tasks.Task) -> bool:
    return task.id in shown.mentioned


async def _fitted(
    work: ports.Work, group: groups.Group, day: dues.Day, found: _Found, *, is_offering: bool
) -> digests.DigestView:
    """The lists cut to what fits beside the lines that say what goes up and what was held back."""
    passing = found.passing
    besides_these = (found.states, found.held, passing.decide, passing.received, is_offering, found.freed)
    room = digests.LINES - sum(1 for one in besides_these if one)
    fitted = digests.fitted(found.sections, room)
    besides = _besides(found.survey, fitted[1])
    if besides:
        fitted = digests.fitted(found.sections, room - 1)
        besides = _besides(found.survey, fitted[1])
    due_today, late, soon, stuck, unowned, to_confirm = fitted
    owners = await _owners(work, fitted, found.freed)
    free = await peace.unmentioned(work, group, [one.id for one in owners.values() if not one.never_mention])
    return digests.DigestView(
        group=group,
        today=day.today,
        due_today=due_today,
        late=late,
        soon=soon,
        soon_until=found.sections.soon_until,
        stuck=stuck,
        unowned=unowned,
        to_confirm=to_confirm,
        silent=frozenset(task.id for task in late.tasks if not lights.is_explained(task, day)),
        mentioned=_mentioned(fitted, free),
        owners=owners,
        states=found.states,
        survey=found.survey,
        passing=replace(
            passing,
            standings={one.task.id: one for one in found.survey.standings},
            besides=besides,
            pinged=passing.pinged - _owner_ids(fitted, free),
        ),
        held=found.held,
        freed=found.freed,
    )


def _besides(survey: escalation_views.Survey, late: boards.Shown) -> tuple[escalation_views.Standing, ...]:
    shown = {task.id for task in late.tasks}
    return tuple(one for one in survey.standings if one.is_announced and one.task.id not in shown)[:MOST_BESIDES]


async def _states(work: ports.Work, group: groups.Group, day: dues.Day) -> Mapping[tasks.State, int]:
    """How many tasks are in each state, where the group has no board that says it."""
    if not group.settings.board or await boards_service.has_board(work, group):
        return {}
    return (await work.tasks.counts(group.id, today=day.open_on, now=work.now)).by_state


def _mentioned(fitted: Sequence[boards.Shown], allowed: set[int]) -> frozenset[int]:
    first = digests.first_mentions(fitted)
    shown: list[tasks.Task] = [task for one in fitted for task in one.tasks]
    return frozenset(t.id for t in shown if t.id in first and t.owner is not None and t.owner.person_id in allowed)


def _owner_ids(fitted: Sequence[boards.Shown], allowed: set[int]) -> set[int]:
    """Those who are mentioned beside a task of theirs already."""
    return {t.owner.person_id for one in fitted for t in one.tasks if t.owner and t.owner.person_id in allowed}


async def _owners(
    work: ports.Work, fitted: Sequence[boards.Shown], freed: Sequence[links.Freed]
) -> dict[int, people.Person]:
    named = [task for one in fitted for task in one.tasks] + [one.task for one in freed]
    ids = {task.owner.person_id for task in named if task.owner is not None}
    return await lists.people_of(work, ids)
