"""A name on a task becomes the person when they are first seen; a name that two may bear is asked about."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from playground import views
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        yield opened


async def person(scene: Stage, first: str, last: str) -> views.UserView:
    one = await scene.client.user(username=None, first_name=first, last_name=last)
    await scene.client.join(scene.chat, one)
    return one


async def texts(scene: Stage) -> list[str]:
    await scene.advance(timedelta(minutes=1))
    await scene.quiet()
    return [one.text for one in await scene.client.sent(scene.chat)]


async def test_tasks_wait_for_a_name_in_either_script_and_it_is_said_once(scene: Stage) -> None:
    await scene.ask("/task Book the hall (Fay Ortiz)")
    await scene.ask("ACTION: Fay Ortiz to book the hall by 4 Dec")
    await scene.ask("ACTION: Fay Ortiz to print the badges")
    await scene.ask("ACTION: Li Min to call the caterer")
    fay = await person(scene, "Fay", "Ortiz")
    min_ = await person(scene, "李敏", "")
    await scene.say("hello", fay)
    await scene.say("hello", min_)

    await scene.advance(timedelta(minutes=1))
    await scene.answered("Fay Ortiz is here now: #2, #3 are theirs.")
    await scene.answered("李敏 is here now: #4 is theirs.")
    await scene.say("#2 60%", fay)
    assert "Moving, 60%" in await scene.ask("/list 2")
    told = await texts(scene)
    assert len([one for one in told if "is here now" in one]) == 2


async def test_a_part_of_a_name_is_put_to_the_leads(scene: Stage) -> None:
    await scene.ask("/task Something else")
    await scene.ask("ACTION: Fay to print the badges")
    fay = await person(scene, "Fay", "Ortiz")
    await scene.say("hello", fay)
    await scene.quiet()
    await scene.advance(timedelta(minutes=1))
    question = await scene.answered("#2: who is Fay?\nNothing changes until a lead chooses.")
    await scene.client.click(question, "Fay Ortiz", scene.ann)

    await scene.quiet()
    assert "Fay Ortiz is here now: #2 is theirs." in await texts(scene)
    assert "Owner: Fay Ortiz" in await scene.ask("/list 2")


async def test_a_name_that_two_bear_is_asked_before_a_task_is_made(scene: Stage) -> None:
    for last_name in ("Park", "Wong"):
        await scene.ask("/task Something else", await person(scene, "Cleo", last_name))
    question = await scene.reply_to(await scene.say("ACTION: Cleo to send the contract by 4 Dec"))

    assert "who is Cleo?" in question.text
    assert [b.text for row in question.buttons for b in row] == ["Cleo Park", "Cleo Wong", "Somebody else"]
    assert "No task #3" in await scene.ask("/list 3")
    await scene.client.click(question, "Cleo Wong", scene.ann)
    await scene.quiet()
    card = await scene.ask("/list 3")
    assert "Owner: Cleo Wong" in card
    assert "Fri 4 Dec" in card


async def test_who_is_meant_may_be_typed_by_name_or_user_name(scene: Stage) -> None:
    await scene.ask("/list", scene.bo)
    await scene.ask("/task Something else")
    await scene.ask("ACTION: Fay to print the badges")
    await scene.ask("ACTION: Guy to book the hall")
    for first, last in (("Fay", "Ortiz"), ("Guy", "Roux")):
        await scene.say("hello", await person(scene, first, last))
    await scene.quiet()
    await scene.advance(timedelta(minutes=1))
    who_is_fay = await scene.answered("#2: who is Fay?")
    who_is_guy = await scene.answered("#3: who is Guy?")

    assert (await scene.ask("Zhang Wei", reply_to=who_is_fay)).startswith(
        "Not changed: nobody here is called Zhang Wei."
    )
    await scene.say("fay ortiz", reply_to=who_is_fay)
    await scene.say("@bo", reply_to=who_is_guy)
    assert "Fay Ortiz is here now: #2 is theirs." in await texts(scene)
    assert "Owner: Fay Ortiz" in await scene.ask("/list 2")
    assert "Owner: Bo Chen" in await scene.ask("/list 3")
