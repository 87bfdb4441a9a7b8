"""Who owns and supports a task: assigned, taken, handed over; makes no text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordination import ports
from coordination.errors import Refused
from coordination.rules import owners, reports, tasks
from coordination.services import changes, lists, people, rights

KIND = "owner"


@dataclass(frozen=True, slots=True)
class Assigned:
    """One task before and after; `held`: user names of it that nobody was seen with yet."""

    before: tasks.Task
    task: tasks.Task
    outcome: changes.Outcome
    held: tuple[str, ...] = ()


async def assign(
    work: ports.Work, said: changes.Said, numbers: Sequence[int], change: owners.Assignment
) -> tuple[Assigned, ...]:
    """Give tasks to those named, add or remove them; anybody may, and it is always echoed. All tasks or none."""
    change = replace(change, owners=await people.known(work, said.group, change.owners))
    found = await changes.of_numbers(work, said.group, list(numbers))
    done = [_saved(work, said, task, owners.assigned(task, change)) for task in found]
    changes.mark_line(work, said, done[0].task.id if done else None)
    return tuple(done)


async def take(work: ports.Work, said: changes.Said, numbers: Sequence[int]) -> tuple[Assigned, ...]:
    """Give tasks to the actor. An anonymous admin can't own any (F016)."""
    if said.actor is None:
        raise Refused("refused.anonymous_takes_nothing")
    me = owners.Assignment(owners.Way.REPLACE, (owners.of_person(said.actor),))
    return await assign(work, said, numbers, me)


async def hand_over(
    work: ports.Work, said: changes.Said, old: tasks.Owner, new: tasks.Owner, *, by_admin: bool = False
) -> tuple[Assigned, ...]:
    """Put `new` in the place of `old` in every live task of the group; a lead may, and `old` themselves.

    `by_admin`: in the panel, where the caller has asked whether the actor may appoint.
    """
    old, new = await people.known(work, said.group, (old, new))
    if not by_admin and (said.actor_id is None or old.person_id != said.actor_id):
        await rights.check_leads(work, said)
    if owners.same(old, new):
        raise Refused("refused.same_person", name=old.name)
    done = [
        _saved(work, said, task, owners.handed_over(task, old, new))
        for task in await lists.every_live(work, said.group)
    ]
    changes.mark_line(work, said, None)
    changed = tuple(one for one in done if one.outcome is changes.Outcome.CHANGED)
    if not changed:
        raise Refused("refused.nothing_to_hand_over", name=old.name)
    return changed


def _saved(work: ports.Work, said: changes.Said, task: tasks.Task, after: tasks.Task) -> Assigned:
    saved = changes.keep(work, said, task, reports.Step(after, KIND))
    outcome = changes.Outcome.UNCHANGED if after is task else changes.Outcome.CHANGED
    waiting = tuple(one.username for one in owners.everybody(saved) if one.username and one.person_id is None)
    return Assigned(task, saved, outcome, waiting)
