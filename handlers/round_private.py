"""A round's buttons and prompts in a private chat: of which committee they are, and whether one may; no rule."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

from coordination import messages, ports
from coordination.errors import Refused
from coordination.services import rounds as service
from handlers import presses
from handlers.request import Request

Answers = Coroutine[Any, Any, Sequence[messages.Answer]]
Pressed = Callable[[Request, ports.Work, presses.Press], Answers]
Typed = Callable[[Request, ports.Work, ports.Question], Answers]


async def here(request: Request, work: ports.Work, group_id: int) -> Request:
    """The request as one of the committee's, for whoever may act for it; the answer is the same whether it exists.

    In the committee's own chat nothing changes.
    """
    if not request.is_private:
        return request
    membership = None if request.actor is None else await work.people.membership(group_id, request.actor.id)
    if membership is None or membership.left:
        raise Refused("refused.old_button")
    committee = await work.groups.get(group_id)
    await service.check(work, committee, request.actor, is_admin=bool(request.is_chat_admin))
    return replace(request, group=committee, membership=membership)


def pressed(handler: Pressed) -> Pressed:
    """A button that works in private as in the committee's chat."""

    async def _pressed(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
        return await handler(await here(request, work, press.number(0)), work, press)

    return _pressed


def typed(handler: Typed) -> Typed:
    """A prompt that is answered in private as in the committee's chat."""

    async def _typed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
        return await handler(await here(request, work, question.group_id), work, question)

    return _typed
