"""A plan is kept in a committee's chat: what waits, milestones moved and accepted, gates passed, the first plan."""

from collections.abc import AsyncIterator

import pytest

from playground import views
from tests.paths import committees, people
from tests.stage import Stage, stage

PLAN = """No,Phase,Task,Owner,Due,Depends on,Type,Priority
1,Week 1,Book the hall,@bo,2026-11-20,,,high
2,Week 1,Venue signed,@bo,2026-12-04,1,Milestone,
3,Week 2,Draw the booths,@bo,2026-12-08,2,,
4,Week 2,Programme frozen,,,,Milestone,
5,Week 2,Print the map,,2026-12-11,"3; 9; 2",,
"""


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url) as opened:
        await opened.ask("/list", opened.bo)
        await people.lead(opened)
        yield opened


async def press(scene: Stage, message: views.MessageView, label: str, who: views.UserView | None = None) -> str:
    return await committees.press(scene, message, label, who)


async def newest(scene: Stage, holding: str) -> views.MessageView:
    return [one for one in await scene.client.sent(scene.chat) if holding in one.text][-1]


async def test_a_plan_is_kept_from_its_first_day_to_its_gates(scene: Stage) -> None:
    said = await scene.say(f"/plan {PLAN}")
    await scene.quiet()
    await scene.app.tick()
    reading = await scene.reply_to(said)
    assert "3 tasks wait for others" in reading.text
    assert "waits for something that is no task of the plan" in reading.text
    await press(scene, reading, "All here")

    card = await scene.ask("/list 3")
    assert "Waits for #2" in card
    assert "Needed by #5" in card
    assert "★" in await scene.ask("/list 1")
    assert "#milestone" in await scene.ask("/list 2")
    circle = await scene.ask("/update 1 after 5")
    assert circle == "Not changed: #5 itself waits for #1: #5 → #2 → #1."
    made = await scene.ask("/task Hand out the maps after #5")
    assert "Waits for #5" in made
    assert made.startswith("#6 Hand out the maps\n")

    panel = (await scene.ask("/plan")).splitlines()
    assert panel[0] == "Against the first plan 0 of 1 due by today done, 5 in all"
    assert panel[1] == "Slipped: #1 by 4 days"
    assert panel[2].startswith("Milestones #2 Venue signed (Fri 4 Dec) · #4 Programme frozen (no date yet)")
    assert panel[3].startswith("Phases 1 Week 1 0/2, gate open")
    assert "#1 Book the hall: planned Fri 20 Nov, 4 days behind" in await scene.ask("/plan slipped")
    assert "/plan move 2 8 Dec" in await scene.ask("/plan milestones")

    await moved(scene)
    await passed(scene)


async def moved(scene: Stage) -> None:
    """The milestone moves with what hangs on it; owners accept; it is taken back."""
    asked = await scene.reply_to(await scene.say("/plan move 2 9 Dec"))
    assert asked.text.splitlines()[:3] == [
        "#2 Venue signed: Fri 4 Dec → Wed 9 Dec",
        "2 dates hang on it and would move too:",
        "#3 Draw the booths: Tue 8 Dec → Mon 14 Dec",
    ]
    await scene.restart()
    assert "2 dates moved with it" in await press(scene, asked, "Move all")
    question = await newest(scene, "Can the owners keep to it?")
    assert "(was Tue 8 Dec)" in await scene.ask("/list 3")
    await press(scene, question, "Accept", scene.bo)
    shown = (await committees.now(scene, question)).text
    assert "✓ #3 Draw the booths" in shown
    assert "All accepted." in await press(scene, question, "Accept")
    assert "3 dates are as before" in await press(scene, asked, "Take back")
    assert "(was" not in await scene.ask("/list 3")


async def passed(scene: Stage) -> None:
    """A gate asks what becomes of each open piece, and is passed on condition, then wholly."""
    gate = await scene.reply_to(await scene.say("/plan gate 1"))
    assert gate.text.splitlines()[:2] == ["Week 1: gate open", "0 of 2 done, 1 late"]
    assert "What becomes of it?" in await press(scene, gate, "Decide each…")
    assert "1 piece of open work" in await press(scene, gate, "Next phase")
    assert "still owed" in await press(scene, gate, "Stays owed")
    assert "gate passed on condition" in await press(scene, gate, "Pass conditionally")
    await scene.ask("/done 1 booked", scene.bo)
    await press(scene, await scene.reply_to(await scene.say("/done 2 signed", scene.bo)), "Done anyway", scene.bo)
    again = await scene.reply_to(await scene.say("/plan gate 1"))
    assert "gate passed" in await press(scene, again, "Pass")
    assert (await scene.ask("/plan gates")).splitlines()[2] == "1 Week 1: 0 of 1 done, gate passed"
    assert "/plan" in await scene.ask("/plan gate 9")
    assert (await scene.ask("/plan move 2 whenever")).startswith("Not changed: no task and day found")


async def test_a_plan_sent_in_private_is_taken_over_by_whoever_leads_its_group(scene: Stage) -> None:
    """Nobody else may; of several groups one is chosen; the group reads that a plan was taken over."""
    mine = await scene.client.private(scene.ann, scene.bot)
    await scene.client.say(mine, scene.ann, "/start")
    theirs = await scene.client.private(scene.bo, scene.bot)
    await scene.quiet()
    refused = await scene.reply_to(await scene.say("/plan", scene.bo, chat=theirs))
    assert "a plan belongs to a group" in refused.text

    said = await scene.say("/plan Task,Owner,Due\nBook the hall,@bo,2026-12-04\nPrint,,2026-12-08", chat=mine)
    await scene.quiet()
    await scene.app.tick()
    reading = await scene.reply_to(said)
    assert "2 tasks read" in reading.text
    await scene.restart()
    assert "taken over" in await press(scene, reading, "All here")
    assert "#1 Book the hall" in await scene.ask("/list")
    assert "plan.txt" in (await newest(scene, "taken over")).text
    assert "2 tasks are as before" in await press(scene, reading, "Take back")

    other = await scene.client.chat("supergroup", title="Guests", admins=[scene.ann, scene.bot])
    await scene.reply_to(await scene.say("/task Invite", chat=other))
    await scene.say("/plan", chat=mine)
    await scene.quiet()
    which = (await scene.client.sent(mine))[-1]
    assert which.text == "For which group is the plan?"
    await scene.client.click(which, "Guests", scene.ann)
    await scene.quiet()
    assert "the plan of Guests" in (await scene.client.sent(mine))[-1].text
