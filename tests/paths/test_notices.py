"""A notice over HTTP: previewed, sent, confirmed in every way, asked about, reminded, changed, withdrawn."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from playground import views
from tests.paths import committees
from tests.paths.committees import last, now, press
from tests.stage import Stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with committees.gathered(database_url) as opened:
        yield opened


async def posted(scene: Stage, typed: str) -> views.MessageView:
    """The committee's live message after a notice was sent."""
    preview = await scene.reply_to(await scene.say(typed))
    await press(scene, preview, "Send")
    return await last(scene, "committee", "confirmed, by")


async def test_a_notice_is_confirmed_by_button_by_word_and_on_behalf(scene: Stage) -> None:
    preview = await scene.reply_to(await scene.say("/notice Badge photos by Mon 30 Nov\nForm attached."))
    assert "Goes to 2 groups. Nothing is sent yet." in preview.text
    assert "Without a chat: MED" in preview.text
    assert not [one for one in await scene.client.sent(scene.others["Hall"]) if "Badge" in one.text]
    await press(scene, preview, "Send")
    live = await last(scene, "committee", "confirmed, by")
    assert "0 of 3 confirmed, by Tue 24 Nov, 18:00" in live.text

    hall = await last(scene, "Hall", "Badge photos")
    assert hall.text.startswith("Notice 1: Badge photos by Mon 30 Nov\nExhibition, Tue 24 Nov")
    assert "EXH: not yet confirmed" in hall.text
    await scene.restart()
    assert "✓ EXH: confirmed" in await press(scene, hall, "Received", scene.bo)

    guests = await last(scene, "Guests", "Badge photos")
    said = await scene.say("收到，谢谢", scene.others["cy"], chat=scene.others["Guests"], reply_to=guests.id)
    assert await scene.reaction_on(said) == "✍"
    await scene.quiet()
    assert "✓ GUE: confirmed" in (await now(scene, guests)).text
    await scene.advance(timedelta(seconds=20))
    await scene.quiet()
    assert "2 of 3 confirmed" in (await now(scene, live)).text
    assert "Not yet: MED" in (await now(scene, live)).text

    # For a group that said so on the phone the committee records it, and how; a slip is shown as it is.
    said = await scene.say("MED received by phone", reply_to=live.id)
    assert await scene.reaction_on(said) == "✍"
    everybody = await press(scene, await now(scene, live), "All groups")
    assert everybody.startswith("Notice 1: 3 of 3 confirmed\n✓ EXH: confirmed Tue 24 Nov")
    assert "recorded by the committee (by phone)" in everybody.splitlines()[3]

    # A question goes to the committee, the answer comes back.
    asked = await scene.say("Which form?", scene.bo, chat=scene.others["Hall"], reply_to=hall.id)
    assert await scene.reaction_on(asked) == "✍"
    await scene.quiet()
    question = await last(scene, "committee", "Which form?")
    assert question.text == "Notice 1, EXH, Bo Chen: Which form?"
    await scene.say("The blue one", reply_to=question.id)
    await scene.quiet()
    assert (await last(scene, "Hall")).text == "Notice 1, committee, Ann Lee: The blue one"


async def test_who_has_not_confirmed_is_reminded_once_and_a_notice_changes_and_goes_everywhere(scene: Stage) -> None:
    live = await posted(scene, "/notice Badge photos")
    hall = await last(scene, "Hall", "Badge photos")
    await press(scene, hall, "Received", scene.bo)
    await scene.advance(timedelta(hours=7, minutes=5))
    await scene.advance(timedelta(minutes=10))
    await scene.quiet()
    reminded = [one.text for one in await scene.client.sent(scene.others["Guests"]) if "Not confirmed yet" in one.text]
    assert len(reminded) == 1
    assert not [one for one in await scene.client.sent(scene.others["Hall"]) if "Not confirmed yet" in one.text]

    assert "one reminder" not in (await now(scene, live)).text
    line = await last(scene, "Guests", "Not confirmed yet")
    assert "✓ GUE: confirmed" in await press(scene, line, "Received", scene.others["cy"])
    assert "✓ GUE: confirmed" in (await last(scene, "Guests", "Exhibition, ")).text

    await press(scene, await now(scene, live), "Edit…")
    prompt = await last(scene, "committee", "from now on")
    await scene.say("Badge photos by Tue 1 Dec\nThe centre is closed on Monday.", reply_to=prompt.id)
    await scene.quiet()
    assert "by Tue 1 Dec" in (await now(scene, hall)).text and "changed" in (await now(scene, hall)).text
    assert (await last(scene, "Hall")).text == "Notice 1 was changed; this is how it reads now."

    await press(scene, await now(scene, live), "Withdraw…")
    assert "by Tue 1 Dec" in (await now(scene, hall)).text
    await press(scene, await now(scene, live), "Withdraw")
    await scene.quiet()
    assert "Notice 1 is withdrawn" in (await now(scene, hall)).text
    assert (await last(scene, "Guests")).text == "Notice 1 no longer holds."


async def test_a_notice_waits_for_the_morning_and_an_urgent_one_does_not(scene: Stage) -> None:
    await scene.advance(timedelta(hours=12))
    preview = await scene.reply_to(await scene.say("/notice Come early"))
    assert "2 groups are in their quiet hours; EXH, GUE get it when they end." in preview.text
    await press(scene, preview, "Send")
    urgent = await scene.reply_to(await scene.say("/notice urgent Hall closed"))
    assert "2 groups are in their quiet hours now; this wakes EXH, GUE." in urgent.text
    await press(scene, urgent, "Send")

    told = [one.text for one in await scene.client.sent(scene.others["Hall"])]
    assert any("URGENT, notice 2: Hall closed" in text for text in told)
    assert not any("Come early" in text for text in told)
    # What is changed meanwhile is never seen as it was, and what is withdrawn says so.
    third = await posted(scene, "/notice Come late")
    await press(scene, third, "Withdraw…")
    await press(scene, third, "Withdraw")
    live = await scene.reply_to(await scene.say("/notice 1"))
    await press(scene, live, "Edit…")
    prompt = await last(scene, "committee", "from now on")
    await scene.reply_to(await scene.say("Come at noon", reply_to=prompt.id))
    await scene.advance(timedelta(hours=10, minutes=1))
    await scene.quiet()
    told = [one.text for one in await scene.client.sent(scene.others["Hall"])]
    assert "Come at noon" in (await last(scene, "Hall", "Notice 1")).text
    assert [text for text in told if "Come late" in text] == ["Notice 3 is withdrawn: Come late"]
    sent = [str(one.params["text"]) for one in await scene.client.calls("sendMessage")]
    assert not [text for text in sent if "Please confirm" in text and ("Come early" in text or "Come late" in text)]


async def test_only_the_committee_sends_and_no_group_confirms_for_another(scene: Stage) -> None:
    await posted(scene, "/notice Badge photos")
    hall = await last(scene, "Hall", "Badge photos")
    data = next(one.data or "" for row in hall.buttons for one in row if one.text == "Received")
    guests = await last(scene, "Guests", "Badge photos")
    forged = await scene.client.press(guests, data, scene.others["cy"])
    await scene.quiet()
    assert "old" in str(await scene.client.answer(forged.id)).lower()
    assert "not yet confirmed" in (await now(scene, hall)).text
    refused = await scene.reply_to(await scene.say("/notice Mine", scene.bo, chat=scene.others["Hall"]))
    assert "this chat has no groups yet" in refused.text

    # A chat that joins later has what its place was sent.
    await scene.say("/plan links")
    await scene.quiet()
    links = await last(scene, "committee", "startgroup")
    code = re.findall(r"startgroup=(\w+)", links.text)[-1]
    media = await scene.client.chat("supergroup", title="Press", admins=[scene.bo, scene.bot])
    await scene.reply_to(await scene.say(f"/start {code}", scene.bo, chat=media))
    await scene.quiet()
    late = [one for one in await scene.client.sent(media) if "Badge photos" in one.text]
    assert len(late) == 1 and "✓ MED: confirmed" in await press(scene, late[0], "Received", scene.bo)
