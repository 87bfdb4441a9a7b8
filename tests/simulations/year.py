"""Groups in twelve zones living for a year on the rules: who is up when, what is posted, what had been promised.

The process is down now and then, a clock is set back, groups are paused, single runs are skipped and moved. The promise
is told the slow way, day by day, by nothing that the rules use to find a run.
"""

import heapq
import random
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, patterns, people, recurrences, run_log, tasks
from coordination.services import changes
from coordination.services import groups as groups_service
from coordination.services import single_runs as single_runs_service
from handlers import schedules
from tests.coordination import wall_clocks
from tests.simulations.fake_store import Store

ZONES = tuple(zone for zone in wall_clocks.ZONES if zone.split("/")[0] in {"Africa", "America", "Asia", "Pacific"})[:12]
BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
HOURS = (time(0), time(2, 30), time(7, 30), time(8, 30), time(9), time(15))
QUIET = ((time(21), time(8)), (time(0), time(0)), (time(22), time(7)))
COUNTRIES = (None, "CN", "DE", "US")
TICK = 30  # seconds between two looks
NEWER = "skipped:newer_one_due"
UNASKED = frozenset({groups_service.DIGEST, groups_service.SUMMARY})


@dataclass(frozen=True, slots=True)
class Size:
    groups: int
    days: int


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that went out: of which schedule, meant for when, said when (aware, UTC), to which chat of ours."""

    schedule_id: int
    due: datetime
    at: datetime
    chat_id: int


@dataclass(slots=True)
class Year:
    """The groups, when nobody ran, and what was said."""

    size: Size
    dice: random.Random
    is_calm: bool = False  # no clock is set back, no admin does anything
    store: Store = field(default_factory=Store)
    down: list[tuple[datetime, datetime]] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)
    outcomes: dict[tuple[int, datetime], str] = field(default_factory=dict)  # by schedule and run
    settled_at: dict[tuple[int, datetime], datetime] = field(default_factory=dict)
    given_way: dict[int, set[tuple[datetime, datetime]]] = field(default_factory=dict)  # by schedule: spans skipped
    hours: dict[int, time] = field(default_factory=dict)  # by schedule
    exceptions: dict[int, dict[date, str]] = field(default_factory=dict)  # by schedule
    private: dict[int, set[int]] = field(default_factory=dict)  # by group: chats of its people
    told: list[Posted] = field(default_factory=list)  # to people, in private
    fired: int = 0

    @property
    def end(self) -> datetime:
        return BEGIN + timedelta(days=self.size.days)

    def is_down(self, at: datetime) -> bool:
        return any(start <= at < end for start, end in self.down)


async def live(size: Size, seed: int) -> Year:
    """A year, or so many days, of so many groups."""
    year = Year(size, random.Random(seed))
    _plan_outages(year)
    for place in range(size.groups):
        found(year, place)
    await pass_time(year)
    return year


def _plan_outages(year: Year) -> None:
    at = BEGIN + timedelta(days=year.dice.uniform(1, 6))
    while at < year.end:
        lasts = timedelta(minutes=year.dice.choice((2, 10, 70, 400, 1800)))
        year.down.append((at, at + lasts))
        at += lasts + timedelta(days=year.dice.uniform(2, 12))


def found(year: Year, place: int) -> None:
    """A group with its schedules, a task that is late for ever, and somebody with a private chat."""
    work, dice = year.store.work(BEGIN), year.dice
    chat = groups.Chat(work.new_id(), -1000 - place, "supergroup", f"Group {place}")
    quiet_from, quiet_until = dice.choice(QUIET)
    chosen = groups.Settings(
        quiet_from=quiet_from,
        quiet_until=quiet_until,
        unasked_posts_a_day=dice.choice((1, 2, 3)),
        country=dice.choice(COUNTRIES),
    )
    zone = ZONES[place % len(ZONES)]
    group = groups.Group(work.new_id(), chat.id, None, chat.title, "en", zone, zone_confirmed=True, settings=chosen)
    work.chats.save(chat)
    work.groups.save(group)
    due = tasks.Due(date(2026, 8, 3))
    late = tasks.Task(work.new_id(), group.id, 1, "Late for ever", BEGIN, None, due=due, original_due=due, version=1)
    work.tasks.save(late)
    year.private[group.id] = {_person(year, work, group)}
    for kind in (groups_service.DIGEST, groups_service.SUMMARY, groups_service.REMINDERS, "reminder"):
        _schedule(year, work, group, kind)


def _person(year: Year, work: ports.Work, group: groups.Group) -> int:
    """A member with a private chat and a task a week; the chat's id."""
    person = people.Person(work.new_id(), 7000 + group.id, "Ann", started=True)
    private = groups.Chat(work.new_id(), person.telegram_id, "private")
    work.people.save(person)
    work.people.save_membership(people.Membership(group.id, person.id, since=BEGIN))
    work.chats.save(private)
    for week in range(0, year.size.days, 7):
        due = tasks.Due(BEGIN.date() + timedelta(days=week + year.dice.randrange(7)))
        owner = tasks.Owner("Ann", person.id)
        number = 2 + week // 7
        task = tasks.Task(
            work.new_id(),
            group.id,
            number,
            "A week's work",
            BEGIN,
            None,
            due=due,
            original_due=due,
            owner=owner,
            version=1,
        )
        work.tasks.save(task)
    return private.id


def _schedule(year: Year, work: ports.Work, group: groups.Group, kind: str) -> None:
    at = year.dice.choice(HOURS)
    off = {groups_service.SUMMARY: recurrences.OffDay.BEFORE, "reminder": recurrences.OffDay.KEEP}
    pattern = patterns.Weekly((4,)) if kind == groups_service.SUMMARY else patterns.Daily()
    rule = recurrences.Rule(pattern, at, group.zone, off_day=off.get(kind, recurrences.OffDay.SKIP))
    values = {"text": "stand-up"} if kind == "reminder" else {}
    made = ports.Schedule(work.new_id(), group.id, kind, recurrences.to_values(rule, group.zone), values=values)
    work.schedules.save(replace(made, next_due_at=groups_service.next_due(group, made, BEGIN)))
    year.hours[made.id] = at
    year.given_way[made.id] = set()
    year.exceptions[made.id] = {}


async def pass_time(year: Year) -> None:
    """Look at what is due, in its order, at most half a minute after; nobody looks while the process is down."""
    waiting: list[tuple[datetime, int]] = []
    now = BEGIN
    while _note_changed(year, waiting):
        due, schedule_id = heapq.heappop(waiting)
        if year.store.schedules[schedule_id].next_due_at != due:
            continue  # it was set anew since
        now = max(now, due + timedelta(seconds=year.dice.uniform(0, TICK)))
        now = next((end for start, end in year.down if start <= now < end), now)
        if now >= year.end:
            break
        await _look(year, schedule_id, now)


def _note_changed(year: Year, waiting: list[tuple[datetime, int]]) -> bool:
    """Queue every schedule saved since the last look; whether anything waits."""
    for schedule_id in sorted(year.store.saved_schedules):
        due = year.store.schedules[schedule_id].next_due_at
        if due is not None:
            heapq.heappush(waiting, (due, schedule_id))
    year.store.saved_schedules.clear()
    return bool(waiting)


async def _look(year: Year, schedule_id: int, now: datetime) -> None:
    """One look by two processes, the second with a clock that was set back; now and then an admin does something."""
    await _fire(year, schedule_id, now)
    if year.is_calm or schedule_id not in year.hours:
        return
    if year.dice.random() < 0.05:
        await _fire(year, schedule_id, now - timedelta(minutes=year.dice.choice((0, 3, 90, 3000))))
    if year.dice.random() < 0.02:
        await change(year, schedule_id, now)


async def _fire(year: Year, schedule_id: int, now: datetime) -> None:
    year.fired += 1
    before = year.store.schedules[schedule_id]
    said = await schedules.fire(year.store.work(now), schedule_id)
    after = year.store.schedules[schedule_id]
    if after.last_due_at is not None and after.last_due_at != before.last_due_at:
        run = (schedule_id, after.last_due_at)
        year.outcomes.setdefault(run, after.last_outcome or "")
        year.settled_at.setdefault(run, now)
    spans = {(one.due, one.last) for one in run_log.read(after.values) if one.outcome == NEWER}
    year.given_way.setdefault(schedule_id, set()).update(spans)
    for post in (one for one in said if isinstance(one, messages.Post)):
        assert after.last_due_at is not None
        if post.place.chat_id in year.private[after.group_id]:
            year.told.append(Posted(schedule_id, after.last_due_at, now, post.place.chat_id))
            continue
        year.posted.append(Posted(schedule_id, after.last_due_at, now, post.place.chat_id))


async def change(year: Year, schedule_id: int, now: datetime) -> None:
    """An admin skips or moves the next run of a schedule that posts in the group."""
    schedule = year.store.schedules[schedule_id]
    if schedule.kind == groups_service.REMINDERS or schedule.next_due_at is None:
        return
    work, group = year.store.work(now), year.store.group_rows[schedule.group_id]
    said = changes.Said(group, None, now, work.new_id())
    day = schedule.next_due_at.astimezone(ZoneInfo(group.zone)).date() + timedelta(days=year.dice.randrange(3))
    try:
        found = await single_runs_service.find(work, group, schedule_id, day)
        if year.dice.random() < 0.5:
            fresh = await single_runs_service.leave_out(work, said, schedule_id, day)
        else:
            offers = single_runs_service.offers(found, now)
            if not offers:
                return
            local = year.dice.choice(offers).astimezone(ZoneInfo(group.zone)).replace(tzinfo=None)
            fresh = await single_runs_service.move(work, said, found, local)
    except Refused:
        return
    assert fresh.state is not None
    year.exceptions[schedule_id][day] = fresh.state
