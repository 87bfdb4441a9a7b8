"""A plan's reading is set right by buttons, a newer one is taken over by parts, and the file comes back filled in."""

import io
import re
from collections.abc import AsyncIterator

import pytest
import python_calamine

from playground import views
from playground.client_deeds import Sent
from tests.stage import Stage, stage

FIRST = """Item,Desk,Who,By when
Book the hall,A1,Wang Hao,3/4/2027
Order booths,A2,,5/6/2027
Press list,A3,Li Min,7/8/2027
"""
NEWER = """Item,Desk,Who,By when
Book the hall,A1,Wang Hao,30/4/2027
Order booths,A2,,5/6/2027
Badges,A4,Tom,9/8/2027
"""


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url) as opened:
        yield opened


async def send(scene: Stage, text: str) -> views.MessageView:
    """Ann sends the plan in reply to the prompt; the bot's reading of it."""
    prompt = await scene.reply_to(await scene.say("/plan"))
    await scene.quiet()
    said = await scene.client.send(
        scene.chat, scene.ann, Sent(text.encode(), "plan.csv", "document"), reply_to=prompt.id
    )
    return await read(scene, said)


async def read(scene: Stage, said: views.MessageView) -> views.MessageView:
    await scene.quiet()
    await scene.app.tick()
    return await scene.reply_to(said)


async def press(scene: Stage, message: views.MessageView, label: str) -> views.MessageView:
    """Ann presses a button; the message as it is afterwards, read again where that was asked."""
    await scene.client.click(message, label, scene.ann)
    await scene.quiet()
    return await now(scene, message)


async def now(scene: Stage, message: views.MessageView) -> views.MessageView:
    return next(one for one in await scene.client.messages(message.chat_id) if one.id == message.id)


async def again(scene: Stage, message: views.MessageView) -> views.MessageView:
    """The message once the plan was read again."""
    assert "is being read" in (await now(scene, message)).text
    await scene.app.tick()

    async def look() -> views.MessageView | None:
        found = await now(scene, message)
        return None if "is being read" in found.text else found

    found = await scene.client.wait_for(look)
    assert found is not None
    return found


async def file(scene: Stage) -> list[list[object]]:
    """The first sheet of the last file that was sent."""
    await scene.quiet()
    sent = (await scene.client.sent(scene.chat))[-1].file
    assert sent is not None
    book = python_calamine.load_workbook(io.BytesIO(scene.world.files.kept[sent.file_id].upload.content))
    return [list(row) for row in book.get_sheet_by_index(0).to_python(skip_empty_area=False)]


async def test_a_reading_is_set_right_taken_by_parts_and_given_back(scene: Stage) -> None:
    reading = await send(scene, FIRST)
    assert "Columns: Task = Item, Owners = Who, Due = By when" in reading.text
    assert "Day or month first" in reading.text

    await press(scene, reading, "Day first")
    reading = await again(scene, reading)
    assert "Day or month first" not in reading.text
    assert "To look at" not in reading.text

    await scene.restart()
    await press(scene, reading, "Columns")
    roles = await press(scene, reading, "Group")
    assert "Which column holds this: Group?" in roles.text
    await press(scene, roles, "Desk")
    grouped = await again(scene, reading)
    assert "Columns: Task = Item, Group = Desk" in grouped.text
    await press(scene, grouped, "Columns")
    await press(scene, grouped, "Group")
    await press(scene, grouped, "No column")
    assert "Desk" not in (await again(scene, grouped)).text

    await press(scene, reading, "All here")
    assert "3 Apr" in await scene.ask("/list 1")
    await scene.say("/done 2")
    await scene.quiet()

    newer = await send(scene, NEWER)
    newer = await press(scene, newer, "New ✓")
    newer = await press(scene, newer, "Drop gone")
    assert "will be dropped" in newer.text
    taken = await press(scene, newer, "All here")
    assert "New 0 · changed 1" in taken.text
    assert "Dropped: 1" in taken.text
    assert "no longer in plan.csv" in await scene.ask("/list 3")

    await scene.say("/plan export")
    assert await file(scene) == [
        ["Item", "Desk", "Who", "By when", "State"],
        ["Book the hall", "A1", "Wang Hao", "30/4/2027", ""],
        ["Order booths", "A2", "", "5/6/2027", "done"],
        ["Badges", "A4", "Tom", "9/8/2027", ""],
    ]
    await press(scene, taken, "Take back")
    assert "3 Apr" in await scene.ask("/list 1")
    assert "dropped" not in await scene.ask("/list 3")


async def test_a_header_that_nobody_knows_is_told_and_a_pasted_list_comes_back_in_columns(scene: Stage) -> None:
    reading = await send(scene, "Zzz,Qqq\nBook the hall,red\nOrder booths,blue\n")
    assert "No task was found in plan.csv" in reading.text
    await press(scene, reading, "Columns")
    await press(scene, reading, "Task")
    await press(scene, reading, "Zzz")
    assert "2 tasks read" in (await again(scene, reading)).text
    await press(scene, reading, "Cancel")
    assert "no plan was taken over here yet" in await scene.ask("/plan export")

    said = await scene.say("/plan - [ ] Book the hall (Ann, 4 Dec)\n- [x] Order booths")
    await press(scene, await read(scene, said), "All here")
    await scene.say("/plan export")
    rows = await file(scene)
    assert rows[0][:3] == ["Group", "Task", "Owners"]
    assert [row[1] for row in rows[1:]] == ["Book the hall", "Order booths"]
    await scene.say("/plan template")
    assert (await file(scene))[0] == rows[0]


async def test_the_opening_day_moves_every_date_that_hangs_on_it_and_tells_the_groups(scene: Stage) -> None:
    await scene.say("/plan opens 28 Nov 2027")
    await scene.quiet()
    text = "Group,Task,Who,Due\nHall,Book the hall,Wang Hao,T-30\nHall,Order booths,,2027-10-01\nHall,Badges,,T-7\n"
    await press(scene, await send(scene, text), "With groups")
    code = re.findall(r"startgroup=(\w+)&", (await scene.client.sent(scene.chat))[-1].text)[0]
    hall = await scene.client.chat("supergroup", title="Hall people", admins=[scene.bo, scene.bot])
    await scene.reply_to(await scene.say(f"/start {code}", scene.bo, chat=hall))
    await scene.say("/due 3 25 Nov 2027", scene.bo, chat=hall)
    await scene.quiet()

    asked = await scene.reply_to(await scene.say("/plan opens 5 Dec 2027"))
    assert asked.text.splitlines() == [
        "Opening day: Sun 28 Nov 2027 → Sun 5 Dec 2027. Nothing is moved yet.",
        "1 date moves with it:",
        "HAL-1 Book the hall: Fri 29 Oct 2027 → Fri 5 Nov 2027",
        "1 date was agreed otherwise and stays.",
    ]
    await scene.restart()
    moved = await press(scene, asked, "Move all")
    told = (await scene.client.sent(hall))[-1]
    assert told.text.splitlines() == [
        "Opening day: Sun 28 Nov 2027 → Sun 5 Dec 2027",
        "#1 Book the hall: Fri 29 Oct 2027 → Fri 5 Nov 2027, Wang Hao",
        "Can the owner keep to it? 1 answer is open.",
    ]
    card = (await scene.reply_to(await scene.say("/list 1", scene.bo, chat=hall))).text
    assert "5 Nov 2027" in card
    assert "29 Oct" in card
    assert "Opening day: Sun 5 Dec 2027 (was Sun 28 Nov 2027)." in await scene.ask("/plan")

    assert "as before" in (await press(scene, moved, "Take back")).text
    assert "Opening day: Sun 28 Nov 2027." in await scene.ask("/plan")
    assert "29 Oct" in (await scene.reply_to(await scene.say("/list 1", scene.bo, chat=hall))).text
