"""The table of what answers what: commands, buttons, events, plain lines; nothing else."""

from collections.abc import Awaitable, Callable, Sequence

from coordination import messages, ports
from coordination.errors import Refused
from handlers import (
    arrivals,
    board_presses,
    card_presses,
    lists,
    plain,
    presses,
    reports,
    summaries,
    tasks,
    undo,
    welcome,
)
from handlers.request import Request
from handlers.routes import Route

Pressed = Callable[[Request, ports.Work, presses.Press], Awaitable[Sequence[messages.Answer]]]

_RECORDS = {
    "task": tasks.new,
    "done": reports.done,
    "update": reports.update,
}
RECORDING: dict[str, Route] = {name: Route(handler, opens_group=True) for name, handler in _RECORDS.items()}
"""Commands that record something: their edits are read again."""

COMMANDS: dict[str, Route] = {
    **RECORDING,
    "start": Route(welcome.start, opens_group=True),
    "help": Route(welcome.help_),
    "list": Route(lists.show, opens_group=True),
    "tasks": Route(lists.show, opens_group=True),
    "mine": Route(lists.mine, opens_group=True),
    "undo": Route(undo.undo, opens_group=True),
    "summary": Route(summaries.summary, opens_group=True),
}

_PRESSED: dict[str, Pressed] = {
    "done": card_presses.done,
    "reopen": card_presses.reopen,
    "update": card_presses.update,
    "blocked": card_presses.blocked,
    "more": card_presses.more,
    "yes": card_presses.yes,
    "no": card_presses.no,
    "list": lists.turn,
    "mine": board_presses.mine,
    "lights": board_presses.lights,
    "zone": welcome.zone,
}
_FOR_ADMINS = frozenset({"zone"})

EVENTS: dict[str, Route] = {
    "membership": Route(arrivals.membership, opens_group=True),
    "migrated_to": Route(arrivals.noted),
    "migrated_from": Route(arrivals.noted),
    "title": Route(arrivals.noted),
}


async def _press(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """Whoever presses acts as themselves; data that no version made gets a kind answer (F046, F053)."""
    press = presses.read(request.data)
    if press is None or press.verb not in _PRESSED or request.group is None:
        raise Refused("refused.old_button")
    return await _PRESSED[press.verb](request, work, press)


PRESS = Route(_press)
ADMIN_PRESS = Route(_press, needs_admin=True)


def press_route(data: str) -> Route:
    press = presses.read(data)
    return ADMIN_PRESS if press is not None and press.verb in _FOR_ADMINS else PRESS


async def _unknown(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    raise Refused("refused.unknown_command", command=f"/{request.command}")


UNKNOWN_COMMAND = Route(_unknown)
ADDRESSED = Route(plain.addressed)
PLAIN = Route(plain.unaddressed)
