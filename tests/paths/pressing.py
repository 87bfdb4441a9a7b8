"""How road tests press a button and wait for what it shows."""

from playground import views
from tests.stage import Stage


async def tap(
    scene: Stage, message: views.MessageView, label: str, shows: str, who: views.UserView | None = None
) -> views.MessageView:
    """Press a button and give the message once it shows a text."""
    await scene.client.click(message, label, who or scene.ann)
    await scene.quiet()  # what the message said before may hold the text as well

    async def look() -> views.MessageView | None:
        found = next(one for one in await scene.client.sent(message.chat_id) if one.id == message.id)
        return found if shows in found.text else None

    shown = await scene.client.wait_for(look)
    assert shown is not None
    return shown
