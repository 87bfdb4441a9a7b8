"""A round over HTTP: asked for, drafted, changed, sent, called one by one, carried both ways, closed."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta

import docx
import pytest

from tests.paths import committees
from tests.paths.committees import last, now, press
from tests.stage import Stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with committees.gathered(database_url) as opened:
        yield opened


async def test_a_round_is_collected_called_and_closed(scene: Stage) -> None:
    await scene.client.say(scene.others["Hall"], scene.bo, "#1 60% quote received")
    await scene.quiet()
    board = await scene.reply_to(await scene.say("/round Fri 4 Dec 14:00 Second preparatory meeting"))
    assert board.text.splitlines()[0] == "Second preparatory meeting, Fri 4 Dec, 14:00"
    assert "Next EXH, GUE, MED" in board.text

    # Reports are asked for: drafts in private, one line in each group.
    asked = await press(scene, board, "Ask reports")
    assert "Reports are due Thu 3 Dec, 17:00." in asked
    assert "the draft is with Bo Chen" in (await last(scene, "Hall", "our report")).text
    draft = await last(scene, "Hall private", "EXH report")
    assert "1 Results Book the hall, 60%" in draft.text
    assert "4 Help needed nothing" in draft.text

    # A part is changed by its number; the lead's one tap sends and approves it.
    await scene.say("4 the committee to settle the fire permit", scene.bo, chat=draft.chat_id, reply_to=draft.id)
    await scene.quiet()
    draft = await now(scene, draft)
    assert "4 Help needed the committee to settle the fire permit" in draft.text
    assert "In, approved by a lead. Sent by Bo Chen" in await press(scene, draft, "Send it", scene.bo)
    assert "Reports in: 1 of 3. Not yet: GUE, MED" in (await now(scene, board)).text

    # The liaison sends nothing new; whoever has not sent is told once.
    liaison = await last(scene, "Guests private", "GUE report")
    await scene.advance(timedelta(days=9, hours=4, minutes=5))
    await scene.quiet()
    assert "not in yet" in (await last(scene, "Guests private")).text
    assert "no lead has approved it yet" in await press(scene, liaison, "Nothing new", scene.others["cy"])

    # Called one by one, in order.
    await scene.restart()
    await press(scene, board, "Begin")
    call = await last(scene, "Hall", "your turn")
    assert call.text.splitlines()[:2] == [
        "▶ EXH, your turn, 3 minutes. Report in, approved by a lead.",
        "After you: GUE.",
    ]
    assert "you are next, after EXH" in (await last(scene, "Guests")).text
    card = await last(scene, "committee", "1/3 Exhibition")
    assert "report in, lead approved" in card.text

    # Questions and answers go both ways.
    await scene.say("Who pays for the permit?", reply_to=card.id)
    await scene.quiet()
    question = await last(scene, "Hall", "Committee, ")
    assert "Ann Lee: Who pays for the permit?" in question.text
    await scene.say("We do", scene.bo, chat=scene.others["Hall"], reply_to=question.id)
    await scene.quiet()
    assert (await last(scene, "committee", "EXH, ")).text == "EXH, Bo Chen: We do"

    # What is decided and given out is kept with the round.
    await scene.say("/round decided The plan stands")
    await scene.say("/task EXH Two tables by 8 Dec")
    await scene.quiet()

    # Two taps move one step.
    await scene.client.click(card, "Accept ▸", scene.ann)
    await scene.client.click(card, "Accept ▸", scene.ann)
    await scene.quiet()
    assert "Exhibition (EXH): heard" in (await now(scene, card)).text
    second = await last(scene, "committee", "2/3 Guests")
    await press(scene, second, "Later")
    third = await last(scene, "committee", "3/3 Media")
    assert "no report" in third.text
    assert "Count it as heard?" in await press(scene, third, "Accept ▸")
    await press(scene, await now(scene, third), "Absent")
    again = await last(scene, "committee", "2/3 Guests")
    assert again.id != second.id

    # Time goes, and is said once.
    await scene.advance(timedelta(minutes=4))
    await scene.advance(timedelta(minutes=1))
    await scene.quiet()
    told = [one.text for one in await scene.client.sent(scene.others["Guests"])]
    assert told.count("Time is up. What is left can be said in reply.") == 1
    assert not [one for one in await scene.client.sent(scene.chat) if one.text.endswith("time is up.")]
    await press(scene, again, "Accept ▸")
    end = await last(scene, "committee", "All groups were called.")
    await press(scene, end, "Close")
    closing = await last(scene, "committee", "round closed")
    assert "Heard 2 of 3" in closing.text
    assert "Absent MED" in closing.text
    assert "Decided 1: The plan stands" in closing.text
    assert "Given out 1: EXH-2 Two tables, Tue 8 Dec" in closing.text

    await press(scene, closing, "Report, DOCX")
    file = (await last(scene, "committee")).file
    assert file is not None
    paper = docx.Document(io.BytesIO(scene.world.files.kept[file.file_id].upload.content))
    written = "\n".join(one.text for one in paper.paragraphs)
    assert "EXH  the committee to settle the fire permit" in written
    assert "Book the hall, 60%" in written

    # Whoever was not heard comes first next time.
    following = await scene.reply_to(await scene.say("/round now 1h Extra"))
    assert "Next MED, EXH, GUE" in following.text
    assert "3 groups, 20 minutes each" in following.text


async def test_a_report_comes_back_with_a_reason_and_only_the_committee_holds_the_round(scene: Stage) -> None:
    await scene.ask("/due 1 2026-11-30", who=scene.bo, chat=scene.others["Hall"])
    board = await scene.reply_to(await scene.say("/round now"))
    await press(scene, board, "Ask reports")
    liaison = await last(scene, "Guests private", "GUE report")
    await press(scene, liaison, "Send it", scene.others["cy"])
    await scene.client.join(scene.chat, scene.others["cy"])
    await scene.say("/lead @ann")
    await scene.quiet()
    refused = await scene.client.click(board, "Begin", scene.others["cy"])
    await scene.quiet()
    assert "rounds are for the committee" in str(await scene.client.answer(refused.id))

    await press(scene, board, "Reports…")
    listed = await now(scene, board)
    await press(scene, listed, "GUE ● ⚠")
    report = await last(scene, "committee", "Guests (GUE), Cy")
    await press(scene, report, "Return…")
    prompt = await last(scene, "committee", "What is missing")
    await scene.say("Which guests?", reply_to=prompt.id)
    await scene.quiet()
    assert "Which guests?" in (await last(scene, "Guests private", "came back")).text
    assert "Returned: Which guests?" in (await now(scene, liaison)).text

    await scene.say(
        "一、阶段性成果：邀请函已发\n四、需协调事项：无", scene.others["cy"], chat=liaison.chat_id, reply_to=liaison.id
    )
    await scene.quiet()
    changed = await now(scene, liaison)
    assert "1 Results 邀请函已发" in changed.text
    assert "2 Key work next nothing" in changed.text
    assert "In. Sent by Cy" in await press(scene, changed, "Send it", scene.others["cy"])

    await press(scene, await now(scene, board), "Back")
    await press(scene, await now(scene, board), "Begin")
    await press(scene, await now(scene, board), "Pause")
    assert "Paused" in (await now(scene, board)).text
    await press(scene, await now(scene, board), "Resume")
    closing = await press(scene, await now(scene, board), "Close")
    assert "3 groups were not heard: EXH, GUE, MED." in closing
    await press(scene, await now(scene, board), "To follow")
    end = await last(scene, "committee", "round closed")
    assert "Not heard, report in GUE" in end.text
    exhibition = await last(scene, "Hall private", "EXH report")
    await scene.advance(timedelta(days=2))
    await press(scene, exhibition, "Send it", scene.bo)
    assert "Not heard, report in GUE\nReport came in after it EXH (late by 2 days)" in (await now(scene, end)).text

    # An accepted report is corrected at once, and what it said is kept; what changes behind it is told.
    await scene.say("4 the fire permit", scene.bo, chat=exhibition.chat_id, reply_to=exhibition.id)
    await scene.say("#1 60% quote received", scene.bo, chat=scene.others["Hall"])
    await scene.quiet()
    assert "Corrected since EXH" in (await now(scene, end)).text
    await press(scene, end, "Reports…")
    listed = await last(scene, "committee", "changed since")
    await press(scene, listed, "EXH ● ↻")
    report = await last(scene, "committee", "Exhibition (EXH), Bo Chen")
    assert "Late by 2 working days" in report.text
    assert "Corrected Thu 26 Nov, 10:00" in report.text
    assert "↻ Changed since: EXH-1" in report.text
    await press(scene, report, "Before")
    assert "4 Help needed nothing" in (await last(scene, "committee", "EXH, as handed in")).text

    # The next round: what is not answered stands on the card until somebody says that it is.
    board = await scene.reply_to(await scene.say("/round now"))
    await press(scene, board, "Begin")
    card = await last(scene, "committee", "1/3 Exhibition")
    assert "Last time 1 promised: 0 kept, 0 moved, 1 open" in card.text
    assert "Asked last time, not answered the fire permit" in card.text
    await press(scene, report, "Answered")
    await press(scene, await now(scene, board), "Close")
    await press(scene, await now(scene, board), "Excuse")
    again = await last(scene, "committee", "round closed")
    assert "Not heard for the second time or more in a row MED" in again.text
    board = await scene.reply_to(await scene.say("/round now"))
    await press(scene, board, "Begin")
    card = await last(scene, "committee", "1/3 Exhibition")
    assert "Not heard in the last round" in card.text
    assert "not answered" not in card.text
