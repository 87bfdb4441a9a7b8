"""Reports between rounds over HTTP: asked for by a calendar, drafted, reminded of, late, judged."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.paths import committees
from tests.paths.committees import last, now, press
from tests.stage import Stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with committees.gathered(database_url) as opened:
        yield opened


async def go(scene: Stage, **by: int) -> None:
    """Time goes, and what it sets off is done."""
    await scene.advance(timedelta(**by))
    await scene.quiet()


async def texts(scene: Stage, name: str) -> list[str]:
    chat = scene.chat if name == "committee" else scene.others[name]
    return [one.text for one in await scene.client.sent(chat)]


async def test_reports_are_due_on_fixed_days_and_a_late_one_moves_none(scene: Stage) -> None:
    await scene.client.say(scene.others["Hall"], scene.bo, "#1 60% quote received")
    await scene.quiet()
    cy = scene.others["cy"]

    # The calendar is understood; nothing is sent to anybody before its time.
    offer = await scene.reply_to(await scene.say("/round reports every Fri 17:00"))
    assert "Tactical reports every Friday at 17:00, first due Fri 27 Nov, 17:00" in offer.text
    assert "Thu 26 Nov, 08:30" in offer.text
    assert await press(scene, offer, "Start") == (
        "Tactical reports are asked for from now on; the list below is kept up."
    )
    early = await last(scene, "committee", "Still to come")
    assert early.text.splitlines() == [
        "Tactical reports, due Fri 27 Nov, 17:00",
        "In 0 of 2 · accepted 0 · to read 0",
        "Still to come EXH, GUE",
        "No chat yet MED",
        "Due every Friday at 17:00",
    ]
    await press(scene, await scene.reply_to(await scene.say("/round reports executive every Fri 17:00")), "Start")

    # A working day before, each has a draft of either reading, from the same records.
    await go(scene, days=1, hours=22, minutes=31)
    tactical = await last(scene, "Hall private", "EXH: Tactical report, due Fri 27 Nov, 17:00")
    assert "2 Actions Book the hall, 60%; next: Book the hall (Fri 4 Dec)\n3 Needs nothing" in tactical.text
    executive = await last(scene, "Hall private", "EXH: Executive report")
    assert "1 Status 🟢 done 0, late 0, blocked 0\n2 Overview Book the hall, 60%" in executive.text
    assert "3 Next steps Book the hall (Fri 4 Dec)" in executive.text

    # A part is changed by the reading's own number; one tap sends, one accepts; the other reading is judged by itself.
    await scene.say("3 the fire permit", scene.bo, chat=tactical.chat_id, reply_to=tactical.id)
    await scene.quiet()
    assert "3 Needs the fire permit" in (await now(scene, tactical)).text
    assert "In, approved by a lead. Sent by Bo Chen" in await press(scene, tactical, "Send it", scene.bo)
    assert "To read EXH\nStill to come GUE" in (await now(scene, early)).text
    await press(scene, early, "Reports…")
    await press(scene, await now(scene, early), "EXH ●")
    read = await last(scene, "committee", "Exhibition (EXH), Tactical, Bo Chen")
    assert "3 Needs the fire permit" in read.text
    await scene.say("Ask the city first", reply_to=read.id)
    await scene.quiet()
    assert (
        "Committee on the Tactical report of Fri 27 Nov, 17:00: Ask the city first"
        in (await last(scene, "Hall private")).text
    )
    assert "✓ Accepted" in await press(scene, read, "Accept")
    assert "Committee, Thu 26 Nov, 08:31: Ask the city first" in (await now(scene, read)).text
    assert "Accepted. Bo Chen" in (await now(scene, tactical)).text
    assert "In 1 of 2 · accepted 1 · to read 0" in (await now(scene, early)).text
    assert "Send it" in str((await now(scene, executive)).buttons)

    # The reminder of the day is one message for all that is missing; who has sent has none.
    await scene.restart()
    await go(scene, days=1)
    reminder = await last(scene, "Guests private", "2 reports are still to be handed in")
    assert reminder.text.splitlines()[1:] == [
        "GUE: Tactical, due Fri 27 Nov, 17:00",
        "GUE: Executive, due Fri 27 Nov, 17:00",
    ]
    assert "A report is still" in (await last(scene, "Hall private")).text
    await press(scene, await last(scene, "Hall private"), "EXH, Executive", scene.bo)
    await press(scene, await last(scene, "Hall private", "Executive report"), "Nothing new", scene.bo)

    # The date passes: the committee has the list, a group that was not heard is told once in its chat.
    await go(scene, hours=8, minutes=30)
    board = await last(scene, "committee", "Tactical reports, due Fri 27 Nov")
    assert board.id != early.id
    assert "Accepted EXH\nNot in GUE" in board.text
    assert "Next Fri 4 Dec, 17:00, all groups" in board.text
    assert [one for one in await texts(scene, "Hall") if "report" in one] == []
    line = "{} report of Fri 27 Nov, 17:00: not in. It is still taken; Cy can send it. The next due date stays."
    assert [one for one in await texts(scene, "Guests") if "report" in one] == [line.format("Tactical")]
    in_private = [one for one in await texts(scene, "Guests private") if "not in." in one]
    assert in_private == [line.format("Executive")]  # the group has had its two posts of the day

    # It comes late, comes back, comes again; the next due date is where it was.
    await go(scene, days=3)
    draft = await last(scene, "Guests private", "GUE: Tactical report")
    assert "no lead has approved it yet" in await press(scene, draft, "Send it", cy)
    assert "To read GUE (1 day late)" in (await now(scene, board)).text
    await press(scene, await now(scene, board), "Reports…")
    await press(scene, await now(scene, board), "GUE ●")
    read = await last(scene, "committee", "Guests (GUE), Tactical")
    assert "Late by 1 working day" in read.text
    await press(scene, read, "Return…")
    prompt = await last(scene, "committee", "What is missing")
    await scene.say("How many guests?", reply_to=prompt.id)
    await scene.quiet()
    assert "came back. How many guests?" in (await last(scene, "Guests private")).text
    assert "Returned: How many guests?" in (await now(scene, draft)).text
    await scene.say("Actions: 40 letters sent\nNeeds: none", cy, chat=draft.chat_id, reply_to=draft.id)
    await scene.quiet()
    assert "2 Actions 40 letters sent" in await press(scene, draft, "Send it", cy)
    assert "✓ Accepted" in await press(scene, await now(scene, read), "Accept")
    shown = (await now(scene, board)).text
    assert "Accepted EXH, GUE (1 day late)" in shown
    assert "Next Fri 4 Dec, 17:00, all groups" in shown
    page = await scene.reply_to(await scene.say("/schedule"))
    assert "Fri 4 Dec, 17:00: tactical reports of the groups are due" in await press(scene, page, "Later")
    owed = await scene.reply_to(await scene.say("/schedule", cy, chat=scene.others["Guests"]))
    assert "Owed to the committee: Executive report, due Fri 4 Dec, 17:00" in owed.text

    # The next draft begins where the accepted one ended; an excused group owes nothing, and its draft says so.
    await go(scene, days=1)
    following = await last(scene, "Guests private", "GUE: Tactical report, due Fri 4 Dec, 17:00")
    assert "since Thu 26 Nov, 08:31" in following.text
    hall = await last(scene, "Hall private", "EXH: Tactical report, due Fri 4 Dec")
    assert "2 Actions next: Book the hall (Fri 4 Dec)" in hall.text
    board = await last(scene, "committee", "Tactical reports")
    await scene.say("/round reports tactical")
    await scene.quiet()
    board = await last(scene, "committee", "Tactical reports, due Fri 4 Dec")
    await press(scene, board, "Who…")
    await press(scene, await now(scene, board), "GUE")
    assert "Not asked for any more." not in (await now(scene, draft)).text
    assert "Not asked for any more." in (await now(scene, following)).text
    assert "Excused GUE" in await press(scene, await now(scene, board), "Back")

    # Stopped: nobody is asked any more.
    await press(scene, await now(scene, board), "Stop")
    assert "Stopped" in (await now(scene, board)).text
    await scene.say("/round reports stop")
    await scene.quiet()
    count = len(await texts(scene, "Hall private"))
    await go(scene, days=5)
    assert len(await texts(scene, "Hall private")) == count
