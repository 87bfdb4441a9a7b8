"""Plain words by chat: certain ones are done, others' and unsure ones are asked, everything else is silence."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from playground import views
from tests.paths import boards, cases
from tests.stage import Stage, stage


async def begin(scene: Stage) -> None:
    """A group in which Ann has a booth plan and a manual, Bo another manual."""
    await scene.ask("/task Booth plan @ann\nExhibitor manual @ann\nVolunteer manual @ann\nFreight quotes @bo")
    await scene.say("hello", scene.bo)
    await scene.quiet()


@pytest.fixture
async def scene(standing: Stage) -> AsyncIterator[Stage]:
    async with standing.fresh(begin) as opened:
        yield opened


@pytest.fixture
async def alone(database_url: str) -> AsyncIterator[Stage]:
    """The same on a stage of its own, whose clock and bot may change."""
    async with stage(database_url) as opened:
        await opened.begin(begin)
        yield opened


async def posted(scene: Stage) -> list[views.MessageView]:
    """What the bot posted after the list of the first tasks."""
    await scene.quiet()
    return (await boards.others(scene))[1:]


async def state(scene: Stage, number: int) -> str:
    return (await scene.reply_to(await scene.say(f"/list {number}"))).text


@cases.each(
    [
        ("#1 60%, quote received", "Moving, 60%"),
        ("booth plan done", "Done"),
        ("@MusterTestBot booth plan done", "Done"),
        ("@MusterTestBot: 1 完成了", "Done"),
        ("#1 blocked: no budget", "Blocked: no budget"),
        ("@MusterTestBot 1 做到六成，等印厂报价", "Moving, 60%"),
        ("#1 rename to Stand plan", "#1 Stand plan"),
        ("#1 on hold until 12 Jan: budget", "On hold until Tue 12 Jan 2027: budget"),
        ("进展：1 60%", "Moving, 60%"),
        ("完成：1", "Done"),
        ("@MusterTestBot 完成 1", "Done"),
    ]
)
async def test_a_clear_update_of_ones_own_task_is_done_quietly(scene: Stage, typed: str, shown: str) -> None:
    said = await scene.say(typed)
    if "rename" not in typed and "hold" not in typed:
        assert await scene.reaction_on(said) == "✍"
        assert await posted(scene) == []
    assert shown in await state(scene, 1)


@cases.each(
    [
        "thanks for the booth plan!",
        "is the booth plan done?",
        "#1 is it done?",
        "we meet at 8",
        "freight quotes done",
        "manual finished?",
        "2号馆 8点集合",
        "接龙：\n1. Ann\n2. Bo done",
    ]
)
async def test_what_is_no_update_is_met_with_silence(scene: Stage, typed: str) -> None:
    await scene.say(typed)
    assert await posted(scene) == []


async def test_words_that_fit_two_tasks_are_asked_and_only_their_author_answers(scene: Stage) -> None:
    question = await scene.reply_to(await scene.say("@MusterTestBot manual finished"))

    assert question.text == '"manual" fits 2 tasks. Which one is done?\nNothing is recorded until Ann Lee chooses.'
    assert [b.text for row in question.buttons for b in row] == [
        "#2 Exhibitor manual",
        "#3 Volunteer manual",
        "Neither",
    ]
    press = await scene.client.click(question, "#2 Exhibitor manual", scene.bo)
    await scene.quiet()
    assert (await scene.client.answer(press.id) or {}).get("text") == "For Ann Lee to answer."
    assert "Not started" in await state(scene, 2) or "Done" not in await state(scene, 2)
    await scene.client.click(question, "#2 Exhibitor manual", scene.ann)
    await scene.quiet()
    assert "Done" in await state(scene, 2)


async def test_neither_records_nothing(scene: Stage) -> None:
    question = await scene.reply_to(await scene.say("@MusterTestBot manual finished"))
    await scene.client.click(question, "Neither", scene.ann)
    await scene.quiet()

    shown = next(one for one in await scene.client.sent(scene.chat) if one.id == question.id)
    assert shown.text == '"manual": not recorded.'
    assert not shown.buttons


async def test_anothers_task_is_asked_of_its_owner(scene: Stage) -> None:
    question = await scene.reply_to(await scene.say("@MusterTestBot freight quotes done"))

    assert "Bo Chen, is that right?" in question.text
    await scene.client.click(question, "Yes, done", scene.bo)
    await scene.quiet()
    assert "Done" in await state(scene, 4)


async def test_several_lines_are_done_and_the_rest_is_asked(scene: Stage) -> None:
    said = await scene.say("@MusterTestBot\n1 done\n2 60%\nfreight quotes blocked: no price")

    assert await scene.reaction_on(said) == "✍"
    await scene.quiet()
    assert len(await posted(scene)) == 1
    assert "Done" in await state(scene, 1)
    assert "60%" in await state(scene, 2)


async def test_an_unanswered_question_becomes_a_note_after_a_day(alone: Stage) -> None:
    question = await alone.reply_to(await alone.say("@MusterTestBot #1 done? I think so"))
    await alone.quiet()
    await alone.advance(timedelta(hours=25))
    await alone.quiet()

    shown = next(one for one in await alone.client.sent(alone.chat) if one.id == question.id)
    assert shown.text.endswith("not answered, kept as a note of #1.")
    assert not shown.buttons


async def test_a_reply_to_a_card_needs_no_number(scene: Stage) -> None:
    card = await scene.reply_to(await scene.say("/list 1"))
    said = await scene.say("60%, waiting for the drawing", reply_to=card)

    assert await scene.reaction_on(said) == "✍"
    assert "60%" in await state(scene, 1)


async def test_received_is_no_update(scene: Stage) -> None:
    card = await scene.reply_to(await scene.say("/list 1"))
    await scene.quiet()
    before = len(await boards.others(scene))
    await scene.say("收到", reply_to=card)
    await scene.quiet()

    assert len(await boards.others(scene)) == before


async def test_an_edited_line_takes_the_place_of_what_it_said(scene: Stage) -> None:
    said = await scene.say("booth plan done")
    await scene.reaction_on(said)
    await scene.client.edit(said, "booth plan 60%")
    await scene.quiet()

    assert "60%" in await state(scene, 1)


async def test_what_was_said_by_mistake_is_taken_back_in_words(scene: Stage) -> None:
    await scene.reaction_on(await scene.say("booth plan done"))
    answer = await scene.ask("@MusterTestBot 打错了")

    assert answer.startswith("Taken back")


async def test_an_answer_may_be_typed_by_whoever_may_press(scene: Stage) -> None:
    question = await scene.reply_to(await scene.say("@MusterTestBot manual finished"))
    await scene.quiet()
    refused = await scene.ask("3", scene.bo, reply_to=question)
    assert refused == "For Ann Lee to answer."
    await scene.say("#3", reply_to=question)
    await scene.quiet()
    assert "Done" in await state(scene, 3)
    assert "Done" not in await state(scene, 2)

    asked = await scene.reply_to(await scene.say("@MusterTestBot freight quotes done"))
    await scene.quiet()
    await scene.say("Yes.", scene.bo, reply_to=asked)
    await scene.quiet()
    assert "Done" in await state(scene, 4)


async def test_what_a_reply_to_the_digest_says_of_a_task_is_never_lost(alone: Stage) -> None:
    await alone.ask("/due 1 2026-11-25")
    await alone.advance(timedelta(hours=22, minutes=31))
    digest = await alone.answered("Today, Wed 25 Nov")
    await alone.quiet()
    for typed in ("1 will be late", "1 还差两家报价", "#1 nobody picks up", "1 called, nobody answered"):
        assert await alone.reaction_on(await alone.say(typed, reply_to=digest)) == "✍"
    told = await state(alone, 1)
    assert "called, nobody answered" in told
    assert "will be late" in told or "nobody picks up" in told

    await alone.say("2 by Friday", reply_to=digest)
    await alone.quiet()
    assert "Due: Fri 27 Nov" in await state(alone, 2)
    refused = await alone.ask("the caterer never called back", reply_to=digest)
    assert refused.startswith("Not recorded: which task is this about?")

    before = len(await boards.others(alone))
    for typed in (
        "thanks",
        "well done everybody",
        "see you tomorrow",
        "3 people will come",
        "8点集合大家别迟到",
        "1 is it done?",
        "收到",
    ):
        await alone.say(typed, reply_to=digest)
    await alone.quiet()
    assert len(await boards.others(alone)) == before
    assert "people will come" not in await state(alone, 3)


async def test_a_day_said_of_the_work_moves_no_date_unless_it_is_tapped(scene: Stage) -> None:
    await scene.ask("/due 1 2026-12-04")
    assert await scene.reaction_on(await scene.say("@MusterTestBot booth plan will be done tomorrow")) == "✍"
    assert "Fri 4 Dec" in await state(scene, 1)
    later = await scene.reply_to(await scene.say("#1 will be ready on 9 December"))
    assert "Fri 4 Dec" in await state(scene, 1)
    await scene.client.click(later, later.buttons[0][0].text, scene.ann)
    await scene.quiet()
    assert "Wed 9 Dec" in await state(scene, 1)
