"""Two admins change one group from their private chats at the same instant: both changes hold."""

from typing import Any

from coordination.rules import settings as rules
from handlers import presses
from playground import views
from storage import groups as stored
from storage import tables
from tests.paths import staging
from tests.stage import Stage, stage

ROUNDS = 12
BOARD, REACT = (next(n for n, one in enumerate(rules.CHOICES) if one.name == name) for name in ("board", "react"))


async def test_two_admins_in_private_at_the_same_instant_overwrite_nothing_of_each_other(postgresql_url: str) -> None:
    """SQLite has one writer; on PostgreSQL each private chat is a transaction of its own."""
    async with stage(postgresql_url) as scene:
        cy = await scene.client.user("Cy", language_code="en")
        visas = await scene.client.chat("supergroup", title="Visas", admins=[scene.ann, cy, scene.bot])
        for person in (scene.ann, cy):
            await scene.reply_to(await scene.say("/list", person, chat=visas))
        panels = [await _panel(scene, person) for person in (scene.ann, cy)]
        group_id = next(row.id for row in await _groups(scene) if row.kind == "group")
        for turn in range(ROUNDS):
            taken = turn % 2
            staging.at_once(
                scene,
                _pressing(panels[0], presses.data("setto", group_id, BOARD, taken), scene.ann),
                _pressing(panels[1], presses.data("setto", group_id, REACT, taken), cy),
            )
            await scene.quiet()
            chosen = next(stored.load_settings(row.settings) for row in await _groups(scene) if row.id == group_id)
            assert (chosen.board, chosen.react) == (not taken, not taken)


async def _panel(scene: Stage, person: views.UserView) -> views.MessageView:
    private = await scene.client.private(person, scene.bot)
    await scene.client.say(private, person, "/settings")
    return await scene.client.wait_for_sent(private, "Of which group?")


async def _groups(scene: Stage) -> list[Any]:
    assert scene.app.parts is not None
    return list(await staging.rows(scene.app.parts.database, tables.groups))


def _pressing(message: views.MessageView, data: str, who: views.UserView) -> staging.Deed:
    return "press", {"chat": message.chat_id, "message": message.id, "user": who.id, "data": data}
