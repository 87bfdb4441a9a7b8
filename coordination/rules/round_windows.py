"""A round over days: a window of working hours for each group, moved on by the clock; knows no database and no text."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.rules import calendars, instants, rounds
from coordination.rules.rounds import Floor, Turn, TurnState

SHORTEST = 5
"""Minutes of the shortest window, however many groups there are."""

MOST_DAYS = 20

STEPS = ((120, 30), (60, 15), (20, 5))
"""Windows of so many minutes or more are multiples of the second."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The committee's working hours: working days of its calendar, from `opens` until `closes`, in its zone.

    Hours that end before they begin are none that anybody chose: such a day is open from midnight to midnight.
    """

    zone: str
    calendar: calendars.WorkCalendar
    opens: time = time(9, 0)
    closes: time = time(18, 0)

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            object.__setattr__(self, "opens", time(0))
            object.__setattr__(self, "closes", time(23, 59))

    @property
    def minutes_a_day(self) -> int:
        return (self.closes.hour - self.opens.hour) * 60 + self.closes.minute - self.opens.minute

    def is_open(self, at: datetime) -> bool:
        """Whether somebody may be called at the instant."""
        local = at.astimezone(ZoneInfo(self.zone))
        return self.calendar.is_workday(local.date()) and self.opens <= local.time() < self.closes

    def after(self, start: datetime, minutes: int) -> datetime:
        """The instant at which so many working minutes have passed since `start` (aware, UTC)."""
        day = start.astimezone(ZoneInfo(self.zone)).date()
        if not self.calendar.is_workday(day):
            day = calendars.next_workday(self.calendar, day)
        left = timedelta(minutes=minutes)
        while True:
            opens, closes = self._bounds(day)
            begins = max(opens, start)
            if begins + left <= closes:
                return begins + left
            left -= max(timedelta(0), closes - begins)
            day = calendars.next_workday(self.calendar, day)

    def opening(self, at: datetime) -> datetime:
        """The first instant from `at` on at which somebody may be called."""
        if self.is_open(at):
            return at
        day = at.astimezone(ZoneInfo(self.zone)).date()
        if not self.calendar.is_workday(day) or at >= self._bounds(day)[0]:
            day = calendars.next_workday(self.calendar, day)
        return self._bounds(day)[0]

    def _bounds(self, day: date) -> tuple[datetime, datetime]:
        return instants.resolve(day, self.opens, self.zone), instants.resolve(day, self.closes, self.zone)


def share(hours: Hours, days: int, count: int) -> int:
    """Minutes of one window, where so many working days are shared out among so many groups: such as people say, and
    never more than there are.
    """
    minutes = max(SHORTEST, days * hours.minutes_a_day // max(count, 1))
    step = next((step for least, step in STEPS if minutes >= least), 1)
    return minutes - minutes % step


def ends_at(floor: Floor, hours: Hours) -> datetime | None:
    """When the window of the group on the floor ends; `None` where nobody has it."""
    turn = floor.speaking
    if turn is None or turn.began_at is None or floor.round.state is not rounds.RoundState.LIVE:
        return None
    return hours.after(turn.began_at, floor.round.minutes)


def begin(floor: Floor, hours: Hours, now: datetime) -> Floor:
    """Begin; all reports are due when the last window ends."""
    begun = rounds.begin(floor, now)
    due = hours.after(now, floor.round.minutes * len(floor.turns))
    return replace(begun, round=replace(begun.round, reports_due_at=due))


def settle(floor: Floor, hours: Hours, handed_in: Collection[int], now: datetime) -> Floor:
    """The floor as the clock has it: whose report (`handed_in`, ids of turns) is there was heard, whose window is over
    timed out, and the first who waits is called, in working hours alone.

    After an outage the next window begins when we are back: nobody loses theirs by it.
    """
    if floor.round.state is not rounds.RoundState.LIVE or floor.round.days is None:
        return floor
    for turn in floor.turns:
        if turn.id in handed_in and turn.state is not TurnState.REPORTED:
            floor = rounds.with_turn(floor, replace(turn, state=TurnState.REPORTED, state_at=now))
    called, ends = floor.speaking, ends_at(floor, hours)
    if called is not None and ends is not None and now >= ends:
        floor = rounds.with_turn(floor, replace(called, state=TurnState.TIMED_OUT, state_at=now))
    if floor.speaking is None and hours.is_open(now):
        floor = rounds.call_first(floor, now)
    return floor


def give_back(floor: Floor, turn_id: int, now: datetime) -> Floor:
    """A group whose report came back waits again, behind the others."""
    turn = floor.turn(turn_id)
    if floor.round.days is None or turn.state is not TurnState.REPORTED:
        return floor
    return rounds.with_turn(floor, replace(turn, state=TurnState.LATER, state_at=now))


def close(floor: Floor, rest: TurnState | None, now: datetime) -> Floor:
    """End the round as `rounds.close` does; whose window went by without a report is to follow, or is excused, as the
    others are, and stays as it is where those are absent.
    """
    closed = rounds.close(floor, rest, now)
    if rest not in (TurnState.TO_FOLLOW, TurnState.EXCUSED):
        return closed
    for turn in closed.turns:
        if turn.state is TurnState.TIMED_OUT:
            closed = rounds.with_turn(closed, replace(turn, state=rest, state_at=now))
    return closed


def planned(floor: Floor, hours: Hours, now: datetime) -> Sequence[tuple[Turn, datetime, datetime]]:
    """Who would be called from when until when, were the round begun now and nobody early."""
    found = []
    for place, turn in enumerate(floor.queue):
        first, last = (hours.after(now, floor.round.minutes * many) for many in (place, place + 1))
        found.append((turn, first, last))
    return found


def window_of(floor: Floor, hours: Hours, turn_id: int, now: datetime) -> tuple[datetime, datetime] | None:
    """From when until when a group has the floor of a round over days: as it is for whoever has it; for whoever waits,
    the latest by the order of now. `None` for all others, and while the round is not held.
    """
    if floor.round.days is None or floor.round.state is not rounds.RoundState.LIVE:
        return None
    called, ends = floor.speaking, ends_at(floor, hours)
    if called is not None and called.id == turn_id and called.began_at is not None and ends is not None:
        return called.began_at, ends
    waiting = [turn.id for turn in floor.queue]
    if turn_id not in waiting:
        return None
    free, place, minutes = max(ends or now, now), waiting.index(turn_id), floor.round.minutes
    return hours.opening(hours.after(free, minutes * place)), hours.after(free, minutes * (place + 1))
