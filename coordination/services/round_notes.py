"""What happens again and again in a round, counted in the ledger, which only grows; makes no text."""

from coordination import ports
from coordination.rules import rounds
from coordination.services import rounds as service

NEXT, PASSED, SPOKE = "next", "passed", "spoke"
"""Noted of a turn: its group was told that it is next; it is not next any more; a word came of it."""


async def spoke(work: ports.Work, one: rounds.Round, turn: rounds.Turn) -> None:
    """A word came of the group. It counts for the call that it answers: neither before it nor when it is called again.

    Only the committee's side moves the floor, and looks here.
    """
    if turn.state is rounds.TurnState.CALLED:
        await service.once(work, one, SPOKE, _call(turn))


async def has_spoken(work: ports.Work, one: rounds.Round, turn: rounds.Turn) -> bool:
    """Whether a word came of the group since it was called."""
    return await service.was(work, one, SPOKE, _call(turn))


def _call(turn: rounds.Turn) -> str:
    return f"{turn.id}:{'' if turn.state_at is None else turn.state_at.isoformat()}"


async def is_next(work: ports.Work, one: rounds.Round, turn_id: int) -> bool:
    """The group is next: whether that is news to it. It is told again only if it was not next in between."""
    if await _knows(work, one, turn_id):
        return False
    await add(work, one, NEXT, turn_id)
    return True


async def not_next(work: ports.Work, one: rounds.Round, turn_id: int) -> bool:
    """The group is not next any more, be it called, passed over or absent: whether it had been told that it is."""
    if not await _knows(work, one, turn_id):
        return False
    await add(work, one, PASSED, turn_id)
    return True


async def _knows(work: ports.Work, one: rounds.Round, turn_id: int) -> bool:
    return await count(work, one, NEXT, turn_id) > await count(work, one, PASSED, turn_id)


async def count(work: ports.Work, one: rounds.Round, what: str, turn_id: int) -> int:
    """How often it was noted of the turn."""
    found = 0
    while await service.was(work, one, what, _occurrence(turn_id, found)):
        found += 1
    return found


async def add(work: ports.Work, one: rounds.Round, what: str, turn_id: int) -> int:
    """Note it once more; how often it was noted by now."""
    found = await count(work, one, what, turn_id)
    await service.once(work, one, what, _occurrence(turn_id, found))
    return found + 1


def _occurrence(turn_id: int, before: int) -> str:
    """The first time under the turn's name alone, as it was noted when once was all there was."""
    return f"{turn_id}:{before}" if before else str(turn_id)
