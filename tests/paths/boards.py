"""What road tests of boards share: how long a board waits, and where it is found."""

from datetime import timedelta

from playground import views
from tests.stage import Stage

MOMENT = timedelta(seconds=4)
"""Longer than a board waits for further changes."""

PAUSE = timedelta(seconds=16)
"""Longer than a board rests between two edits."""


async def boards(scene: Stage, chat: views.ChatView | None = None) -> list[views.MessageView]:
    """The messages of the bot that are boards."""
    shown = await scene.client.sent(chat or scene.chat)
    return [one for one in shown if any(b.data.startswith("t1:lights:") for row in one.buttons for b in row)]


async def board(scene: Stage, chat: views.ChatView | None = None) -> views.MessageView:
    """The one board, once nothing is left to send."""
    await scene.quiet()
    (found,) = await boards(scene, chat)
    return found
