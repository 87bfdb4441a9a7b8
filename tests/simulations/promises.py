"""What a year of groups had been promised, told day by day the slow way, held against what was posted."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination import ports
from coordination.rules import calendars, groups, single_runs
from coordination.services import groups as groups_service
from tests.coordination import wall_clocks
from tests.simulations import private_promises
from tests.simulations.year import BEGIN, UNASKED, Posted, Year

MINUTE = timedelta(seconds=60)
DAY = timedelta(days=1)
SETTLES = timedelta(days=9)
"""So long after a promise it is certain what became of it: a summary waits over the longest feast."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How it went: runs promised, posts of groups, late ones, runs skipped with a reason, private reminders."""

    promised: int
    posted: int
    late: int
    skipped: int
    private: int
    slowest: timedelta  # while up


def check(year: Year) -> Figures:
    """Raises AssertionError with what is wrong."""
    figures = Counter[str]()
    slowest = timedelta()
    made: dict[int, list[Posted]] = defaultdict(list)
    unasked: dict[int, list[Posted]] = defaultdict(list)
    for one in year.posted:
        made[one.schedule_id].append(one)
        if year.store.schedules[one.schedule_id].kind in UNASKED:
            unasked[one.chat_id].append(one)
    for schedule in year.store.schedules.values():
        group = year.store.group_rows[schedule.group_id]
        mine = made[schedule.id]
        if schedule.id not in year.hours or schedule.kind == groups_service.REMINDERS:
            assert mine == [], "a private message went elsewhere"
            continue
        slowest = max([slowest, *_check_schedule(year, schedule, group, (mine, unasked[group.chat_id]))])
        figures["posted"] += len(mine)
        figures["promised"] += len(_promised(year, schedule, group))
    for group in year.store.group_rows.values():
        _check_peace(group, unasked[group.chat_id])
    figures["late"] = sum(one == "late" for one in year.outcomes.values())
    figures["skipped"] = sum(one.startswith("skipped") for one in year.outcomes.values())
    return Figures(
        figures["promised"],
        figures["posted"],
        figures["late"],
        figures["skipped"],
        private_promises.check(year),
        slowest,
    )


def _check_schedule(
    year: Year, schedule: ports.Schedule, group: groups.Group, posts: tuple[list[Posted], list[Posted]]
) -> Iterator[timedelta]:
    """Each promise once, in time while up, in the group itself; gives the delays while up.

    `posts` are those of the schedule, and all that came unasked to the group's chat.
    """
    mine, unasked = posts
    promised = _promised(year, schedule, group)
    dues = [one.due for one in mine]
    assert len(dues) == len(set(dues)), f"{schedule} posted twice"
    assert set(dues) <= promised.keys(), f"{schedule} posted what was not promised: {set(dues) - promised.keys()}"
    assert {one.chat_id for one in mine} <= {group.chat_id}
    for one in mine:
        delay = one.at - promised[one.due]
        if not _was_down(year, promised[one.due], one.at):
            assert timedelta() <= delay <= MINUTE, f"{schedule}: {one}"
            yield delay
    for due, earliest in promised.items():
        if due not in dues and earliest + SETTLES < year.end:
            if year.outcomes.get((schedule.id, due)) == "skipped:ceiling":
                then = year.settled_at[schedule.id, due]
                assert _on_day(unasked, group, then) >= group.settings.unasked_posts_a_day
            else:
                _check_unposted(year, schedule, due, earliest)


def _check_unposted(year: Year, schedule: ports.Schedule, due: datetime, earliest: datetime) -> None:
    """A promise that was not kept has its reason on record, and nobody was up to keep it."""
    outcome = year.outcomes.get((schedule.id, due))
    assert outcome or any(first <= due <= last for first, last in year.given_way[schedule.id]), (schedule, due)
    assert _was_down(year, earliest - MINUTE, earliest + MINUTE), f"{schedule}: {due} {outcome} while up"


def _check_peace(group: groups.Group, unasked: list[Posted]) -> None:
    """Nothing unasked in quiet hours, never more a day than the group wants."""
    days = Counter[date]()
    for one in unasked:
        local = one.at.astimezone(ZoneInfo(group.zone))
        assert not _is_quiet(group, local.time()), one
        days[local.date()] += 1
    assert max(days.values(), default=0) <= group.settings.unasked_posts_a_day


def _on_day(unasked: list[Posted], group: groups.Group, at: datetime) -> int:
    """How many came on the local day of the instant."""
    zone = ZoneInfo(group.zone)
    day = at.astimezone(zone).date()
    return sum(one.at.astimezone(zone).date() == day for one in unasked)


def _was_down(year: Year, start: datetime, end: datetime) -> bool:
    return any(first < end and last > start for first, last in year.down)


def _promised(year: Year, schedule: ports.Schedule, group: groups.Group) -> dict[datetime, datetime]:
    """Each run promised, and the first instant at which it may be said."""
    found = {}
    for day in _days(year, schedule, group):
        local = _local(year, schedule, day)
        due = None if local is None else wall_clocks.slowly(local.date(), local.time(), group.zone)
        if due is not None and BEGIN < due < year.end:
            found[due] = _after_quiet(group, due) if schedule.kind in UNASKED else due
    return found


def _local(year: Year, schedule: ports.Schedule, day: date) -> datetime | None:
    """When by the clock the run of the day takes place; `None`: an admin left it out."""
    chosen = year.exceptions[schedule.id].get(day)
    if chosen == single_runs.LEFT_OUT:
        return None
    return datetime.combine(day, year.hours[schedule.id]) if chosen is None else datetime.fromisoformat(chosen)


def _days(year: Year, schedule: ports.Schedule, group: groups.Group) -> Iterator[date]:
    """The days of the rule: every day, every working day, or the last working day of a week up to Friday."""
    calendar = groups_service.calendar_of(group)
    every = [BEGIN.date() + n * DAY for n in range(-7, year.size.days + 7)]
    if schedule.kind == "reminder":
        yield from every
    elif schedule.kind == groups_service.DIGEST:
        yield from (day for day in every if calendar.is_workday(day))
    else:
        yield from (day for day in every if _ends_its_week(calendar, day))


def _ends_its_week(calendar: calendars.WorkCalendar, day: date) -> bool:
    """Whether it is a working day up to Friday with none after it until Friday."""
    rest = [day + n * DAY for n in range(1, 5 - day.weekday())]
    return day.weekday() <= 4 and calendar.is_workday(day) and not any(map(calendar.is_workday, rest))


def _is_quiet(group: groups.Group, shown: time) -> bool:
    start, end = group.settings.quiet_from, group.settings.quiet_until
    return start <= shown or shown < end if start > end else start <= shown < end


def _after_quiet(group: groups.Group, due: datetime) -> datetime:
    """The first whole minute, from the run on, at which the clocks show no quiet hour."""
    zone = ZoneInfo(group.zone)
    while _is_quiet(group, due.astimezone(zone).time()):
        due += timedelta(minutes=1)
    return due
