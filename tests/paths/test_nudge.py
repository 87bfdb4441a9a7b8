"""`/nudge`: shown first, sent by a tap, in private or by name, once a day, held at night; over HTTP."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from playground import views
from tests.stage import Stage, stage


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    """Tuesday, 10:00 in Beijing. Ann leads; Bo, who began a private chat, and Cy own what is late."""
    async with stage(sqlite_url) as opened:
        cy = await opened.client.user("Cy", username="cy", language_code="zh")
        await opened.client.join(opened.chat, cy)
        opened.others["cy"] = cy
        for who in (opened.bo, cy):
            await opened.ask("/list", who)
        await opened.ask("/lead @ann")
        await opened.ask(
            "/task Manual @bo by 2026-11-20\nPlan @bo by 2026-11-23\nBadges @cy by 2026-11-23\nHall by 2026-11-23"
        )
        opened.others["private"] = await opened.client.private(opened.bo, opened.bot)
        await opened.client.say(opened.others["private"], opened.bo, "/start")
        await opened.quiet()
        yield opened


async def press(scene: Stage, message: views.MessageView, label: str, who: views.UserView) -> views.MessageView:
    """Press a button of a message; the message as it is then."""
    newest = next(one for one in await scene.client.messages(message.chat_id) if one.id == message.id)
    await scene.client.click(newest, label, who)
    await scene.quiet()
    return next(one for one in await scene.client.messages(message.chat_id) if one.id == message.id)


async def asked(scene: Stage, where: object) -> list[views.MessageView]:
    await scene.quiet()
    return [one for one in await scene.client.sent(where) if "asks for a word" in one.text]  # type: ignore[arg-type]


async def test_a_lead_sees_whom_it_asks_and_sends_it(scene: Stage) -> None:
    assert "lead" in await scene.ask("/nudge", scene.bo)
    preview = await scene.reply_to(await scene.say("/nudge"))
    assert preview.text.splitlines() == [
        "Nudge 2 people about 3 tasks? Nothing is sent before the tap.",
        "In private: Bo Chen #1, #2",
        "In the group, by name: Cy #3",
        "Nobody to ask (no owner, away, not on Telegram, or your own): #4",
    ]
    await scene.client.click(preview, "Send", scene.bo)
    assert await asked(scene, scene.chat) == []

    said = await press(scene, preview, "Send", scene.ann)
    assert said.text.splitlines()[0] == "Nudged about 3 tasks, by Ann Lee"
    assert said.buttons == ()
    (here,) = await asked(scene, scene.chat)
    assert here.text.splitlines()[:2] == ["Ann Lee asks for a word on 1 task", "#3 Badges, due Mon 23 Nov, Cy"]
    assert [one["user"]["id"] for one in here.entities if "user" in one] == [scene.others["cy"].id]
    (private,) = await asked(scene, scene.others["private"])
    assert private.text.splitlines()[:3] == [
        "Ann Lee asks for a word on 2 tasks, Exhibition",
        "#1 Manual, due Fri 20 Nov",
        "#2 Plan, due Mon 23 Nov",
    ]

    page = await press(scene, private, "#2", scene.bo)
    assert [button.text for row in page.buttons for button in row] == ["Done", "Update", "More time", "Back"]
    await press(scene, private, "Done", scene.bo)
    await scene.client.say(scene.others["private"], scene.bo, "1 is 60%, printer slow", reply_to=private)
    await scene.say("3 blocked: no photos", scene.others["cy"], reply_to=here)
    await scene.quiet()
    listed = await scene.ask("/list")
    assert "#2" not in listed
    assert "60%" in await scene.ask("/list 1")
    assert "no photos" in await scene.ask("/list 3")
    assert "nudge" in await scene.ask("/list 3")
    assert (await scene.ask("/nudge")).startswith("Nothing sent")


async def test_at_night_it_waits_and_asks_only_about_what_still_waits(scene: Stage) -> None:
    await scene.advance(timedelta(hours=13))
    preview = await scene.reply_to(await scene.say("/nudge 1,3"))
    assert "Quiet hours: sent Wed 25 Nov, 08:00" in preview.text
    said = await press(scene, preview, "Send", scene.ann)
    assert said.text == "To be sent Wed 25 Nov, 08:00, about what still waits then."
    assert await asked(scene, scene.chat) == []
    await scene.say("#3 60%", scene.others["cy"])
    await scene.quiet()

    await scene.restart()
    await scene.advance(timedelta(hours=9, minutes=1))
    await scene.app.tick()
    assert await asked(scene, scene.chat) == []
    assert len(await asked(scene, scene.others["private"])) == 1


async def test_what_is_no_number_is_refused_with_an_example(scene: Stage) -> None:
    assert "Not sent" in await scene.ask("/nudge everybody now")
    assert "No task #99" in await scene.ask("/nudge 99")
    assert "Not sent" in await scene.ask("/nudge VEN-1")
    for several in ("/nudge 1-3", "/nudge #1 and 2, 3", "/nudge 1 2 3"):
        assert "about 3 tasks" in await scene.ask(several)
    preview = await scene.reply_to(await scene.say("/chase #1"))
    assert (await press(scene, preview, "Leave it", scene.ann)).text == "Nothing sent."
    private = await scene.client.private(scene.ann, scene.bot)
    await scene.client.say(private, scene.ann, "/start")
    await scene.client.say(private, scene.ann, "/nudge")
    await scene.quiet()
    assert "in private there is nobody to nudge" in (await scene.client.sent(private))[-1].text
