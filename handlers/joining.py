"""A chat takes a group's place in a programme by the link that the committee sent; it decides nothing."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.errors import Refused
from coordination.services import programmes as service
from handlers import scene, words
from handlers.request import Request


async def join(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/start CODE`, as Telegram sends it when the link is opened for a group; an admin of the chat decides."""
    if not request.is_chat_admin:
        raise Refused("programme.admins_only")
    joined = await service.join(work, scene.said(request, work, request.text), request.args.strip())
    seat, group = joined.seated.seat, joined.seated.group
    text = words.count(
        group.language,
        "programme.joined",
        joined.tasks,
        name=scene.shorten(group.name),
        code=seat.code,
        programme=scene.shorten(joined.programme.name),
    )
    told = words.say(
        joined.committee.language, "programme.joined_above", name=scene.shorten(group.name), code=seat.code
    )
    return [
        scene.answer(request, text, silent=False),
        messages.Post(service.place_of(joined.committee), told, silent=True),
    ]
