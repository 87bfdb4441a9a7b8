"""Working hours typed in a Chinese chat: read as people write them, looked at first, kept, told, taken back."""

from collections.abc import AsyncIterator

import pytest

from playground import views
from tests.paths.pressing import tap
from tests.stage import Stage, stage


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url) as opened:
        zhao = opened.others["zhao"] = await opened.client.user("赵刚", username="zhao", language_code="zh-hans")
        chat = await opened.client.chat(
            "supergroup", title="展览展示组", members=[opened.bo], admins=[zhao, opened.bot]
        )
        opened.others["hall"] = chat
        await opened.reply_to(await opened.say("/task 布置会议室 赵刚 12月9日", zhao, chat=chat))
        yield opened


async def _page(scene: Stage) -> views.MessageView:
    zhao, hall = scene.others["zhao"], scene.others["hall"]
    panel = await scene.reply_to(await scene.say("/settings", zhao, chat=hall))
    return await tap(scene, panel, "工作日", "几点到几点", zhao)


async def test_hours_are_typed_as_people_write_them_and_hold_wherever_work_begins(scene: Stage) -> None:
    zhao, hall = scene.others["zhao"], scene.others["hall"]
    page = await _page(scene)
    assert "工作时间：9:00 至 18:00" in page.text
    page = await tap(scene, page, "工作时间", "过了下班时间即为逾期", zhao)
    assert [one.text for row in page.buttons for one in row][:4] == [
        "8:00 至 17:00",
        "8:30 至 17:30",
        "9:00 至 17:00",
        "9:00 至 18:00 ✓",
    ]
    await scene.client.click(page, "其他时间…", zhao)
    prompt = await scene.client.wait_for_sent(hall, "几点上班、几点下班？")
    for typed, told in (
        ("老样子", "未改动：“老样子”看不出几点上班、几点下班。"),
        ("25:00 至 26:00", "看不出几点上班"),
        ("18:00-9:00", "下班早于上班，或跨过零点"),
        ("晚上10点到早上6点", "下班早于上班，或跨过零点"),
        ("9点到9点", "上班、下班为同一时间"),
    ):
        assert told in await scene.ask(typed, zhao, chat=hall, reply_to=prompt), typed
    await scene.restart()
    shown = await scene.reply_to(await scene.say("早上10点到下午6点半", zhao, chat=hall, reply_to=prompt))
    assert shown.text.startswith("工作时间：10:00 至 18:30\n")
    assert (
        "11月24日（周二）10:00 至 18:30；11月25日（周三）10:00 至 18:30；11月26日（周四）10:00 至 18:30" in shown.text
    )
    assert "12月9日（周三）18:00" in await scene.ask("/list 1", zhao, chat=hall)  # nothing is saved yet

    saved = await tap(scene, shown, "保存", "工作时间：10:00 至 18:30", zhao)
    assert "12月9日（周三）18:30" in await scene.ask("/list 1", zhao, chat=hall)
    assert "10:00" in await scene.ask("/remind 明天 带证件", zhao, chat=hall)
    log = await tap(scene, await _more(scene), "操作记录", "9:00 至 18:00", zhao)
    assert "工作时间：9:00 至 18:00→10:00 至 18:30" in log.text

    await tap(scene, saved, "撤回", "工作时间：9:00 至 18:00", zhao)
    assert "12月9日（周三）18:00" in await scene.ask("/list 1", zhao, chat=hall)


async def _more(scene: Stage) -> views.MessageView:
    zhao, hall = scene.others["zhao"], scene.others["hall"]
    panel = await scene.reply_to(await scene.say("/settings", zhao, chat=hall))
    return await tap(scene, panel, "更多…", "改动记录", zhao)
