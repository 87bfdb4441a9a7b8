"""A round over days on screens: what the clock moves, and drafts for whoever is called; it decides nothing."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.rules import round_windows
from coordination.rules.rounds import TurnState
from coordination.services import round_reports as reports_service
from coordination.services import rounds as service
from handlers import round_calls, round_hours, round_reports


async def shifted(work: ports.Work, before: service.Board, after: service.Board) -> list[messages.Outgoing]:
    """All that a step sets off; over days whoever is called without a draft gets one with the call."""
    said = await round_calls.shifted(work, before, after)
    said += await round_hours.changed(work, before, after)
    turn, was = after.floor.speaking, before.floor.speaking
    if not after.floor.round.days or turn is None or (was is not None and was.id == turn.id):
        return said
    if turn.id not in after.reports:
        said += await round_reports.ask_one(work, after, turn)
    return said


async def pass_time(work: ports.Work, seen: service.Board) -> Sequence[messages.Outgoing]:
    """What the clock alone moves; nothing where it moves nobody."""
    moved = service.step(work, seen.floor, lambda floor: seen.settled(floor, work.now))
    if moved == seen.floor:
        return []
    return await shifted(work, seen, await service.board(work, seen.committee, moved))


async def begun(work: ports.Work, seen: service.Board) -> list[messages.Outgoing]:
    """A round that comes on the schedule begins by itself at its hour."""
    moved = service.step(
        work, seen.floor, lambda floor: seen.settled(round_windows.begin(floor, seen.hours, work.now), work.now)
    )
    return await shifted(work, seen, await service.board(work, seen.committee, moved))


async def accept_all(work: ports.Work, seen: service.Board) -> None:
    """The end of a round over days accepts whatever was heard and not returned."""
    for turn in seen.floor.turns:
        if turn.state is TurnState.REPORTED:
            await reports_service.accept(work, turn, seen.reports.get(turn.id))
