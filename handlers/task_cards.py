"""The card of a task that was just made, and who of its people was not seen here yet; it makes no task."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.services import tasks as service
from handlers import cards, scene, words
from handlers.request import Request


async def card(request: Request, work: ports.Work, made: service.Created) -> list[messages.Answer]:
    view = await cards.view_of(work, scene.group_of(request), made.task)
    text = cards.render(view, request.now, request.language)
    rows = cards.buttons(made.task, request.language)
    card = scene.answer(request, text, rows=rows, purpose=messages.Purpose.CARD, slot=cards.slot(made.task))
    waits = held(request, [made])
    return [card, *(scene.answer(request, line, purpose=messages.Purpose.CARD) for line in waits)]


def held(request: Request, made: Sequence[service.Created]) -> list[Markup]:
    """User names that nobody was seen with yet."""
    waiting = dict.fromkeys(name for one in made for name in one.held)
    listed = words.join(request.language, "listed", [f"@{name}" for name in waiting])
    return [words.say(request.language, "task.held", names=listed)] if waiting else []
