"""What a round is opened with: whom it calls, and when their reports are due; makes no text."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination import ports
from coordination.rules import calendars, groups, instants, programmes
from coordination.services import groups as groups_service
from coordination.services import programmes as programme_service

REPORTS_AT = time(17, 0)
"""Reports are due a working day before the round, at this hour (product.md, The round)."""


def due_before(work: ports.Work, committee: groups.Group, meets_at: datetime | None) -> datetime | None:
    """A working day before, at 17:00; for a round that is nearer than that, an hour before it."""
    if meets_at is None:
        return None
    calendar = groups_service.calendar_of(committee)
    day = meets_at.astimezone(ZoneInfo(committee.zone)).date()
    before = instants.resolve(calendars.previous_workday(calendar, day), REPORTS_AT, committee.zone)
    return before if before > work.now else max(work.now, meets_at - timedelta(hours=1))


async def called(work: ports.Work, programme: programmes.Programme) -> list[programmes.Seat]:
    """Whom a round calls, in plan order: what is dormant, concluded or archived is left in peace."""
    found = await programme_service.seated(work, programme)
    return [one.seat for one in found if one.group.life is groups.Life.RUNNING]
