"""Questions of the committee and answers of a group, carried both ways as replies while a round goes on; no rule."""

from collections.abc import Sequence
from datetime import timedelta

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import round_outcomes as outcomes_rules
from coordination.rules import rounds
from coordination.services import programmes as programme_service
from coordination.services import round_notes as notes_service
from coordination.services import round_turns as turns_service
from coordination.services import rounds as service
from handlers import acknowledgements, html, round_calls, round_outcomes, round_private, round_reports, scene, words
from handlers.request import Kind, Request

AFTERWARDS = timedelta(days=1)
"""So long after a round questions and answers are still carried."""

LONGEST = 1500
_TO_GROUP = frozenset({"floor", "answered", "shown", "brief"})
CALL = "turn"
_TO_COMMITTEE = frozenset({CALL, "questioned"})


async def carried(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """What a reply to a card, a call, a question or an answer of a round is: said in the other chat; else `None`."""
    if request.kind is not Kind.MESSAGE or request.reply is None or request.actor is None or not request.text.strip():
        return None
    kind, _, rest = (request.reply.slot or "").partition(":")
    if kind not in _TO_GROUP | _TO_COMMITTEE:
        return None
    turn = await work.rounds.turn(int(rest.partition(":")[0]))
    seen = None if turn is None else await service.board_of_turn(work, turn)
    if turn is None or seen is None or not _is_open(seen.floor.round, request):
        return None
    group = seen.seats[turn.id].group
    asks = kind in _TO_GROUP
    here, there = (seen.committee, group) if asks else (group, seen.committee)
    in_private = asks and request.is_private
    if in_private:
        request = await round_private.here(request, work, seen.committee.id)
    elif here.chat_id != request.chat.id:
        return None
    if asks and (decision := outcomes_rules.decision_in(request.text)) is not None:
        return await round_outcomes.decided_on(request, work, decision, turn.id)
    if not await round_calls.reachable(work, there):
        return _not_carried(request, seen, turn) if asks else None
    key = "round.question" if asks else "round.answer"
    text = words.say(
        there.language,
        key,
        code=seen.code(turn),
        name=_name(request),
        words=request.text.strip()[:LONGEST],
    )
    slot = f"{'questioned' if asks else 'answered'}:{turn.id}:{request.message_id}"
    post = messages.Post(
        programme_service.place_of(there),
        text,
        purpose=messages.Purpose.TURN,
        slot=slot,
        reply_to=await _beneath(work, there.chat_id, turn, asks=asks),
    )
    if asks:
        await _kept(request, work, seen, turn, outcomes_rules.Kind.ASKED)
        echo = [_echo(request, seen, turn)] if in_private else []
        return [post, *echo, acknowledgements.recorded(request, text)]
    await notes_service.spoke(work, seen.floor.round, turn)
    if kind == CALL and (taken := await _reported(request, work, turn)) is not None:
        return [post, *taken]
    await _kept(request, work, seen, turn, outcomes_rules.Kind.SAID)
    return [post, acknowledgements.recorded(request, text)]


async def _kept(
    request: Request, work: ports.Work, seen: service.Board, turn: rounds.Turn, what: outcomes_rules.Kind
) -> None:
    """For the document: what was asked and said at the turn."""
    await turns_service.keep(work, scene.said(request, work, request.text), seen.floor.round, turn, what)


async def _reported(request: Request, work: ports.Work, turn: rounds.Turn) -> list[messages.Answer] | None:
    """A reporter's reply to the call in parts is the group's report, and is said to be."""
    report = await turns_service.reported(work, scene.said(request, work, request.text), turn)
    if report is None:
        return None
    text = words.say(scene.group_of(request).language, "round.taken_as_report")
    return [scene.answer(request, text), *await round_reports.shown_everywhere(work, turn, report)]


def _not_carried(request: Request, seen: service.Board, turn: rounds.Turn) -> list[messages.Answer] | None:
    """Whoever asks is told that the group hears nothing of us, and why."""
    why = seen.unreached.get(turn.id)
    if why is None:
        return None
    return [scene.answer(request, words.say(request.language, f"round.not_carried.{why.value}", code=seen.code(turn)))]


def _echo(request: Request, seen: service.Board, turn: rounds.Turn) -> messages.Post:
    """What was asked in private, in the committee's chat: the answer comes there."""
    text = words.say(
        seen.committee.language,
        "round.question_to",
        code=seen.code(turn),
        name=_name(request),
        words=request.text.strip()[:LONGEST],
    )
    place, slot = programme_service.place_of(seen.committee), f"answered:{turn.id}:{request.message_id}"
    return messages.Post(place, text, purpose=messages.Purpose.TURN, silent=True, slot=slot)


def _name(request: Request) -> Markup:
    name = "" if request.actor is None else scene.shorten(request.actor.name, 32)
    return html.person(name, None, "?")


def _is_open(one: rounds.Round, request: Request) -> bool:
    if one.state in (rounds.RoundState.LIVE, rounds.RoundState.PAUSED):
        return True
    return one.closed_at is not None and request.now < one.closed_at + AFTERWARDS


async def _beneath(work: ports.Work, chat_id: int, turn: rounds.Turn, *, asks: bool) -> int | None:
    """The call, or the card, under which it is said."""
    name = round_calls.turn_slot(turn) if asks else f"floor:{turn.id}"
    found = await work.slots.get(chat_id, name)
    return None if found is None else found.message_id
