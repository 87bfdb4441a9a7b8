"""Tasks that were waiting for somebody by name, and whoever is first seen by it: given, or asked; it makes no text.

What is to be said of it is kept as a question of its own kind that is over at once, so that it is said exactly once,
whichever update showed the person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, names, owners, people, reports, reverts, tasks
from coordination.services import changes, questions

SEEN = "seen"
"""The kind of what is still to be said of somebody who is here now."""

WHO = "who_is"
"""The kind of the question whose name stands on tasks; any lead answers."""

MOST_ASKED = 5
"""So many people are offered for one name."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A name as it stands on tasks (their numbers), and those by our ids who may be meant by it."""

    name: str
    numbers: tuple[int, ...]
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What the group is to be told: whose tasks of which numbers these are now, and the names that must be asked."""

    group: groups.Group
    person: people.Person
    numbers: tuple[int, ...]
    unclear: tuple[Unclear, ...]


async def greet(work: ports.Work, group: groups.Group, person: people.Person, taken: Sequence[tasks.Task] = ()) -> None:
    """Give the person the tasks that bear their whole name, and note what is to be said; `taken` are theirs already.

    A part of a name, and a name that somebody else here bears too, is asked. A user name is certain: where nothing else
    is to be told, it is not worth a post. Two reads where nobody waits by name.
    """
    known = [task.number for task in taken if task.state not in tasks.ENDED]
    certain = len(known)
    unclear: list[Unclear] = []
    for name, held in (await _waiting(work, group)).items():
        ids = await _meant(work, group, name) if _may_be(name, person) else ()
        if ids == (person.id,) and _is_whole(name, person):
            _give(work, group, held, (name, person))
            known += [task.number for task in held]
        elif person.id in ids:
            unclear.append(Unclear(name, tuple(task.number for task in held), ids[:MOST_ASKED]))
    if len(known) > certain or unclear:
        values = {
            "person": person.id,
            "numbers": sorted(set(known)),
            "unclear": [[one.name, list(one.numbers), list(one.ids)] for one in unclear],
        }
        nobody = changes.Said(group, None, work.now, work.new_id())
        questions.ask(work, nobody, questions.Asked(SEEN, None, values, timedelta()))


async def news(work: ports.Work, question: ports.Question) -> News | None:
    """What a question of the kind `SEEN` has to tell; `None` where the person is gone."""
    person = await work.people.get(question.values["person"])
    if person is None:
        return None
    unclear = tuple(Unclear(name, tuple(held), tuple(ids)) for name, held, ids in question.values["unclear"])
    group = await work.groups.get(question.group_id)
    return News(group, person, tuple(question.values["numbers"]), unclear)


def ask(work: ports.Work, group: groups.Group, unclear: Unclear) -> ports.Question:
    """Keep the question who is meant by a name; any lead answers."""
    values = {"name": unclear.name, "numbers": list(unclear.numbers), "ids": list(unclear.ids)}
    nobody = changes.Said(group, None, work.now, work.new_id())
    return questions.ask(work, nobody, questions.Asked(WHO, None, values))


async def answer(
    work: ports.Work, said: changes.Said, question_id: int, place: int
) -> tuple[str, people.Person | None, list[tasks.Task]]:
    """The name, who it is (`None`: none of those offered) and the tasks that are theirs now. Raises `Refused`."""
    question = await questions.take(work, said, question_id, WHO)
    name, ids = question.values["name"], question.values["ids"]
    if place > len(ids):
        raise Refused("refused.old_question")
    questions.close(work, question, str(place))
    person = await work.people.get(ids[place]) if place < len(ids) else None
    if person is None:
        return name, None, []
    held = await work.tasks.by_numbers(said.group.id, question.values["numbers"])
    return name, person, _give(work, said.group, held, (name, person), said)


async def take(work: ports.Work, said: changes.Said, name: str, person: people.Person) -> Sequence[tasks.Task]:
    """Give the person the live tasks on which exactly this name stands without a person; those that changed."""
    waiting = await _waiting(work, said.group)
    given: list[tasks.Task] = []
    for called in {one for one in waiting if one.casefold() == name.casefold()}:
        given += _give(work, said.group, waiting[called], (called, person), said)
    return given


def _give(
    work: ports.Work,
    group: groups.Group,
    held: Sequence[tasks.Task],
    whom: tuple[str, people.Person],
    said: changes.Said | None = None,
) -> list[tasks.Task]:
    said = said or changes.Said(group, None, work.now, work.new_id())
    given = [(task, owners.named(task, *whom)) for task in held]
    for task, after in given:
        if after != task:
            changes.keep(work, said, task, reports.Step(after, reverts.RESOLVED))
    return [after for task, after in given if after != task]


async def _waiting(work: ports.Work, group: groups.Group) -> dict[str, list[tasks.Task]]:
    """The live tasks by each name without a person that stands on them."""
    found: dict[str, list[tasks.Task]] = {}
    for task in await work.tasks.held_by_name(group.id):
        for owner in owners.everybody(task):
            if owner.person_id is None and not owner.username:
                found.setdefault(owner.name, []).append(task)
    return found


async def _meant(work: ports.Work, group: groups.Group, name: str) -> tuple[int, ...]:
    called = {entry.person_id: entry.aliases for entry in await work.directory.of_group(group.id)}
    members = [one for one, _ in await work.people.members(group.id)]
    known = tuple(names.Known(one.id, (one.name, *called.get(one.id, ())), one.username) for one in members)
    return names.exactly(name, names.Roster(known)).ids


def _may_be(name: str, person: people.Person) -> bool:
    alone = names.Roster((names.Known(person.id, (person.name,), person.username),))
    return bool(names.exactly(name, alone).ids)


def _is_whole(name: str, person: people.Person) -> bool:
    """A Chinese name in other characters is somebody else's, however alike it sounds."""
    alone = names.Roster((names.Known(person.id, (person.name,)),))
    return names.keys(name)[0] in names.keys(person.name) or (
        names.exactly(name, alone).sure and not set(names.keys(name)).isdisjoint(names.keys(person.name))
    )
