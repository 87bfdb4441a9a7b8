"""Groups at rest and programmes in the archive: laid down, woken, and kept from being written to; makes no text."""

from dataclasses import replace

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, programmes
from coordination.services import changes, erasures, rounds
from coordination.services import programmes as programme_service

LIFE = "life"
"""Kind of the event by which a group's life changes."""

ARCHIVED, REOPENED = "archived", "reopened_programme"
"""Kinds of the events of the committee by which its programme is archived, and used again."""

NEXT_BEGUN = "edition_begun"
"""Kind of the event by which a next edition begins, of an archived programme too."""

_PASSAGES = frozenset({NEXT_BEGUN, programme_service.JOINED})
"""Kinds of events by which a chat passes from an archived programme into another one."""

CHOSEN = (groups.Life.RUNNING, groups.Life.DORMANT, groups.Life.CONCLUDED)
"""What a committee says of a group by itself. Only append: buttons hold the place."""

_PASSIVE = frozenset({"resolved", erasures.KIND, erasures.KEPT})
"""Kinds of events that come of somebody being seen, not of what they say; and that a group is to be erased, which
an archive keeps nobody from."""

_LOG = 200


async def set_life(work: ports.Work, said: changes.Said, group_id: int, life: groups.Life) -> groups.Group:
    """Lay a group of the committee's programme down, or wake it; one that is as it is to be stays so.

    Raises `Refused` for another programme's group, and while the programme is archived.
    """
    programme = await work.programmes.of_committee(said.group.id)
    place = await work.programmes.seat_of(group_id)
    if programme is None or place is None or place.programme_id != programme.id or life not in CHOSEN:
        raise Refused("refused.old_button")
    check_open(programme)
    return await _turn(work, said, await work.groups.get(group_id), life)


async def _turn(work: ports.Work, said: changes.Said, group: groups.Group, life: groups.Life) -> groups.Group:
    if group.life is life:
        return group
    turned = replace(group, life=life)
    work.groups.save(turned)
    values = ({LIFE: group.life.value}, {LIFE: life.value})
    changes.add_group_event(work, replace(said, group=turned), LIFE, values)
    return turned


def check_open(programme: programmes.Programme) -> None:
    """Raises `Refused` for a programme in the archive."""
    if programme.archived_at is not None:
        raise Refused("archive.read_only", programme=programme.name)


async def archive(work: ports.Work, said: changes.Said) -> programmes.Programme:
    """Put the committee's programme into the archive: from now on all of it is read, and nothing is written.

    Raises `Refused` without a programme, while a round is open, and where it is archived already.
    """
    programme = await work.programmes.of_committee(said.group.id)
    if programme is None:
        raise Refused("section.no_programme")
    check_open(programme)
    if await rounds.current(work, said.group) is not None:
        raise Refused("archive.round_open")
    kept = replace(programme, archived_at=work.now)
    work.programmes.save(kept)
    for group in await everybody(work, programme):
        await _turn(work, said, group, groups.Life.ARCHIVED)
    changes.add_group_event(work, said, ARCHIVED, ({}, {"programme": programme.name}))
    return kept


async def reopen(work: ports.Work, said: changes.Said) -> programmes.Programme:
    """Use an archived programme again; groups that were at rest before are at rest again."""
    programme = await work.programmes.of_committee(said.group.id)
    if programme is None or programme.archived_at is None:
        raise Refused("archive.in_use")
    opened = replace(programme, archived_at=None)
    work.programmes.save(opened)
    for group in await everybody(work, programme):
        if group.life is groups.Life.ARCHIVED:
            await _turn(work, said, group, await _before(work, group))
    changes.add_group_event(work, said, REOPENED, ({}, {"programme": programme.name}))
    return opened


async def _before(work: ports.Work, group: groups.Group) -> groups.Life:
    """How the group lived when it was archived."""
    for event in await work.events.of_group(group.id, limit=_LOG):
        if event.kind == LIFE and (event.after or {}).get(LIFE) == groups.Life.ARCHIVED.value:
            return groups.Life((event.before or {}).get(LIFE, groups.Life.RUNNING.value))
    return groups.Life.RUNNING


async def everybody(work: ports.Work, programme: programmes.Programme) -> list[groups.Group]:
    """The committee, its sections and its groups."""
    places = [*await work.programmes.sections(programme.id), *await work.programmes.seats(programme.id)]
    return [await work.groups.get(one) for one in (programme.committee_id, *(place.group_id for place in places))]


async def check_written(work: ports.Work, spoken_in: groups.Group | None) -> None:
    """Refuse what the update in hand has written to an archived programme, whoever wrote it and how.

    Asked once, when everything is done: so nothing that is built later has to ask.
    """
    touched = {one.group_id for one in work.events.of_update() if one.kind not in _PASSIVE}
    if spoken_in is not None and work.programmes.is_written():
        touched.add(spoken_in.id)
    turned = {one.group_id for one in work.events.of_update() if one.kind == LIFE}
    if any(one.kind in _PASSAGES for one in work.events.of_update()):
        return
    for group_id in touched - turned:
        group = await work.groups.get(group_id)
        if group.life is groups.Life.ARCHIVED:
            raise await _refusal(work, group)


async def _refusal(work: ports.Work, group: groups.Group) -> Refused:
    """How to write again: in the next edition, where one has begun, else by opening this one."""
    programme = await programme_service.programme_of(work, group)
    if programme is None:
        return Refused("archive.read_only", programme=group.name)
    following = await work.programmes.after(programme.id)
    if following is None:
        return Refused("archive.read_only", programme=programme.name)
    return Refused("archive.next_begun", programme=programme.name, edition=following.name)
