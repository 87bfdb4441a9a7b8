"""What a step of the floor sets off: the board, the card, the call in the group's chat, the word to the next."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, rounds
from coordination.rules.rounds import RoundState
from coordination.services import programmes as programme_service
from coordination.services import round_notes as notes_service
from coordination.services import rounds as service
from handlers import dates, presses, round_boards, round_briefings, round_cards, round_pins, scene, words
from handlers.request import Request

Outgoing = messages.Outgoing
LIVE = "round_board"
"""The recipe of a round's board."""


def turn_slot(turn: rounds.Turn) -> str:
    """The call in the group's own chat: replies to it are the group's answers."""
    return f"turn:{turn.id}"


async def shifted(work: ports.Work, before: service.Board, after: service.Board) -> list[Outgoing]:
    """Everything that a step changes on screens; what the chair waits for goes first, for a chat takes 20 a minute."""
    said: list[Outgoing] = []
    said += await round_pins.turned(work, before, after)
    old, new = before.floor.speaking, after.floor.speaking
    if new is not None and (old is None or new.id != old.id):
        said += await called(work, after, new)
    said += await next_told(work, before, after)
    if _is_over(after) and not _is_over(before):
        said.append(_all_called(after))
    if old is not None and (new is None or new.id != old.id) and not after.floor.round.days:
        said += await _finished(work, after, after.floor.turn(old.id))
    return [*said, board_edit(after)]


def _is_over(seen: service.Board) -> bool:
    """Whether everybody was called, and the round goes on."""
    floor = seen.floor
    return floor.round.state is RoundState.LIVE and floor.speaking is None and not floor.queue


def board_edit(seen: service.Board) -> messages.Edit:
    """The board, made when it is sent: groups that report at the same instant are all on it. Whoever taps through its
    pages is left alone so long.
    """
    return messages.Edit(
        programme_service.place_of(seen.committee),
        round_boards.slot(seen.floor.round),
        purpose=messages.Purpose.TURN,
        or_post=True,
        pinned=round_pins.is_wanted(seen),
        not_before=seen.floor.round.menu_until,
        recipe=LIVE,
        values={"group": str(seen.committee.id), "round": str(seen.floor.round.id)},
    )


async def called(work: ports.Work, seen: service.Board, turn: rounds.Turn) -> list[Outgoing]:
    """The card to the chair, the call to the group."""
    group = seen.seats[turn.id].group
    said: list[Outgoing] = [] if seen.floor.round.days else await round_briefings.called(work, seen, turn)
    following = next(iter(seen.floor.queue), None)
    if await reachable(work, group):
        said.append(_call(seen, turn, following, work.now))
    return said


async def next_told(work: ports.Work, before: service.Board, after: service.Board) -> list[Outgoing]:
    """Whoever comes after the turn on the floor is told so; whoever was told and is passed over hears that as well, and
    is told again once it is next after all.
    """
    old, new = (next(iter(seen.floor.queue), None) for seen in (before, after))
    said: list[Outgoing] = []
    if old is not None and (new is None or new.id != old.id):
        was_told = await notes_service.not_next(work, after.floor.round, old.id)
        if was_told and new is not None and old.id in [one.id for one in after.floor.queue]:
            said += await _passed_over(work, after, after.floor.turn(old.id), new)
    if after.floor.speaking is not None and new is not None:
        said += await _warned(work, after, after.floor.speaking, new)
    return said


async def _warned(
    work: ports.Work, seen: service.Board, turn: rounds.Turn, following: rounds.Turn
) -> Sequence[Outgoing]:
    """A word to whoever is next; once, until it is passed over or called."""
    group = seen.seats[following.id].group
    if not await reachable(work, group) or not await notes_service.is_next(work, seen.floor.round, following.id):
        return []
    return [_heads_up(seen, turn, group)]


async def _passed_over(
    work: ports.Work, seen: service.Board, turn: rounds.Turn, first: rounds.Turn
) -> Sequence[Outgoing]:
    group = seen.seats[turn.id].group
    if not await reachable(work, group):
        return []
    text = words.say(group.language, "round.not_next", code=seen.code(first), title=_titled(seen))
    place = programme_service.place_of(group)
    return [messages.Post(place, text, purpose=messages.Purpose.TURN, silent=True)]


def _titled(seen: service.Board) -> str:
    return scene.shorten(seen.floor.round.title)


async def reachable(work: ports.Work, group: groups.Group) -> bool:
    """Whether the group has a chat in which we may speak."""
    return (await work.chats.get(group.chat_id)).state is groups.ChatState.ACTIVE


def _call(seen: service.Board, turn: rounds.Turn, following: rounds.Turn | None, now: datetime) -> messages.Post:
    group = seen.seats[turn.id].group
    language, ends = group.language, seen.ends_at
    stands = "live" if seen.floor.round.live_only else round_cards.report_state(seen, turn)
    if seen.floor.round.days and ends is not None:
        moment = dates.moment(ends, group.zone, now, language)
        lines = [words.say(language, "round.window", code=seen.code(turn), moment=moment)]
    else:
        lines = [words.count(language, f"round.turn.{stands}", seen.floor.round.minutes, code=seen.code(turn))]
    if following is not None:
        lines.append(words.say(language, "round.call.after", code=seen.code(following)))
    lines.append(words.say(language, "round.call.questions"))
    return messages.Post(
        programme_service.place_of(group),
        Markup("\n").join(lines),
        purpose=messages.Purpose.TURN,
        slot=turn_slot(turn),
    )


def _heads_up(seen: service.Board, turn: rounds.Turn, group: groups.Group) -> messages.Post:
    text = words.say(
        group.language, "round.heads_up", code=seen.code(turn), title=scene.shorten(seen.floor.round.title)
    )
    return messages.Post(programme_service.place_of(group), text, purpose=messages.Purpose.TURN)


async def _finished(work: ports.Work, seen: service.Board, turn: rounds.Turn) -> list[Outgoing]:
    """The card of a turn that is over keeps one line and no button; in private it goes."""
    place, text = programme_service.place_of(seen.committee), round_cards.over(seen, turn, work.now)
    line = messages.Edit(place, round_boards.card_slot(turn), text, purpose=messages.Purpose.TURN)
    return await round_briefings.finished(work, seen, turn, line)


def _all_called(seen: service.Board) -> messages.Post:
    language = seen.committee.language
    button = messages.Button(
        words.plain(language, "round.button.rdclose"),
        presses.data("rdclose", seen.committee.id, seen.floor.round.id),
    )
    return messages.Post(
        programme_service.place_of(seen.committee),
        words.say(language, "round.all_called"),
        purpose=messages.Purpose.TURN,
        rows=((button,),),
    )


async def seen(request: Request, work: ports.Work, press: presses.Press) -> service.Board:
    """The board that a button names, for whoever may act for the committee."""
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    await service.check(work, group, request.actor, is_admin=bool(request.is_chat_admin))
    return await service.board(work, group, await service.of_committee(work, group, press.number(1)))
