"""Reports and tasks that come due at one moment: one private message a person; over HTTP."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.paths import committees
from tests.paths.committees import last, now, press
from tests.stage import Stage


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with committees.gathered(sqlite_url) as opened:
        yield opened


async def go(scene: Stage, **by: int) -> None:
    """Time goes, and what it sets off is done."""
    await scene.advance(timedelta(**by))
    await scene.quiet()


async def count(scene: Stage) -> int:
    """So many messages were posted in Bo's private chat, whatever became of them; the preview of the week aside."""
    private, calls = scene.others["Hall private"].id, await scene.client.calls("sendMessage")
    return sum(call.params["chat_id"] == private and "Goes out" not in str(call.params["text"]) for call in calls)


async def test_a_report_that_is_due_with_a_task_stands_in_the_reminder_of_the_task(scene: Stage) -> None:
    await scene.ask("/task Paint the doors @bo by 2026-11-27", scene.bo, chat=scene.others["Hall"])
    await press(scene, await scene.reply_to(await scene.say("/round reports every Fri 17:00")), "Start")
    await go(scene, days=1, hours=22, minutes=31)  # Thursday morning: the draft, and the task

    # Friday morning: both are due. Cy, who has no task, is reminded of the report alone.
    before = await count(scene)
    await go(scene, days=1)
    assert await count(scene) == before + 1
    reminder = await last(scene, "Hall private")
    assert reminder.text.splitlines() == [
        "Due soon: 1 task of yours",
        "EXH-2 Paint the doors, today 18:00",
        "A report is still to be handed in",
        "EXH: Tactical, due Fri 27 Nov, 17:00",
        "",
        "A word on a task ends its reminders, here or in the group.",
    ]
    assert (await last(scene, "Guests private")).text.startswith("A report is still to be handed in")

    # Its button opens the draft; handed in, it stands there no more as soon as the reminder changes.
    await press(scene, reminder, "EXH, Tactical", scene.bo)
    await press(scene, await last(scene, "Hall private", "EXH: Tactical report"), "Send it", scene.bo)
    await scene.client.say(scene.others["Hall"], scene.bo, "#2 done")
    await scene.quiet()
    assert (await now(scene, reminder)).text.splitlines() == ["Due soon: all answered", "EXH-2 Paint the doors: done"]

    # The same holds for the report of a round: three hours before, as for a task given at short notice.
    board = await scene.reply_to(await scene.say("/round Mon 30 Nov 10:00 Second meeting"))
    assert "Reports would be due Fri 27 Nov, 17:00" in board.text
    await press(scene, board, "Ask reports")
    await scene.ask("/task Print the badges @bo by today 17:00", scene.bo, chat=scene.others["Hall"])
    before = await count(scene)
    await go(scene, hours=5, minutes=30)
    assert await count(scene) == before + 1
    assert (await last(scene, "Hall private", "Due soon")).text.splitlines()[1:4] == [
        "EXH-3 Print the badges, today 17:00",
        "A report is still to be handed in",
        "EXH: Second meeting, due Fri 27 Nov, 17:00",
    ]
    assert "Second meeting: the report of GUE is due" in (await last(scene, "Guests private")).text
