"""Which groups of a round hear nothing of us, and why; makes no text."""

from collections.abc import Mapping

from coordination import ports
from coordination.rules import round_reach as rules
from coordination.services.programmes import Seated


async def of(work: ports.Work, seats: Mapping[int, Seated]) -> Mapping[int, rules.Reach]:
    """By turn, as `seats` are; only those that can't be reached."""
    await work.chats.prefetch_ids([one.group.chat_id for one in seats.values()])
    found = {turn_id: await hindrance(work, one) for turn_id, one in seats.items()}
    return {turn_id: why for turn_id, why in found.items() if why is not None}


async def hindrance(work: ports.Work, seated: Seated) -> rules.Reach | None:
    """Why the group of a place can't be reached; `None` where it can."""
    chat = await work.chats.get(seated.group.chat_id)
    return rules.hindrance(seated.seat.joined_at, chat.state)
