"""Several questions of one message: one post at a time, the next when the first is over, also after a restart."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from playground import views
from tests.stage import Stage, stage


async def begin(scene: Stage) -> None:
    await scene.ask("/list", scene.bo)
    await scene.ask(
        "/task Exhibitor manual @ann\nVolunteer manual @ann\nStage sound @ann\nStage lights @ann\nFreight quotes @bo"
    )
    await scene.quiet()


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        await opened.begin(begin)
        yield opened


async def asked(scene: Stage) -> list[views.MessageView]:
    """The questions that stand, by their buttons."""
    await scene.quiet()
    sent = await scene.client.sent(scene.chat)
    return [one for one in sent if any("t1:choose" in b.data or "t1:yes" in b.data for row in one.buttons for b in row)]


async def test_the_next_question_comes_when_the_one_before_is_answered(scene: Stage) -> None:
    await scene.say("@MusterTestBot\nmanual finished\nstage finished\nfreight quotes done")
    (first,) = await asked(scene)
    assert first.text.startswith('"manual" fits 2 tasks')
    await scene.restart()
    await scene.client.click(first, "#2 Volunteer manual", scene.ann)
    (second,) = await asked(scene)
    assert second.text.startswith('"stage" fits 2 tasks')
    await scene.say("3", reply_to=second)
    (third,) = await asked(scene)
    assert "Bo Chen, is that right?" in third.text
    await scene.client.click(third, "Yes, done", scene.bo)
    assert await asked(scene) == []
    for number in (2, 3, 5):
        assert "Done" in (await scene.reply_to(await scene.say(f"/list {number}"))).text


async def test_a_question_that_expires_makes_room_for_the_next(scene: Stage) -> None:
    await scene.say("@MusterTestBot\nmanual finished\nstage finished")
    assert len(await asked(scene)) == 1
    await scene.advance(timedelta(days=1, minutes=5))
    (second,) = await asked(scene)
    assert second.text.startswith('"stage" fits 2 tasks')
    await scene.advance(timedelta(hours=23))
    assert len(await asked(scene)) == 1
    await scene.advance(timedelta(hours=2))
    assert await asked(scene) == []


async def test_what_is_in_the_way_of_several_is_asked_in_one_post(scene: Stage) -> None:
    await scene.say("@MusterTestBot\n#1 blocked\n#3 blocked")
    await scene.quiet()
    sent = [one.text for one in await scene.client.sent(scene.chat) if "what is in the way" in one.text]
    assert len(sent) == 1
    assert "#1 Exhibitor manual" in sent[0]
    assert "#3 Stage sound" in sent[0]
