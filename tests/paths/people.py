"""What road tests of a group's everyday life need besides the stage: parts, panels, old cards; it knows no feature."""

from collections.abc import Iterable

import sqlalchemy as sa

import storage
from playground import views
from storage import tables
from tests.stage import Stage


async def appoint(scene: Stage, who: views.UserView, part: str) -> None:
    """Give somebody who was seen in the group a part in it, as the settings will."""
    database = await storage.open(scene.settings.database_url.get_secret_value())
    try:
        async with database.writer() as connection:
            person = sa.select(tables.people.c.id).where(tables.people.c.telegram_id == who.id).scalar_subquery()
            await connection.execute(
                sa.update(tables.memberships).where(tables.memberships.c.person_id == person).values(part=part)
            )
    finally:
        await database.close()


async def lead(scene: Stage) -> None:
    """Ann leads from now on; Bo has been seen."""
    await scene.say("hello", scene.ann)
    await scene.say("hello", scene.bo)
    await scene.quiet()
    await appoint(scene, scene.ann, "lead")


async def now(scene: Stage, message: views.MessageView) -> views.MessageView:
    """A message as it stands when everything was handled and sent."""
    await scene.quiet()
    return next(one for one in await scene.client.messages(message.chat_id) if one.id == message.id)


async def press(
    scene: Stage, message: views.MessageView, button: str, who: views.UserView | None = None
) -> tuple[views.MessageView, str]:
    """Press a button; the message afterwards and the toast ("" for a plain answer)."""
    query = await scene.client.click(message, button, who or scene.ann)
    shown = await now(scene, message)
    answer = await scene.client.answer(query.id)
    assert answer is not None, "every press is answered"
    return shown, str(answer.get("text") or "")


async def posts(scene: Stage, *, after: int = 0) -> list[str]:
    """What the bot posted in the group after a message number, without the board."""
    await scene.quiet()
    return [one.text for one in await scene.client.sent(scene.chat, after=after) if not one.is_pinned]


def labels(message: views.MessageView) -> list[str]:
    return [button.text for row in message.buttons for button in row]


def lines(texts: Iterable[str]) -> list[str]:
    return [line for text in texts for line in text.splitlines()]


async def found(scene: Stage, chat: views.ChatView, named: dict[str, str]) -> None:
    """Let the chat have further groups by name and code, as the programme will make them."""
    await scene.reply_to(await scene.say("/list", chat=chat))
    database = await storage.open(scene.settings.database_url.get_secret_value())
    try:
        async with database.writer() as connection:
            chat_id = sa.select(tables.chats.c.id).where(tables.chats.c.telegram_id == chat.id)
            row = (await connection.execute(sa.select(tables.groups).where(tables.groups.c.chat_id.in_(chat_id)))).one()
            for place, (name, code) in enumerate(named.items()):
                values = {**row._mapping, "id": row.id + 500 + place, "name": name, "code": code, "topic_id": place + 1}
                await connection.execute(sa.insert(tables.groups).values(values))
    finally:
        await database.close()


async def bind(scene: Stage, code: str, topic_id: int | None) -> None:
    """Let the group of this code live in a topic."""
    database = await storage.open(scene.settings.database_url.get_secret_value())
    try:
        async with database.writer() as connection:
            await connection.execute(
                sa.update(tables.groups).where(tables.groups.c.code == code).values(topic_id=topic_id)
            )
    finally:
        await database.close()
