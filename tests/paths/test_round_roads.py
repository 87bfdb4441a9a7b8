"""The roads to a draft over HTTP: the group's link, `/start`, `/round`, a reminder; who comes late has it too."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.paths import committees
from tests.paths.committees import last, now, press
from tests.stage import Stage


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with committees.gathered(sqlite_url) as opened:
        yield opened


async def test_whoever_comes_after_the_asking_finds_the_draft(scene: Stage) -> None:
    hall, dan = scene.others["Hall"], await scene.client.user("Dan", username="dan", language_code="en")
    await scene.client.join(hall, dan)
    await scene.reply_to(await scene.say("/deputy @dan", scene.bo, chat=hall))

    # Nothing is owed yet: the group is told where rounds are begun, and what its plan is not the reason for.
    said = await scene.reply_to(await scene.say("/round", dan, chat=hall))
    assert said.text == "No round is open and no report is owed. Rounds are begun in the committee's chat."
    said = await scene.reply_to(await scene.say("/round now", dan, chat=hall))
    assert "a round belongs to a committee's chat" in said.text

    # The group's line leads to the private chat, since the deputy has none.
    board = await scene.reply_to(await scene.say("/round Fri 4 Dec 14:00 Second meeting"))
    await press(scene, board, "Ask reports")
    line = await last(scene, "Hall", "our report")
    link = line.buttons[0][0]
    assert (link.text, link.url) == ("Get draft", f"https://t.me/{scene.bot.username}?start=report")
    answer = await scene.reply_to(await scene.say("/round", dan, chat=hall))
    assert answer.text == "Second meeting: our report is due Thu 3 Dec, 17:00, not in yet."
    assert answer.buttons[0][0].url == link.url

    # The link, /start and /round bring it; the one before says where it went.
    private = scene.others["Dan private"] = await scene.client.private(dan, scene.bot)
    await scene.client.say(private, dan, "/start report")
    await scene.quiet()
    first = await last(scene, "Dan private", "EXH report, Second meeting: by Thu 3 Dec, 17:00")
    await scene.client.say(private, dan, "/start")
    await scene.quiet()
    second = await last(scene, "Dan private", "EXH report")
    assert second.id != first.id
    assert (await now(scene, first)).text == "This draft now stands further down."
    answer = await scene.reply_to(await scene.say("/round", dan, chat=hall))
    assert answer.text.endswith("not in yet.\nThe draft is in your private chat with me.")

    # The reminder has a button that brings it as well; Cy, the liaison of Guests, has one, and nobody else.
    await scene.advance(timedelta(days=9, hours=4, minutes=5))
    await scene.quiet()
    reminder = await last(scene, "Dan private", "not in yet")
    await press(scene, reminder, "EXH, Second meeting", dan)
    draft = await last(scene, "Dan private", "EXH report")
    assert "In, approved by a lead. Sent by Dan" in await press(scene, draft, "Send it", dan)
    answer = await scene.reply_to(await scene.say("/round", dan, chat=hall))
    assert answer.text.startswith("Second meeting: our report is in, sent ")
    await scene.client.say(private, dan, "/round")
    await scene.quiet()
    assert (await last(scene, "Dan private")).text.startswith("Your groups owe no report now.")
    outside = await scene.client.press(reminder, reminder.buttons[0][0].data, scene.others["cy"])
    await scene.quiet()
    assert "reports are sent by the group" in str(await scene.client.answer(outside.id))


async def test_there_is_one_board_and_the_hour_begins_with_a_tap(scene: Stage) -> None:
    board = await scene.reply_to(await scene.say("/round live Wed 10:00 Stand-up"))
    again = await scene.reply_to(await scene.say("/round"))
    await scene.quiet()
    old = await now(scene, board)
    assert (old.text, old.buttons) == ("Stand-up: the board stands further down.", ())
    assert again.text.startswith("Stand-up, Wed 25 Nov, 10:00")

    await scene.advance(timedelta(days=1, minutes=1))
    await scene.quiet()
    time = await last(scene, "committee", "it is time")
    assert await press(scene, time, "Begin") == "Stand-up: it is time."
    assert (await now(scene, time)).buttons == ()
    assert "▶ EXH" in (await now(scene, again)).text
    await scene.say("/round")
    await scene.quiet()
    assert (await now(scene, again)).text == "Stand-up: the board stands further down."
    assert "▶ EXH" in (await last(scene, "committee", "Stand-up")).text


async def test_the_committee_is_told_of_groups_that_hear_nothing(scene: Stage) -> None:
    await scene.client.kick(scene.others["Guests"], scene.bot)
    await scene.quiet()
    board = await scene.reply_to(await scene.say("/round live now"))
    assert board.text.endswith("No chat yet MED\nI was removed from the chat GUE")
    await press(scene, board, "Begin")
    card = await last(scene, "committee", "1/3 Exhibition")
    assert "hears nothing" not in card.text
    await press(scene, card, "Accept ▸")

    card = await last(scene, "committee", "2/3 Guests")
    assert "⚠ I was removed from its chat: the group hears nothing of its turn." in card.text
    said = await scene.reply_to(await scene.say("Are permits filed?", reply_to=card.id))
    assert said.text.startswith("Not carried: I was removed from the chat of GUE.")
    given = await scene.reply_to(await scene.say("/task GUE Two buses by 8 Dec"))
    assert (
        given.text.splitlines()[1] == "I was removed from the chat of GUE: nobody there sees this. Tell them yourself."
    )
    await press(scene, card, "Absent")
    assert "⚠ No chat yet" in (await last(scene, "committee", "3/3 Media")).text
    assert "removed" not in (await now(scene, board)).text


async def test_a_group_that_is_to_follow_after_all_is_told_and_has_its_draft(scene: Stage) -> None:
    board = await scene.reply_to(await scene.say("/round now Review"))
    await press(scene, board, "Begin")
    await press(scene, await now(scene, board), "Close")
    await press(scene, await now(scene, board), "Absent")
    closing = await last(scene, "committee", "round closed")
    await press(scene, closing, "Correct…")
    page = await last(scene, "committee", "told wrongly")
    await press(scene, page, "EXH")
    await press(scene, await now(scene, page), "to follow")
    assert "To follow EXH, report by Wed 25 Nov, 12:00" in (await now(scene, closing)).text
    told = await last(scene, "Hall", "Review")
    assert told.text == "Review is over; our report is to follow by Wed 25 Nov, 12:00."
    draft = await last(scene, "Hall private", "EXH report, Review: by Wed 25 Nov, 12:00")

    # Set right once more: whoever was told hears it.
    await press(scene, draft, "Send it", scene.bo)
    assert "Report came in after it EXH" in (await now(scene, closing)).text
    await press(scene, closing, "Correct…")
    page = await last(scene, "committee", "told wrongly")
    await press(scene, page, "EXH")
    await press(scene, await now(scene, page), "excused")
    assert (await last(scene, "Hall", "Review")).text == "Review, our group: excused"
