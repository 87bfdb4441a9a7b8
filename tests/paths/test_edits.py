"""Edited, repeated and foreign messages, by chat: each line has its effect once; on both databases, over HTTP."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from playground import views
from tests.paths import cases, people
from tests.stage import Stage


async def begin(scene: Stage) -> None:
    """Ann's task with its card; Bo has been seen."""
    await scene.ask("/list", scene.bo)
    scene.others["card"] = await scene.reply_to(await scene.say("/task Sign the contract @ann by 2026-12-04"))
    await scene.quiet()


@pytest.fixture
async def scene(standing: Stage) -> AsyncIterator[Stage]:
    async with standing.fresh(begin) as opened:
        yield opened


async def card(scene: Stage) -> str:
    return (await people.now(scene, scene.others["card"])).text


async def edit(scene: Stage, message: views.MessageView, text: str, **how: Any) -> None:
    """Somebody changes what they wrote, once the bot has read it."""
    await scene.quiet()
    await scene.client.edit(message, text, **how)
    await scene.quiet()


# -- the same task, said otherwise ------------------------------------------------------


async def test_an_edited_task_is_the_same_task_in_other_words(scene: Stage) -> None:
    """F021."""
    said = await scene.say("/task Order badges @ann by 2026-12-01")
    shown = await scene.reply_to(said)
    await edit(scene, said, "/task Order 300 badges @bo by 2026-12-02 !")

    lines = (await people.now(scene, shown)).text.splitlines()
    assert lines[:3] == [
        "#2 Order 300 badges ★",
        "Owner: Bo Chen",
        "Due: Wed 2 Dec, 18:00 Beijing, in 6 working days",
    ]
    assert "#2 Order 300 badges: Ann Lee → Bo Chen" in people.lines(await people.posts(scene))
    assert "#3" not in await scene.ask("/list")


async def test_a_line_added_is_a_task_added_and_the_others_stay(scene: Stage) -> None:
    said = await scene.say("/task Order badges\nPrint the manual")
    await edit(scene, said, "/task Order badges\nCall the hall\nPrint the manual")

    titles = [line.split(",")[0] for line in (await scene.ask("/list")).splitlines()[1:]]
    assert titles == ["#1 Sign the contract", "#2 Order badges", "#3 Print the manual", "#4 Call the hall"]


async def test_an_edit_that_changes_nothing_says_nothing(scene: Stage) -> None:
    said = await scene.say("/update 1 60% quote received")
    before = await people.posts(scene)
    for _ in range(2):
        await edit(scene, said, "/update 1 60% quote received")

    assert await people.posts(scene) == before
    assert (await scene.ask("/list 1")).count("60% quote received") == 2  # the last word, and once in the history


@cases.each([True, False])
async def test_a_reworded_line_replaces_what_it_said(scene: Stage, plain: bool) -> None:
    first, second = ("#1 60%", "#1 40%") if plain else ("/update 1 60%", "/update 1 40%")
    said = await scene.say(first)
    await edit(scene, said, second)

    assert "Moving, 40%" in await card(scene)
    await scene.ask("/undo")
    assert "Moving" not in await card(scene)


async def test_a_corrected_number_moves_the_effect_to_the_other_task(scene: Stage) -> None:
    await scene.ask("/task Order badges @ann")
    said = await scene.say("/done 1 printed")
    await edit(scene, said, "/done 2 printed")

    assert "Done" not in await card(scene)
    assert "Done, Tue 24 Nov" in await scene.ask("/list 2")


async def test_the_same_words_under_another_command_are_another_line(scene: Stage) -> None:
    said = await scene.say("/done 1 signed")
    await edit(scene, said, "/update 1 signed")

    assert "Done" not in await card(scene)
    assert "Last word, Tue 24 Nov: signed" in await card(scene)


async def test_only_the_changed_line_of_several_is_read_again(scene: Stage) -> None:
    await scene.ask("/task Order badges @ann")
    said = await scene.say("#1 60%\n#2 30%")
    await scene.say("/update 2 50%")
    await edit(scene, said, "#1 80%\n#2 30%")

    assert "Moving, 80%" in await card(scene)
    assert "Moving, 50%" in await scene.ask("/list 2")


# -- what somebody changed since ---------------------------------------------------------------


async def test_what_somebody_changed_since_is_not_overwritten_but_asked(scene: Stage) -> None:
    await scene.ask("/assign 1 +@bo")
    said = await scene.say("/update 1 60%")
    await scene.say("/update 1 70%", scene.bo)
    await edit(scene, said, "/update 1 80%")
    question = await scene.answered("Not recorded: Bo Chen changed #1 Sign the contract since.")

    assert 'Record "/update 1 80%" all the same?' in question.text
    assert "Moving, 70%" in await card(scene)
    _, toast = await people.press(scene, question, "Record it", scene.bo)
    assert toast == "For Ann Lee to answer."
    await people.press(scene, question, "Record it")
    assert "Moving, 80%" in await card(scene)


async def test_it_may_be_left_as_the_other_made_it(scene: Stage) -> None:
    await scene.ask("/assign 1 +@bo")
    said = await scene.say("/update 1 60%")
    await scene.say("/update 1 70%", scene.bo)
    await edit(scene, said, "/update 1 80%")
    question = await scene.answered("Not recorded: Bo Chen changed")
    shown, _ = await people.press(scene, question, "Leave it")

    assert shown.text == "Left as it was."
    assert "Moving, 70%" in await card(scene)


async def test_of_a_reworded_task_only_what_nobody_touched_is_renewed(scene: Stage) -> None:
    said = await scene.say("/task Order badges @ann by 2026-12-01")
    shown = await scene.reply_to(said)
    await scene.ask("/due 2 10 Dec", scene.bo)
    await edit(scene, said, "/task Order 300 badges @ann by 2026-12-02")
    question = await scene.answered("Not changed: Bo Chen changed this of #2 Order 300 badges since: due date.")

    text = (await people.now(scene, shown)).text
    assert "#2 Order 300 badges" in text
    assert "Due: Thu 10 Dec" in text
    await people.press(scene, question, "Record it")
    assert "Due: Wed 2 Dec" in (await people.now(scene, shown)).text


# -- what is gone -------------------------------------------------------------------------------


@cases.each(["never mind", "#1", "/help"])
async def test_a_line_taken_out_is_asked_about_and_taken_back_on_yes(scene: Stage, left: str) -> None:
    said = await scene.say("/done 1 signed")
    await edit(scene, said, left)
    question = await scene.answered("Ann Lee took out of the message")

    assert "Done, Tue 24 Nov" in await card(scene)
    _, toast = await people.press(scene, question, "Take back", scene.bo)
    assert toast == "For Ann Lee to answer."
    shown, _ = await people.press(scene, question, "Take back")
    assert shown.text == "Taken back: #1."
    assert "Done" not in await card(scene)


async def test_it_is_asked_once_however_often_the_message_changes(scene: Stage) -> None:
    said = await scene.say("/done 1 signed")
    for text in ("never mind", "never mind, really", "well"):
        await edit(scene, said, text)

    asked = [text for text in await people.posts(scene) if "took out of the message" in text]
    assert len(asked) == 1


async def test_a_task_whose_line_is_gone_is_dropped_only_on_yes(scene: Stage) -> None:
    said = await scene.say("/task Order badges\nPrint the manual")
    await edit(scene, said, "/task Order badges")
    question = await scene.answered('Ann Lee took out of the message: "Print the manual".')
    assert "#3 Print the manual" in await scene.ask("/list")
    kept, _ = await people.press(scene, question, "Keep it")

    assert kept.text == "Kept as it was recorded."
    assert "#3 Print the manual" in await scene.ask("/list")


async def test_what_somebody_changed_since_is_not_taken_back(scene: Stage) -> None:
    await scene.ask("/assign 1 +@bo")
    said = await scene.say("/update 1 60%")
    await scene.say("/update 1 70%", scene.bo)
    await edit(scene, said, "well")
    question = await scene.answered("took out of the message")
    _, toast = await people.press(scene, question, "Take back")

    assert toast == "Not changed: Bo Chen has changed #1 Sign the contract since."
    assert "Moving, 70%" in await card(scene)


async def test_a_line_that_was_undone_is_not_asked_about(scene: Stage) -> None:
    said = await scene.say("/update 1 60%")
    await scene.quiet()
    await scene.ask("/undo")
    await edit(scene, said, "well")

    assert not any("took out" in text for text in await people.posts(scene))


# -- edits of strangers ------------------------------------------------------------------------


async def test_an_edit_of_plain_talk_is_nothing(scene: Stage) -> None:
    """F022."""
    said = await scene.say("good morning")
    before = await people.posts(scene)
    await edit(scene, said, "good morning all")

    assert await people.posts(scene) == before


async def test_an_edit_that_makes_talk_a_report_counts_once(scene: Stage) -> None:
    said = await scene.say("1 is done")
    await edit(scene, said, "#1 done")
    await edit(scene, said, "#1 done")

    assert "Done, Tue 24 Nov" in await card(scene)


async def test_an_edit_of_a_message_never_seen_is_handled_once_as_new(scene: Stage) -> None:
    """F023."""
    said = await scene.say("hello")
    await scene.quiet()
    for text in ("/task Order badges", "/task Order badges", "/task Order 300 badges"):
        message = {
            **said.raw,
            "message_id": 4_000,
            "text": text,
            "edit_date": said.raw["date"] + 5,
            "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
        }
        await scene.client.inject({"edited_message": message}, scene.bot)
    await scene.quiet()
    await scene.client.forgive()

    assert [line.split(",")[0] for line in (await scene.ask("/list")).splitlines()[1:]] == [
        "#1 Sign the contract",
        "#2 Order 300 badges",
    ]


async def test_the_same_update_twice_has_one_effect(scene: Stage) -> None:
    await scene.say("/update 1 60% quote received")
    await scene.quiet()
    await scene.client.bring_back(2, scene.bot)
    await scene.quiet()

    history = (await scene.ask("/list 1")).splitlines()
    assert len([line for line in history if line.endswith("Ann Lee: 60% quote received")]) == 1


async def test_in_chinese_it_is_asked_in_chinese(scene: Stage) -> None:
    chat = await scene.client.chat("supergroup", title="展览", admins=[scene.ann, scene.bot])
    await scene.reply_to(await scene.say("/task 落实主会场 @ann", chat=chat))
    said = await scene.say("#1 完成了", chat=chat)
    await edit(scene, said, "看错了")
    question = await scene.answered("Ann Lee的消息已删去“#1 完成了”。是否一并撤回？", chat=chat)

    assert people.labels(question) == ["撤回", "保留"]
    shown, _ = await people.press(scene, question, "撤回")
    assert shown.text == "已撤回：#1。"
