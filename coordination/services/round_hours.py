"""When a group's report is due, for whoever reads its draft: its window of a round over days, their zone; no text."""

from datetime import datetime

from coordination import ports
from coordination.rules import groups, people, programmes, round_reports, round_windows, rounds
from coordination.services import profiles
from coordination.services import programmes as programme_service
from coordination.services import rounds as service


def window(seen: service.Board, turn: rounds.Turn, now: datetime) -> tuple[datetime, datetime] | None:
    """From when until when (aware, UTC) the group has the floor, or will have it at the latest; see the rule."""
    return round_windows.window_of(seen.floor, seen.hours, turn.id, now)


def has_window(seen: service.Board, turn: rounds.Turn) -> bool:
    """Whether the draft of the turn says more now than when it was asked for: it is out, and the round is held."""
    report = seen.reports.get(turn.id)
    is_open = report is not None and report.state not in round_reports.HANDED_IN
    return is_open and seen.floor.round.days is not None and seen.floor.round.state is rounds.RoundState.LIVE


async def zone_of(work: ports.Work, person: people.Person, group: groups.Group) -> str:
    """The zone that somebody chose for themselves, else that of the group."""
    own = await profiles.personal(work, person)
    return own.zone if own is not None and own.zone_confirmed else group.zone


async def seen_of(work: ports.Work, turn: rounds.Turn) -> service.Board:
    """A board on which only this group has its seat: all that its draft says, without reading every other group.

    Raises `LookupError` where the round or its committee is gone.
    """
    one = await work.rounds.get(turn.round_id)
    programme = None if one is None else await work.programmes.get(one.programme_id)
    if one is None or programme is None:
        raise LookupError(turn.round_id)
    committee, group = await work.groups.get(programme.committee_id), await work.groups.get(turn.group_id)
    seats = await work.programmes.seats(programme.id)
    seat = next((each for each in seats if each.group_id == group.id), None)
    if seat is None:
        seat = programmes.Seat(0, 0, group.id, turn.position, group.code or "?", "")
    kept = await work.rounds.report(turn.id)
    reports = {} if kept is None else {turn.id: kept.report}
    floor = await service.floor(work, one)
    return service.Board(floor, committee, {turn.id: programme_service.Seated(seat, group)}, reports)
