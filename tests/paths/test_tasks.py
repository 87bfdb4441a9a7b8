"""The main road by chat: a task from a message to the database and back, on both databases."""

from collections.abc import AsyncIterator

import pytest

from tests.paths import cases
from tests.stage import Stage


@pytest.fixture
async def scene(standing: Stage) -> AsyncIterator[Stage]:
    async with standing.fresh() as opened:
        yield opened


async def test_a_new_task_is_answered_with_its_card(scene: Stage) -> None:
    card = await scene.reply_to(await scene.say("/task Book the hall @ann by 2026-12-04"))

    assert card.text.splitlines()[:3] == [
        "#1 Book the hall",
        "Owner: Ann Lee",
        "Due: Fri 4 Dec, 18:00 Beijing, in 8 working days",
    ]
    assert [button.text for row in card.buttons for button in row] == ["Done", "Update", "Blocked", "More…"]


async def test_a_chinese_chat_is_answered_in_chinese(scene: Stage) -> None:
    card = await scene.reply_to(await scene.say("/task 落实主会场 12月4日前"))

    assert card.text.startswith("#1 落实主会场\n未明确责任人\n完成时限：12月4日（周五）18:00")


async def test_several_lines_make_several_tasks_and_one_answer(scene: Stage) -> None:
    said = await scene.say("/task Book the hall\nOrder badges @bo\nPrint the manual")
    answer = await scene.reply_to(said)
    await scene.quiet()

    assert answer.text.startswith("3 new tasks")
    assert len(await scene.client.sent(scene.chat)) == 1


async def test_ones_own_done_is_only_a_reaction_and_the_card_is_edited(scene: Stage) -> None:
    card = await scene.reply_to(await scene.say("/task Book the hall @ann"))
    said = await scene.say("/done 1 signed")

    assert await scene.reaction_on(said) == "✍"
    await scene.quiet()
    shown = next(one for one in await scene.client.sent(scene.chat) if one.id == card.id)
    assert "Done, Tue 24 Nov" in shown.text
    assert len(await scene.client.sent(scene.chat)) == 1


async def test_where_reactions_are_off_one_silent_line_says_it(scene: Stage) -> None:
    await scene.client.allow_reactions(scene.chat, [])
    await scene.ask("/task Book the hall @ann")
    answer = await scene.reply_to(await scene.say("/update 1 60% quote received"))

    assert answer.text == "#1 60%"
    assert answer.is_silent


async def test_anothers_task_is_asked_of_its_owner_and_answered_once(scene: Stage) -> None:
    await scene.ask("/task Book the hall @bo")
    await scene.say("hello", scene.bo)
    question = await scene.reply_to(await scene.say("/done 1", scene.ann))

    assert "Bo Chen, is that right?" in question.text
    press = await scene.client.click(question, "Yes, done", scene.ann)
    await scene.quiet()
    assert (await scene.client.answer(press.id) or {}).get("text") == "For Bo Chen to answer."
    await scene.client.click(question, "Yes, done", scene.bo)
    await scene.quiet()
    assert "Done" in (await scene.ask("/list 1"))


async def test_the_list_shows_open_tasks_in_due_order(scene: Stage) -> None:
    await scene.ask("/task Book the hall @ann by 2026-12-04\nOrder badges by 2026-12-01")
    lines = (await scene.ask("/list")).splitlines()

    assert lines == ["Open tasks: 2", "#2 Order badges, Tue 1 Dec", "#1 Book the hall, Fri 4 Dec, Ann Lee"]


async def test_undo_takes_back_the_last_change_whole(scene: Stage) -> None:
    await scene.ask("/task Book the hall @ann")
    await scene.say("/update 1 60% quote received")
    await scene.quiet()

    assert await scene.ask("/undo") == 'Taken back: #1 Book the hall stands at "not started" again. It was 60%.'


@cases.each(
    [
        ("/task", "Not recorded: what is to be done?"),
        ("/done", "Not recorded: which task is done?"),
        ("/done 99", "No task #99 that this chat can see."),
        ("/done 99999999999999999999", "Not recorded: no task has a number like 99999999999999999999."),
        ("/done ９９", "No task #99 that this chat can see."),
        ("/update 1", "Not recorded: what happened to #1?"),
        ("/task Call by 31 February", "Not recorded: there is no such day as"),
        ("/list 99", "No task #99 that this chat can see."),
        ("/undo", "Not changed: nothing of the last day to take back."),
    ]
)
async def test_bad_input_is_refused_kindly_with_an_example(scene: Stage, typed: str, answer: str) -> None:
    assert (await scene.ask(typed)).startswith(answer)


async def test_what_was_said_before_a_restart_is_there_after_it(scene: Stage) -> None:
    await scene.ask("/task Book the hall @ann by 2026-12-04")
    await scene.restart()

    assert "#1 Book the hall" in await scene.ask("/list")


async def test_f028_a_person_without_a_name_is_still_understood(scene: Stage) -> None:
    update = {
        "message": {
            "message_id": 900,
            "date": int(scene.clock.now().timestamp()),
            "chat": {"id": scene.chat.id, "type": "supergroup", "title": "Exhibition"},
            "from": {"id": 7_000_000_042, "is_bot": False, "first_name": ""},
            "text": "/task Book the hall me",
            "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
        },
    }
    await scene.client.inject(update, scene.bot)

    assert (await scene.answered("#1 Book the hall")).text
