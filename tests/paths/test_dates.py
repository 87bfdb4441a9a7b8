"""Dates by chat: what can be read in two ways is asked, what is none is refused with examples, nothing is guessed."""

from collections.abc import AsyncIterator

import pytest

from tests.paths import cases
from tests.stage import Stage


@pytest.fixture
async def scene(standing: Stage) -> AsyncIterator[Stage]:
    async with standing.fresh() as opened:
        yield opened


async def test_a_new_tasks_date_of_two_readings_is_asked_with_two_buttons(scene: Stage) -> None:
    question = await scene.reply_to(await scene.say("/task Book the hall by next Friday"))

    assert "Nothing is recorded until Ann Lee chooses." in question.text
    labels = [button.text for row in question.buttons for button in row]
    assert sorted(labels) == ["Fri 27 Nov", "Fri 4 Dec", "Neither"]
    assert "No task #1" in await scene.ask("/list 1")
    await scene.client.click(question, "Fri 4 Dec", scene.ann)
    await scene.quiet()
    assert "Due: Fri 4 Dec, 18:00" in await scene.ask("/list 1")


async def test_a_tasks_new_date_of_two_readings_is_asked_too(scene: Stage) -> None:
    await scene.ask("/task Book the hall @ann by 2026-12-11")
    question = await scene.reply_to(await scene.say("@MusterTestBot the hall booking #1 is moved to 3/12"))

    await scene.client.click(question, "Thu 3 Dec", scene.ann)
    await scene.quiet()
    assert "Thu 3 Dec" in await scene.ask("/list 1")


@cases.each(
    [
        ("/task Call by 31 February", 'there is no such day as "by 31 February"'),
        ("/task Call by the 45th", "as"),
        ("/task Report by T-30", "counts from the opening day"),
        ("/task 打电话 2月31日前", "没有"),
    ],
)
async def test_what_is_no_date_is_refused_with_examples(scene: Stage, typed: str, answer: str) -> None:
    said = await scene.ask(typed)
    assert answer in said
    assert "\n" in said


async def test_another_person_can_not_choose(scene: Stage) -> None:
    question = await scene.reply_to(await scene.say("/task Book the hall by next Friday"))
    press = await scene.client.click(question, "Fri 4 Dec", scene.bo)
    await scene.quiet()

    assert (await scene.client.answer(press.id) or {}).get("text") == "For Ann Lee to answer."
