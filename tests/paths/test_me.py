"""What people choose for themselves in private: language, zone, mentions; in a group the same words are its admins'.

Until they choose, their list goes by the clocks of their group."""

from collections.abc import AsyncIterator

import pytest

from playground import views
from tests.paths import people
from tests.stage import Stage, stage


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url, default_time_zone="") as opened:
        await opened.ask("/task Sign the contract @bo")
        await opened.ask("/list", opened.bo)
        yield opened


async def tap(scene: Stage, message: views.MessageView, button: str) -> views.MessageView:
    return (await people.press(scene, message, button, scene.bo))[0]


async def told(scene: Stage, chat: views.ChatView, text: str) -> views.MessageView:
    """What the bot answers Bo in private."""
    said = await scene.client.say(chat, scene.bo, text)
    await scene.quiet()
    return next(one for one in await scene.client.sent(chat) if one.id > said.id)


async def test_a_person_chooses_language_zone_and_mentions_for_themselves_alone(scene: Stage) -> None:
    private = await scene.client.private(scene.bo, scene.bot)
    page = await tap(scene, await told(scene, private, "/settings"), "For myself")
    assert page.text.splitlines()[1:] == [
        "Language: English",
        "Time zone: UTC, as none is chosen yet",
        "Mentions in groups: may notify",
    ]
    refused = await told(scene, private, "/remind tomorrow 9:00 call the printer")
    assert refused.text.endswith("Name a city, then repeat it: /zone Geneva")
    page = await tap(scene, page, "No mentions")
    assert "Mentions in groups: never" in page.text
    page = await tap(scene, page, "Time zone")
    prompt = [one for one in await scene.client.sent(private) if "Which city's time?" in one.text][-1]
    await scene.client.say(private, scene.bo, "Atlantis", reply_to=prompt)
    await scene.client.wait_for_sent(private, "Atlantis")
    await scene.client.say(private, scene.bo, "Geneva", reply_to=prompt)
    zones = await scene.client.wait_for_sent(private, "Time there now")
    page = await tap(scene, zones, people.labels(zones)[0])
    await scene.restart()
    page = await tap(scene, page, "Language")
    page = await tap(scene, page, "中文")
    assert page.text.splitlines()[1:] == [
        "语言：中文",
        "时区：苏黎世时间",
        "群内提及：不再提及。逾期情况组长仍可见。",
    ]
    assert "可在群内提及" in (await told(scene, private, "恢复提及我")).text
    assert "不在群内提及" in (await told(scene, private, "请不要在群里@我")).text
    english = await told(scene, private, "/language")
    await tap(scene, english, "English")
    assert "may notify" in (await told(scene, private, "Mention me again in groups.")).text
    assert "any more" in (await told(scene, private, "Never mention me in groups!")).text

    listed = await scene.reply_to(await scene.say("/people"))
    shown = (await people.press(scene, listed, "Bo Chen"))[0].text
    assert "Time zone: Zurich" in shown
    assert "Mentions in groups: not wished" in shown
    assert "Private messages: possible" in shown
    await scene.client.block(scene.bo, scene.bot)
    await scene.quiet()
    back = (await people.press(scene, listed, "Back"))[0]
    assert "they blocked me" in (await people.press(scene, back, "Bo Chen"))[0].text


async def test_in_a_group_language_and_zone_are_for_its_admins(scene: Stage) -> None:
    assert "admin" in await scene.ask("/language", scene.bo)
    assert "admin" in await scene.ask("/zone Geneva", scene.bo)
    zones = await scene.reply_to(await scene.say("/zone Geneva"))
    page = (await people.press(scene, zones, people.labels(zones)[0]))[0]
    assert "Time zone: Zurich" in page.text
    private = await scene.client.private(scene.bo, scene.bot)
    assert "Zurich" in (await told(scene, private, "/remind tomorrow 9:00 call the printer")).text
    tongues = await scene.reply_to(await scene.say("/language"))
    page = (await people.press(scene, tongues, "中文"))[0]
    assert "中文" in page.text
