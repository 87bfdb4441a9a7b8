"""How a round over days has to go, hour by hour, worked out on paper beforehand: who is called when, until when, and
what people do. It asks nothing of the bot.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tests.simulations.round_town import ZONE

TUESDAY = date(2026, 11, 24)
OPENS, CLOSES, NOON, MORNING = time(9), time(18), time(12), time(8, 30)
LOOKS, SOON = timedelta(minutes=10), timedelta(minutes=1)
"""People look whether they are called so often; what they do then takes them a few minutes."""

EARLY, SILENT, LATE, RETURNED, ABSENT, BACK, KICKED, MIGRATED = 3, 7, 5, 8, 9, 4, 6, 2
"""What the last digit of a group's place says of it: its report is in before its call, never comes, comes when its
window is over, comes back to it; it is said to be absent, to be there after all; its chat throws us out, or moves.
"""


def at(hour: str, day: date = TUESDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour), ZONE)


DRAWN_UP, ASKED, IN_EARLY, BEGUN, MOVED = at("10:15"), at("10:20"), at("10:40"), at("10:50"), at("12:00")
"""When the round is drawn up, reports are asked for, some hand in at once, the first group is called, and some groups
become supergroups.
"""


@dataclass(frozen=True, slots=True)
class Call:
    """A group has the floor until its report is in, or its window is over; `after`: who is known to follow then."""

    moment: datetime
    place: int
    until: datetime
    after: int | None


@dataclass(frozen=True, slots=True)
class Deed:
    """What people do at this moment, and who has the floor before they do it (`None`: nobody)."""

    moment: datetime
    what: str
    places: tuple[int, ...]
    floor: int | None


@dataclass(frozen=True, slots=True)
class Window:
    """What a draft says from a moment on: until when it is due, and for whoever waits, from when (`first`)."""

    moment: datetime
    due: datetime
    first: datetime | None = None


@dataclass(slots=True)
class Plan:
    """All of a round of so many groups over so many days."""

    count: int
    days: int
    calls: list[Call] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    heads_up: list[tuple[datetime, int, int]] = field(default_factory=list)  # when, who, after whom
    told: set[int] = field(default_factory=set)  # that they are next, since they were called last
    sent: dict[int, datetime] = field(default_factory=dict)
    sent_first: dict[int, datetime] = field(default_factory=dict)
    returned: dict[int, datetime] = field(default_factory=dict)
    again_by: dict[int, datetime] = field(default_factory=dict)  # the end of the window of whoever waits again
    windows: dict[int, list[Window]] = field(default_factory=dict)  # of each whose report is owed, as it changes
    pair: tuple[int | None, int | None] = (None, None)  # who had the floor, and was next, after the last step
    queue: list[int] = field(default_factory=list)
    floor: Call | None = None
    over: list[int] = field(default_factory=list)  # late ones whose window is over
    ended: datetime = BEGUN

    def __post_init__(self) -> None:
        places = range(1, self.count + 1)
        self.queue = [place for place in places if kind(place) not in (EARLY, ABSENT, BACK)]
        for place in self.of_kind(EARLY):
            self.sent[place] = IN_EARLY
        self._settle(BEGUN)
        for waiting in (self.calls[0].place, *self.queue):
            self._owe(waiting, BEGUN)
        self._live()

    def of_kind(self, which: int) -> list[int]:
        return [place for place in range(1, self.count + 1) if kind(place) == which]

    @property
    def minutes(self) -> int:
        """Of a window: the working hours of the days, shared out in lengths such as people say."""
        found = self.days * 9 * 60 // self.count
        step = 30 if found >= 120 else 15 if found >= 60 else 5 if found >= 20 else 1
        return found - found % step

    @property
    def heard(self) -> int:
        """How many report."""
        return self.count - len(self.of_kind(SILENT)) - len(self.of_kind(ABSENT))

    @property
    def mornings(self) -> list[date]:
        """The working days that begin while the round goes on."""
        found = []
        day = TUESDAY
        while (day := next_day(day)) <= self.ended.date():
            found.append(day)
        return found

    def _live(self) -> None:
        """Look after look, until nobody waits; whoever was absent and is back is called when the others were."""
        is_back = False
        for look in _looks():
            self._settle(look)
            self._do(look, "look")
            self._report(look)
            self._return(look)
            if self.floor is not None or self.queue or not is_open(look):
                continue
            self.ended = look + 6 * SOON
            if is_back:
                self._do(self.ended, "close")
                return
            is_back = True
            self._do(self.ended, "back", *self.of_kind(BACK))
            first, *others = self.of_kind(BACK)
            self.queue = [first]
            self._settle(self.ended)
            self.queue = others
            self._tell_next(self.ended)
            self._touch(self.ended)

    def _do(self, moment: datetime, what: str, *places: int) -> None:
        self.deeds.append(Deed(moment, what, places, self.floor.place if self.floor else None))

    def _report(self, look: datetime) -> None:
        """Whoever has the floor writes and sends, but for the silent and the late, who come when it is over."""
        late = [place for place in self.over if place not in self.sent]
        called = [] if self.floor is None or kind(self.floor.place) in (SILENT, LATE) else [self.floor.place]
        if not is_open(look) or not (called or late):
            return
        fresh = [place for place in (*called, *late) if place not in self.returned]
        if fresh:
            self._do(look + SOON, "write", *fresh)
        self._do(look + 2 * SOON, "send", *called, *late)
        for place in (*called, *late):
            self.sent[place] = look + 2 * SOON
            self.sent_first.setdefault(place, look + 2 * SOON)
        if called:
            self.floor = None
        self._settle(look + 3 * SOON)
        self._do(look + 3 * SOON, "look")

    def _return(self, look: datetime) -> None:
        """Once each; it waits again, behind all others."""
        for place in self.of_kind(RETURNED):
            if place in self.sent and place not in self.returned:
                self._do(look + 4 * SOON, "return", place)
                self._do(look + 5 * SOON, "reason", place)
                self.returned[place] = look + 5 * SOON
                self.queue.append(place)
                free = look + 5 * SOON if self.floor is None else self.floor.until
                self.again_by[place] = after(free, self.minutes * len(self.queue))
                self.pair = (self.pair[0], self.queue[0])
                self._owe(place, look + 5 * SOON)
                self._settle(look + 5 * SOON)
                self._tell_next(look + 5 * SOON)

    def _settle(self, now: datetime) -> None:
        """Whose window is over is not waited for any more; the next is called, in working hours alone."""
        if self.floor is not None and now >= self.floor.until:
            if kind(self.floor.place) == LATE:
                self.over.append(self.floor.place)
            self.floor = None
        if self.floor is None and self.queue and is_open(now):
            self._call(now)
        self._touch(now)

    def _touch(self, now: datetime) -> None:
        """Drafts follow: of whoever has the floor or is next, and of whoever had it or was."""
        before = self.pair
        self.pair = (None if self.floor is None else self.floor.place, self.queue[0] if self.queue else None)
        if self.pair != before and now > BEGUN:
            for place in sorted({place for place in (*before, *self.pair) if place is not None}):
                self._owe(place, now)

    def _owe(self, place: int | None, now: datetime) -> None:
        """The window that the draft of a group names, unless its report is in."""
        if place is None or (place in self.sent and self.returned.get(place, IN_EARLY) <= self.sent[place]):
            return
        due, first = after(BEGUN, self.minutes * self.count), None
        if self.floor is not None and self.floor.place == place:
            due = self.floor.until
        elif place in self.queue:
            at, free = self.queue.index(place), now if self.floor is None else self.floor.until
            first, due = opening(after(free, self.minutes * at)), after(free, self.minutes * (at + 1))
        self.windows.setdefault(place, []).append(Window(now, due, first))

    def _call(self, now: datetime) -> None:
        place, *self.queue = self.queue
        following = self.queue[0] if self.queue else None
        self.floor = Call(now, place, after(now, self.minutes), following)
        self.calls.append(self.floor)
        self.told.discard(place)
        self._tell_next(now)

    def _tell_next(self, now: datetime) -> None:
        """Whoever has come to be next hears of it, once before each call."""
        following = self.queue[0] if self.queue else None
        if self.floor is None or following is None or kind(following) == KICKED or following in self.told:
            return
        self.told.add(following)
        self.heads_up.append((now, following, self.floor.place))


def kind(place: int) -> int:
    return place % 10


def is_open(moment: datetime) -> bool:
    return OPENS <= moment.time() < CLOSES


def next_day(day: date) -> date:
    """The next working day; no holiday is near."""
    day += timedelta(days=1)
    return day if day.weekday() < 5 else next_day(day)


def opening(moment: datetime) -> datetime:
    """The first moment from this one on at which somebody may be called."""
    if is_open(moment):
        return moment
    return datetime.combine(next_day(moment.date()) if moment.time() >= CLOSES else moment.date(), OPENS, ZONE)


def after(moment: datetime, minutes: int) -> datetime:
    """When so many minutes of working hours have passed."""
    day, left = moment.date(), timedelta(minutes=minutes)
    while True:
        begins = max(moment, datetime.combine(day, OPENS, ZONE))
        open_for = max(timedelta(), datetime.combine(day, CLOSES, ZONE) - begins)
        if left <= open_for:
            return begins + left
        left -= open_for
        day = next_day(day)


def _looks() -> Iterator[datetime]:
    """Every ten minutes from the beginning on, at the close, and at half past eight in the morning."""
    look = BEGUN + LOOKS
    while True:
        yield look
        look += LOOKS
        if look.time() > CLOSES:
            look = datetime.combine(next_day(look.date()), MORNING, ZONE)
            yield look
            look = datetime.combine(look.date(), OPENS, ZONE)
