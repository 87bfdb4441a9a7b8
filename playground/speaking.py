"""How the client speaks to control routes: one POST a verb, and how people, chats and messages are named there."""

from typing import Any

import aiohttp
import orjson

from playground.views import BotView, ChatView, MemberView, MessageView, UserView

Somebody = UserView | BotView | MemberView | int
Somewhere = ChatView | UserView | int


class PlaygroundError(Exception):
    """The playground could not do what was asked; the text says why."""


class Speaker:
    """Sends verbs to one playground."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        """Speak to the playground at `url`."""
        self.url = url
        self._session = session

    async def do(self, verb: str, **args: Any) -> Any:
        """Send one verb; arguments that are `None` are left out. Raises PlaygroundError with its sentence."""
        body = orjson.dumps({key: value for key, value in args.items() if value is not None})
        async with self._session.post(f"{self.url}/control/{verb}", data=body) as answer:
            read = orjson.loads(await answer.read())
            if answer.status != 200:
                raise PlaygroundError(read["error"])
            return read


def id_of(who: Somebody | None) -> int | None:
    """Name a person or bot."""
    return who if who is None or isinstance(who, int) else who.id


def place(where: Somewhere) -> dict[str, Any]:
    """Name a chat; a private one with its bot."""
    if isinstance(where, ChatView):
        return {"chat": where.id, "bot": where.bot_id}
    return {"chat": where if isinstance(where, int) else where.id}


def spot(message: MessageView) -> dict[str, Any]:
    """Name a message with its chat."""
    return {"chat": message.chat_id, "bot": message.private_bot_id, "message": message.id}


def number_of(message: MessageView | int | None) -> int | None:
    """Name a message whose chat is known."""
    return message.id if isinstance(message, MessageView) else message
