"""What is to be erased: a group after its grace, a person once they were answered; makes no text, erases no row."""

from dataclasses import replace
from datetime import timedelta

from coordination import ports, ports_people
from coordination.errors import Refused
from coordination.rules import groups, owners, people, reports, tasks
from coordination.services import changes, lists

GRACE = timedelta(days=7)
WARNED = timedelta(days=1)
"""The group is told once more so long before."""

KIND, KEPT = "erasure", "erasure_stopped"
"""Kinds of the events by which a group is to be erased, or is not."""

FREED = "owner"
"""Kind of the event by which a task of a forgotten person has no owner any more."""


async def ask_group(work: ports.Work, said: changes.Said, typed: str) -> ports_people.Erasure:
    """Let the group be erased when the grace is over. `typed` is its name or its code, as a second thought.

    Raises `Refused` for any other words. Asked again, the first instant stays. Who may is asked by the caller.
    """
    group = said.group
    if _folded(typed) not in {_folded(group.name), _folded(group.code or group.name)}:
        raise Refused("refused.erase_name", words=typed, group=group.name)
    known = await work.erasures.of_group(group.id)
    if known is not None:
        return known
    erasure = ports_people.Erasure(work.new_id(), work.now, work.now + GRACE, group_id=group.id, asked_by=said.actor_id)
    work.erasures.save(erasure)
    changes.add_group_event(work, said, KIND, ({"due_at": None}, {"due_at": erasure.due_at.isoformat()}))
    return erasure


async def stop(work: ports.Work, said: changes.Said) -> bool:
    """Keep the group after all; `False` where nothing was to be erased."""
    known = await work.erasures.of_group(said.group.id)
    if known is None:
        return False
    work.erasures.save(replace(known, stopped_at=work.now))
    changes.add_group_event(work, said, KEPT, ({"due_at": known.due_at.isoformat()}, {"due_at": None}))
    return True


async def ask_person(work: ports.Work, person: people.Person) -> ports_people.Erasure:
    """Let the person be forgotten as soon as they were answered; asked again, it is the same."""
    known = await work.erasures.of_person(person.id)
    if known is not None:
        return known
    erasure = ports_people.Erasure(work.new_id(), work.now, work.now, person_id=person.id, asked_by=person.id)
    work.erasures.save(erasure)
    return erasure


async def free_tasks(work: ports.Work, person_id: int) -> None:
    """Whoever is forgotten owns and supports nothing that is still open, and is of no group any more."""
    for membership in await work.people.memberships(person_id):
        group = await work.groups.get(membership.group_id)
        if group.kind is not groups.GroupKind.PERSONAL:
            await _free(work, group, person_id)
        work.people.save_membership(replace(membership, left=True, part=people.Part.MEMBER))


async def _free(work: ports.Work, group: groups.Group, person_id: int) -> None:
    nobody = changes.Said(group, None, work.now, work.new_id())
    gone = owners.Assignment(owners.Way.REMOVE, (tasks.Owner("", person_id),))
    for task in await lists.every_live(work, group):
        if owners.is_on(task, person_id):
            changes.keep(work, nobody, task, reports.Step(owners.assigned(task, gone), FREED))


def warned(work: ports.Work, erasure: ports_people.Erasure) -> None:
    """Keep that the group was told once more."""
    work.erasures.save(replace(erasure, warned_at=work.now))


def done(work: ports.Work, erasure: ports_people.Erasure) -> None:
    """Keep that nothing is left to do; the row names neither group nor person beyond our own numbers."""
    work.erasures.save(replace(erasure, group_id=None, done_at=work.now))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
