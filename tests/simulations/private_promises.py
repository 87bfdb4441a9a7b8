"""What the people of a year had been promised in private, told day by day the slow way, held against what came."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.rules import calendars, groups
from coordination.services import groups as groups_service
from tests.coordination import wall_clocks
from tests.simulations.year import BEGIN, Posted, Year

DAY, MINUTE = timedelta(days=1), timedelta(seconds=60)
AT = time(8, 30)
STEPS = (3, 1, 0)
"""Working days before the date."""

SETTLED = BEGIN + timedelta(days=4)
"""Dates that were given at shorter notice have steps of hours; they are over by then."""


def check(year: Year) -> int:
    """How many reminders came; raises AssertionError with what is wrong."""
    came = 0
    for group in (one for one in year.store.group_rows.values() if one.id in year.private):
        mine = [one for one in year.told if one.chat_id in year.private[group.id]]
        assert all(year.store.schedules[one.schedule_id].group_id == group.id for one in mine), "told of another group"
        for one in mine:
            assert not _is_quiet(group, one.at), one
        kind = groups_service.REMINDERS
        reminders = [one for one in mine if year.store.schedules[one.schedule_id].kind == kind]
        came += _check_reminders(year, group, reminders)
    return came


def _check_reminders(year: Year, group: groups.Group, posts: list[Posted]) -> int:
    """One message on each day on which a step of any task comes, in its minute while up, and on no other day."""
    by_day: dict[date, list[datetime]] = defaultdict(list)
    for one in posts:
        if one.at >= SETTLED:
            by_day[one.at.astimezone(ZoneInfo(group.zone)).date()].append(one.at)
    promised = _promised(year, group)
    assert by_day.keys() <= promised.keys(), by_day.keys() - promised.keys()
    for day, at in promised.items():
        assert len(by_day[day]) <= 1, (group.zone, by_day[day])
        if not any(start < at + MINUTE and end > at for start, end in year.down):
            (came,) = by_day[day]
            assert timedelta() <= came - at <= MINUTE, (group.zone, came, at)
    return sum(len(one) for one in by_day.values())


def _promised(year: Year, group: groups.Group) -> dict[date, datetime]:
    calendar = groups_service.calendar_of(group)
    found = {}
    for task in year.store.task_rows[group.id].values():
        due = task.due
        for before in STEPS if task.owner is not None and due is not None else ():
            assert due is not None
            day = _before(calendar, due.on, before)
            at = wall_clocks.slowly(day, AT, group.zone)
            if at is not None and SETTLED <= at < year.end - MINUTE:
                found[day] = at
    return found


def _before(calendar: calendars.WorkCalendar, day: date, workdays: int) -> date:
    """The last working day up to the day, and so many of them before it."""
    while not calendar.is_workday(day):
        day -= DAY
    for _ in range(workdays):
        day -= DAY
        while not calendar.is_workday(day):
            day -= DAY
    return day


def _is_quiet(group: groups.Group, at: datetime) -> bool:
    start, end = group.settings.quiet_from, group.settings.quiet_until
    shown = at.astimezone(ZoneInfo(group.zone)).time()
    return start <= shown or shown < end if start > end else start <= shown < end
