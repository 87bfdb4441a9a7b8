"""Reports between rounds in Chinese: by turns, with an exception list, dates moved in the schedule, forged presses."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import rehearsal
from playground import views
from storage import tables_filings, tables_programmes
from tests.paths import committees, staging
from tests.paths.committees import last, now, press
from tests.stage import Stage

MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with committees.gathered(sqlite_url) as opened:
        hall, guests = opened.others["Hall"], opened.others["Guests"]
        for chat, who in ((opened.chat, opened.ann), (hall, opened.bo), (guests, opened.others["cy"])):
            await speak_chinese(opened, chat, who)
        yield opened


async def speak_chinese(scene: Stage, chat: views.ChatView, who: views.UserView) -> None:
    asked = await scene.reply_to(await scene.say("/language", who, chat=chat))
    await press(scene, asked, "中文", who)


async def go(scene: Stage, **by: int) -> None:
    await scene.advance(timedelta(**by))
    await scene.quiet()


async def join(scene: Stage, code: str) -> views.ChatView:
    """Media gets a chat, in which nobody leads."""
    parts = scene.app.parts
    assert parts is not None
    seats = await staging.rows(parts.database, tables_programmes.seats)
    join_code = next(one.join_code for one in seats if one.code == code)
    dee = scene.others["dee"] = await scene.client.user("Dee", username="dee", language_code="zh")
    chat = scene.others["Media"] = await scene.client.chat("supergroup", title="Media", admins=[dee, scene.bot])
    await scene.client.say(chat, dee, f"/start {join_code}")
    await scene.quiet()
    await speak_chinese(scene, chat, dee)
    return chat


async def test_groups_report_in_turn_and_those_on_the_exception_list_every_time(scene: Stage) -> None:
    # A daily report: the draft three hours before, the reminder an hour before.
    offer = await scene.reply_to(await scene.say("/round 汇报 每天17:00"))
    assert offer.text.startswith("动态汇报：每天 17:00，首次时限 11月24日")
    await press(scene, offer, "启用")
    board = await last(scene, "committee", "尚未报送")
    await press(scene, board, "报送范围")
    assert "半数组轮报" in await press(scene, await now(scene, board), "半数")
    assert "尚未报送　EXH\n尚未建群　MED" in await press(scene, await now(scene, board), "返回")
    assert await rehearsed(scene) == [
        "EXH：动态汇报，11月24日（周二）17:00 前报送",
        "尚有 1 份汇报未报送",
        "动态汇报　时限 11月24日（周二）17:00",
        "11月24日（周二）17:00 前应报的动态汇报尚未报送，仍可补报，由 Bo Chen 报送；下次时限不变。",
    ]
    await go(scene, hours=4, minutes=1)
    draft = await last(scene, "Hall private", "动态汇报")
    assert draft.text.splitlines()[0] == "EXH：动态汇报，11月24日（周二）17:00 前报送"
    assert "一、当前情况　无" in draft.text
    assert "EXH" not in "".join(one.text for one in await scene.client.sent(scene.others["Guests private"]))

    # Left out in the schedule: the draft that is out names the next date; nobody is late meanwhile.
    page = await scene.reply_to(await scene.say("/schedule"))
    await press(scene, page, next(line[0] for line in page.text.splitlines() if "动态汇报" in line))
    await press(scene, await now(scene, page), "跳过一次")
    await go(scene, minutes=1)
    assert "11月25日（周三）17:00 前报送" in (await now(scene, draft)).text
    await go(scene, hours=4)
    assert "逾期未报" not in (await now(scene, board)).text

    # A chat that joins is new: it reports next time; where nobody can be written to, its chat is told so, once.
    media = await join(scene, "MED")
    await go(scene, hours=23)
    board = await last(scene, "committee", "动态汇报　时限 11月25日")
    assert "逾期未报　EXH" in board.text
    assert "下次均须报送　EXH（上次未报）、MED（新组）" in board.text
    assert "半数组轮报" in board.text
    # Next time: Guests by its turn, Exhibition because its report is missing, Media because it is new.
    await go(scene, hours=21, minutes=3)
    rows = await owed(scene)
    assert sorted(code for code, run in rows if run == max(each for _, each in rows)) == ["EXH", "GUE", "MED"]
    said = [one.text for one in await scene.client.sent(media) if "汇报" in one.text]
    assert [one.split("：")[0] for one in said] == ["动态汇报，11月26日（周四）17:00 前报送"]
    # Forged presses and those of another group do nothing.
    parts = scene.app.parts
    assert parts is not None
    filings = await staging.rows(parts.database, tables_filings.filings)
    exhibition = next(one for one in filings if one.group_id == min(each.group_id for each in filings))
    for verb, message in (("dysend", draft), ("dyaccept", draft)):
        before = (await now(scene, draft)).text
        data = (await now(scene, draft)).buttons[0][0].data.replace("dysend", verb)
        await scene.client.press(message, data, scene.others["cy"])
        await scene.quiet()
        assert (await now(scene, draft)).text == before
    assert exhibition.verdict is None

    # It comes at last, in words and headings, and is taken as late.
    text = "当前情况：展位图未到\n采取措施：已催办\n所需支持：无"
    await scene.say(text, scene.bo, chat=draft.chat_id, reply_to=draft.id)
    await scene.quiet()
    assert "一、当前情况　展位图未到\n二、采取措施　已催办\n三、所需支持　无" in (await now(scene, draft)).text
    await press(scene, draft, "直接报送", scene.bo)
    assert "待阅　EXH（迟报 1 天）" in (await now(scene, board)).text

    # Twice missing is told as such; a chat in which nobody can be written to was told of that once.
    await go(scene, hours=3)
    await go(scene, hours=21)
    board = await last(scene, "committee", "动态汇报　时限 11月26日")
    assert "逾期未报　EXH、GUE、MED" in board.text
    await go(scene, hours=3)
    assert "MED（连续 2 次）" in (await last(scene, "committee", "时限 11月27日")).text
    (unsent,) = [one for one in await scene.client.sent(media) if "初稿无法送达" in one.text]
    assert unsent.buttons[0][0].url == f"https://t.me/{scene.bot.username}?start=report"


async def rehearsed(scene: Stage) -> list[str]:
    """What would be said of reports until the evening: in all groups together; of one alone it is not told."""
    parts = scene.app.parts
    assert parts is not None
    found = []
    for named in (["gue"], []):
        groups = await rehearsal.find_groups(parts.database, named)
        lived = rehearsal.rehearse(parts.database, groups, scene.clock.now(), timedelta(hours=8))
        said = [one.text.split("\n")[0] async for one in lived if "汇报" in one.text and "周报" not in one.text]
        found.append([one.translate(MARKS) for one in said])
    assert found[0] == []
    return found[1]


async def owed(scene: Stage) -> list[tuple[str, int]]:
    parts = scene.app.parts
    assert parts is not None
    codes = {one.group_id: one.code for one in await staging.rows(parts.database, tables_programmes.seats)}
    return [(codes[one.group_id], one.run) for one in await staging.rows(parts.database, tables_filings.filings)]
