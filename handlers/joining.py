"""A chat takes a group's place in a programme by the link that the committee sent; it decides nothing."""

import re
from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups
from coordination.services import changes, editions, handovers, rollups, successions
from coordination.services import programmes as service
from handlers import departures, notices, programme_editions, programme_people, scene, words
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
    told = words.say(
        joined.committee.language, "programme.joined_above", name=scene.shorten(group.name), code=seat.code
    )
    return [
        *_said(request, joined, said.change_id),
        *await notices.caught_up(work, joined.programme.id, group),
        messages.Post(service.place_of(joined.committee), told, silent=True),
    ]


def _said(request: Request, joined: service.Joined, change_id: int) -> list[messages.Answer]:
    """What the chat is now, with the way back; in private whoever typed the code reads it as well."""
    group = joined.seated.group
    language = request.language if request.is_private else group.language
    rows = ((departures.button(group, change_id, language),),)
    answers: list[messages.Answer] = [scene.answer(request, _text(joined, language), rows=rows, silent=False)]
    if request.is_private:
        rows = ((departures.button(group, change_id, group.language),),)
        answers.append(messages.Post(service.place_of(group), _text(joined, group.language), rows=rows))
    return answers


def _text(joined: service.Joined, language: str) -> Markup:
    return words.count(
        language,
        "programme.joined",
        joined.tasks,
        name=scene.shorten(joined.seated.group.name),
        code=joined.seated.seat.code,
        programme=scene.shorten(joined.programme.name),
    )
