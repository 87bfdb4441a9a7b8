"""Drafts that are out say when they are due as soon as a round over days tells it, and when that changes; no rule."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import rounds
from coordination.services import round_hours as service
from coordination.services import rounds as rounds_service
from handlers import round_reports

RECIPE = "round_draft"
"""The recipe of a draft: it is made when it is sent, since two hundred of them change when a round begins."""


async def changed(
    work: ports.Work, before: rounds_service.Board, after: rounds_service.Board
) -> list[messages.Outgoing]:
    """Edits in place: of every draft when the round begins; then of whoever has the floor, had it, or comes next."""
    said: list[messages.Outgoing] = []
    for turn in _touched(before, after):
        if not service.has_window(after, turn):
            continue
        for held in await work.slots.named(round_reports.slot(turn)):
            values = {"turn": str(turn.id), "chat": str(held.chat_id)}
            place = messages.Place(held.chat_id)
            said.append(messages.Edit(place, held.name, purpose=messages.Purpose.CARD, recipe=RECIPE, values=values))
    return said


def _touched(before: rounds_service.Board, after: rounds_service.Board) -> Sequence[rounds.Turn]:
    owing = (*rounds.IN_QUEUE, *rounds.ON_FLOOR)
    if before.floor.round.state is rounds.RoundState.COLLECTING:
        return [turn for turn in after.floor.turns if turn.state in owing]
    near = [(seen.floor.speaking, next(iter(seen.floor.queue), None)) for seen in (before, after)]
    if near[0] == near[1]:
        return []
    ids = {turn.id for pair in near for turn in pair if turn is not None}
    return [turn for turn in after.floor.turns if turn.id in ids]


async def draft(work: ports.Work, turn_id: int, chat_id: int) -> tuple[Markup, messages.Rows]:
    """The draft as it stands in a private chat. Raises `LookupError` where it is nobody's any more."""
    turn, kept = await work.rounds.turn(turn_id), await work.rounds.report(turn_id)
    person = await work.people.by_telegram_id((await work.chats.get(chat_id)).telegram_id)
    membership = None if turn is None or person is None else await work.people.membership(turn.group_id, person.id)
    if turn is None or kept is None or person is None or membership is None:
        raise LookupError(turn_id)
    seen = await service.seen_of(work, turn)
    text = await round_reports.shown_to(work, seen, turn, kept.report, person)
    return text, round_reports.rows_of(seen.seats[turn.id].group, turn, kept.report, membership.part)
