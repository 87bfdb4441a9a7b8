"""Sections: groups of groups between the groups and their committee, with leads of their own; makes no text.

A section is a group itself, of kind *section*, with or without a chat: its leads are the leads of that group, and the
groups in it name it as their parent (docs/decisions/0013). So a group stands under its section, or under the committee.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, people, plan_groups, programmes
from coordination.services import changes
from coordination.services import programmes as programme_service

PLACED = "placed"
"""Kind of the event by which a group goes to a section or leaves it."""

MADE = "section"
"""Kind of the event by which a section begins."""

MOST = 40
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Section:
    """A section with the groups in it, in plan order. `group` is the section's own, in which its leads are."""

    seat: programmes.Seat
    group: groups.Group
    groups: tuple[programme_service.Seated, ...]


async def all_of(work: ports.Work, programme: programmes.Programme) -> list[Section]:
    """All sections in plan order, those without a group too."""
    below = await programme_service.seated(work, programme)
    found = []
    for seat in await work.programmes.sections(programme.id):
        inside = tuple(one for one in below if one.group.parent_id == seat.group_id)
        found.append(Section(seat, await work.groups.get(seat.group_id), inside))
    return found


async def of_group(work: ports.Work, group: groups.Group) -> groups.Group | None:
    """The section that the group stands in, as a group; `None` where it stands right under the committee."""
    above = None if group.parent_id is None else await work.groups.get(group.parent_id)
    return above if above is not None and above.kind is groups.GroupKind.SECTION else None


async def groups_of(work: ports.Work, section: groups.Group) -> list[programme_service.Seated]:
    """The groups in a section, in plan order; none for a group that is no section."""
    seat = await work.programmes.seat_of(section.id) if section.kind is groups.GroupKind.SECTION else None
    programme = None if seat is None else await work.programmes.get(seat.programme_id)
    below = [] if programme is None else await programme_service.seated(work, programme)
    return [one for one in below if one.group.parent_id == section.id]


async def visible(work: ports.Work, group: groups.Group) -> list[programme_service.Seated]:
    """The groups that are seen whole from this one, itself left out: a committee's all, a section's its own."""
    if group.kind is groups.GroupKind.COMMITTEE:
        programme = await work.programmes.of_committee(group.id)
        return [] if programme is None else list(await programme_service.seated(work, programme))
    return await groups_of(work, group)


async def leads(work: ports.Work, section: groups.Group) -> list[people.Person]:
    """Who leads the section, leads before deputies."""
    found = [
        (membership.part, person)
        for person, membership in await work.people.members(section.id)
        if membership.part in people.LEADING
    ]
    return [person for _, person in sorted(found, key=lambda one: (one[0] is not people.Part.LEAD, one[1].id))]


async def committee_of(work: ports.Work, group: groups.Group) -> groups.Group | None:
    """The committee that the group stands under, through its section or at once; a committee is its own."""
    above: groups.Group | None = group
    for _ in range(3):
        if above is None or above.kind is groups.GroupKind.COMMITTEE:
            return above
        above = None if above.parent_id is None else await work.groups.get(above.parent_id)
    return None


async def common(work: ports.Work, one: groups.Group, other: groups.Group) -> groups.Group | None:
    """Who stands above both: their section where it is the same, else their committee; `None` for strangers."""
    theirs, others = await of_group(work, one), await of_group(work, other)
    if theirs is not None and others is not None and theirs.id == others.id:
        return theirs
    above, beside = await committee_of(work, one), await committee_of(work, other)
    return above if above is not None and beside is not None and above.id == beside.id else None


async def make(work: ports.Work, said: changes.Said, name: str, *, code: str = "") -> Section:
    """A new section of the committee's programme, without a chat yet; one of this name that is there already is it.

    Raises `Refused` where there is no programme, and for names that can't be one.
    """
    programme = await work.programmes.of_committee(said.group.id)
    wanted = " ".join(name.split())
    if programme is None:
        raise Refused("section.no_programme")
    if not wanted or len(wanted) > LONGEST_NAME:
        raise Refused("section.no_name")
    there = await all_of(work, programme)
    for one in there:
        if plan_groups.folded(wanted) in {plan_groups.folded(one.group.name), plan_groups.folded(one.seat.code)}:
            return one
    if len(there) >= MOST:
        raise Refused("section.too_many", limit=MOST)
    return await _made(work, said, programme, wanted, code)


async def _made(work: ports.Work, said: changes.Said, programme: programmes.Programme, name: str, code: str) -> Section:
    places = [*await work.programmes.seats(programme.id), *await work.programmes.sections(programme.id)]
    taken = {one.code for one in places}
    own = code if code and code not in taken else plan_groups.code_for(name, taken)
    position = 1 + sum(1 for one in places if one.is_section)
    proposed = programme_service.proposal(said.group, plan_groups.Proposed(name, own, ()), position)
    proposed = programme_service.Seated(
        replace(proposed.seat, is_section=True), replace(proposed.group, kind=groups.GroupKind.SECTION)
    )
    made = programme_service.seat(work, programme, said.group, proposed)
    changes.add_group_event(work, said, MADE, ({}, {"section": name, "code": own}))
    return Section(made.seat, made.group, ())


async def put(work: ports.Work, said: changes.Said, group_id: int, section_id: int | None) -> groups.Group:
    """Put a group of the committee's programme into a section of it, or (`None`) right under the committee.

    Raises `Refused` for a group or a section of another programme.
    """
    programme = await work.programmes.of_committee(said.group.id)
    place = await work.programmes.seat_of(group_id)
    if programme is None or place is None or place.programme_id != programme.id or place.is_section:
        raise Refused("refused.old_button")
    section = None if section_id is None else await work.programmes.seat_of(section_id)
    if section_id is not None and (section is None or section.programme_id != programme.id or not section.is_section):
        raise Refused("refused.old_button")
    group = await work.groups.get(group_id)
    parent_id = said.group.id if section_id is None else section_id
    if group.parent_id != parent_id:
        moved = replace(group, parent_id=parent_id)
        work.groups.save(moved)
        values = ({"in": None}, {"in": None if section is None else section.code, "group": place.code})
        changes.add_group_event(work, said, PLACED, values)
        return moved
    return group


async def find(work: ports.Work, committee: groups.Group, name: str) -> Section | None:
    """The committee's section of this code or name, however it is written."""
    programme = await work.programmes.of_committee(committee.id)
    wanted = plan_groups.folded(name)
    for one in [] if programme is None else await all_of(work, programme):
        if wanted in {plan_groups.folded(one.seat.code), plan_groups.folded(one.group.name)}:
            return one
    return None


async def led_by(work: ports.Work, person_id: int) -> Sequence[groups.Group]:
    """The sections that a person leads, as groups."""
    memberships = [one for one in await work.people.memberships(person_id) if not one.left]
    leading = [await work.groups.get(one.group_id) for one in memberships if one.part in people.LEADING]
    return [one for one in leading if one.kind is groups.GroupKind.SECTION]
