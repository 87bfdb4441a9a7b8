"""At the door of a deployment that not everybody may use: how one comes in, and the operator's yes or no."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import access, groups
from coordination.services import access as service
from coordination.services import groups as groups_service
from handlers import html, presses, scene, welcome, words
from handlers.request import Request


async def number(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/id`: the chat's number, for whoever sets the bot up."""
    text = words.say(request.language, "entrance.number", chat=html.code(request.chat.telegram_id))
    return [scene.answer(request, text)]


async def shut(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """Whatever is asked in a chat that was not let in: nothing is kept of it, and the way in is told."""
    if request.command == "start" and request.door.opens(request.args):
        return [await _greeted(request, work, request.chat)]
    if request.door.way is access.Way.CODE:
        return [_told(request, "entrance.code" if not request.is_private else "entrance.code_private")]
    if request.is_private:
        return [_told(request, "entrance.private")]
    return await _ask(request, work)


async def _ask(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """The operator is asked once a day; the chat is told how it stands."""
    if service.TURNED_AWAY in request.chat.hints:
        return [_told(request, "entrance.turned_away")]
    operators = await service.ask(work, request.door, request.chat)
    told = _told(request, "entrance.asked")
    return [told] if operators is None else [await _question(request, work, operators), told]


async def _question(request: Request, work: ports.Work, operators: groups.Chat) -> messages.Post:
    language = await _language(request, work, operators)
    name = "?" if request.actor is None else request.actor.name
    text = words.say(
        language,
        "entrance.question",
        group=scene.shorten(request.chat.title),
        name=html.person(name, None, words.plain(language, "person.nameless")),
    )
    return messages.Post(
        messages.Place(operators.id),
        text,
        purpose=messages.Purpose.QUESTION,
        rows=(_buttons(language, request.chat, (1, 0)),),
    )


async def answer(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The operator lets a chat in, or turns it away; pressed anywhere else it is an old button."""
    if not await service.is_operators(work, request.door, request.chat):
        raise Refused("refused.old_button")
    chat = await service.asking(work, press.number(0))
    language = await _language(request, work, request.chat)
    if press.number(1) == 1:
        greeting = await _greeted(request, work, service.let_in(work, chat))
        return [greeting, *_said(request, words.say(language, "entrance.let_in", group=scene.shorten(chat.title)))]
    service.turn_away(work, chat)
    text = words.say(language, "entrance.said_no", group=scene.shorten(chat.title))
    told = messages.Post(messages.Place(chat.id), words.say(_spoken(request, chat), "entrance.turned_away"))
    return [told, *_said(request, text, (_buttons(language, chat, (1,)),))]


async def _greeted(request: Request, work: ports.Work, chat: groups.Chat) -> messages.Post:
    """The chat gets its group, and is greeted in it; a private one is told what can be done there."""
    place = messages.Place(chat.id, request.place.topic_id if chat.id == request.chat.id else None)
    group = await groups_service.open_group(
        work, chat, place, first_text=chat.title, actor=request.actor, defaults=request.defaults
    )
    told = replace(request, chat=chat, place=place, group=group)
    if chat.id != request.chat.id:
        told = replace(told, language=group.language, message_id=None)
    return welcome.private(told) if told.is_private else await welcome.greeting(told, work)


def _said(request: Request, text: str, rows: messages.Rows = ()) -> Sequence[messages.Answer]:
    if request.pressed_message_id is None:
        return [scene.answer(request, text, rows=rows)]
    return [messages.EditPressed(request.place, request.pressed_message_id, text, rows)]


def _buttons(language: str, chat: groups.Chat, offered: tuple[int, ...]) -> tuple[messages.Button, ...]:
    keys = ("entrance.button.turn_away", "entrance.button.let_in")
    return tuple(
        messages.Button(words.plain(language, keys[yes]), presses.data("admit", chat.id, yes)) for yes in offered
    )


def _told(request: Request, key: str) -> messages.Post:
    return scene.answer(request, words.say(request.language, key, bot=request.bot_username))


async def _language(request: Request, work: ports.Work, chat: groups.Chat) -> str:
    group = await work.groups.of_chat(chat.id, None)
    return request.defaults.language if group is None else group.language


def _spoken(request: Request, chat: groups.Chat) -> str:
    return groups.first_language(chat.title, None, request.defaults.language)
