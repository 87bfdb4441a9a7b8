"""A programme goes into the archive and comes back; asked twice; it decides nothing."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.rules import groups
from coordination.services import handovers, lives
from handlers import plan_presses, presses, programme_panel, scene, words
from handlers.programme_panel import button
from handlers.request import Request


async def archive(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What it means; at the second tap it is done."""
    committee, programme = await programme_panel.of_press(request, work, press)
    handovers.check(programme, request.actor, is_admin=bool(request.is_chat_admin))
    if not press.number(1):
        text = words.say(committee.language, "archive.sure", programme=scene.shorten(programme.name))
        return [scene.in_place(request, text, (_sure(committee),))]
    await lives.archive(work, plan_presses.cause(request, work, committee))
    kept = await work.programmes.of_committee(committee.id)
    return [scene.in_place(request, *await programme_panel.home(request, work, kept or programme))]


def _sure(committee: groups.Group) -> tuple[messages.Button, ...]:
    return button(committee, "panel.button.leave", "pghome"), button(committee, "panel.button.archive", "pgarch", 1)


async def reopen(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """It is used again, as it was."""
    committee, programme = await programme_panel.of_press(request, work, press)
    handovers.check(programme, request.actor, is_admin=bool(request.is_chat_admin))
    await lives.reopen(work, plan_presses.cause(request, work, committee))
    kept = await work.programmes.of_committee(committee.id)
    return [scene.in_place(request, *await programme_panel.home(request, work, kept or programme))]


PRESSED = {"pgarch": archive, "pgopen": reopen}
"""Buttons of the panel; they name the committee."""
