"""The board of a round is pinned while the round is held, where the chat has a pinned board at all; no rule."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.rules.rounds import RoundState
from coordination.services import programmes as programme_service
from coordination.services import rounds as service
from handlers import round_boards

HELD = (RoundState.LIVE, RoundState.PAUSED)


def is_wanted(seen: service.Board) -> bool:
    """Whether the board is to be pinned now: the round is held, and its committee's chat has a pinned board."""
    return seen.floor.round.state in HELD and seen.committee.settings.board


async def may_pin(work: ports.Work, seen: service.Board) -> bool:
    """The same, where nothing is known against it; a right that is missing is found out by pinning, and not told."""
    return is_wanted(seen) and (await work.chats.get(seen.committee.chat_id)).may_pin is not False


async def turned(work: ports.Work, before: service.Board, after: service.Board) -> Sequence[messages.Outgoing]:
    """Pinned when the round begins, and not any more when it ends."""
    began, is_held = (seen.floor.round.state in HELD for seen in (before, after))
    if began and not is_held:
        return await taken_off(work, before)
    if began or not await may_pin(work, after):
        return []
    return [messages.Pin(programme_service.place_of(after.committee), round_boards.slot(after.floor.round))]


async def taken_off(work: ports.Work, seen: service.Board) -> Sequence[messages.Outgoing]:
    """The message that was the board until now loses its pin, if it may have one; nothing else of the chat does."""
    chat = await work.chats.get(seen.committee.chat_id)
    slot = await work.slots.get(chat.id, round_boards.slot(seen.floor.round))
    if seen.floor.round.state not in HELD or chat.may_pin is False or slot is None or slot.message_id is None:
        return []
    return [messages.Unpin(programme_service.place_of(seen.committee), slot.message_id)]
