"""The round: the committee calls on its groups one by one; one floor, as values; knows no database and no text.

Each step takes the floor as it is and gives the floor after it, or refuses: a button that names a turn which is no
longer on the floor moves nothing, so that two taps, or two chairs, move one step.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from coordination.errors import Refused

USUAL_MINUTES = 3


class RoundState(StrEnum):
    COLLECTING = "collecting"  # reports come in; nobody is called yet
    LIVE = "live"
    PAUSED = "paused"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class TurnState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"  # has the floor, and nothing has come of the group yet
    REPORTING = "reporting"  # has the floor, and has said something or handed its report in
    REPORTED = "reported"
    LATER = "later"  # comes back when all others were called
    ABSENT = "absent"
    EXCUSED = "excused"
    TO_FOLLOW = "to_follow"  # hands its report in after the round
    TIMED_OUT = "timed_out"  # its window of a round over days ended without a report


ON_FLOOR = frozenset({TurnState.CALLED, TurnState.REPORTING})
IN_QUEUE = (TurnState.WAITING, TurnState.LATER)
UNHEARD = frozenset({TurnState.ABSENT, TurnState.EXCUSED, TurnState.TO_FOLLOW, TurnState.TIMED_OUT})
RETURNING = UNHEARD.union(IN_QUEUE)
"""A group in one of these may be called next, whatever its place."""

CORRECTED = (TurnState.REPORTED, TurnState.ABSENT, TurnState.EXCUSED, TurnState.TO_FOLLOW)
"""What a closed round may be made to say of a group. Only append: buttons hold the place."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One group's turn. `position` is its place in the order; `state_at` is when its state was given."""

    id: int
    round_id: int
    group_id: int
    position: int
    state: TurnState = TurnState.WAITING
    began_at: datetime | None = None
    state_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """`minutes` is the time of a turn. `meets_at`: when the committee means to call; reports are due before.

    `days`: over so many working days; then `minutes` count in working hours, and the clock calls. `live_only`: nobody
    is asked for a written report. `schedule_id` and `run_on`: the schedule that opened it, and its run by its day.
    `minutes_shown`: what the board says is left of the turn; `menu_until`: so long its buttons stand in its place.
    """

    id: int
    programme_id: int
    number: int
    title: str
    created_at: datetime
    state: RoundState = RoundState.COLLECTING
    minutes: int = USUAL_MINUTES
    meets_at: datetime | None = None
    reports_due_at: datetime | None = None
    since: datetime | None = None  # what the reports are about: everything after it
    began_at: datetime | None = None
    paused_at: datetime | None = None
    closed_at: datetime | None = None
    days: int | None = None
    live_only: bool = False
    schedule_id: int | None = None
    run_on: date | None = None
    minutes_shown: int | None = None
    menu_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Floor:
    """A round with all its turns."""

    round: Round
    turns: tuple[Turn, ...]

    @property
    def speaking(self) -> Turn | None:
        """Whose turn it is; at most one."""
        return next((turn for turn in self.turns if turn.state in ON_FLOOR), None)

    @property
    def queue(self) -> tuple[Turn, ...]:
        """Who is still to come: by place, then those put off, in the order in which they were."""
        waiting = sorted((one for one in self.turns if one.state is TurnState.WAITING), key=lambda one: one.position)
        later = [one for one in self.turns if one.state is TurnState.LATER]
        return (*waiting, *sorted(later, key=lambda one: (one.state_at or self.round.created_at, one.position)))

    @property
    def ends_at(self) -> datetime | None:
        """When the time of the turn on the floor is over; `None` while nobody has it, or the round is paused."""
        turn = self.speaking
        if turn is None or turn.began_at is None or self.round.state is not RoundState.LIVE or self.round.days:
            return None
        return turn.began_at + timedelta(minutes=self.round.minutes)

    def turn(self, turn_id: int) -> Turn:
        """Raises `Refused` for a turn of another round."""
        for one in self.turns:
            if one.id == turn_id:
                return one
        raise Refused("refused.old_button")

    def count(self, *states: TurnState) -> int:
        return sum(1 for one in self.turns if one.state in states)


def begin(floor: Floor, now: datetime) -> Floor:
    """Call on the first group."""
    if floor.round.state is not RoundState.COLLECTING:
        raise Refused("round.begun")
    if not floor.turns:
        raise Refused("round.no_groups")
    return _next(replace(floor, round=replace(floor.round, state=RoundState.LIVE, began_at=now)), now)


def move_on(floor: Floor, turn_id: int, state: TurnState, now: datetime) -> Floor:
    """The turn on the floor ends in `state`, and the next one is called."""
    _check_live(floor)
    turn = floor.turn(turn_id)
    if turn.state not in ON_FLOOR:
        raise Refused("round.moved_on")
    return _next(with_turn(floor, replace(turn, state=state, state_at=now)), now)


def call(floor: Floor, turn_id: int, now: datetime) -> Floor:
    """A group is next, whatever its place; at once where nobody has the floor."""
    _check_live(floor)
    turn = floor.turn(turn_id)
    if turn.state not in RETURNING:
        raise Refused("round.was_heard")
    first = min((one.position for one in floor.queue), default=turn.position)
    moved = with_turn(
        floor, replace(turn, state=TurnState.WAITING, position=min(first, turn.position) - 1, state_at=now)
    )
    return moved if moved.speaking is not None else _next(moved, now)


def excuse(floor: Floor, turn_id: int, state: TurnState, now: datetime) -> Floor:
    """Before its turn, a group is said to be absent, excused, or back in the queue."""
    if floor.round.state in (RoundState.CLOSED, RoundState.CANCELLED):
        raise Refused("round.closed")
    turn = floor.turn(turn_id)
    if turn.state in ON_FLOOR or turn.state is TurnState.REPORTED:
        raise Refused("round.was_heard")
    told = with_turn(floor, replace(turn, state=state, state_at=now))
    is_free = told.round.state is RoundState.LIVE and told.speaking is None
    return _next(told, now) if is_free else told


def reorder(floor: Floor, turn_id: int, up: bool) -> Floor:
    """One place earlier or later among those who wait; the first and the last stay."""
    waiting = [one for one in floor.queue if one.state is TurnState.WAITING]
    places = [one.id for one in waiting]
    if turn_id not in places:
        raise Refused("round.was_heard")
    at = places.index(turn_id)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(waiting):
        return floor
    one, two = waiting[at], waiting[other]
    return with_turn(with_turn(floor, replace(one, position=two.position)), replace(two, position=one.position))


def put_first(floor: Floor, turn_id: int) -> Floor:
    """A group that waits comes before all others; nobody is called by that."""
    turn = floor.turn(turn_id)
    if turn.state is not TurnState.WAITING:
        raise Refused("round.was_heard")
    first = min(one.position for one in floor.queue)
    return floor if first == turn.position else with_turn(floor, replace(turn, position=first - 1))


def pause(floor: Floor, now: datetime) -> Floor:
    """Time stands still."""
    _check_live(floor)
    return replace(floor, round=replace(floor.round, state=RoundState.PAUSED, paused_at=now))


def resume(floor: Floor, now: datetime) -> Floor:
    """Whoever has the floor has as much time left as before."""
    if floor.round.state is not RoundState.PAUSED or floor.round.paused_at is None:
        raise Refused("round.not_paused")
    stood = max(timedelta(0), now - floor.round.paused_at)
    live = replace(floor, round=replace(floor.round, state=RoundState.LIVE, paused_at=None))
    turn = live.speaking
    if turn is None or turn.began_at is None:
        return _next(live, now)
    return with_turn(live, replace(turn, began_at=turn.began_at + stood))


def close(floor: Floor, rest: TurnState | None, now: datetime) -> Floor:
    """End the round. `rest` says what becomes of those who were not heard; `None` where there is none.

    Raises `Refused` while somebody waits and nothing was said of them.
    """
    if floor.round.state in (RoundState.CLOSED, RoundState.CANCELLED):
        raise Refused("round.closed")
    if floor.round.state is RoundState.COLLECTING:
        raise Refused("round.not_begun")
    left = [one for one in floor.turns if one.state in (*IN_QUEUE, *ON_FLOOR)]
    if left and rest is None:
        raise Refused("round.some_wait", number=len(left))
    for one in left:
        floor = with_turn(floor, replace(one, state=rest or TurnState.TO_FOLLOW, state_at=now))
    return replace(floor, round=replace(floor.round, state=RoundState.CLOSED, paused_at=None, closed_at=now))


def cancel(floor: Floor, now: datetime) -> Floor:
    """A round that was not begun is called off."""
    if floor.round.state is not RoundState.COLLECTING:
        raise Refused("round.begun")
    return replace(floor, round=replace(floor.round, state=RoundState.CANCELLED, closed_at=now))


def broken(floor: Floor) -> str | None:
    """Name the rule that a floor breaks; `None` where it keeps them all."""
    speaking = [one for one in floor.turns if one.state in ON_FLOOR]
    if len(speaking) > 1:
        return "one group has the floor"
    if speaking and floor.round.state not in (RoundState.LIVE, RoundState.PAUSED):
        return "the floor is held in a live round"
    if floor.round.state is RoundState.LIVE and not speaking and floor.queue and floor.round.days is None:
        return "whoever waits is called"
    if floor.round.state is RoundState.CLOSED and floor.queue:
        return "nobody waits in a closed round"
    if any(one.began_at is None for one in speaking):
        return "a turn has begun"
    return None


def order(turns: Sequence[Turn]) -> list[Turn]:
    """All turns by place."""
    return sorted(turns, key=lambda one: (one.position, one.id))


def _check_live(floor: Floor) -> None:
    if floor.round.state is RoundState.PAUSED:
        raise Refused("round.paused")
    if floor.round.state is not RoundState.LIVE:
        raise Refused("round.closed" if floor.round.state is RoundState.CLOSED else "round.not_begun")


def _next(floor: Floor, now: datetime) -> Floor:
    """Over days the clock calls, by `round_windows`."""
    return floor if floor.round.days else call_first(floor, now)


def call_first(floor: Floor, now: datetime) -> Floor:
    """Give the floor to the first of those who wait, if any; nobody may have it."""
    if not floor.queue:
        return floor
    return with_turn(floor, replace(floor.queue[0], state=TurnState.CALLED, began_at=now, state_at=now))


def heed(floor: Floor, spoke: Collection[int], now: datetime) -> Floor:
    """Whoever was called and is among `spoke` (ids of turns: a word came of them, or a report) is reporting."""
    turn = floor.speaking
    if turn is None or turn.state is not TurnState.CALLED or turn.id not in spoke:
        return floor
    return with_turn(floor, replace(turn, state=TurnState.REPORTING, state_at=now))


def minutes_left(floor: Floor, now: datetime) -> int | None:
    """Whole minutes, rounded up, of the turn on the floor; 0 when they are over, `None` where none run."""
    ends = floor.ends_at
    return None if ends is None else max(0, -((now - ends) // timedelta(minutes=1)))


def correct(floor: Floor, turn_id: int, state: TurnState, now: datetime) -> Floor:
    """What a closed round says of a group is set right."""
    if floor.round.state is not RoundState.CLOSED:
        raise Refused("round.not_begun")
    if state not in CORRECTED:
        raise Refused("refused.old_button")
    return with_turn(floor, replace(floor.turn(turn_id), state=state, state_at=now))


def with_turn(floor: Floor, turn: Turn) -> Floor:
    return replace(floor, turns=tuple(turn if one.id == turn.id else one for one in floor.turns))
