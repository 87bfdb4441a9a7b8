"""Who is away and who acts meanwhile: said by people of themselves, read for a group; makes no text."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from coordination import ports, ports_people
from coordination.rules import absence, groups


async def of(work: ports.Work, group: groups.Group) -> absence.Absences:
    """Absences of the group's people that are not over on its day; a stand-in who is not of the group is none."""
    members = [person.id for person, _ in await work.people.members(group.id)]
    here = frozenset(members)
    found = await work.absences.of_people(members, work.now.astimezone(ZoneInfo(group.zone)).date())
    return [
        kept.absence if kept.absence.stand_in_id in here else replace(kept.absence, stand_in_id=None) for kept in found
    ]


async def of_person(work: ports.Work, person_id: int, today: date) -> Sequence[absence.Absence]:
    """The person's absences that are not over, the earliest first."""
    return [kept.absence for kept in await work.absences.of_people([person_id], today)]


async def go(work: ports.Work, wanted: absence.Absence, today: date) -> None:
    """Keep an absence; those of the same person that it overlaps give way to it. Raises `Refused`."""
    checked = absence.checked(wanted, today)
    for kept in await work.absences.of_people([checked.person_id], today):
        if kept.absence.first <= checked.last and checked.first <= kept.absence.last:
            work.absences.save(replace(kept, called_off=True))
    work.absences.save(ports_people.KeptAbsence(work.new_id(), checked))


_LONGEST_CHAIN = 5


async def gaps(work: ports.Work, kept: absence.Absence, today: date) -> list[tuple[date, date]]:
    """The days from today on on which nobody acts for the person, since whoever stands in is away too."""
    asked: set[int] = set()
    found: list[absence.Absence] = []
    waiting = {kept.person_id}
    for _ in range(_LONGEST_CHAIN):
        asked |= waiting
        told = [one.absence for one in await work.absences.of_people(sorted(waiting), today)]
        found += told
        waiting = {one.stand_in_id for one in told if one.stand_in_id is not None} - asked
        if not waiting:
            break
    return absence.gaps(found, replace(kept, first=max(kept.first, today)))


async def left_alone(
    work: ports.Work, among: Sequence[groups.Group], person_id: int, today: date
) -> list[absence.Absence]:
    """Absences of people of these groups for whom the person was to stand in, with days on which nobody does now."""
    found = [one for group in among for one in await of(work, group) if one.stand_in_id == person_id]
    return [one for one in dict.fromkeys(found) if await gaps(work, one, today)]


async def call_off(work: ports.Work, person_id: int, today: date) -> bool:
    """The person is there, today and later; `False` where they were not away."""
    found = await work.absences.of_people([person_id], today)
    for kept in found:
        work.absences.save(replace(kept, called_off=True))
    return bool(found)
