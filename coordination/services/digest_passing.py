"""What a morning message says to leads who can't be told in private, of tasks that go up to them; makes no text."""

from dataclasses import replace

from coordination import ports
from coordination.rules import escalation_keys, escalation_views, groups
from coordination.rules.escalation import Level
from coordination.services import escalations, peace

MOST_DECIDED = 12
"""So many tasks are named for a lead to decide; the others are named the next day."""


async def of(work: ports.Work, group: groups.Group, survey: escalation_views.Survey) -> escalation_views.Passing:
    """What goes today to leads who have no private chat: those leads, and the tasks they are to decide on."""
    passed = [one for one in survey.standings if one.is_passed_today or await _was_missed(work, one)]
    leads = {person.id: person for one in passed for person in one.above}
    here = [one for one in leads.values() if await escalations.chat_of(work, one) is None]
    ids = {one.id for one in here}
    decide = [one.task for one in passed if any(person.id in ids for person in one.above)]
    free = await peace.unmentioned(work, group, [one.id for one in here if not one.never_mention])
    return escalation_views.Passing(decide=tuple(decide[:MOST_DECIDED]), deciders=tuple(here), pinged=frozenset(free))


async def _was_missed(work: ports.Work, standing: escalation_views.Standing) -> bool:
    """Whether it went to leads in private of whom none can be reached there any more (F060), and not here yet."""
    if standing.highest is not Level.LEAD:
        return False
    if any([await escalations.chat_of(work, lead) is not None for lead in standing.above]):
        return False
    return not await work.ledger.has(*escalation_keys.of_decision(standing.task))


def reaching(survey: escalation_views.Survey, passing: escalation_views.Passing) -> escalation_views.Survey:
    """Without the steps to leads of whom none is told today: they come another day."""
    ids, decided = {one.id for one in passing.deciders}, {one.id for one in passing.decide}
    found = []
    for one in survey.standings:
        reaches = not one.is_passed_today or one.task.id in decided or any(lead.id not in ids for lead in one.above)
        found.append(one if reaches else replace(one, due=None, coming=None, at=None))
    return replace(survey, standings=tuple(found))


async def note(work: ports.Work, said: escalation_views.Passing) -> None:
    """Keep which tasks are named for a lead."""
    for task in said.decide:
        if not await work.ledger.has(*escalation_keys.of_decision(task)):
            work.ledger.add(*escalation_keys.of_decision(task))
