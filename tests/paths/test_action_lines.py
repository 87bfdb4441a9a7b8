"""Action lines open tasks by chat, once: addressed, or where the group lets the bot listen; a recap opens nothing."""

from collections.abc import AsyncIterator

import pytest

from playground import views
from tests.paths import boards, cases
from tests.stage import Stage


async def begin(scene: Stage) -> None:
    await scene.ask("/task Something else")
    await scene.say("hello", scene.bo)
    await scene.quiet()


@pytest.fixture
async def scene(standing: Stage) -> AsyncIterator[Stage]:
    async with standing.fresh(begin) as opened:
        yield opened


async def posted(scene: Stage) -> list[views.MessageView]:
    await scene.quiet()
    return (await boards.others(scene))[1:]


@cases.each(
    [
        (
            "ACTION: Bo to send the contract by 4 Dec",
            ["#2 send the contract", "Owner: Bo Chen", "Due: Fri 4 Dec, 18:00"],
        ),
        ("@MusterTestBot todo: dish soap", ["#2 dish soap", "No owner", "No due date"]),
        ("#action bo to print the badges", ["#2 print the badges", "Owner: Bo Chen", "No due date"]),
        ("[ACTION] bo will print", ["#2 print", "Owner: Bo Chen", "No due date"]),
        ("行动项：@bo 签合同 12月4日前", ["#2 签合同", "Owner: Bo Chen", "Due: Fri 4 Dec, 18:00"]),
        ("任务：签合同 @bo 12月4日前", ["#2 签合同", "Owner: Bo Chen", "Due: Fri 4 Dec, 18:00"]),
        ("签订合同（责任部门：会务组；完成时限：12月4日）", ["#2 签订合同", "Owner: 会务组", "Due: Fri 4 Dec, 18:00"]),
    ]
)
async def test_an_action_line_is_answered_with_the_card_of_its_task(scene: Stage, typed: str, lines: list[str]) -> None:
    card = await scene.reply_to(await scene.say(typed))
    for shown, line in zip(card.text.splitlines(), lines, strict=False):
        assert shown.startswith(line)


async def test_a_recap_opens_nothing_twice(scene: Stage) -> None:
    await scene.reply_to(await scene.say("ACTION: Bo to send the contract"))
    await scene.quiet()
    before = len(await posted(scene))
    await scene.say("Minutes\nACTION: Bo to send the contract\nACTION-2: Bo is on it")

    assert len(await posted(scene)) == before


async def test_a_date_of_two_readings_is_asked_and_the_task_made_by_the_press(scene: Stage) -> None:
    question = await scene.reply_to(await scene.say("ACTION: Bo to send the contract by next Friday"))

    assert "can be several days" in question.text
    assert "No task #2" in await scene.ask("/list 2")
    await scene.client.click(question, question.buttons[0][0].text, scene.ann)
    await scene.quiet()
    assert "Due: Fri" in (await scene.ask("/list 2"))


@cases.each(["> ACTION: Bo to send it", "the action: movie", "https://action://x", "todo: dish soap"])
async def test_what_is_no_action_of_the_writers_opens_nothing(scene: Stage, typed: str) -> None:
    await scene.say(typed)
    assert await posted(scene) == []


async def test_an_edited_action_line_keeps_its_task(scene: Stage) -> None:
    said = await scene.say("ACTION: Bo to send the contract")
    await scene.reply_to(said)
    await scene.client.edit(said, "ACTION: Bo to send the contract by 4 Dec")
    await scene.quiet()

    assert "Due: Fri 4 Dec" in await scene.ask("/list 2")
    assert "No task #3" in await scene.ask("/list 3")
