"""The card before a turn: to chair and secretary in private, else in the committee's chat; it decides nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import round_briefings as rules
from coordination.rules import rounds
from coordination.services import programmes as programme_service
from coordination.services import round_briefings as service
from coordination.services import round_cards as cards_service
from coordination.services import rounds as rounds_service
from handlers import round_boards, round_cards
from handlers.request import Request

Outgoing = messages.Outgoing
RECIPE = "round_card"
"""The recipe of a card that is out: made when it is sent, so that one whose turn is over by then says that."""


def slot(turn: rounds.Turn) -> str:
    """The card of a turn in the private chat of each who has it."""
    return f"brief:{turn.id}"


async def called(work: ports.Work, seen: rounds_service.Board, turn: rounds.Turn) -> list[Outgoing]:
    """What the committee has of a turn that begins: one message in its chat, and the card to each reader once."""
    known = await cards_service.briefing(work, seen.seats[turn.id].group, turn.id)
    found = await service.send(work, seen, turn)
    if found:
        await service.name_readers(work, seen.floor.round, turn)
    text = await _in_chat(work, seen, turn, known)
    post = messages.Post(
        programme_service.place_of(seen.committee),
        text,
        purpose=messages.Purpose.TURN,
        rows=round_cards.card_buttons(seen, turn),
        slot=round_boards.card_slot(turn),
    )
    return [post, *(_card(seen, turn, known, one) for one in found)]


def _card(
    seen: rounds_service.Board, turn: rounds.Turn, known: cards_service.Briefing, reader: service.Reader
) -> messages.Post:
    language = reader.language(seen.committee)
    return messages.Post(
        messages.Place(reader.chat.id),
        round_cards.card(seen, turn, known, language),
        purpose=messages.Purpose.TURN,
        rows=round_cards.card_buttons(seen, turn, language=language),
        silent=not rules.makes_sound(seen.floor, turn),
        slot=slot(turn),
    )


async def finished(
    work: ports.Work, seen: rounds_service.Board, turn: rounds.Turn, line: messages.Edit
) -> list[Outgoing]:
    """A turn is over: `line` says so in the committee's chat; in private the card goes, and where it is too old for
    that it says the same.
    """
    found: list[Outgoing] = [line]
    for held in await work.slots.named(slot(turn)):
        place = messages.Place(held.chat_id)
        if rules.may_delete(seen.floor.round, work.now):
            found.append(messages.Delete(place, held.name))
        else:
            found.append(messages.Edit(place, held.name, line.text, purpose=messages.Purpose.TURN))
    return found


async def refreshed(work: ports.Work, seen: rounds_service.Board, turn: rounds.Turn) -> list[Outgoing]:
    """A report came of the group on the floor, or was changed: its cards show that, and can open it."""
    speaking = seen.floor.speaking
    if speaking is None or speaking.id != turn.id or seen.floor.round.days:
        return []
    here = programme_service.place_of(seen.committee)
    cards = [(here, round_boards.card_slot(turn))]
    cards += [(messages.Place(held.chat_id), held.name) for held in await work.slots.named(slot(turn))]
    return [
        messages.Edit(
            place,
            name,
            purpose=messages.Purpose.TURN,
            recipe=RECIPE,
            values={"turn": str(turn.id), "chat": str(place.chat_id)},
        )
        for place, name in cards
    ]


async def made(work: ports.Work, turn_id: int, chat_id: int) -> tuple[Markup, messages.Rows]:
    """The card of a turn as it stands in a chat. Raises `LookupError` where the round is gone."""
    turn = await work.rounds.turn(turn_id)
    seen = None if turn is None else await rounds_service.board_of_turn(work, turn)
    if turn is None or seen is None:
        raise LookupError(turn_id)
    if turn.state not in rounds.ON_FLOOR:
        return round_cards.over(seen, turn, work.now), ()
    known = await cards_service.briefing(work, seen.seats[turn.id].group, turn.id)
    if chat_id == seen.committee.chat_id:
        return await _in_chat(work, seen, turn, known), round_cards.card_buttons(seen, turn)
    person = await work.people.by_telegram_id((await work.chats.get(chat_id)).telegram_id)
    language = (None if person is None else person.language) or seen.committee.language
    return round_cards.card(seen, turn, known, language), round_cards.card_buttons(seen, turn, language=language)


async def _in_chat(
    work: ports.Work, seen: rounds_service.Board, turn: rounds.Turn, known: cards_service.Briefing
) -> Markup:
    """The whole card, or what stands in its place in the committee's chat."""
    if await service.is_shown(work, seen.floor.round, turn):
        return round_cards.card(seen, turn, known, seen.committee.language)
    if not await service.are_readers_named(work, seen.floor.round, turn):
        return round_cards.floor(seen, turn, known)
    found = await service.readers(work, seen.committee, seen.floor.round)
    return round_cards.floor(seen, turn, known, [one.person for one in found])


async def lost(work: ports.Work, seen: rounds_service.Board) -> list[Outgoing]:
    """Where nobody who was sent the card can be written to any more it stands in the committee's chat, in place."""
    turn = seen.floor.speaking
    if turn is None or not await service.is_lost(work, seen.committee, seen.floor):
        return []
    await service.show(work, seen.floor.round, turn)
    known = await cards_service.briefing(work, seen.seats[turn.id].group, turn.id)
    text = round_cards.card(seen, turn, known, seen.committee.language)
    return [
        messages.Edit(
            programme_service.place_of(seen.committee),
            round_boards.card_slot(turn),
            text,
            round_cards.card_buttons(seen, turn),
            purpose=messages.Purpose.TURN,
        )
    ]


async def again(request: Request, work: ports.Work, seen: rounds_service.Board, turn: rounds.Turn) -> Markup:
    """The text of the message whose button was pressed: the card, or what stands in its place in the chat."""
    known = await cards_service.briefing(work, seen.seats[turn.id].group, turn.id)
    if request.is_private:
        return round_cards.card(seen, turn, known, request.language)
    return await _in_chat(work, seen, turn, known)


PRESSED: Sequence[str] = (
    "rdaccept",
    "rdheard",
    "rdlater",
    "rdabsent",
    "rdreturn",
    "rdread",
    "rdanswered",
    "rdbefore",
    "rdgive",
    "rdtake",
    "rddecide",
)
"""The verbs of its buttons, and of those of a report that is opened from it, which work in private too."""
