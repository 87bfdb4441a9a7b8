"""One person as their group's admins see them: part, entry, zone, reach, open tasks; makes no text."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordination import ports
from coordination.rules import directory, groups, people

MOST_GONE = 20
"""So many who left are looked at for tasks that are still theirs."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of somebody in a group. `zone`: an IANA name, `None` unless they chose one; `live`: open tasks
    of the group that they own or support; `reachable`: private messages are possible now.
    """

    person: people.Person
    membership: people.Membership
    entry: directory.Entry
    zone: str | None
    reachable: bool
    live: int


async def of(work: ports.Work, group: groups.Group, person_id: int) -> Profile | None:
    """`None` for whoever never was of the group, and for whoever left it and has no open task here."""
    membership = await work.people.membership(group.id, person_id)
    person = None if membership is None else await work.people.get(person_id)
    if membership is None or person is None:
        return None
    live = await live_tasks(work, group, person_id)
    if membership.left and not live:
        return None
    own = await personal(work, person)
    zone = own.zone if own is not None and own.zone_confirmed else None
    entry = await work.directory.get(group.id, person_id)
    return Profile(person, membership, entry, zone, await is_reachable(work, person), live)


async def live_tasks(work: ports.Work, group: groups.Group, person_id: int) -> int:
    """How many open tasks of the group the person owns or supports."""
    return (await work.tasks.find(group.id, ports.TaskFilter(owner_id=person_id), limit=1)).total


async def is_reachable(work: ports.Work, person: people.Person) -> bool:
    """Tell whether a private message would arrive: they wrote first, and have not blocked us since."""
    chat = await work.chats.by_telegram_id(person.telegram_id) if person.started else None
    return chat is not None and chat.state is groups.ChatState.ACTIVE


async def personal(work: ports.Work, person: people.Person) -> groups.Group | None:
    """The person's own list: the group of their private chat, if they ever opened it."""
    chat = await work.chats.by_telegram_id(person.telegram_id)
    return None if chat is None else await work.groups.of_chat(chat.id, None)


async def gone(work: ports.Work, group: groups.Group) -> Sequence[tuple[people.Person, people.Membership]]:
    """Those who left the group while open tasks of it are theirs, by person id."""
    left = (await work.people.left(group.id))[:MOST_GONE]
    return [one for one in left if await live_tasks(work, group, one[0].id)]
