"""Repeating tasks by chat: one open at a time, the next by the rule or from completion; over HTTP, both databases."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Tuesday 24 November 2026, 10:00 in Beijing."""
    async with stage(database_url) as opened:
        await opened.ask("/list", opened.bo)
        yield opened


async def listed(scene: Stage) -> list[str]:
    return (await scene.ask("/list")).splitlines()[1:]


async def press(scene: Stage, label: str) -> None:
    """Ann presses the newest button of that label."""
    await scene.quiet()
    shown = [
        one for one in await scene.client.sent(scene.chat) if any(b.text == label for row in one.buttons for b in row)
    ]
    await scene.client.click(shown[-1], label, scene.ann)
    await scene.quiet()


async def test_the_next_comes_by_the_rule_when_one_is_done_and_goes_with_what_is_taken_back(scene: Stage) -> None:
    card = await scene.ask("/task Send the report @ann every last workday #paper")
    assert card.startswith("#1 Send the report")
    assert "Due: Mon 30 Nov" in card
    told = await scene.answered("#1 repeats")
    assert told.text == (
        "#1 repeats on the last working day of every month, one at a time. Done in time, the next is due Thu 31 Dec."
    )
    await scene.say("/done 1", scene.ann)
    await scene.quiet()
    assert ["#2 Send the report" in line for line in await listed(scene)] == [True]
    second = await scene.ask("/list 2")
    assert "Due: Thu 31 Dec" in second
    assert "Owner: Ann Lee" in second
    assert "Repeats on the last working day of every month, one at a time" in second
    assert "#2 Send the report" in await scene.ask("/list #paper")

    await scene.restart()
    await scene.ask("/undo")
    await scene.quiet()
    assert ["#1 Send the report" in line for line in await listed(scene)] == [True]
    await scene.say("#1 done", scene.ann)
    await scene.quiet()
    assert ["#3 Send the report" in line for line in await listed(scene)] == [True]
    await scene.say("/update 1 reopened", scene.ann)
    await scene.quiet()
    assert ["#1 Send the report" in line for line in await listed(scene)] == [True]


async def test_from_completion_late_dropped_edited_and_stopped(scene: Stage) -> None:
    said = await scene.say("/task Clean the filters every 2 weeks after completion")
    assert "Due: Tue 8 Dec" in (await scene.reply_to(said)).text
    assert "2 weeks after it is done" in (await scene.answered("repeats")).text
    await scene.advance(timedelta(days=20))
    await scene.say("/done 1")
    await scene.quiet()
    assert "Due: Mon 28 Dec" in await scene.ask("/list 2")

    await scene.say("/update 2 drop: not needed")
    dropped = await scene.answered("#2 is dropped")
    assert dropped.text == "#2 is dropped. It repeats 2 weeks after it is done: #3 is due Mon 28 Dec."
    await press(scene, "Stop repeating")
    await scene.say("/done 3")
    await scene.quiet()
    assert await scene.ask("/list") == "Open tasks: none."

    weekly = await scene.say("/task Water the plants every Friday")
    await scene.answered("#4 repeats every Friday")
    assert "1. #4 Water the plants, every Friday" in await scene.ask("/repeat")
    await scene.client.edit(weekly, "/task Water the plants every Monday at 9:00")
    await scene.answered("#4 repeats every Monday at 09:00")
    await scene.client.edit(weekly, "/task Water the plants by Friday")
    await scene.answered("no next one comes")
    assert "No task repeats here" in await scene.ask("/repeat")


async def test_a_chinese_group_and_a_private_list_repeat_too(scene: Stage) -> None:
    chinese = await scene.client.chat("supergroup", title="展览", members=[scene.bo], admins=[scene.ann, scene.bot])
    await scene.ask("/task 报送周报 每周五", chat=chinese)
    told = await scene.answered("重复任务", chat=chinese)
    assert told.text == "#1 为重复任务：每周五，办结一项再列下一项。按期办结的，下一项完成时限 12月4日（周五）。"
    own = await scene.client.private(scene.bo, scene.bot)
    await scene.client.say(own, scene.bo, "/task Back up the disk every day")
    await scene.answered("#1 repeats every day", chat=own)
    await scene.client.say(own, scene.bo, "/done 1")
    await scene.quiet()
    await scene.client.say(own, scene.bo, "/repeat")
    assert "1. #2 Back up the disk, every day" in (await scene.answered("Repeating", chat=own)).text

    await scene.say("ACTION: Bo Chen to call the caterer every Monday")
    assert (await scene.answered("#1 repeats every Monday")).text.endswith("the next is due Mon 7 Dec.")
    assert "Owner: Bo Chen" in await scene.ask("/list 1")
