"""Who is there: people as they are seen, their part in a group, and user names that find their person; no text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordination import ports
from coordination.rules import groups, owners, people, reports, reverts, tasks
from coordination.services import changes, newcomers


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody as Telegram shows them: numeric id, cleaned name, user name without @, a language of ours or `None`."""

    telegram_id: int
    name: str
    username: str | None = None
    language: str | None = None


async def arrive(work: ports.Work, seen: Seen, *, started: bool = False) -> people.Person | None:
    """The person, stored when new and when name or user name changed; `None` for Telegram's stand-ins (F016).

    `started`: they wrote to us in private, so that private messages are possible. A chosen language is kept.
    """
    if seen.telegram_id in people.STAND_INS:
        return None
    known = await work.people.by_telegram_id(seen.telegram_id)
    if known is None:
        known = people.Person(work.new_id(), seen.telegram_id, seen.name, seen.username, seen.language, started=started)
        work.people.save(known)
        return known
    fresh = replace(
        known,
        name=seen.name,
        username=seen.username,
        language=known.language or seen.language,
        started=known.started or started,
    )
    if fresh != known:
        work.people.save(fresh)
    if fresh.username != known.username:
        await _rename(work, fresh)
    return fresh


async def appear(
    work: ports.Work, group: groups.Group | None, person: people.Person | None, *, is_here: bool = True
) -> people.Membership | None:
    """Note that the person is present in the group, and give them the tasks that wait for their user name (F025).

    Costs one point read where nothing is new. `None` without a group or a person. `is_here` is not said of somebody
    who was only named: whoever left is not back by that.
    """
    if group is None or person is None:
        return None
    known = await work.people.membership(group.id, person.id)
    if known is not None and not (known.left and is_here):
        return known
    membership = people.Membership(group.id, person.id, since=work.now)
    if known is not None:
        membership = replace(known, left=False)
    work.people.save_membership(membership)
    await newcomers.greet(work, group, person, await _take_name(work, group, person))
    return membership


async def recognize(work: ports.Work, group: groups.Group) -> None:
    """Give everybody who is present in the group the tasks that came to it from elsewhere and wait for them by name."""
    for person, _ in await work.people.members(group.id):
        await newcomers.greet(work, group, person, await _take_name(work, group, person))


async def leave(work: ports.Work, group: groups.Group, person: people.Person) -> bool:
    """Note that the person left the group; their tasks stay theirs. `False` where that was known."""
    known = await work.people.membership(group.id, person.id)
    if known is None or known.left:
        return False
    work.people.save_membership(replace(known, left=True))
    return True


async def known(work: ports.Work, group: groups.Group, named: Sequence[tasks.Owner]) -> tuple[tasks.Owner, ...]:
    """The owners with the person in place of each user name that was seen in the group."""
    return tuple([await _known(work, group, owner) for owner in named])


async def _known(work: ports.Work, group: groups.Group, owner: tasks.Owner) -> tasks.Owner:
    if owner.person_id is not None or not owner.username:
        return owner
    person = await work.people.by_username(owner.username, group.id)
    return owner if person is None else owners.of_person(person)


async def _rename(work: ports.Work, person: people.Person) -> None:
    for membership in await work.people.memberships(person.id):
        if not membership.left:
            group = await work.groups.get(membership.group_id)
            if taken := await _take_name(work, group, person):
                await newcomers.greet(work, group, person, taken)


async def _take_name(work: ports.Work, group: groups.Group, person: people.Person) -> Sequence[tasks.Task]:
    """The user name is this person's now: nobody else's here (F026), and tasks that wait for it are theirs."""
    if person.username is None:
        return ()
    for other, _ in await work.people.members(group.id):
        if other.id != person.id and (other.username or "").casefold() == person.username.casefold():
            work.people.save(replace(other, username=None))
    waiting = await work.tasks.held_for(group.id, person.username.casefold())
    if waiting:
        nobody = changes.Said(group, None, work.now, work.new_id())
        for task in waiting:
            given = owners.resolved(task, person.username, person)
            changes.keep(work, nobody, task, reports.Step(given, reverts.RESOLVED))
    return waiting
