"""How a group knows its people: aliases, institutions, as its admins say, and who may be meant by a name; no text."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from coordination import ports
from coordination.rules import directory, events, names, people, tasks
from coordination.services import changes, newcomers

KIND = "directory"
"""Kind of the event by which an entry changes."""


async def roster(work: ports.Work, group_id: int) -> names.Roster:
    """The people of the group by the names they may be called."""
    return roster_of([person for person, _ in await work.people.members(group_id)], await aliases(work, group_id))


def roster_of(found: Collection[people.Person], aliases: Mapping[int, Sequence[str]]) -> names.Roster:
    """These people by their own names, their user names and the aliases they have here."""
    return names.Roster(tuple(names.Known(one.id, (one.name, *aliases.get(one.id, ())), one.username) for one in found))


async def aliases(work: ports.Work, group_id: int) -> Mapping[int, tuple[str, ...]]:
    """The aliases that people have in the group, by person id; those who have none are left out."""
    return {entry.person_id: entry.aliases for entry in await work.directory.of_group(group_id) if entry.aliases}


async def set_institution(work: ports.Work, said: changes.Said, person_id: int, typed: str) -> directory.Entry:
    """Say to which institution somebody belongs; nothing typed takes it away. Who may is asked by the caller."""
    before = await work.directory.get(said.group.id, person_id)
    return _kept(work, said, before, directory.with_institution(before, typed))


async def add_aliases(
    work: ports.Work, said: changes.Said, person: people.Person, typed: Sequence[str]
) -> tuple[directory.Entry, Sequence[tasks.Task]]:
    """Give somebody further names; live tasks that bore one of them without a person are theirs now."""
    before = await work.directory.get(said.group.id, person.id)
    entry = _kept(work, said, before, directory.with_aliases(before, typed))
    given: list[tasks.Task] = []
    for alias in entry.aliases[len(before.aliases) :]:
        given += await newcomers.take(work, said, alias, person)
    return entry, given


async def remove_alias(work: ports.Work, said: changes.Said, person_id: int, place: int) -> directory.Entry:
    """Take the alias at a place away; its tasks stay whose they are."""
    before = await work.directory.get(said.group.id, person_id)
    return _kept(work, said, before, directory.without_alias(before, place))


async def restore(work: ports.Work, said: changes.Said, event: events.Event) -> bool:
    """Take back a change of an entry; `False` for another kind of event, or where it was changed again since."""
    if event.kind != KIND or event.before is None or event.after is None:
        return False
    entry = await work.directory.get(event.group_id, event.after["person"])
    if _values(entry) != event.after:
        return False
    before = event.before
    back = directory.Entry(entry.group_id, entry.person_id, before["institution"], tuple(before["aliases"]))
    work.directory.save(back)
    changes.add_group_event(
        work, said, "undone", (_values(entry), _values(back)), mark=changes.Mark(undoes=event.change_id)
    )
    return True


def _kept(work: ports.Work, said: changes.Said, before: directory.Entry, after: directory.Entry) -> directory.Entry:
    if after != before:
        work.directory.save(after)
        changes.add_group_event(work, said, KIND, (_values(before), _values(after)))
    return after


def _values(entry: directory.Entry) -> dict[str, Any]:
    return {"person": entry.person_id, "institution": entry.institution, "aliases": list(entry.aliases)}
