"""Groups are told of a round, asked for their reports, and told once where it is called off; it decides nothing."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, quiet, rounds
from coordination.services import programmes as programme_service
from coordination.services import round_passes
from coordination.services import rounds as service
from handlers import dates, presses, round_calls, round_reports, scene, words
from handlers.request import Request

Outgoing = messages.Outgoing
TOLD, CALLED_OFF = "told", "called_off"


async def ask(work: ports.Work, seen: service.Board, *, by_itself: bool = False) -> list[Outgoing]:
    """The drafts to every group's people; `by_itself`: nobody pressed a button, and quiet hours hold."""
    service.ask(work, seen.floor.round)
    said: list[Outgoing] = []
    for turn in rounds.order(seen.floor.turns):
        if turn.state is rounds.TurnState.EXCUSED:
            continue
        asked = await round_reports.ask_one(work, seen, turn)
        said += [_held(work, seen.seats[turn.id].group, one) for one in asked] if by_itself else asked
        await _note(work, seen, turn)
    return said


async def ask_late(work: ports.Work, seen: service.Board, turn: rounds.Turn) -> list[Outgoing]:
    """A group that is to be heard after all, where the others were asked already."""
    if not seen.is_asked or seen.floor.round.live_only or turn.id in seen.reports:
        return []
    await _note(work, seen, turn)
    return await round_reports.ask_one(work, seen, turn)


def _held(work: ports.Work, group: groups.Group, message: Outgoing) -> Outgoing:
    """Not before the group's quiet hours end."""
    peace = quiet.Peace(group.zone, group.settings.quiet_from, group.settings.quiet_until)
    until = quiet.hold_until(peace, work.now)
    return replace(message, not_before=until) if isinstance(message, messages.Post) and until > work.now else message


async def _note(work: ports.Work, seen: service.Board, turn: rounds.Turn) -> None:
    """Keep that the group's chat was told of the round."""
    if await round_calls.reachable(work, seen.seats[turn.id].group):
        await service.once(work, seen.floor.round, TOLD, turn.id)


async def tell(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A round that is live only: one line to each group."""
    seen = await round_calls.seen(request, work, press)
    if seen.floor.round.state is not rounds.RoundState.COLLECTING or seen.is_asked or not seen.floor.round.live_only:
        raise Refused("round.asked_already")
    said = await told(work, seen)
    fresh = await service.board(work, seen.committee, seen.floor)
    return [*said, round_calls.board_edit(fresh)]


async def told(work: ports.Work, seen: service.Board, *, by_itself: bool = False) -> list[Outgoing]:
    """When the groups are called, in each chat; they are told once."""
    service.ask(work, seen.floor.round)
    said: list[Outgoing] = []
    for turn in rounds.order(seen.floor.turns):
        group = seen.seats[turn.id].group
        if turn.state is rounds.TurnState.EXCUSED or not await round_calls.reachable(work, group):
            continue
        await service.once(work, seen.floor.round, TOLD, turn.id)
        post = _post(group, _announced(work, seen, group))
        said.append(_held(work, group, post) if by_itself else post)
    return said


def _announced(work: ports.Work, seen: service.Board, group: groups.Group) -> Markup:
    one, title = seen.floor.round, scene.shorten(seen.floor.round.title)
    if one.meets_at is None:
        return words.say(group.language, "round.announced_now", title=title)
    moment = dates.moment(one.meets_at, group.zone, work.now, group.language)
    return words.say(group.language, "round.announced", title=title, moment=moment)


def _post(group: groups.Group, text: Markup, *, silent: bool = False) -> messages.Post:
    place = programme_service.place_of(group)
    return messages.Post(place, text, purpose=messages.Purpose.TURN, silent=silent)


async def called_off(work: ports.Work, seen: service.Board) -> list[Outgoing]:
    """Whoever was told of the round: one line without a sound in the group, and the drafts have no buttons left."""
    said: list[Outgoing] = []
    if not await service.once(work, seen.floor.round, CALLED_OFF):
        return said
    title = scene.shorten(seen.floor.round.title)
    for turn in rounds.order(seen.floor.turns):
        group = seen.seats[turn.id].group
        text = words.say(group.language, "round.called_off", title=title)
        if await service.was(work, seen.floor.round, TOLD, turn.id) and await round_calls.reachable(work, group):
            said.append(_post(group, text, silent=True))
        for _, _, chat in await round_passes.holders(work, group, seen.reports.get(turn.id)):
            if await work.slots.get(chat.id, round_reports.slot(turn)) is not None:
                place = messages.Place(chat.id)
                said.append(messages.Edit(place, round_reports.slot(turn), text, purpose=messages.Purpose.TURN))
    return said


async def moved(work: ports.Work, seen: service.Board) -> list[Outgoing]:
    """The round has another hour: one line without a sound where the groups were told of it."""
    said: list[Outgoing] = []
    one = seen.floor.round
    if one.meets_at is None:
        return said
    for turn in rounds.order(seen.floor.turns):
        group = seen.seats[turn.id].group
        if not await service.was(work, one, TOLD, turn.id) or not await round_calls.reachable(work, group):
            continue
        values = {
            "title": scene.shorten(one.title),
            "moment": dates.moment(one.meets_at, group.zone, work.now, group.language),
        }
        key = "round.redated_live"
        if one.reports_due_at is not None:
            key = "round.redated"
            values["due"] = dates.moment(one.reports_due_at, group.zone, work.now, group.language)
        said.append(_post(group, words.say(group.language, key, **values), silent=True))
    return said


PRESSED = {"rdtell": tell}
