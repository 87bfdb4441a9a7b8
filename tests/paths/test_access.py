"""Who may use a deployment at all: with a code, or let in by a button in the operator's chat; over HTTP."""

from collections.abc import AsyncIterator

import pytest

from playground import views
from storage import tables
from tests.paths import staging
from tests.stage import Stage, settings_for, stage

CODE = "forum-2027-Zq8n"


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url) as opened:
        yield opened


async def _shut(scene: Stage, **chosen: object) -> None:
    """From now on not everybody may use it; the group of the stage was used before."""
    await scene.ask("/task Book the hall")
    url = scene.settings.database_url.get_secret_value()
    scene.settings = settings_for(scene.url, scene.bot.token, url, **chosen)
    await scene.restart()


async def _tasks(scene: Stage) -> list[str]:
    assert scene.app.parts is not None
    return sorted(row.title for row in await staging.rows(scene.app.parts.database, tables.tasks))


async def _private(scene: Stage, who: views.UserView, text: str) -> str:
    chat = await scene.client.private(who, scene.bot)
    before = await scene.client.sent(chat)
    await scene.client.say(chat, who, text)
    await scene.quiet()
    return "\n".join(one.text for one in await scene.client.sent(chat, after=before[-1].id if before else 0))


async def test_with_a_code_a_chat_comes_in_and_nothing_is_kept_before(scene: Stage) -> None:
    await _shut(scene, access="code", access_code=CODE)
    assert (await scene.ask("/task Print the badges")).startswith("#2 Print the badges")

    cy = await scene.client.user("Cy", language_code="zh-hans")
    visas = await scene.client.chat("supergroup", title="Visas", members=[cy], admins=[scene.ann])
    await scene.client.join(visas, scene.bot, by=scene.ann)
    assert "send" in (await scene.client.wait_for_sent(visas, "by invitation")).text
    for wrong in (
        "/task@MusterTestBot Steal a desk",
        "/start@MusterTestBot",
        "/start@MusterTestBot forum-2027",
        "#1 done",
    ):
        await scene.say(wrong, cy, chat=visas)
    await scene.quiet()
    assert await _tasks(scene) == ["Book the hall", "Print the badges"]
    told = [one.text for one in await scene.client.sent(visas)][1:]
    assert len(told) == 3
    assert all("invitation" in one or "邀请码" in one for one in told)
    assert "/start 邀请码" in await _private(scene, cy, "/task Call home")

    greeted = await scene.reply_to(await scene.say(f"/start@MusterTestBot {CODE}", cy, chat=visas))
    assert "keeps this group's tasks" in greeted.text
    assert (await scene.ask("/task Order visas", cy, chat=visas)).startswith("#1 Order visas")
    assert "#1 Call home" in await _private(scene, cy, "/task Call home")
    dee = await scene.client.user("Dee", language_code="en")
    assert "Muster keeps tasks" in await _private(scene, dee, f"/start {CODE}")


async def test_the_operator_lets_a_group_in_or_turns_it_away(scene: Stage) -> None:
    """F003: the operator's chat was upgraded since its number was written down."""
    office = await scene.client.chat("group", title="Office", members=[scene.bo], admins=[scene.ann, scene.bot])
    await scene.ask("/list", chat=office)
    await _shut(scene, access="approval", operator_chat=office.id)
    office = await scene.client.migrate(office)
    visas = await scene.client.chat("supergroup", title="Visas", members=[scene.bo], admins=[scene.ann])
    await scene.client.join(visas, scene.bot, by=scene.ann)
    asked = await scene.client.wait_for_sent(office, "Visas asks to use the bot; asked by Ann Lee")
    assert "operator is asked" in (await scene.client.wait_for_sent(visas)).text
    assert "operator is asked" in await scene.ask("/task@MusterTestBot Steal a desk", chat=visas)
    await scene.restart()

    data = asked.buttons[0][0].data or ""
    for chat in (visas, scene.chat):
        forged = await scene.client.press((await scene.client.sent(chat))[0], data, scene.ann)
        await scene.quiet()
        assert (await scene.client.answer(forged.id) or {})["text"].startswith("This button is old")
    await scene.client.click(asked, "Turn away", scene.bo)
    await scene.client.wait_for_sent(visas, "did not let this group in")
    assert "did not let this group in" in await scene.ask("/start@MusterTestBot", chat=visas)
    assert await _tasks(scene) == ["Book the hall"]
    await scene.quiet()
    assert len([one for one in await scene.client.sent(office) if "asks to use" in one.text]) == 0

    said = next(one for one in await scene.client.sent(office) if "may not use the bot" in one.text)
    await scene.client.click(said, "Let in", scene.bo)
    await scene.client.wait_for_sent(visas, "keeps this group's tasks")
    assert (await scene.ask("/task@MusterTestBot Order visas", chat=visas)).startswith("#1 Order visas")
    again = await scene.client.press(said, data, scene.bo)
    await scene.quiet()
    assert (await scene.client.answer(again.id) or {})["text"].startswith("This button is old")
    assert "serves groups" in await _private(
        scene, await scene.client.user("Dee", language_code="en"), "/task Call home"
    )
    assert str(visas.id) in await scene.ask("/id@MusterTestBot", chat=visas)
