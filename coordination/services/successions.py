"""A chat of the last edition takes its place in the next one: a new group there, the old one its record; no text."""

from dataclasses import replace

from coordination import ports
from coordination.rules import groups
from coordination.services import changes, places
from coordination.services import groups as groups_service
from coordination.services import programmes as programme_service


async def applies(work: ports.Work, group: groups.Group, join_code: str) -> bool:
    """Whether the code names a free place in the next edition of the programme in which the group's work is over."""
    place = await work.programmes.by_join_code(join_code.strip().upper())
    own = await work.programmes.seat_of(group.id)
    programme = None if place is None else await work.programmes.get(place.programme_id)
    if place is None or own is None or programme is None or place.joined_at is not None:
        return False
    is_over = group.life is not groups.Life.RUNNING
    return programme.archived_at is None and programme.before_id == own.programme_id and is_over


async def join(work: ports.Work, said: changes.Said, join_code: str) -> programme_service.Joined:
    """The place's group takes the chat, with the settings it had; that of the last edition goes nowhere, and is kept.

    Only where `applies`.
    """
    place = await work.programmes.by_join_code(join_code.strip().upper())
    assert place is not None
    programme = await work.programmes.get(place.programme_id)
    assert programme is not None
    before = {"edition": said.group.id}
    group = await succeed(work, await work.groups.get(place.group_id), await work.groups.get(said.group.id))
    taken = replace(place, joined_at=work.now)
    work.programmes.save_seat(taken)
    told = {"programme": programme.name, "code": taken.code, "name": group.name}
    changes.add_group_event(work, replace(said, group=group), programme_service.JOINED, (before, told))
    committee = await work.groups.get(programme.committee_id)
    seated = programme_service.Seated(taken, group)
    return programme_service.Joined(programme, committee, seated, group.next_number - 1)


async def succeed(work: ports.Work, coming: groups.Group, leaving: groups.Group) -> groups.Group:
    """The new group in the old one's chat, with its language, zone and settings and the usual schedules."""
    kept = replace(
        coming,
        language=leaving.language,
        zone=leaving.zone,
        zone_confirmed=leaving.zone_confirmed,
        settings=leaving.settings,
    )
    group = await places.settle(work, kept, leaving)
    if not any(one.kind == groups_service.DIGEST for one in await work.schedules.of_group(group.id)):
        groups_service.schedule_usual(work, group)  # a place that was given back and is taken again has them
    return group
