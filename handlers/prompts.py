"""What one person is asked to type: the prompt, and its answer found by the message replied to; knows no topic."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups
from coordination.services import prompts as service
from handlers import scene
from handlers.request import Kind, Request

_SLOT = "prompt"


def ask(
    request: Request,
    work: ports.Work,
    what: str,
    text: Markup,
    *,
    values: dict[str, Any],
    group: groups.Group | None = None,
) -> messages.Post:
    """Ask the actor to type something; their reply within 15 minutes is handed to `table.PROMPTS[what]`.

    `values` (JSON) come back with the reply. `group` is the one it is about, else the one spoken in; replies know
    whether their author is an admin of that group's chat. Anything else that is said goes its usual way.
    """
    about = scene.group_of(request) if group is None else group
    question = service.ask(work, about, request.actor, what=what, values=values)
    answers = request.message_id if request.pressed_message_id is None else request.pressed_message_id
    return messages.Post(
        request.place,
        text,
        purpose=messages.Purpose.QUESTION,
        reply_to=None if request.is_private else answers,
        slot=f"{_SLOT}:{question.id}",
        asks_reply=True,
    )


def slot(request: Request, work: ports.Work, what: str, group: groups.Group) -> str:
    """The name of a message with buttons that can be answered by a reply as well, as one of `ask`."""
    return f"{_SLOT}:{service.ask(work, group, request.actor, what=what, values={}).id}"


async def answered(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """What a reply to a prompt does; `None` for any other message, and for another person's reply.

    Raises `Refused` for one that came too late. What can't be read raises too and leaves the prompt open.
    """
    from handlers import table  # the table names every handler

    question = await _question(request, work)
    if question is None or request.kind is not Kind.MESSAGE:
        return None
    service.check_open(work, question)
    handler = table.PROMPTS.get(question.values["what"])
    if handler is None:
        return None
    answers = await handler(replace(request, text=request.text.strip()), work, question)
    service.close(work, question)
    return answers


async def _question(request: Request, work: ports.Work) -> ports.Question | None:
    """The prompt replied to, if it was put to the author (an anonymous admin answers any of their own chat)."""
    kind, _, rest = (request.reply.slot or "" if request.reply is not None else "").partition(":")
    if kind != _SLOT or not rest.isdecimal():
        return None
    question = await work.questions.get(int(rest))
    if question is None or question.kind != service.KIND:
        return None
    actor_id = None if request.actor is None else request.actor.id
    is_theirs = request.anonymous if actor_id is None else question.person_id == actor_id
    return question if is_theirs else None
