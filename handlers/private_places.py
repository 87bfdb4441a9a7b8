"""Where something is said to one person alone, and the way there for whoever never wrote first; it says little."""

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups
from handlers import html, scene, words
from handlers.request import Kind, Request


async def of(request: Request, work: ports.Work, *, start: str) -> messages.Place:
    """The asker's private chat. Raises `Refused` with the link that opens it, which a press opens at once; `start`
    is what the link says.

    An anonymous admin has none: who they are is not shown.
    """
    if request.is_private:
        return request.place
    actor = request.actor
    if actor is None:
        raise Refused("refused.anonymous_in_private")
    chat = await work.chats.by_telegram_id(actor.telegram_id) if actor.started else None
    if chat is None or chat.state is not groups.ChatState.ACTIVE:
        label = words.plain(request.language, "private.open")
        refused = Refused("refused.no_private_chat", link=html.link(label, address(request, start)))
        refused.opens = address(request, start)
        raise refused
    return messages.Place(chat.id)


def address(request: Request, start: str) -> str:
    """A link that opens the private chat and says `start` there."""
    return f"https://t.me/{request.bot_username}?start={start}"


def told(request: Request) -> messages.Answer:
    """In the group only that something went to the asker alone: a line, or a toast under a button."""
    text = words.say(request.language, "private.sent")
    if request.kind is Kind.PRESS:
        return messages.Toast(words.plain(request.language, "private.sent"))
    return scene.answer(request, text)
