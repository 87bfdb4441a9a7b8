"""The order of a round by buttons, before and while it is held, and what is said of one group; it decides nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import rounds
from coordination.rules.rounds import RoundState, TurnState
from coordination.services import rounds as service
from handlers import (
    presses,
    round_asked,
    round_boards,
    round_calls,
    round_ends,
    round_followers,
    round_steps,
    scene,
    words,
)
from handlers.request import Request

ABSENT, EXCUSED, BACK = 0, 1, 2
"""What may be said of a group that waits. Only append: buttons hold the place."""

_SAYS = (TurnState.ABSENT, TurnState.EXCUSED, TurnState.WAITING)


def _turns(floor: rounds.Floor) -> list[rounds.Turn]:
    """Who is still to come, in that order, then those who were not heard."""
    return [*floor.queue, *(turn for turn in rounds.order(floor.turns) if turn.state in rounds.UNHEARD)]


def _picking(seen: service.Board) -> round_boards.Picking:
    marks = {turn.id: " ✕" for turn in seen.floor.turns if turn.state in rounds.UNHEARD}
    return round_boards.Picking("rdgroup", "rdorder", _turns(seen.floor), marks)


async def order(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The groups in their order, a button each."""
    seen = await round_calls.seen(request, work, press)
    text = words.say(seen.committee.language, "round.pick_order")
    rows = round_boards.picker(seen, _picking(seen), press.number(2))
    return [round_steps.menu(request, work, seen, (text, rows))]


async def group(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """One group: its place, and what can be done about it."""
    seen = await round_calls.seen(request, work, press)
    return [_page(request, work, seen, press.number(2))]


def _page(request: Request, work: ports.Work, seen: service.Board, turn_id: int) -> messages.EditPressed:
    turn, language = seen.floor.turn(turn_id), seen.committee.language
    name = scene.shorten(seen.seats[turn.id].group.name)
    if turn.state is TurnState.WAITING:
        place = [one.id for one in seen.floor.queue].index(turn.id) + 1
        values = {"number": place, "n_all": len(seen.floor.queue)}
        text = words.say(language, "round.group.waits", name=name, code=seen.code(turn), **values)
    else:
        state = words.plain(language, f"round.state.{turn.state.value}")
        text = words.say(language, "round.group.stands", name=name, code=seen.code(turn), state=state)
    return round_steps.menu(request, work, seen, (text, _rows(seen, turn)))


def _rows(seen: service.Board, turn: rounds.Turn) -> messages.Rows:
    first: tuple[str, ...]
    if turn.state is TurnState.WAITING:
        first = ("rdup", "rdnext", "rddown")
    else:
        first = ("rdnext",) if turn.state in rounds.RETURNING and seen.floor.round.state is RoundState.LIVE else ()
    moves = tuple(round_boards.button(seen, verb, turn.id) for verb in first)
    says = []
    if turn.state in rounds.IN_QUEUE:
        says = [_say(seen, turn, "rdsayabsent", ABSENT), _say(seen, turn, "rdsayexcused", EXCUSED)]
    elif turn.state in rounds.UNHEARD:
        says = [_say(seen, turn, "rdsayback", BACK)]
    back = messages.Button(
        words.plain(seen.committee.language, "round.button.rdboard"),
        presses.data("rdorder", seen.committee.id, seen.floor.round.id),
    )
    return tuple(row for row in (moves, (*says, back)) if row)


def _say(seen: service.Board, turn: rounds.Turn, label: str, place: int) -> messages.Button:
    text = words.plain(seen.committee.language, f"round.button.{label}")
    return messages.Button(text, presses.data("rdsay", seen.committee.id, seen.floor.round.id, turn.id, place))


async def up(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _moved(request, work, press, up=True)


async def down(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _moved(request, work, press, up=False)


async def _moved(request: Request, work: ports.Work, press: presses.Press, *, up: bool) -> Sequence[messages.Answer]:
    """One place earlier or later; the page stays, so that it can be tapped again."""
    seen = await round_calls.seen(request, work, press)
    if seen.floor.round.state in (RoundState.CLOSED, RoundState.CANCELLED):
        raise Refused("round.closed")
    moved = service.step(work, seen.floor, lambda floor: rounds.reorder(floor, press.number(2), up=up))
    return await _after(request, work, seen, moved, press.number(2))


async def first(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The group is next, whatever its place; in a live round at once where nobody has the floor."""
    seen = await round_calls.seen(request, work, press)
    if seen.floor.round.state is RoundState.LIVE:
        said = await round_steps.step(request, work, press, lambda floor: rounds.call(floor, press.number(2), work.now))
        fresh = await round_calls.seen(request, work, press)
        return [*said, _list(request, work, fresh)]
    moved = service.step(work, seen.floor, lambda floor: rounds.put_first(floor, press.number(2)))
    return await _after(request, work, seen, moved, press.number(2))


async def say(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A group is absent, excused, or to be heard after all: before the round, or while it waits."""
    if press.number(3) >= len(_SAYS):
        raise Refused("refused.old_button")
    state = _SAYS[press.number(3)]
    said = await round_steps.step(
        request, work, press, lambda floor: rounds.excuse(floor, press.number(2), state, work.now)
    )
    seen = await round_calls.seen(request, work, press)
    asked = []
    if state is TurnState.WAITING and seen.floor.round.state is RoundState.COLLECTING:
        asked = await round_asked.ask_late(work, seen, seen.floor.turn(press.number(2)))
    return [*said, *asked, _list(request, work, seen)]


def _list(request: Request, work: ports.Work, seen: service.Board) -> messages.EditPressed:
    text = words.say(seen.committee.language, "round.pick_order")
    return round_steps.menu(request, work, seen, (text, round_boards.picker(seen, _picking(seen), 0)))


async def _after(
    request: Request, work: ports.Work, before: service.Board, moved: rounds.Floor, turn_id: int
) -> Sequence[messages.Answer]:
    fresh = await service.board(work, before.committee, moved)
    said = [_page(request, work, fresh, turn_id)]
    return [*said, *await round_calls.next_told(work, before, fresh)]


async def fix(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """After the end: which group is told of wrongly."""
    seen = await round_calls.seen(request, work, press)
    picking = round_boards.Picking("rdfixone", "rdfix", rounds.order(seen.floor.turns), back=False)
    text = words.say(seen.committee.language, "round.pick_fix")
    rows = round_boards.picker(seen, picking, press.number(2))
    if request.pressed_slot == round_boards.ended_slot(seen.floor.round):
        return [messages.Post(request.place, text, rows=rows, silent=True), messages.Toast()]
    return [scene.in_place(request, text, rows)]


async def fix_one(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What it is to say of the group."""
    seen = await round_calls.seen(request, work, press)
    turn, language = seen.floor.turn(press.number(2)), seen.committee.language
    state = words.plain(language, f"round.state.{turn.state.value}")
    name = scene.shorten(seen.seats[turn.id].group.name)
    text = words.say(language, "round.group.stands", name=name, code=seen.code(turn), state=state)
    buttons = [
        messages.Button(
            words.plain(language, f"round.state.{one.value}"),
            presses.data("rdfixto", seen.committee.id, seen.floor.round.id, turn.id, place),
        )
        for place, one in enumerate(rounds.CORRECTED)
        if one is not turn.state
    ]
    back = round_boards.turn_button(seen, "round.button.rdboard", "rdfix", 0)
    return [scene.in_place(request, text, (tuple(buttons), (back,)))]


async def fix_to(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The closing message says so from now on."""
    seen = await round_calls.seen(request, work, press)
    if press.number(3) >= len(rounds.CORRECTED):
        raise Refused("refused.old_button")
    state = rounds.CORRECTED[press.number(3)]
    moved = service.step(work, seen.floor, lambda floor: rounds.correct(floor, press.number(2), state, work.now))
    fresh = await service.board(work, seen.committee, moved)
    turn, others = moved.turn(press.number(2)), await round_followers.set_right(work, seen, fresh, press.number(2))
    told: Markup = words.say(
        seen.committee.language,
        "round.fixed",
        code=seen.code(turn),
        state=words.plain(seen.committee.language, f"round.state.{state.value}"),
    )
    return [scene.in_place(request, told), await round_ends.edit(work, fresh), *others]


PRESSED = {
    "rdorder": order,
    "rdgroup": group,
    "rdup": up,
    "rddown": down,
    "rdnext": first,
    "rdsay": say,
    "rdfix": fix,
    "rdfixone": fix_one,
    "rdfixto": fix_to,
}
