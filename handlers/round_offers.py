"""What a committee is offered before a round: ways to open one, and to begin what comes again; it decides nothing."""

from coordination import messages, ports
from coordination.services import round_offers as service
from handlers import presses, scene, words
from handlers.request import Request

DAY, DAYS, REPORTS = "day", "days", "reports"
ASKS = (DAY, DAYS, REPORTS)
"""What is typed when a button asks for it. Only append: buttons hold the place."""


def rows(request: Request, work: ports.Work, what: str) -> messages.Rows:
    """Begin it, or leave it; what was typed is kept until then."""
    group = scene.group_of(request)
    typed = service.Typed(what, request.args, request.said_at)
    question = service.offer(work, group, request.actor, typed)
    buttons = [_button(request, verb, verb, question.id) for verb in ("rdstart", "rdleave")]
    return (tuple(buttons),)


def ways(request: Request) -> messages.Rows:
    """What `/round` offers where none is open."""
    day, days, reports = (_button(request, f"open{what}", "rdopen", at) for at, what in enumerate(ASKS))
    return ((_button(request, "opennow", "rdopennow"), day), (days, reports))


def _button(request: Request, name: str, verb: str, *numbers: int) -> messages.Button:
    label = words.plain(request.language, f"round.button.{name}")
    return messages.Button(label, presses.data(verb, scene.group_of(request).id, *numbers))
