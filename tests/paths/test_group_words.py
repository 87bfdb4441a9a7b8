"""Words in private about groups' tasks: done in the group that is meant, asked where several are; over HTTP."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from playground import views
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Bo has tasks in two groups, Exhibition and Venue, and began a private chat; Ann leads none and has one."""
    async with stage(database_url) as opened:
        venue = await opened.client.chat(
            "supergroup", title="Venue", members=[opened.bo], admins=[opened.ann, opened.bot]
        )
        for chat in (opened.chat, venue):
            await opened.ask("/list", opened.bo, chat=chat)
        await opened.ask("/task Sign the lease @bo by 2026-11-26\nOrder badges @ann\nPrint the manual @bo")
        await opened.ask("/task Test the lights @bo by 2026-11-26\nRent chairs @ann", chat=venue)
        opened.others["private"] = await opened.client.private(opened.bo, opened.bot)
        opened.others["venue"] = venue
        await opened.client.say(opened.others["private"], opened.bo, "/start")
        await opened.quiet()
        yield opened


async def told(scene: Stage, text: str, **how: object) -> views.MessageView:
    """Bo writes the bot in private; its newest message there."""
    await scene.say(text, scene.bo, chat=scene.others["private"], **how)
    return await newest(scene)


async def newest(scene: Stage) -> views.MessageView:
    await scene.quiet()
    return (await scene.client.sent(scene.others["private"]))[-1]


async def card(scene: Stage, number: int, chat: views.ChatView) -> str:
    return (await scene.reply_to(await scene.say(f"/list {number}", chat=chat))).text


async def test_one_group_that_is_meant_is_told_by_name_and_answered_again(scene: Stage) -> None:
    assert (await told(scene, "#3 60% quote received")).text == "Exhibition\n#3 Print the manual: moving, 60%"
    assert (await told(scene, "lights are tested, done")).text == "Venue\n#1 Test the lights: done"
    echo = await newest(scene)
    assert "#1 Test the lights" in (await told(scene, "not done after all", reply_to=echo)).text
    assert "Moving, 60%" in await card(scene, 3, scene.chat)
    assert "Done" not in await card(scene, 1, scene.others["venue"])
    assert (await told(scene, "Exhibition-1 done")).text == "Exhibition\n#1 Sign the lease: done"


async def test_words_that_fit_two_groups_are_asked_and_survive_a_restart(scene: Stage) -> None:
    question = await told(scene, "1 done")
    assert question.text.startswith('"1 done" fits tasks of 2 groups. Which one is meant?')
    labels = [button.text for row in question.buttons for button in row]
    assert labels == ["Exhibition-1 Sign the lease", "Venue-1 Test the lights", "Neither"]
    await scene.restart()
    await scene.client.click(question, "Venue-1 Test the lights", scene.bo)
    await scene.quiet()

    assert (await newest(scene)).text == "Venue\n#1 Test the lights: done"
    assert "Done" in await card(scene, 1, scene.others["venue"])
    assert "Done" not in await card(scene, 1, scene.chat)


async def test_a_reply_to_the_reminder_or_the_list_speaks_of_the_tasks_it_names(scene: Stage) -> None:
    await scene.advance(timedelta(hours=22, minutes=31))
    await scene.quiet()
    reminder = next(one for one in await scene.client.sent(scene.others["private"]) if one.text.startswith("Due soon"))
    assert "2 groups" in (await told(scene, "1 done", reply_to=reminder)).text
    await told(scene, "Venue-1 50%\nExhibition-1 done", reply_to=reminder)
    both = {one.text for one in (await scene.client.sent(scene.others["private"]))[-2:]}
    assert both == {"Exhibition\n#1 Sign the lease: done", "Venue\n#1 Test the lights: moving, 50%"}
    listed = await told(scene, "/list")
    assert "Venue-1" in listed.text
    assert (await told(scene, "3 blocked: no paper", reply_to=listed)).text.startswith("Exhibition\n#3 Print")
    assert "Moving, 50%" in await card(scene, 1, scene.others["venue"])


async def test_anothers_task_is_asked_of_its_owner_in_the_group_and_nothing_is_guessed(scene: Stage) -> None:
    answer = await told(scene, "chairs are rented, done")
    assert answer.text == "Venue\nAsked in the group; until the answer it stays as it was."
    asked = (await scene.client.sent(scene.others["venue"]))[-1]
    assert "Ann Lee, is that right?" in asked.text
    refused = (await told(scene, "hall decoration is completely done")).text
    assert refused.startswith("Not recorded: no task of yours")
    assert refused.endswith(("for example 1 done", "for example 3 done"))
    before = await newest(scene)
    assert (await told(scene, "thanks a lot!")).id == before.id
    assert (await told(scene, "undo that")).id != before.id


async def test_commands_with_numbers_are_of_the_group_too_and_taken_back_there(scene: Stage) -> None:
    assert (
        await told(scene, "/update Exhibition-3 60% proof read")
    ).text == "Exhibition\n#3 Print the manual: moving, 60%"
    assert (await told(scene, "/due 3 2026-12-04")).text == "Exhibition\n#3 Print the manual: due Fri 4 Dec"
    assert (await told(scene, "/undo")).text == (
        "Exhibition\nTaken back: #3 Print the manual has no due date again. It was Fri 4 Dec."
    )
    question = await told(scene, "/done 1 signed")
    await scene.client.click(question, "Exhibition-1 Sign the lease", scene.bo)
    await scene.quiet()
    assert (await newest(scene)).text == "Exhibition\n#1 Sign the lease: done"
    assert "Done" in await card(scene, 1, scene.chat)
    assert (await told(scene, "/done 9")).text == "No task #9 that this chat can see."


async def test_an_edit_and_a_card_in_private_are_of_the_same_group(scene: Stage) -> None:
    said = await scene.say("#3 60%", scene.bo, chat=scene.others["private"])
    await scene.quiet()
    await scene.client.edit(said, "#3 80%")
    await scene.quiet()
    assert "Moving, 80%" in await card(scene, 3, scene.chat)
    shown = await told(scene, "/list Exhibition-3")
    assert shown.text.startswith("#3 Print the manual")
    assert (await told(scene, "90%", reply_to=shown)).text == "Exhibition\n#3 Print the manual: moving, 90%"
