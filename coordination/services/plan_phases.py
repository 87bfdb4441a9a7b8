"""The phases of a group's plan: made with it, shown with their numbers, their gates decided; makes no text."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import ports
from coordination.errors import Refused
from coordination.rules import dues, groups, phases, programmes, reports, tasks
from coordination.services import changes, lists, plan_reach

KIND = "gate"
"""Kind of the events by which a gate is decided, or opened again, and by which a piece of work goes on."""

Gate = phases.Gate
Fate = phases.Fate


async def ensure(work: ports.Work, group: groups.Group, plan: programmes.PlanFile) -> None:
    """Make the phases that a plan names and that are not there yet, behind those that are."""
    known = {one.tag for one in await work.plans.phases_of(group.id)}
    new = [name for name in phases.named(programmes.rows(plan)) if phases.tag_of(name) not in known]
    for place, name in enumerate(new, len(known) + 1):
        work.plans.save_phase(phases.Phase(work.new_id(), group.id, place, name, phases.tag_of(name)))


async def view(
    work: ports.Work, group: groups.Group, there: Sequence[plan_reach.Coded] | None = None
) -> list[phases.Standing]:
    """All phases in their order, as they stand now; none where the plan names none. `there`: as `plan_actuals.view`."""
    known = await work.plans.phases_of(group.id)
    if not known:
        return []
    there = await plan_reach.tasks_of(work, group) if there is None else there
    reach = {one.id: one for _, one in await plan_reach.groups_of(work, group)}
    return [_standing(work, one, [task for _, task in there], reach) for one in known]


async def one(work: ports.Work, group: groups.Group, phase_id: int) -> phases.Standing:
    """One of the group's phases. Raises `Refused` for another group's."""
    found = next((each for each in await view(work, group) if each.phase.id == phase_id), None)
    if found is None:
        raise Refused("refused.old_button")
    return found


async def by_number(work: ports.Work, group: groups.Group, number: int) -> phases.Standing:
    """The phase at a place of the order, from 1. Raises `Refused`."""
    found = await view(work, group)
    if not 1 <= number <= len(found):
        raise Refused("gate.no_such_phase" if found else "gate.no_phases", limit=len(found))
    return found[number - 1]


async def settle(
    work: ports.Work, said: changes.Said, what: tuple[phases.Standing, tasks.Task], fate: Fate, *, reason: str = ""
) -> phases.Standing:
    """Say what becomes of an open piece of a phase; `reason` is that of a dropped one. Raises `Refused`."""
    standing, task = what
    if task.id not in {each.id for each in standing.open}:
        raise Refused("refused.old_button")
    if fate is Fate.OWED:
        phase = replace(standing.phase, owed=tuple(dict.fromkeys((*standing.phase.owed, task.id))))
        work.plans.save_phase(phase)
    else:
        here = replace(said, group=await work.groups.get(task.group_id))
        changes.keep(work, here, task, reports.Step(await _after(work, said, what, fate, reason), KIND))
        if task.id in standing.phase.owed:
            owed = tuple(each for each in standing.phase.owed if each != task.id)
            work.plans.save_phase(replace(standing.phase, owed=owed))
    return await one(work, said.group, standing.phase.id)


async def decide(work: ports.Work, said: changes.Said, standing: phases.Standing) -> phases.Standing:
    """Pass the gate of a phase: on condition where open pieces are owed. Raises `Refused` while one is undecided."""
    if phases.undecided(standing.phase, standing):
        raise Refused("gate.undecided")
    return _saved(work, said, standing, phases.decided(standing.phase, standing, work.now, said.actor_id))


async def reopen(work: ports.Work, said: changes.Said, standing: phases.Standing) -> phases.Standing:
    """Open a gate again that was passed. Raises `Refused` where it is open."""
    if standing.phase.gate is Gate.OPEN:
        raise Refused("refused.old_button")
    return _saved(work, said, standing, phases.reopened(standing.phase))


def _saved(work: ports.Work, said: changes.Said, standing: phases.Standing, phase: phases.Phase) -> phases.Standing:
    work.plans.save_phase(phase)
    told = [{"phase": one.name, "gate": one.gate.value} for one in (standing.phase, phase)]
    changes.add_group_event(work, said, KIND, (told[0], told[1]))
    return replace(standing, phase=phase)


async def _after(
    work: ports.Work, said: changes.Said, what: tuple[phases.Standing, tasks.Task], fate: Fate, reason: str
) -> tasks.Task:
    standing, task = what
    if fate is Fate.DROPPED:
        ended = replace(task, state=tasks.State.DROPPED, reason=reason, claimed_by=None, review_on=None)
        return replace(ended, ended_at=work.now)
    following = await next_of(work, said.group, standing.phase)
    if following is None:
        raise Refused("gate.no_next_phase")
    return phases.moved_on(task, standing.phase, following)


async def next_of(work: ports.Work, group: groups.Group, phase: phases.Phase) -> phases.Phase | None:
    """The phase after this one."""
    known = list(await work.plans.phases_of(group.id))
    place = next((place for place, each in enumerate(known) if each.id == phase.id), len(known))
    return known[place + 1] if place + 1 < len(known) else None


def _standing(
    work: ports.Work, phase: phases.Phase, there: Sequence[tasks.Task], reach: dict[int, groups.Group]
) -> phases.Standing:
    found = [task for task in there if phase.tag in {tag.casefold() for tag in task.tags}]
    live = tuple(task for task in found if task.state not in tasks.ENDED)
    late = [task for task in live if dues.is_late(task, lists.day_of(work, reach[task.group_id]))]
    owed = tuple(task for task in live if task.id in phase.owed)
    return phases.Standing(phase, phases.figures(found, late), live, owed)
