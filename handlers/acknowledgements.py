"""How the bot says that something was recorded: a reaction on the message, else one silent line; it decides nothing."""

from coordination import messages
from handlers import scene
from handlers.request import Request


def recorded(request: Request, line: str) -> messages.Outgoing:
    """The quiet acknowledgement of a clear update on one's own task. `line` stands in where reactions are off."""
    emoji = request.chat.reaction
    if request.message_id is None or emoji is None or not scene.group_of(request).settings.react:
        return echoed(request, line)
    return messages.React(request.place, request.message_id, emoji, fallback=line)


def echoed(request: Request, line: str) -> messages.Post:
    """What is always said in one silent line: another's task by its title, and changes of date or owner."""
    return scene.answer(request, line)
