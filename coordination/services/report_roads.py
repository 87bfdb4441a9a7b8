"""The roads to a report that a group owes: which ones, and who may open them; makes no text."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordination import ports, ports_filings
from coordination.errors import Refused
from coordination.rules import filings, groups, people, round_reports, rounds
from coordination.services import duties as duty_service
from coordination.services import filing_runs
from coordination.services import filings as filings_service
from coordination.services import round_reports as reports_service
from coordination.services import rounds as rounds_service

START = "report"
"""What the link to the private chat says to have the drafts that are owed."""

REPORTERS = (*people.LEADING, people.Part.LIAISON)
_LATE = (rounds.TurnState.TO_FOLLOW, rounds.TurnState.TIMED_OUT)


@dataclass(frozen=True, slots=True)
class Turn:
    """The group's turn in the newest round of its programme; `report`: what there is of it, `None` for no draft.

    `is_asked`: a report is asked for.
    """

    round: rounds.Round
    turn: rounds.Turn
    report: round_reports.Report | None
    is_asked: bool

    @property
    def is_in(self) -> bool:
        return self.report is not None and self.report.state in round_reports.HANDED_IN

    @property
    def is_open(self) -> bool:
        """Whether the round goes on, or still takes the group's report."""
        return self.round.state not in (rounds.RoundState.CLOSED, rounds.RoundState.CANCELLED) or self.is_owed

    @property
    def is_owed(self) -> bool:
        """Whether a report is to be handed in for it, be it late."""
        if self.round.live_only or self.round.state is rounds.RoundState.CANCELLED or self.is_in:
            return False
        if self.round.state is rounds.RoundState.CLOSED:
            return self.turn.state in _LATE
        owes = self.turn.state not in (rounds.TurnState.EXCUSED, rounds.TurnState.REPORTED)
        return owes and (self.is_asked or self.report is not None)


async def turn_of(work: ports.Work, group: groups.Group) -> Turn | None:
    """`None` for a group of no programme, or without a turn in its newest round."""
    seat = await work.programmes.seat_of(group.id)
    one = None if seat is None else await work.rounds.newest(seat.programme_id)
    if one is None:
        return None
    turn = next((each for each in await work.rounds.turns(one.id) if each.group_id == group.id), None)
    if turn is None:
        return None
    kept = await work.rounds.report(turn.id)
    is_asked = await rounds_service.was(work, one, rounds_service.ASKED)
    return Turn(one, turn, None if kept is None else kept.report, is_asked)


async def filings_of(work: ports.Work, group: groups.Group) -> Sequence[tuple[filing_runs.Asked, ports_filings.Filed]]:
    """Reports between rounds that are drafted and not in: of the run at hand, and of the one before while a late one
    is taken.
    """
    seat = await work.programmes.seat_of(group.id)
    programme = None if seat is None else await work.programmes.get(seat.programme_id)
    if programme is None:
        return []
    found = []
    committee = await work.groups.get(programme.committee_id)
    for kept in await duty_service.of_committee(work, committee):
        for filing in await work.filings.of_duty(kept.duty.id, max(1, kept.duty.run - 1)):
            filed = await work.filings.report(filing.id) if _is_taken(filing, group) else None
            if filed is not None and filings.as_judged(filing, filed.report).state not in round_reports.HANDED_IN:
                found.append((await filings_service.asked_of(work, filing), filed))
    return found


def _is_taken(filing: filings.Filing, group: groups.Group) -> bool:
    return filing.group_id == group.id and filing.standing in filings.TAKEN and filing.opened_at is not None


async def groups_of(work: ports.Work, person: people.Person) -> Sequence[groups.Group]:
    """The groups of programmes to which the person belongs."""
    found = []
    for one in await work.people.memberships(person.id):
        if not one.left and await work.programmes.seat_of(one.group_id) is not None:
            group = await work.groups.get(one.group_id)
            if group.life is groups.Life.RUNNING:
                found.append(group)
    return found


async def part_in(
    work: ports.Work, group: groups.Group, person: people.Person | None, report: round_reports.Report | None
) -> people.Part | None:
    """The part by which the person may report for the group; `None` for none."""
    try:
        return await reports_service.part_of(work, group, person, report)
    except Refused:
        return None


async def is_reporter(work: ports.Work, group: groups.Group, person: people.Person) -> bool:
    """Whether drafts of the group are sent to the person unasked."""
    membership = await work.people.membership(group.id, person.id)
    return membership is not None and not membership.left and membership.part in REPORTERS


async def without_draft(work: ports.Work, group: groups.Group) -> bool:
    """Whether one of those who report for the group can't be written to, or nobody is named for it."""
    named = [one for _, one in await work.people.members(group.id) if one.part in REPORTERS]
    return len(await rounds_service.reporters(work, group)) < max(1, len(named))
