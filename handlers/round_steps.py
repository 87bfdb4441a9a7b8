"""One step of the floor from a press in the committee's chat, and all that it sets off; it decides nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from coordination import messages, ports
from coordination.rules import rounds
from coordination.rules.rounds import Floor
from coordination.services import rounds as service
from handlers import presses, round_boards, round_calls, round_windowed, scene
from handlers.request import Request

MENU = timedelta(seconds=90)
"""So long the board stays away for whoever taps through its pages."""

Step = Callable[[Floor], Floor]


async def step(request: Request, work: ports.Work, press: presses.Press, move: Step) -> Sequence[messages.Answer]:
    """Make the step on the round that the button names."""
    before = await round_calls.seen(request, work, press)
    moved = service.step(work, before.floor, lambda floor: shown(before.settled(move(floor), work.now), work))
    after = await service.board(work, before.committee, moved)
    return await round_windowed.shifted(work, before, after)


def shown(floor: Floor, work: ports.Work) -> Floor:
    """The board that goes out with a step says what is left now."""
    left = rounds.minutes_left(floor, work.now)
    return replace(floor, round=replace(floor.round, minutes_shown=left, menu_until=None))


def menu(
    request: Request, work: ports.Work, seen: service.Board, page: tuple[str, messages.Rows]
) -> messages.EditPressed:
    """A page in place of the board: for a while nothing that happens takes it away under somebody's finger."""
    one = seen.floor.round
    if request.pressed_slot == round_boards.slot(one):
        work.rounds.save(replace(one, menu_until=work.now + MENU))
    return scene.in_place(request, *page)


def board(request: Request, work: ports.Work, seen: service.Board) -> messages.EditPressed:
    """The board again."""
    work.rounds.save(shown(seen.floor, work).round)
    return scene.in_place(request, *round_boards.board(seen, work.now))
