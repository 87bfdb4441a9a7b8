"""Who has the card of a turn in private, kept so that none gets it twice and nobody is without it; makes no text."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordination import ports
from coordination.rules import groups, people, rounds
from coordination.rules import round_briefings as rules
from coordination.services import round_notes
from coordination.services import rounds as rounds_service

RUNS, CARD, SENT, SHOWN, NAMED = "runs", "card", "card sent", "card shown", "readers named"
"""Noted of a round: who runs it, each call with a card, who was sent that card, that it stands in the chat itself, the
turn whose message says who has the cards.
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is briefed, with their private chat."""

    person: people.Person
    chat: groups.Chat

    def language(self, committee: groups.Group) -> str:
        """Their own, else the committee's."""
        return self.person.language or committee.language


async def runs(work: ports.Work, one: rounds.Round, actor: people.Person | None) -> None:
    """Whoever begins a round, or resumes it, runs it; an anonymous admin is nobody to us."""
    if actor is not None:
        await rounds_service.once(work, one, RUNS, actor.id)


async def readers(work: ports.Work, committee: groups.Group, one: rounds.Round) -> Sequence[Reader]:
    """Lead, secretary and whoever runs the round, of those whom a private message reaches."""
    found = []
    for person, membership in await work.people.members(committee.id):
        if not person.started:
            continue
        does_run = await rounds_service.was(work, one, RUNS, person.id)
        if not rules.is_briefed(membership.part, runs=does_run):
            continue
        chat = await work.chats.by_telegram_id(person.telegram_id)
        if chat is not None and chat.state is groups.ChatState.ACTIVE:
            found.append(Reader(person, chat))
    return found


async def send(work: ports.Work, seen: rounds_service.Board, turn: rounds.Turn) -> Sequence[Reader]:
    """Note a call with its card: who gets it in private; where nobody does, it stands in the committee's chat."""
    one = seen.floor.round
    call = await round_notes.add(work, one, CARD, turn.id)
    found = await readers(work, seen.committee, one)
    for reader in found:
        await rounds_service.once(work, one, SENT, _key(turn, call, reader.person.id))
    if not found:
        await rounds_service.once(work, one, SHOWN, _key(turn, call))
    return found


async def name_readers(work: ports.Work, one: rounds.Round, turn: rounds.Turn) -> None:
    """A message of the committee's chat says who has the cards: the first one of a round."""
    if await rounds_service.once(work, one, NAMED):
        await rounds_service.once(work, one, NAMED, turn.id)


async def are_readers_named(work: ports.Work, one: rounds.Round, turn: rounds.Turn) -> bool:
    """Whether it is the message of this turn that says so."""
    return await rounds_service.was(work, one, NAMED, turn.id)


async def is_shown(work: ports.Work, one: rounds.Round, turn: rounds.Turn) -> bool:
    """Whether the committee's chat has the whole card of the turn on the floor."""
    call = await round_notes.count(work, one, CARD, turn.id)
    return call == 0 or await rounds_service.was(work, one, SHOWN, _key(turn, call))


async def is_lost(work: ports.Work, committee: groups.Group, floor: rounds.Floor) -> bool:
    """Whether none of those who were sent the card can be written to any more, and the chat has it not either."""
    turn, one = floor.speaking, floor.round
    if turn is None or one.days or await is_shown(work, one, turn):
        return False
    call = await round_notes.count(work, one, CARD, turn.id)
    for reader in await readers(work, committee, one):
        if await rounds_service.was(work, one, SENT, _key(turn, call, reader.person.id)):
            return False
    return True


async def show(work: ports.Work, one: rounds.Round, turn: rounds.Turn) -> None:
    """Note that the card of the turn stands in the committee's chat after all."""
    call = await round_notes.count(work, one, CARD, turn.id)
    await rounds_service.once(work, one, SHOWN, _key(turn, call))


def _key(turn: rounds.Turn, call: int, person_id: int | None = None) -> str:
    return f"{turn.id}:{call}" if person_id is None else f"{turn.id}:{call}:{person_id}"
