"""Somebody left a group: their duties rest, and whoever leads is to know what is still theirs, once; makes no text."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from coordination import ports
from coordination.rules import groups, people, tasks
from coordination.services import people as people_service
from coordination.services import profiles

RULE = "left"


@dataclass(frozen=True, slots=True)
class Left:
    """Who left, with which part, what is still theirs (`tasks`: the first of `total`), and which leads can be told in
    private, each with their private chat; none: the group is to be told.
    """

    person: people.Person
    part: people.Part
    tasks: tuple[tasks.Task, ...]
    total: int
    leads: tuple[tuple[people.Person, groups.Chat], ...]


MOST_TASKS = 12
"""So many are named."""


async def leave(work: ports.Work, group: groups.Group, person: people.Person) -> Left | None:
    """Let the person's part rest and their tasks be theirs; `None` where there is nothing for a lead to know.

    Whoever goes and comes several times a day is told of once: there is a row in the ledger for each day.
    """
    membership = await work.people.membership(group.id, person.id)
    if membership is None or not await people_service.leave(work, group, person):
        return None
    page = await work.tasks.find(group.id, ports.TaskFilter(owner_id=person.id), limit=MOST_TASKS)
    if group.kind is groups.GroupKind.PERSONAL or (not page.total and membership.part is people.Part.MEMBER):
        return None
    key = (f"{group.id}:{person.id}", RULE, work.now.astimezone(ZoneInfo(group.zone)).date().isoformat())
    if await work.ledger.has(*key):
        return None
    work.ledger.add(*key)
    return Left(person, membership.part, tuple(page.tasks), page.total, await _leads(work, group))


async def _leads(work: ports.Work, group: groups.Group) -> tuple[tuple[people.Person, groups.Chat], ...]:
    """The leads whom a private message reaches; where there is none, the deputies."""
    members: Sequence[tuple[people.Person, people.Membership]] = await work.people.members(group.id)
    for part in (people.Part.LEAD, people.Part.DEPUTY):
        found = [person for person, its in members if its.part is part and await profiles.is_reachable(work, person)]
        chats = [(person, await work.chats.by_telegram_id(person.telegram_id)) for person in found]
        if reached := tuple((person, chat) for person, chat in chats if chat is not None):
            return reached
    return ()
