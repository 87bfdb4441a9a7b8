"""Which function answers which request: one table for commands, buttons, events and plain lines; it thinks nothing."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from coordination import messages, ports
from coordination.errors import Refused
from handlers import refusals
from handlers.request import Kind, Request

Handler = Callable[[Request, ports.Work], Awaitable[Sequence[messages.Answer]]]


@dataclass(frozen=True, slots=True)
class Route:
    """A handler and what it needs: a chat that becomes a group by this use, and whether the actor is a chat admin, or
    (`of_two`) an admin of the chats of both groups that a button names. `shows_sight`: what we see there is told.
    `reaches`: in private it may change tasks of the groups of whoever writes.
    """

    handler: Handler
    opens_group: bool = False
    needs_admin: bool = False
    of_two: bool = False
    shows_sight: bool = False
    reaches: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """What can be told from an update alone, before anything is looked up."""

    kind: Kind
    command: str | None = None
    data: str = ""
    event: str | None = None
    addressed: bool = False
    private: bool = False
    forwarded: bool = False
    has_text: bool = False
    has_file: bool = False


def find(signs: Signs) -> Route | None:
    """The route of an update, `None` where nothing is to be done."""
    from handlers import table  # the table names every handler, and handlers refuse by way of this module

    if signs.kind is Kind.PRESS:
        return table.press_route(signs.data)
    if signs.kind in (Kind.MEMBER, Kind.SERVICE):
        return table.EVENTS.get(signs.event or "")
    if signs.forwarded:
        return None  # never somebody's own words (F020)
    if signs.kind is Kind.EDIT and signs.command is not None:
        return table.RECORDING.get(signs.command, table.EMPTIED)
    if signs.command is not None:
        return table.COMMANDS.get(signs.command) or (table.UNKNOWN_COMMAND if signs.private else None)
    if signs.has_text or signs.has_file:
        return table.ADDRESSED if signs.addressed else table.PLAIN
    return None


def refusal(request: Request, refused: Refused) -> Sequence[messages.Answer]:
    """The refusal in the reader's language: a toast for a press, else an answer to the message."""
    return refusals.answer(request, refused)


def apology(request: Request, incident: str) -> Sequence[messages.Answer]:
    """Our fault: a neutral line with the number to quote."""
    return refusals.answer(request, Refused("refused.our_fault", incident=incident))
