"""A committee with three groups for road tests, and how its people press and read."""

import contextlib
from collections.abc import AsyncIterator

from playground import views
from tests.stage import Stage, stage

PLAN = """Group,Task,Owner,Due
Exhibition,Book the hall,Bo Chen,2026-12-04
Guests,Send invitations,,2026-12-11
Media,Press list,,2026-12-15
"""


@contextlib.asynccontextmanager
async def gathered(database_url: str) -> AsyncIterator[Stage]:
    """A committee with three groups; Bo leads Exhibition, Cy is the liaison of Guests, Media has no chat."""
    async with stage(database_url) as opened:
        said = await opened.say(f"/plan {PLAN}")
        await opened.quiet()
        await opened.app.tick()
        await press(opened, await opened.reply_to(said), "With groups")
        links = (await opened.client.sent(opened.chat))[-1].text
        codes = [line.split("startgroup=")[1].split("&")[0] for line in links.splitlines() if "startgroup" in line]
        cy = opened.others["cy"] = await opened.client.user("Cy", username="cy", language_code="en")
        for name, who, part, code in (("Hall", opened.bo, "lead", codes[0]), ("Guests", cy, "liaison", codes[1])):
            chat = await opened.client.chat("supergroup", title=name, admins=[who, opened.bot])
            opened.others[name] = chat
            await opened.reply_to(await opened.say(f"/start {code}", who, chat=chat))
            await opened.reply_to(await opened.say(f"/{part} @{who.username}", who, chat=chat))
            private = opened.others[f"{name} private"] = await opened.client.private(who, opened.bot)
            await opened.client.say(private, who, "/start")
        await opened.quiet()
        yield opened


async def press(scene: Stage, message: views.MessageView, label: str, who: views.UserView | None = None) -> str:
    """Press a button; the message's text afterwards."""
    await scene.client.click(message, label, who or scene.ann)
    await scene.quiet()
    return (await now(scene, message)).text


async def now(scene: Stage, message: views.MessageView) -> views.MessageView:
    return next(one for one in await scene.client.messages(message.chat_id) if one.id == message.id)


async def last(scene: Stage, name: str, holding: str = "") -> views.MessageView:
    """The newest post of ours in a chat that holds the words."""
    chat = scene.chat if name == "committee" else scene.others[name]
    return [one for one in await scene.client.sent(chat) if holding in one.text][-1]
