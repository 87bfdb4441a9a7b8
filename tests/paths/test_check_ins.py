"""Check-ins: asked in private and in the chat, answered, folded in late, the missing named to the lead alone."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from coordination.rules import settings as rules
from handlers import presses
from playground import views
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Tuesday 24 November 2026, 10:00 in Beijing; Ann leads, Bo and she began private chats, Cy did not."""
    async with stage(database_url) as opened:
        cy = await opened.client.user("Cy", last_name="Diaz", username="cy", language_code="en")
        await opened.client.join(opened.chat, cy)
        for who in (opened.bo, cy):
            await opened.ask("/list", who)
        await opened.ask("/lead @ann")
        await opened.ask("/task Sign the lease @bo by 2026-12-10\nOrder badges @cy by 2026-12-11\nPlan the stand @ann")
        for who in (opened.ann, opened.bo):
            private = await opened.client.private(who, opened.bot)
            await opened.client.say(private, who, "/start")
            opened.others[who.first_name] = private
        opened.others["cy"] = cy
        await opened.quiet()
        yield opened


async def last(scene: Stage, chat: Any, text: str) -> views.MessageView:
    await scene.quiet()
    return [one for one in await scene.client.sent(chat) if text in one.text][-1]


async def answer(scene: Stage, name: str, who: views.UserView, text: str) -> views.MessageView:
    """A reply to the check-in in a private chat."""
    asked = await last(scene, scene.others[name], "open until")
    said = await scene.client.say(scene.others[name], who, text, reply_to=asked)
    await scene.quiet()
    return said


async def test_answers_are_gathered_become_updates_and_late_ones_are_folded_in(scene: Stage) -> None:
    told = await scene.ask("/checkin every Wed 10:00 for 4 hours")
    assert told.splitlines()[0].startswith("Check-in, every Wednesday at 10:00. Next: Wed 25 Nov, 10:00")
    assert told.splitlines()[1:] == [
        "Open for 4 hours, in private where that can be. Asked:",
        *("1. What moved?", "2. What is next?", "3. What is in the way?"),
    ]
    await scene.advance(timedelta(hours=24, minutes=1))
    private = await last(scene, scene.others["Bo"], "Check-in")
    assert private.text.splitlines()[0] == (
        "Check-in, Exhibition, open until Wed 25 Nov, 14:01. In reply to this message:"
    )
    assert private.text.splitlines()[4] == "Yours: #1 Sign the lease"
    public = await last(scene, scene.chat, "Check-in, open until")
    assert public.text.splitlines()[-2] == "Cy Diaz"

    said = await answer(scene, "Bo", scene.bo, "#1 60% draft is out\n#1 signature\nthe bank is slow")
    assert await scene.reaction_on(said) == "✍"
    assert "60%" in await scene.ask("/list 1")
    await scene.restart()
    await scene.advance(timedelta(hours=4))
    posted = await last(scene, scene.chat, "answered")
    assert posted.text.splitlines() == [
        "Check-in, Wed 25 Nov, 10:01: 1 of 3 answered",
        "Bo Chen: moved: #1 60% draft is out; next: #1 signature; in the way: the bank is slow",
    ]
    for who, seen in ((scene.bo, "For a lead to answer."), (scene.ann, "No answer yet: Cy Diaz, Ann Lee")):
        pressed = await scene.client.click(posted, "Missing", who)
        await scene.quiet()
        assert (await scene.client.answer(pressed.id) or {})["text"] == seen
    missing = await last(scene, scene.others["Ann"], "no answer yet")
    assert missing.text == "Check-in, Exhibition: no answer yet from Cy Diaz, Ann Lee"

    late = await scene.say("2. badges go to print\n1. nothing", scene.others["cy"], reply_to=public)
    assert await scene.reaction_on(late) == "✍"
    await scene.quiet()
    edited = await last(scene, scene.chat, "2 of 3 answered")
    assert edited.id == posted.id
    assert edited.text.splitlines()[2] == (
        "Cy Diaz (late, Wed 25 Nov, 14:01): moved: nothing; next: badges go to print"
    )
    assert (await last(scene, scene.others["Ann"], "no answer")).text.endswith("from Ann Lee")
    await answer(scene, "Ann", scene.ann, "3 40% colours chosen")
    assert (await last(scene, scene.others["Ann"], "Check-in, Exhibition:")).text.endswith("everybody has answered")
    assert "40%" in await scene.ask("/list 3")
    assert (await scene.ask("/checkin last", scene.bo)).startswith("Check-in, Wed 25 Nov, 10:01: 3 of 3 answered")


async def test_own_questions_in_the_chat_absence_and_whoever_may(scene: Stage) -> None:
    assert (await scene.ask("/checkin last")).startswith("There was no check-in here yet.")
    assert "lead" in await scene.ask("/checkin every Mon 10:00", scene.bo)
    await scene.ask("/checkin every Wed 10:00 in chat\nWhat surprised you?\n2. What do you need?")
    await scene.client.say(scene.others["Bo"], scene.bo, "/away 25 Nov - 27 Nov")
    await scene.quiet()
    await scene.advance(timedelta(hours=24, minutes=1))
    public = await last(scene, scene.chat, "Check-in, open until")
    assert public.text.splitlines()[1:4] == ["1. What surprised you?", "2. What do you need?", "Cy Diaz, Ann Lee"]
    for who in (scene.ann, scene.others["cy"]):
        await scene.say("the price\na quote", who, reply_to=public)
        await scene.quiet()
    posted = await last(scene, scene.chat, "answered")
    assert posted.text.splitlines()[0].endswith("2 of 2 answered")
    assert posted.text.splitlines()[1] == "Ann Lee: the price; a quote"

    assert "nobody" not in await scene.ask("/checkin now")
    assert "open already" in await scene.ask("/checkin now")
    assert "is off" in await scene.ask("/checkin off")
    assert "is off. It asks" in await scene.ask("/checkin")


async def test_another_wording_takes_the_place_of_an_answer_and_a_lead_takes_up_the_offer(scene: Stage) -> None:
    await scene.ask("/checkin now")
    await scene.quiet()
    said = await answer(scene, "Bo", scene.bo, "#1 60% draft is out")
    await scene.client.edit(said, "#1 70% draft is out\nsignature")
    await scene.quiet()
    assert "70%" in await scene.ask("/list 1")
    await scene.advance(timedelta(hours=4, minutes=1))
    posted = await last(scene, scene.chat, "1 of 3 answered")
    assert posted.text.splitlines()[1] == "Bo Chen: moved: #1 70% draft is out; next: signature"

    venue = await scene.client.chat("supergroup", title="Venue", members=[scene.bo], admins=[scene.ann, scene.bot])
    await scene.ask("/lead @ann", chat=venue)
    await scene.ask("/task Test the lights @bo by 2026-12-20", chat=venue)
    await scene.advance(timedelta(days=3, hours=4))  # Friday, past 15:00
    summary = await scene.answered("week of", chat=venue)
    await scene.client.click(summary, "Ask weekly", scene.ann)
    assert "every Monday at 10:00" in (await scene.answered("Check-in, every", chat=venue)).text


async def test_a_check_in_in_the_chat_stays_under_the_ceiling(scene: Stage) -> None:
    """What is posted by itself counts, whoever set it up."""
    await scene.ask("/checkin every Wed 10:00 for 4 hours in chat")
    panel = await scene.reply_to(await scene.say("/settings"))
    place = next(n for n, one in enumerate(rules.CHOICES) if one.name == "ceiling")
    none = next(n for n, (_, values) in enumerate(rules.CHOICES[place].options) if values["unasked_posts_a_day"] == 0)
    group_id = int(panel.buttons[0][0].data.split(":")[2], 36)
    await scene.client.press(panel, presses.data("setto", group_id, place, none), scene.ann)
    await scene.quiet()
    await scene.advance(timedelta(hours=24, minutes=1))
    await scene.quiet()

    assert not [one for one in await scene.client.sent(scene.chat) if "Check-in, open until" in one.text]
