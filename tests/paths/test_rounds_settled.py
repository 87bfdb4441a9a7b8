"""A round over HTTP from its schedule to its document: ordered, passed on, settled on the spot, called off."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from storage import tables_programmes
from tests.paths import committees, staging
from tests.paths.committees import last, now, press
from tests.stage import Stage


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with committees.gathered(sqlite_url) as opened:
        yield opened


async def typed(scene: Stage, label: str, card: object, words: str) -> str:
    """Press a button that asks for words, reply to it; what is answered."""
    before = len(await scene.client.sent(scene.chat))
    await scene.client.click(card, label, scene.ann)  # type: ignore[arg-type]
    await scene.quiet()
    prompt = (await scene.client.sent(scene.chat))[before:][-1]
    await scene.say(words, reply_to=prompt.id)
    await scene.quiet()
    return (await scene.client.sent(scene.chat))[-1].text


async def test_a_draft_is_passed_on_and_things_are_settled_on_the_spot(scene: Stage) -> None:
    gil = await scene.client.user("Gil", username="gil", language_code="en")
    await scene.client.join(scene.others["Hall"], gil)
    scene.others["gil private"] = await scene.client.private(gil, scene.bot)
    await scene.client.say(scene.others["gil private"], gil, "/start")
    await scene.client.say(scene.others["Hall"], gil, "/list")
    await scene.quiet()

    # Before anything is sent: who is asked when, the order by buttons, one excused.
    board = await scene.reply_to(await scene.say("/round Fri 4 Dec 14:00 Second meeting"))
    shown = await press(scene, board, "Who, when")
    assert "14:00 EXH: Bo Chen" in shown
    assert "14:03 GUE: Cy" in shown
    assert "14:06 MED: no chat yet, nothing is sent" in shown
    await press(scene, await now(scene, board), "Back")
    await press(scene, await now(scene, board), "Order…")
    await press(scene, await now(scene, board), "GUE")
    assert "Guests (GUE): 1 of 3" in await press(scene, await now(scene, board), "Next")
    await press(scene, await now(scene, board), "Back")
    await press(scene, await now(scene, board), "MED")
    await press(scene, await now(scene, board), "Excused")
    text = await press(scene, await now(scene, board), "Back")
    assert "… Next GUE, EXH" in text
    assert "Excused, first next time: MED" in text

    # The lead passes the draft on to somebody of the group, who sends it; the lead approves.
    await press(scene, await now(scene, board), "Ask reports")
    draft = await last(scene, "Hall private", "EXH report")
    await press(scene, draft, "Pass on", scene.bo)
    await press(scene, await now(scene, draft), "Gil", scene.bo)
    assert "Passed on to Gil." in (await now(scene, draft)).text
    passed = await last(scene, "gil private", "Passed on by Bo Chen")
    await scene.say("4 the fire permit", gil, chat=passed.chat_id, reply_to=passed.id)
    await scene.quiet()
    assert "In. Sent by Gil" in await press(scene, await now(scene, passed), "Send it", gil)
    await press(scene, await now(scene, draft), "Approve", scene.bo)

    # At the hour: what is weak is pointed out, once.
    liaison = await last(scene, "Guests private", "GUE report")
    await press(scene, liaison, "Nothing new", scene.others["cy"])
    await scene.advance(timedelta(days=9, hours=7, minutes=5))
    await scene.quiet()
    told = [one.text for one in await scene.client.sent(scene.chat) if "reports were due" in one.text]
    assert len(told) == 1
    assert "In 2 of 2." in told[0]
    assert "⚠ GUE: says nothing" in told[0]
    await press(scene, await last(scene, "committee", "reports were due"), "Reports…")
    await press(scene, await last(scene, "committee", "Whose report?"), "GUE ● ⚠")
    assert "⚠ Leaves out: says nothing" in (await last(scene, "committee", "Guests (GUE), Cy")).text
    assert "reports were due" in (await last(scene, "committee", "reports were due")).text

    await scene.advance(timedelta(days=2))
    await scene.quiet()

    # On the floor: called, then reporting; a decision, a task with the round as its source, who answers the ask.
    await press(scene, await now(scene, board), "Begin")
    card = await last(scene, "committee", "Guests (GUE)")
    await scene.client.click(card, "Accept ▸", scene.ann)
    await scene.quiet()
    card = await last(scene, "committee", "Exhibition (EXH)")
    assert "▶ EXH reports, 3 minutes left" in (await now(scene, board)).text
    assert 'To settle now: who answers "the fire permit", by when.' in card.text
    answered = await typed(scene, "Who answers…", card, "Zhao Gang by Mon 7 Dec")
    assert answered.endswith("EXH: the fire permit: Zhao Gang, Mon 7 Dec")
    await typed(scene, "Give task…", card, "Two tables at the entrance by 8 Dec")
    given = await last(scene, "Hall", "Two tables")
    assert given.text.startswith("Given by Ann Lee in the round Second meeting:")
    assert "EXH: decided" in await typed(scene, "Decision…", card, "Buses run from 1 Jan")
    await scene.say("decision: badges in hall 3", reply_to=card.id)
    await scene.say("/round decided The plan stands")
    await scene.quiet()
    await scene.advance(timedelta(minutes=1, seconds=5))
    await scene.quiet()
    assert "2 minutes left" in (await now(scene, board)).text

    # Two chairs at once move one step.
    await scene.client.click(card, "Accept ▸", scene.ann)
    await scene.client.click(card, "Accept ▸", scene.ann)
    await scene.quiet()
    end = await last(scene, "committee", "All groups were called.")
    await press(scene, end, "Close")
    closing = await last(scene, "committee", "round closed")
    assert closing.text.splitlines()[1:] == [
        "Heard 2 of 3 · 1 excused",
        "🟢 2 🔴 1: EXH",
        "Decided 3: Buses run from 1 Jan; badges in hall 3; The plan stands",
        "Given out 1: EXH-2 Two tables at the entrance, Tue 8 Dec",
        "Help asked 1: answered 0; open 1: EXH the fire permit, Zhao Gang, Mon 7 Dec",
        "Excused, first next time: MED",
    ]

    # Numbers stay as they were; each has its tasks; the document is one in two languages where it is set.
    await scene.say("#1 done", scene.bo, chat=scene.others["Hall"])
    await scene.quiet()
    await press(scene, closing, "Sources")
    await press(scene, await last(scene, "committee", "Whose numbers?"), "EXH")
    assert "Due by the first plan 1: EXH-1" in (await last(scene, "committee", "as it was")).text
    await press(scene, closing, "Send parts")
    part = (await last(scene, "Hall", "our group: heard")).text
    assert "Given to us #2 Two tables at the entrance, Tue 8 Dec" in part
    assert "Help asked the fire permit: answered by Zhao Gang, Mon 7 Dec" in part
    await press(scene, closing, "Markdown")
    text = await content(scene)
    assert "**EXH** the fire permit (Zhao Gang, Mon 7 Dec)" in text
    assert "| EXH | 🔴 | 2 | 0 | 1 | 0 | 1 | 0 |" in text
    page = await scene.reply_to(await scene.say("/settings"))
    for label in ("More…", "Documents", "both languages"):
        await press(scene, await now(scene, page), label)
    await press(scene, closing, "Markdown")
    text = await content(scene)
    assert "**Help needed / 需协调事项** the fire permit" in text
    assert "## Against the plan / 对照计划" in text

    # What was told wrongly is set right.
    await press(scene, closing, "Correct…")
    picker = await last(scene, "committee", "told wrongly")
    await press(scene, picker, "MED")
    await press(scene, await now(scene, picker), "absent")
    assert "Absent MED" in (await now(scene, closing)).text


async def content(scene: Stage) -> str:
    file = (await last(scene, "committee")).file
    assert file is not None
    return scene.world.files.kept[file.file_id].upload.content.decode()


async def test_a_round_comes_by_its_schedule_is_skipped_moved_and_called_off_quietly(scene: Stage) -> None:
    kept = await scene.reply_to(await scene.say("/round live every second Friday 14:00 Stand-up, 5 minutes each"))
    assert kept.text.splitlines()[0] == "Stand-up, every second Friday at 14:00"
    assert "no written reports" in kept.text
    await press(scene, kept, "Start")
    await press(scene, await now(scene, kept), "Stop")
    kept = await scene.reply_to(await scene.say("/round every second Friday 14:00 Preparatory meeting"))
    assert "Next: Fri 27 Nov, 14:00; Fri 11 Dec, 14:00; Fri 25 Dec, 14:00" in kept.text
    assert "the first time at once. They are due the working day before" in kept.text
    assert "the first Thu 26 Nov, 17:00" in kept.text
    assert "Can't be reached, nothing is sent there: MED\nNothing is sent to anybody before Start." in kept.text

    # Nothing goes out before somebody taps it; once.
    await scene.advance(timedelta(minutes=1))
    await scene.quiet()
    assert not [one for one in await scene.client.sent(scene.chat) if "Reports are due" in one.text]
    await press(scene, kept, "Start")
    await scene.client.press(kept, kept.buttons[0][0].data, scene.ann)

    # It is opened three working days ahead, and its reports are asked for by itself; once.
    await scene.restart()
    await scene.advance(timedelta(minutes=1))
    await scene.quiet()
    boards = [one for one in await scene.client.sent(scene.chat) if "Reports are due" in one.text]
    assert [one.text.splitlines()[:2] for one in boards] == [
        ["Preparatory meeting, Fri 27 Nov, 14:00", "Reports are due Thu 26 Nov, 17:00."]
    ]
    draft = await last(scene, "Hall private", "EXH report")

    # Left out in the schedule, it is called off: one silent line to those who were told, and no button is left.
    await skip(scene, "Round: Preparatory meeting")
    await scene.advance(timedelta(minutes=1))
    await scene.quiet()
    assert "Called off." in (await now(scene, boards[0])).text
    for name in ("Hall", "Guests"):
        said = [one for one in await scene.client.sent(scene.others[name]) if "is called off" in one.text]
        assert len(said) == 1
        assert said[0].is_silent
    assert (await now(scene, draft)).text == "Preparatory meeting is called off; no report is needed."
    assert not (await now(scene, draft)).buttons

    # The next one comes a fortnight later; called off by the chair before anybody was told, nobody hears of it.
    await scene.advance(timedelta(days=14))
    await scene.quiet()
    board = await last(scene, "committee", "Preparatory meeting, Fri 11 Dec")
    assert "Reports are due Thu 10 Dec, 17:00." in board.text
    await press(scene, board, "Call off")
    manual = await scene.reply_to(await scene.say("/round Mon 14 Dec 10:00 Extra"))
    await press(scene, manual, "Call off")
    await scene.advance(timedelta(minutes=1))
    await scene.quiet()
    told = [one.text for one in await scene.client.sent(scene.others["Hall"]) if "called off" in one.text]
    assert told == ["Preparatory meeting is called off; no report is needed."] * 2

    # Live only: the groups are told by a button, called without reports, one tap each; the records are the report.
    board = await scene.reply_to(await scene.say("/round live now 30m Stand-up"))
    assert "Reports" not in board.text
    await press(scene, board, "Begin")
    for _ in range(3):
        card = [one for one in await scene.client.sent(scene.chat) if "Accept ▸" in str(one.buttons)][-1]
        await press(scene, card, "Accept ▸")
    end = await last(scene, "committee", "All groups were called.")
    await press(scene, end, "Close")
    closing = await last(scene, "committee", "round closed")
    assert "Next round: Fri 25 Dec, 14:00" in closing.text
    await press(scene, closing, "Markdown")
    assert "Reported live; the text is from the records." in await content(scene)


async def skip(scene: Stage, what: str) -> None:
    """Leave out the next run of that kind on the schedule's page."""
    page = await scene.reply_to(await scene.say("/schedule"))
    line = next(line for line in page.text.splitlines() if what in line)
    await press(scene, page, line.split()[0].rstrip("."))
    await press(scene, await now(scene, page), "Skip once")


async def test_a_section_hears_of_its_group_that_was_not_heard_twice_in_a_row(scene: Stage) -> None:
    await scene.say("/plan section Venue: EXH, MED")
    await scene.quiet()
    assert scene.app.parts is not None
    seats = await staging.rows(scene.app.parts.database, tables_programmes.seats)
    code = next(one.join_code for one in seats if one.is_section)
    scene.others["section"] = await scene.client.chat("supergroup", title="Venue", admins=[scene.bo, scene.bot])
    await scene.reply_to(await scene.say(f"/start {code}", scene.bo, chat=scene.others["section"]))

    for title in ("First", "Second"):
        board = await scene.reply_to(await scene.say(f"/round now {title}"))
        await press(scene, board, "Begin")
        await press(scene, await now(scene, board), "Close")
        await press(scene, await now(scene, board), "Absent")

    told = [one.text for one in await scene.client.sent(scene.others["section"]) if "not heard" in one.text]
    assert told == [
        f"Second: {code} was not heard for the second time or more in a row (1 round before)."
        for code in ("EXH", "MED")
    ]
    closing = await last(scene, "committee", "round closed")
    assert "Not heard for the second time or more in a row EXH, GUE, MED" in closing.text
    await press(scene, closing, "Markdown")
    assert "Exhibition: absent (First: absent)" in await content(scene)
