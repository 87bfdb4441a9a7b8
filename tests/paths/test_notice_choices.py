"""A notice to some of the groups, with a file, and with tasks put on hold, over HTTP."""

from collections.abc import AsyncIterator

import pytest

from playground.client_deeds import Sent
from tests.paths import committees
from tests.paths.committees import last, now, press
from tests.stage import Stage


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with committees.gathered(sqlite_url) as opened:
        yield opened


async def test_a_notice_with_its_file_goes_to_the_groups_picked_and_is_taken_back_with_it(scene: Stage) -> None:
    # given a file, answered with a notice to two groups by their codes
    form = await scene.client.send(scene.chat, scene.ann, Sent(b"form", "form.pdf", "document"))
    wrong = await scene.reply_to(await scene.say("/notice EXH,LGO Badge photos", reply_to=form.id))
    assert wrong.text.startswith("Nothing was sent: there is no group LGO.")
    preview = await scene.reply_to(await scene.say("/notice EXH,MED Badge photos by Mon 30 Nov", reply_to=form.id))
    assert "Only to: EXH, MED" in preview.text and "With it: file" in preview.text

    # when Guests is taken in and left out again by a button, over a restart
    await press(scene, preview, "Groups…")
    assert "Goes to 3 groups so far." in await press(scene, await now(scene, preview), "GUE")
    await scene.restart()
    assert "Goes to 2 groups so far." in await press(scene, await now(scene, preview), "✓ GUE")
    assert "Only to: EXH, MED" in await press(scene, await now(scene, preview), "Back")
    await press(scene, await now(scene, preview), "Send")

    # then only Exhibition has it, with the file, and Media is counted
    assert [one.file.name for one in await scene.client.sent(scene.others["Hall"]) if one.file] == ["form.pdf"]
    file = await last(scene, "Hall", "To notice 1")
    assert not [one for one in await scene.client.sent(scene.others["Guests"]) if "Badge" in one.text]
    live = await scene.reply_to(await scene.say("/notice 1"))
    assert "0 of 2 confirmed" in live.text and "one reminder" in live.text

    # and a word in reply to the file is a receipt, a picture a question with its file
    await scene.quiet()
    said = await scene.client.say(scene.others["Hall"], scene.bo, "收到", reply_to=file.id)
    assert await scene.reaction_on(said) == "✍"
    await scene.client.send(scene.others["Hall"], scene.bo, Sent(b"mine", "mine.pdf", "document"), reply_to=file.id)
    await scene.quiet()
    asked = await last(scene, "committee", "Notice 1, EXH, Bo Chen")
    assert asked.file is not None and asked.file.name == "mine.pdf"

    # and the withdrawal takes the file
    await press(scene, await now(scene, live), "Withdraw…")
    await press(scene, await now(scene, live), "Withdraw")
    await scene.quiet()
    assert "withdrawn" in (await now(scene, live)).text
    assert not [one for one in await scene.client.sent(scene.others["Hall"]) if one.file]


async def test_an_urgent_notice_puts_tasks_on_hold_in_the_same_step_and_sets_them_free(scene: Stage) -> None:
    hall = scene.others["Hall"]
    await scene.reply_to(await scene.say("/task EXH Hang the lamps"))
    await scene.say("/update 2 waits for 1", scene.bo, chat=hall)
    await scene.quiet()
    wrong = await scene.reply_to(await scene.say("/notice urgent hold EXH-77 Hall closed"))
    assert wrong.text.startswith("Nothing was changed: there is no task EXH-77.")
    preview = await scene.reply_to(await scene.say("/notice urgent hold all on EXH-1 Hall closed"))
    assert "No group is in its quiet hours now." in preview.text
    assert "1 task goes on hold with it: EXH-2" in preview.text

    # when other tasks are named instead, nothing is on hold before it is sent
    await press(scene, preview, "Hold tasks…")
    prompt = await last(scene, "committee", "Which tasks")
    typed = await scene.say("EXH-2, GUE-1", reply_to=prompt.id)
    preview = await scene.reply_to(typed)
    assert "2 tasks go on hold with it: EXH-2, GUE-1" in preview.text
    assert "on hold" not in (await scene.reply_to(await scene.say("/list EXH-2"))).text.lower()
    sent = await press(scene, preview, "Send")
    assert sent == "Notice 1 went to 2 groups.\n2 tasks are on hold from now on."

    # then each group is told of its own, and the cards say why
    assert "nobody is reminded of them: #2" in (await last(scene, "Hall", "Hall closed")).text
    assert "notice 1: Hall closed" in (await scene.reply_to(await scene.say("/list EXH-2"))).text
    answered = await press(scene, await last(scene, "Guests", "Hall closed"), "Nothing urgent", scene.others["cy"])
    assert "✓ GUE: confirmed" in answered and "nothing urgent" in answered

    # and what a group has taken up again stays with it; the others go on by one tap
    await scene.say("/update 2 unblocked", scene.bo, chat=hall)
    await scene.quiet()
    live = await scene.reply_to(await scene.say("/notice 1"))
    assert "1 task is on hold by it." in live.text
    assert "on hold" not in await press(scene, live, "Free tasks")
    assert "on hold" not in (await scene.reply_to(await scene.say("/list GUE-1"))).text.lower()
