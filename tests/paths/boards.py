"""What road tests of boards share: how long a board waits, and where it is found."""

from datetime import timedelta

from playground import views
from tests.stage import Stage

MOMENT = timedelta(seconds=4)
"""Longer than a board waits for further changes."""

PAUSE = timedelta(seconds=16)
"""Longer than a board rests between two edits."""


def is_board(message: views.MessageView) -> bool:
    """Whether a message of the bot is a board: on a busy machine one may come in the middle of a test."""
    return any(button.data.startswith("t1:lights:") for row in message.buttons for button in row)


async def boards(scene: Stage, chat: views.ChatView | None = None) -> list[views.MessageView]:
    """The messages of the bot that are boards."""
    return [one for one in await scene.client.sent(chat or scene.chat) if is_board(one)]


async def others(scene: Stage, chat: views.ChatView | None = None) -> list[views.MessageView]:
    """The messages of the bot that are none."""
    return [one for one in await scene.client.sent(chat or scene.chat) if not is_board(one)]


async def board(scene: Stage, chat: views.ChatView | None = None) -> views.MessageView:
    """The one board, once nothing is left to send."""
    await scene.quiet()
    (found,) = await boards(scene, chat)
    return found
