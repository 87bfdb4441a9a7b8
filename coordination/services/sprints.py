"""The sprint of the last month, offered once to each group of a programme; makes no text."""

from datetime import date

from coordination import ports
from coordination.rules import groups

DAYS = 30
"""So long before the opening it is offered (product.md, Escalation)."""

OFFERED = ("sprint", "offered")


async def offered(work: ports.Work, group: groups.Group, today: date) -> int | None:
    """Days to the opening, where it is near, the group has no sprint and was not offered one; else `None`."""
    opens_on = None if group.settings.sprint else await _opens_on(work, group)
    if opens_on is None or not 0 < (opens_on - today).days <= DAYS:
        return None
    was_offered = await work.ledger.has(f"group:{group.id}", *OFFERED)
    return None if was_offered else (opens_on - today).days


def note_offered(work: ports.Work, group: groups.Group) -> None:
    """Keep that it was offered."""
    work.ledger.add(f"group:{group.id}", *OFFERED)


async def _opens_on(work: ports.Work, group: groups.Group) -> date | None:
    if group.kind is groups.GroupKind.COMMITTEE:
        programme = await work.programmes.of_committee(group.id)
    elif group.parent_id is not None and (seat := await work.programmes.seat_of(group.id)) is not None:
        programme = await work.programmes.get(seat.programme_id)
    else:
        return None
    return None if programme is None else programme.opens_on
