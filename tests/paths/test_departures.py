"""A chat joins a programme, by its code in the panel or by the link, and takes that back by one tap, in Chinese too."""

from collections.abc import AsyncIterator

import pytest

from playground import views
from tests.paths import committees
from tests.paths.pressing import tap
from tests.stage import Stage, stage

PLAN = """工作组,任务,责任人,完成时限
展览展示组,落实主会场,李敏,2026-12-04
新闻宣传组,媒体名单,,2026-12-15
"""


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    """Zhao is an admin of the committee's chat and of Hall's, Li a member there; Hall has a task of its own."""
    async with stage(sqlite_url) as opened:
        zhao = opened.others["zhao"] = await opened.client.user("赵刚", username="zhao", language_code="zh-hans")
        li = opened.others["li"] = await opened.client.user("李敏", username="limin", language_code="zh-hans")
        for name, title in (("committee", "组委会办公室"), ("hall", "主会场筹备群")):
            chat = await opened.client.chat("supergroup", title=title, members=[li], admins=[zhao, opened.bot])
            opened.others[name] = chat
            await opened.reply_to(await opened.say("/task 布置会议室 赵刚 12月9日前", zhao, chat=chat))
        opened.others["private"] = await opened.client.private(zhao, opened.bot)
        await opened.client.say(opened.others["private"], zhao, "/start")
        await opened.quiet()
        yield opened


async def _plan(scene: Stage) -> tuple[views.MessageView, str]:
    """The plan taken over, and the code of the first place."""
    chat, zhao = scene.others["committee"], scene.others["zhao"]
    said = await scene.say(f"/plan {PLAN}", zhao, chat=chat)
    await scene.quiet()
    await scene.app.tick()
    shown = await scene.reply_to(said)
    await committees.press(scene, shown, "分组导入", zhao)
    sent = [one.text for one in await scene.client.sent(chat) if "startgroup=" in one.text]
    return await committees.now(scene, shown), sent[-1].split("startgroup=")[1].split("&")[0]


async def _joined_by_code(scene: Stage, code: str) -> views.MessageView:
    """From the panel's page "This chat…", the code typed in reply."""
    hall, zhao = scene.others["hall"], scene.others["zhao"]
    panel = await scene.reply_to(await scene.say("/settings", zhao, chat=hall))
    page = await tap(scene, panel, "群内", "识别哪些消息", zhao)
    page = await tap(scene, page, "本群是…", "独立的工作组", zhao)
    await scene.client.click(page, "加入项目…", zhao)
    prompt = await scene.client.wait_for_sent(hall, "加入码是什么？")
    return await scene.reply_to(await scene.say(code, zhao, chat=hall, reply_to=prompt))


async def _newest(scene: Stage, name: str) -> str:
    await scene.quiet()
    return (await scene.client.sent(scene.others[name]))[-1].text


async def _toast(scene: Stage, message: views.MessageView, who: views.UserView) -> str:
    data = next(one.data for row in message.buttons for one in row if one.data and ":setundo:" in one.data)
    press = await scene.client.press(message, data, who)
    await scene.quiet()
    return str((await scene.client.answer(press.id) or {}).get("text"))


async def test_a_joining_is_taken_back_by_one_tap_and_by_the_command(scene: Stage) -> None:
    hall, zhao, li = scene.others["hall"], scene.others["zhao"], scene.others["li"]
    opened = await scene.reply_to(await scene.say("/plan opens 2027-05-20", zhao, chat=scene.others["committee"]))
    assert "本群恢复为独立的工作组。" in await committees.press(scene, opened, "撤回", zhao)
    _, first = await _plan(scene)
    ended = await committees.press(scene, await _kind(scene), "撤回导入", zhao)
    assert ended.endswith("本群恢复为独立的工作组，已生成的加入链接失效。")
    assert "独立的工作组" in (await _kind(scene)).text
    assert (await scene.ask(f"/start {first}", zhao, chat=hall)).startswith("未加入：没有这一加入码。")
    taken, code = await _plan(scene)
    joined = await _joined_by_code(scene, code)
    assert joined.text.startswith("本群已加入 组委会办公室：展览展示组")
    assert await _toast(scene, joined, li) == "请本群管理员确认。"
    assert await scene.reaction_on(await scene.say("#2 60% 等场馆报价", li, chat=hall)) == "✍"
    await scene.say("/task 制作导览图 李敏 12月10日前", zhao, chat=hall)
    await scene.restart()

    await scene.client.click(joined, "撤回", zhao)
    await scene.quiet()
    back = (await committees.now(scene, joined)).text
    assert back.startswith("本群恢复为独立的工作组。\n1 项任务连同进展退回展览展示组")
    assert "暂无群：该群管理员撤回了加入。\n1 项任务按现状保留" in await _newest(scene, "committee")
    listed = await scene.ask("/list", li, chat=hall)
    assert ("布置会议室" in listed, "制作导览图" in listed, "落实主会场" in listed) == (True, True, False)
    above = await scene.ask("/list 展览展示-1", zhao, chat=scene.others["committee"])
    assert "落实主会场" in above
    assert "推进中 60%" in above
    assert "等场馆报价" in above
    assert (await _toast(scene, joined, zhao)).startswith("未撤回：该项其后又有改动，或已撤回。")

    linked = await scene.reply_to(await scene.say(f"/start {code}", zhao, chat=hall))
    assert "1 项任务" in linked.text
    assert "恢复为独立的工作组" in await committees.press(scene, await _kind(scene, "hall"), "撤回", zhao)
    await scene.reply_to(await scene.say(f"/start {code}", zhao, chat=hall))
    assert (await scene.ask("/undo", zhao, chat=hall)).startswith("本群恢复为独立的工作组。")

    private = scene.others["private"]
    await scene.say("/settings", zhao, chat=private)
    panel = await scene.client.wait_for_sent(private, "请选择工作组")
    page = await tap(scene, panel, "主会场筹备群", "时区", zhao)
    page = await tap(scene, await tap(scene, page, "群内", "识别", zhao), "本群是…", "独立的工作组", zhao)
    await scene.client.click(page, "加入项目…", zhao)
    prompt = await scene.client.wait_for_sent(private, "加入码是什么？")
    await scene.say(f"t.me/MusterTestBot?startgroup={code}", zhao, chat=private, reply_to=prompt)
    told = await scene.client.wait_for_sent(private, "本群已加入")
    await tap(scene, told, "撤回", "恢复为独立的工作组", zhao)
    assert "恢复为独立的工作组" in await _newest(scene, "hall")

    stays = await committees.press(scene, taken, "撤回导入", zhao)
    assert stays.endswith("本群仍为组委会：已有工作组加入，或计划之外另有记录。")  # 60% was said of its task
    assert "的组委会，下设 2 个组" in (await _kind(scene)).text


async def _kind(scene: Stage, name: str = "committee") -> views.MessageView:
    chat, zhao = scene.others[name], scene.others["zhao"]
    panel = await scene.reply_to(await scene.say("/settings", zhao, chat=chat))
    page = await tap(scene, panel, "群内", "识别", zhao)
    return await tap(scene, page, "本群是…", "本群是", zhao)
