"""A plan is sent, shown as read, taken over with its groups, joined by their chats, changed by a newer one."""

import io
import re
from collections.abc import AsyncIterator

import pytest
import python_calamine

from playground import views
from playground.client_deeds import Sent
from tests.stage import Stage, stage

FIRST = """Group,Task,Owner,Due,Status
Exhibition,Book the hall,Wang Hao,2026-12-04,in progress
Exhibition,Order booths,,2026-12-11,
Media and Communications,Press list,Li Min,early next month,
Media and Communications,Press kit,,2027-01-15,done
"""
NEWER = """Group,Task,Owner,Due,Status
Exhibition,Book the hall,Wang Hao,2026-12-08,done
Exhibition,Badge printer,,2026-12-18,
Media and Communications,Press list,Li Min,2026-12-20,
Media and Communications,Press kit,,2027-01-15,done
"""


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        yield opened


async def send(scene: Stage, text: str, name: str = "plan.csv", **how: object) -> views.MessageView:
    """Ann sends the plan in reply to the prompt; the bot's reading of it."""
    prompt = await scene.reply_to(await scene.say("/plan"))
    await scene.quiet()
    said = await scene.client.send(scene.chat, scene.ann, Sent(text.encode(), name, "document"), reply_to=prompt.id)
    await scene.quiet()
    await scene.app.tick()
    return await scene.reply_to(said)


async def press(scene: Stage, message: views.MessageView, label: str) -> str:
    """Ann presses a button of the message; the message's text afterwards."""
    await scene.client.click(message, label, scene.ann)
    await scene.quiet()
    found = await scene.client.messages(message.chat_id)
    return next(one.text for one in found if one.id == message.id)


async def test_a_plan_becomes_a_programme_whose_groups_join_by_link(scene: Stage) -> None:
    reading = await send(scene, FIRST)
    assert reading.text.splitlines() == [
        "plan.csv: 4 tasks read. Nothing is written yet.",
        "Columns: Task = Task, Group = Group, Owners = Owner, Due = Due, State = Status",
        "EXH Exhibition: 2 tasks",
        "MC Media and Communications: 2 tasks",
        "To look at: 1",
        'Row 4: no exact day, "early next month"',
    ]
    await scene.restart()

    await press(scene, reading, "Full reading")
    file = (await scene.client.sent(scene.chat))[-1].file
    assert file is not None
    book = python_calamine.load_workbook(io.BytesIO(scene.world.files.kept[file.file_id].upload.content))
    assert book.get_sheet_by_name("Read").to_python()[1][1:4] == ["Book the hall", "Exhibition", "Wang Hao"]

    assert "New 4" in await press(scene, reading, "With groups")
    links = (await scene.client.sent(scene.chat))[-1].text
    codes = re.findall(r"startgroup=(\w+)&admin=pin_messages", links)
    assert len(codes) == 2

    hall = await scene.client.chat("supergroup", title="Hall people", admins=[scene.bo, scene.bot])
    said = await scene.say(f"/start {codes[0]}", scene.bo, chat=hall)
    joined = (await scene.reply_to(said)).text
    assert "This chat is now Exhibition (EXH) of Exhibition." in joined
    assert "2 tasks were waiting" in joined
    assert "#1 Book the hall" in (await scene.reply_to(await scene.say("/list", scene.bo, chat=hall))).text
    assert "Exhibition (EXH) has its chat now." in [one.text for one in await scene.client.sent(scene.chat)]
    again = await scene.reply_to(await scene.say(f"/start {codes[0]}", scene.bo, chat=hall))
    assert again.text == "This chat is EXH already."
    assert "Groups with a chat: 1 of 2" in await scene.ask("/plan")

    newer = await send(scene, NEWER)
    assert newer.text.splitlines()[4:] == [
        "New 1 · changed 2 · as before 1",
        "EXH-1 Book the hall: Fri 4 Dec → Tue 8 Dec",
        "MC-1 Press list: due Sun 20 Dec",
        "1 task no longer stands in the plan; it stays as it is.",
    ]
    taken = await press(scene, newer, "With groups")
    assert "New 1 · changed 2" in taken
    listed = (await scene.reply_to(await scene.say("/list", scene.bo, chat=hall))).text
    assert "Badge printer" in listed
    card = (await scene.reply_to(await scene.say("/list 1", scene.bo, chat=hall))).text
    assert "8 Dec" in card and "4 Dec" in card

    assert "3 tasks are as before" in await press(scene, newer, "Take back")
    assert "Badge printer" not in (await scene.reply_to(await scene.say("/list", scene.bo, chat=hall))).text


async def test_every_row_may_be_a_task_of_this_chat_and_a_chinese_chat_hears_chinese(scene: Stage) -> None:
    await scene.say("/task 布置会场")
    await scene.quiet()
    table = "任务\t负责人\t完成时限\n订酒店\t王浩\t12月4日\n发邀请函\t展览组\t12月5日\n"
    said = await scene.say(f"/plan {table}")
    await scene.quiet()
    await scene.app.tick()
    reading = await scene.reply_to(said)
    assert "读到 2 项任务" in reading.text
    assert not re.search("[A-Za-z]{4,}", reading.text.replace("plan.txt", "").replace("Muster", ""))

    assert "已导入" in await press(scene, reading, "全归本群")
    assert "#3" in await scene.ask("/list 发邀请函")


async def test_whoever_may_not_decide_and_whatever_is_no_plan_changes_nothing(scene: Stage) -> None:
    await scene.say("/lead @ann")
    await scene.quiet()
    assert "for leads and chat admins" in await scene.ask("/plan", scene.bo)
    broken = await send(scene, "PK\x03\x04 nothing", "plan.xlsx")
    assert "damaged" in broken.text
    reading = await send(scene, FIRST)
    answer = await scene.client.click(reading, "With groups", scene.bo)
    await scene.quiet()
    assert "for leads and chat admins" in str(await scene.client.answer(answer.id))
    assert "Nothing of plan.csv" in await press(scene, reading, "Cancel")
    assert (await scene.ask("/list")).count("#") == 0
    assert "no group has this code" in await scene.ask("/start AAAABBBB")
