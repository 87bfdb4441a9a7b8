"""What a report is, over HTTP: said at the turn, changed once it was sent, returned, put to a lead, typed as a word."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta

import docx
import pytest

from playground import views
from tests.paths import committees
from tests.paths.committees import last, now, press
from tests.stage import Stage


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with committees.gathered(sqlite_url) as opened:
        yield opened


async def paper(scene: Stage, closing: views.MessageView) -> list[str]:
    """The paragraphs of the round's document."""
    await press(scene, closing, "Report, DOCX")
    file = (await last(scene, "committee")).file
    assert file is not None
    return [
        one.text for one in docx.Document(io.BytesIO(scene.world.files.kept[file.file_id].upload.content)).paragraphs
    ]


async def reply(scene: Stage, who: views.UserView, message: views.MessageView, words: str) -> None:
    await scene.say(words, who, chat=message.chat_id, reply_to=message.id)
    await scene.quiet()


async def test_what_a_lead_says_at_the_turn_is_the_report_and_everything_else_is_kept_too(scene: Stage) -> None:
    board = await scene.reply_to(await scene.say("/round now"))
    await press(scene, board, "Begin")
    call = await last(scene, "Hall", "your turn")
    assert "No report came in." in call.text

    # Said in parts by the lead, it is the report, and stands in the round at once.
    await reply(scene, scene.bo, call, "Results: two bids. Problems: slow. Help needed: write to the city by 2 Dec")
    assert (await last(scene, "Hall")).text.startswith("In as the group's report.")
    assert "EXH, Bo Chen: Results: two bids." in (await last(scene, "committee", "EXH, Bo Chen")).text
    card = await last(scene, "committee", "1/3 Exhibition")
    assert "report in, lead approved" in card.text
    assert "Asked of us write to the city by 2 Dec" in card.text
    assert "Reports in: 1 of 3" in (await now(scene, board)).text

    # One part more, and a question with its answer; one tap hears it.
    await reply(scene, scene.bo, call, "3: the city is slow")
    await reply(scene, scene.ann, card, "Who writes?")
    await reply(scene, scene.bo, await last(scene, "Hall", "Who writes?"), "We do")
    assert "heard" in await press(scene, await now(scene, card), "Accept ▸")

    # Without parts it is no report, and no question is asked of whoever has heard it.
    cy = scene.others["cy"]
    call = await last(scene, "Guests", "your turn")
    await reply(scene, cy, call, "2 tables are missing, the rest is on its way")
    card = await last(scene, "committee", "2/3 Guests")
    assert "no report" in card.text
    assert "heard" in await press(scene, card, "Accept ▸")
    await press(scene, await now(scene, board), "Close")
    await press(scene, await now(scene, board), "Absent")

    told = await paper(scene, await last(scene, "committee", "round closed"))
    assert "EXH  write to the city by 2 Dec (nobody named yet)" in told
    for line in (
        "Results  two bids.",
        "Problems  the city is slow",
        "Asked at the turn  Who writes?",
        "Said at the turn  We do",
        "Heard, without a written report.",
        "Said at the turn  2 tables are missing, the rest is on its way",
    ):
        assert line in told


async def test_what_was_sent_counts_until_something_else_is_sent_and_is_read_when_it_came_back(scene: Stage) -> None:
    cy = scene.others["cy"]
    board = await scene.reply_to(await scene.say("/round Fri 4 Dec 14:00 Second meeting"))
    await press(scene, board, "Ask reports")
    draft = await last(scene, "Hall private", "EXH report")
    await press(scene, draft, "Send it", scene.bo)

    # A change is not sent by being written; a word sends it, as the button does.
    await reply(scene, scene.bo, draft, "3 Kitchen is small")
    changed = await now(scene, draft)
    assert "Changed, not sent yet. The version of Tue 24 Nov, 10:00 still counts" in changed.text
    assert "3 Problems Kitchen is small" in changed.text
    assert "Reports in: 1 of 3" in (await now(scene, board)).text
    assert "3 Problems Kitchen" not in await press(scene, changed, "Drop change", scene.bo)
    await reply(scene, scene.bo, draft, "问题：厨房太小")
    await reply(scene, scene.bo, draft, "报送")
    assert "In, approved by a lead." in (await now(scene, draft)).text
    assert "3 Problems 厨房太小" in (await now(scene, draft)).text

    # What came back is a state of its own; its hour is the meeting's once its own has passed.
    guests = await last(scene, "Guests private", "GUE report")
    await reply(scene, cy, guests, "Results: invitations are out. Problems: none")
    assert "1 Results invitations are out" in (await now(scene, guests)).text
    assert "1 Results nothing" in await press(scene, await now(scene, guests), "Draft anew", cy)
    await reply(scene, cy, guests, "一、邀请函已发 二、确认回执")
    await reply(scene, cy, guests, "send")
    await scene.advance(timedelta(days=9, hours=9))
    await press(scene, await now(scene, board), "Reports…")
    await press(scene, await now(scene, board), "GUE ●")
    await press(scene, await last(scene, "committee", "Guests (GUE), Cy"), "Return…")
    await reply(scene, scene.ann, await last(scene, "committee", "What is missing"), "Which guests?")
    told = (await last(scene, "Guests private", "came back")).text
    assert "Again by Fri 4 Dec, 14:00." in told
    stands = await press(scene, await now(scene, board), "Back")
    assert "Late MED" in stands
    assert "Came back, not in again GUE" in stands

    # Called like this, and heard with the words that came.
    await press(scene, board, "Begin")
    await press(scene, await last(scene, "committee", "1/3 Exhibition"), "Accept ▸")
    assert "The report came back and is not in again." in (await last(scene, "Guests", "your turn")).text
    card = await last(scene, "committee", "2/3 Guests")
    assert "report came back, not in again" in card.text
    await press(scene, card, "Full report")
    assert "Returned: Which guests?" in (await last(scene, "committee", "Guests (GUE), Cy")).text
    assert "Count it as heard, with the words that came?" in await press(scene, card, "Accept ▸")
    await press(scene, await now(scene, card), "Heard ▸")
    await press(scene, await now(scene, board), "Close")
    await press(scene, await now(scene, board), "Absent")
    told_there = await paper(scene, await last(scene, "committee", "round closed"))
    assert "Key work next  确认回执" in told_there
    assert "Returned: Which guests?. No other version came." in told_there
    assert not [line for line in told_there if "late" in line.casefold() and "day" in line]


async def test_a_lead_who_is_asked_has_one_draft_and_may_change_it_or_give_it_back(scene: Stage) -> None:
    await scene.client.join(scene.others["Hall"], scene.others["cy"])
    cy = scene.others["cy"]
    await scene.ask("/liaison @cy", who=scene.bo, chat=scene.others["Hall"])
    board = await scene.reply_to(await scene.say("/round now"))
    await press(scene, board, "Ask reports")
    own = await last(scene, "Guests private", "EXH report")
    old = await last(scene, "Hall private", "EXH report")
    await press(scene, own, "Ask lead", cy)
    asked = await last(scene, "Hall private", "Cy asks for your OK")
    assert "further down" in (await now(scene, old)).text
    assert [one.text for row in asked.buttons for one in row] == ["Approve", "Change", "Return"]

    # Given back with a reason, which whoever asked has at once.
    await press(scene, asked, "Return", scene.bo)
    await reply(scene, scene.bo, await last(scene, "Hall private", "What is missing?"), "Name the bidder")
    assert "Bo Chen gave the draft back: Name the bidder" in (await last(scene, "Guests private")).text
    await reply(scene, cy, own, "Results: Bistro 9 was chosen")
    await reply(scene, cy, own, "ask lead")
    asked = await last(scene, "Hall private", "Cy asks for your OK")
    assert "1 Results Bistro 9 was chosen" in asked.text

    # Changed by the lead, in reply or by the button, it changes the report and no task.
    await reply(scene, scene.bo, asked, "2 Sign the menu by 3 Dec")
    await press(scene, await now(scene, asked), "Send it", scene.bo)
    assert "2 Key work next Sign the menu by 3 Dec" in (await now(scene, own)).text
    assert "Reports in: 1 of 3" in (await now(scene, board)).text


async def test_words_in_private_that_are_no_reply_are_asked_about_while_a_report_is_open(scene: Stage) -> None:
    board = await scene.reply_to(await scene.say("/round now"))
    await press(scene, board, "Ask reports")
    draft = await last(scene, "Hall private", "EXH report")

    async def said(words: str) -> views.MessageView:
        await scene.client.say(scene.others["Hall private"], scene.bo, words)
        await scene.quiet()
        return await last(scene, "Hall private")

    asked = await said("3 Kitchen is small")
    assert asked.text.startswith('Part 3 of the report EXH, Round: "Kitchen is small"?')
    assert await press(scene, asked, "Yes", scene.bo) == "For the report."
    assert "3 Problems Kitchen is small" in (await now(scene, draft)).text
    asked = await said("四 请组委会协调")
    assert "nothing was changed" in await press(scene, asked, "No", scene.bo)

    # What is said of a task stays with the task.
    assert "report" not in (await said("1 60% quote received")).text
    asked = await said("nothing new")
    assert "and send it?" in asked.text
    await press(scene, asked, "Yes", scene.bo)
    stands = (await now(scene, draft)).text
    assert "In, approved by a lead." in stands
    assert "2 Key work next Book the hall (Fri 4 Dec)" in stands
    assert "3 Problems nothing" in stands
