"""A chat takes a group's place in a programme by the link that the committee sent; it decides nothing."""

import re
from collections.abc import Sequence

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups
from coordination.services import changes, editions, handovers, rollups, successions
from coordination.services import programmes as service
from handlers import notices, programme_editions, programme_people, scene, words
from handlers.request import Request

_NAMED = re.compile(r"(?:startgroup=|start=|/start(?:@\w+)?\s+)(\w+)")


async def join(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/start CODE`, as Telegram sends it when the link is opened for a group; an admin of the chat decides."""
    if not request.is_chat_admin:
        raise Refused("programme.admins_only")
    if handovers.is_code(request.args):
        return await programme_people.opened(request, work)
    if editions.is_code(request.args):
        return await programme_editions.opened(request, work)
    return await joined(request, work, scene.said(request, work, request.text), request.args.strip())


def code_in(text: str) -> str:
    """The code that somebody types, by itself or with the link or the command that it came in."""
    named = _NAMED.search(text)
    return text.strip() if named is None else named[1]


async def joined(request: Request, work: ports.Work, said: changes.Said, code: str) -> Sequence[messages.Answer]:
    """The chat's group takes the place of this code; both chats are told. Raises `Refused`."""
    is_next = await successions.applies(work, said.group, code)
    joined = await (successions.join(work, said, code) if is_next else service.join(work, said, code))
    seat, group = joined.seated.seat, joined.seated.group
    if group.kind is groups.GroupKind.SECTION:
        await rollups.ensure(work, group)
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
    here = scene.answer(request, text, silent=False)
    if request.is_private:
        here = messages.Post(messages.Place(group.chat_id, group.topic_id), text)
    return [
        here,
        *await notices.caught_up(work, joined.programme.id, group),
        messages.Post(service.place_of(joined.committee), told, silent=True),
    ]
