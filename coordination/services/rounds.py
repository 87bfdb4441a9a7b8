"""Rounds of a programme: opened in plan order, moved step by step, and what their boards show; makes no text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from coordination import ports, ports_rounds
from coordination.errors import Refused
from coordination.rules import groups, instants, people, programmes, round_reports, round_windows, rounds
from coordination.rules.round_reach import Reach
from coordination.services import changes, rights, round_reach
from coordination.services import groups as groups_service
from coordination.services import programmes as programme_service
from coordination.services import round_openings as openings

FIRST_LOOK = timedelta(days=30)
"""What a first report is about, where none was accepted before."""

UNHEARD = rounds.UNHEARD
ASKED = "asked"
"""Noted of a round: reports are asked for."""

State = rounds.RoundState


@dataclass(frozen=True, slots=True)
class Board:
    """A round as its committee sees it: the floor, whose turn each is, what they handed in."""

    floor: rounds.Floor
    committee: groups.Group
    seats: Mapping[int, programme_service.Seated]  # by turn
    reports: Mapping[int, round_reports.Report] = field(default_factory=dict)  # by turn
    is_asked: bool = False
    missed: Mapping[int, int] = field(default_factory=dict)  # by turn: rounds before this one in which it was not heard
    unreached: Mapping[int, Reach] = field(default_factory=dict)  # by turn: why nothing arrives there

    def code(self, turn: rounds.Turn) -> str:
        return self.seats[turn.id].seat.code

    def is_in(self, turn: rounds.Turn) -> bool:
        """Whether the group handed something in."""
        found = self.reports.get(turn.id)
        return found is not None and found.state in round_reports.HANDED_IN

    def is_returned(self, turn: rounds.Turn) -> bool:
        """Whether what it handed in came back, and nothing has come since."""
        found = self.reports.get(turn.id)
        return found is not None and found.state is round_reports.State.RETURNED

    def has_words(self, turn: rounds.Turn) -> bool:
        """Whether there is a version of its report to be read, be it that it came back."""
        return self.is_in(turn) or self.is_returned(turn)

    def days_late(self, report: round_reports.Report) -> int:
        """Working days of the committee's calendar from the day reports were due, else from the end, until the first
        version came.
        """
        due = self.floor.round.reports_due_at or self.floor.round.closed_at
        if due is None or (came := report.came_at) is None or came <= due:
            return 0
        sent_on, due_on = (instants.local_day(at, self.committee.zone) for at in (came, due))
        return round_reports.days_late(sent_on, due_on, groups_service.calendar_of(self.committee))

    @property
    def hours(self) -> round_windows.Hours:
        """When groups may be called in a round over days."""
        return hours_of(self.committee)

    @property
    def ends_at(self) -> datetime | None:
        """When the time of the group on the floor is over; `None` where nobody has it, or the round is paused."""
        return round_windows.ends_at(self.floor, self.hours) if self.floor.round.days else self.floor.ends_at

    def settled(self, of: rounds.Floor, now: datetime) -> rounds.Floor:
        """A floor of this round as the clock has it: only a round over days is moved by it. Whose report is in is
        reporting as soon as it is called.
        """
        handed_in = {turn.id for turn in of.turns if self.is_in(turn)}
        return rounds.heed(round_windows.settle(of, self.hours, handed_in, now), handed_in, now)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a round is to be. `meets_at`: `None` for right now; `minutes`: of one turn; `days`: over so many.

    `live_only`: no written reports. `schedule_id` and `run_on`: the schedule that opens it, and for which of its days.
    """

    title: str
    meets_at: datetime | None = None
    minutes: int = rounds.USUAL_MINUTES
    days: int | None = None
    live_only: bool = False
    schedule_id: int | None = None
    run_on: date | None = None


def hours_of(committee: groups.Group) -> round_windows.Hours:
    """The committee's working hours, by its calendar and settings."""
    calendar = groups_service.calendar_of(committee)
    chosen = committee.settings
    return round_windows.Hours(committee.zone, calendar, chosen.workday_begins, chosen.workday_ends)


async def check(work: ports.Work, committee: groups.Group, actor: people.Person | None, *, is_admin: bool) -> None:
    """Refuse whoever is neither an admin of the committee's chat nor leads it nor is its secretary."""
    if is_admin:
        return
    membership = None if actor is None else await work.people.membership(committee.id, actor.id)
    part = None if membership is None or membership.left else membership.part
    if part is people.Part.SECRETARY or (await rights.of(work, committee, actor)).leads:
        return
    raise Refused("round.chairs_only")


async def programme_of(work: ports.Work, committee: groups.Group) -> programmes.Programme:
    """Raises `Refused` for a group that is no committee of a programme with groups."""
    programme = await work.programmes.of_committee(committee.id)
    if programme is None or not await work.programmes.seats(programme.id):
        raise Refused("round.no_programme")
    return programme


async def current(work: ports.Work, committee: groups.Group) -> rounds.Floor | None:
    """The round that is open, if any."""
    programme = await work.programmes.of_committee(committee.id)
    newest = None if programme is None else await work.rounds.newest(programme.id)
    if newest is None or newest.state in (State.CLOSED, State.CANCELLED):
        return None
    return await floor(work, newest)


async def open_round(work: ports.Work, said: changes.Said, wish: Wish) -> rounds.Floor:
    """Open a round over all groups of the programme, in plan order; whoever was not heard last time comes first.

    Raises `Refused` while another one is open, and for an hour that has passed.
    """
    programme = await programme_of(work, said.group)
    if await current(work, said.group) is not None:
        raise Refused("round.open_already")
    if wish.meets_at is not None and wish.meets_at <= work.now:
        raise Refused("round.hour_passed")
    newest = await work.rounds.newest(programme.id)
    one = rounds.Round(
        id=work.new_id(),
        programme_id=programme.id,
        number=1 if newest is None else newest.number + 1,
        title=wish.title,
        created_at=work.now,
        minutes=wish.minutes if wish.days else max(1, min(wish.minutes, 120)),
        days=wish.days,
        meets_at=wish.meets_at,
        reports_due_at=None if wish.live_only or wish.days else openings.due_before(work, said.group, wish.meets_at),
        live_only=wish.live_only,
        schedule_id=wish.schedule_id,
        run_on=wish.run_on,
    )
    work.rounds.save(one)
    seats = await _in_order(work, programme, newest)
    turns = tuple(rounds.Turn(work.new_id(), one.id, seat.group_id, position) for position, seat in enumerate(seats, 1))
    for turn in turns:
        work.rounds.save_turn(turn)
    return rounds.Floor(one, turns)


async def _in_order(
    work: ports.Work, programme: programmes.Programme, last: rounds.Round | None
) -> list[programmes.Seat]:
    seats = await openings.called(work, programme)
    if last is None:
        return seats
    if last.state is State.CLOSED:
        unheard = {one.group_id for one in await work.rounds.turns(last.id) if one.state in UNHEARD}
    else:  # called off: the one before it counts
        unheard = {seat.group_id for seat in seats if await missed_before(work, seat.group_id, most=1)}
    return sorted(seats, key=lambda seat: (seat.group_id not in unheard, seat.position))


async def floor(work: ports.Work, one: rounds.Round) -> rounds.Floor:
    return rounds.Floor(one, tuple(await work.rounds.turns(one.id)))


async def of_committee(work: ports.Work, committee: groups.Group, round_id: int) -> rounds.Floor:
    """The committee's round of this id; refused alike whether another committee has it or nobody."""
    one = await work.rounds.get(round_id)
    programme = None if one is None else await work.programmes.get(one.programme_id)
    if one is None or programme is None or programme.committee_id != committee.id:
        raise Refused("refused.old_button")
    return await floor(work, one)


def step(work: ports.Work, before: rounds.Floor, move: Callable[[rounds.Floor], rounds.Floor]) -> rounds.Floor:
    """Make a step of `rules.rounds` and save what it changed."""
    after = move(before)
    if after.round != before.round:
        work.rounds.save(after.round)
    known = {turn.id: turn for turn in before.turns}
    for turn in after.turns:
        if turn != known.get(turn.id):
            work.rounds.save_turn(turn)
    return after


async def board(work: ports.Work, committee: groups.Group, of: rounds.Floor) -> Board:
    """All that the board, the card and the end of a round show."""
    by_group = {seat.group_id: seat for seat in await work.programmes.seats(of.round.programme_id)}
    seats = {}
    await work.groups.prefetch_ids([turn.group_id for turn in of.turns])
    for turn in of.turns:
        group = await work.groups.get(turn.group_id)
        seat = by_group.get(turn.group_id) or programmes.Seat(0, 0, group.id, turn.position, group.code or "?", "")
        seats[turn.id] = programme_service.Seated(seat, group)
    reports = {kept.turn_id: kept.report for kept in await work.rounds.reports(of.round.id)}
    is_asked = await work.ledger.has(_subject(of.round), ASKED, "")
    unreached = await round_reach.of(work, seats)
    return Board(of, committee, seats, reports, is_asked, await _missed(work, of), unreached)


async def _missed(work: ports.Work, of: rounds.Floor) -> Mapping[int, int]:
    """At the end, of those who were not heard."""
    if of.round.state is not State.CLOSED:
        return {}
    unheard = [turn for turn in of.turns if turn.state in UNHEARD]
    return {turn.id: await missed_before(work, turn.group_id, number=of.round.number) for turn in unheard}


async def is_moved_by_time(work: ports.Work, committee: groups.Group, of: rounds.Floor) -> bool:
    """Whether the clock moves a round over days now; reads no group."""
    reports = {kept.turn_id: kept.report for kept in await work.rounds.reports(of.round.id)}
    return Board(of, committee, {}, reports).settled(of, work.now) != of


async def board_of_turn(work: ports.Work, turn: rounds.Turn) -> Board | None:
    """The board that a turn stands on; `None` where it is gone."""
    one = await work.rounds.get(turn.round_id)
    programme = None if one is None else await work.programmes.get(one.programme_id)
    if one is None or programme is None:
        return None
    committee = await work.groups.get(programme.committee_id)
    return await board(work, committee, await floor(work, one))


def ask(work: ports.Work, one: rounds.Round) -> None:
    """Reports are asked for, once."""
    work.ledger.add(_subject(one), ASKED, "")


async def once(work: ports.Work, one: rounds.Round, what: str, which: object = "") -> bool:
    """Whether this is the first time for something of the round; it is noted by that."""
    key = (_subject(one), what, str(which))
    if await work.ledger.has(*key):
        return False
    work.ledger.add(*key)
    return True


async def was(work: ports.Work, one: rounds.Round, what: str, which: object = "") -> bool:
    """Whether `once` noted it."""
    return await work.ledger.has(_subject(one), what, str(which))


async def missed_before(work: ports.Work, group_id: int, *, number: int | None = None, most: int = 5) -> int:
    """In how many rounds in a row (before `number`), of `most`, nothing came of the group, at its turn or later."""
    count = 0
    for one, turn in await work.rounds.history(group_id, most):
        if number is not None and one.number >= number:
            continue
        late = await work.rounds.report(turn.id) if turn.state in UNHEARD else None
        if turn.state not in UNHEARD or (late is not None and late.report.state in round_reports.HANDED_IN):
            break
        count += 1
    return count


async def reporters(work: ports.Work, group: groups.Group) -> Sequence[tuple[people.Person, people.Part, groups.Chat]]:
    """Lead, deputy and liaison who began a private chat, with it: they get the draft."""
    found = []
    for person, membership in await work.people.members(group.id):
        if membership.part not in (*people.LEADING, people.Part.LIAISON) or not person.started:
            continue
        chat = await work.chats.by_telegram_id(person.telegram_id)
        if chat is not None and chat.state is groups.ChatState.ACTIVE:
            found.append((person, membership.part, chat))
    return found


def kept(turn: rounds.Turn, report: round_reports.Report) -> ports_rounds.KeptReport:
    return ports_rounds.KeptReport(turn.id, turn.group_id, report)


def _subject(one: rounds.Round) -> str:
    return f"round:{one.id}"
