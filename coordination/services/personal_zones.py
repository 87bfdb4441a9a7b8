"""The time zone of somebody's own list: that of their groups, until they choose another; makes no text."""

from collections.abc import Iterable
from dataclasses import replace

from coordination import ports
from coordination.rules import groups, people
from coordination.services import groups as groups_service


async def settle(work: ports.Work, own: groups.Group, person: people.Person | None) -> groups.Group:
    """Give a list whose zone nobody confirmed the one in which its owner works; any other group is left as it is.

    In private there is no admin who would confirm one. It is no change of the person's, so `/undo` passes it over, and
    `/zone` chooses another at any time.
    """
    if own.kind is not groups.GroupKind.PERSONAL or own.zone_confirmed or person is None:
        return own
    mine = [await work.groups.get(one.group_id) for one in await work.people.memberships(person.id) if not one.left]
    zone = shared(mine)
    if zone is None:
        return own
    settled = replace(own, zone=zone, zone_confirmed=True)
    work.groups.save(settled)
    for schedule in await work.schedules.of_group(own.id):
        work.schedules.save(replace(schedule, next_due_at=groups_service.next_due(settled, schedule, work.now)))
    return settled


def shared(found: Iterable[groups.Group]) -> str | None:
    """The zone (IANA) of all these groups whose zone is confirmed; `None` for none, and for several: nobody guesses."""
    zones = {one.zone for one in found if one.zone_confirmed and one.kind is not groups.GroupKind.PERSONAL}
    return zones.pop() if len(zones) == 1 else None
