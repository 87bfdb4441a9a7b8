"""Conversations of several steps in a round: ordered, reported to, returned, called, closed; each in its programme."""

from tests.paths.talks import Steps
from tests.paths.talks_programmes import Programme


async def ordered(there: Programme) -> Steps:
    """What comes first is changed before anybody is told."""
    await there.led()
    board = await there.asked("/round Fri 4 Dec 14:00 Second meeting", "Next EXH, GUE")
    yield
    page = await there.tap(board, "Who, when", "14:00 EXH: Bo")
    yield
    page = await there.tap(page, "Back", "Next EXH, GUE")
    yield
    page = await there.tap(page, "Order…", "Tap a group to move it")
    yield
    page = await there.tap(page, "GUE", "Guests (GUE): 2 of 2")
    yield
    page = await there.tap(page, "Earlier", "Guests (GUE): 1 of 2")
    yield
    board = await there.tap(await there.tap(page, "Back", "Tap a group"), "Back", "Next GUE, EXH")


async def begun(there: Programme) -> Steps:
    """Where no round is open the command offers the ways to one; what comes again begins by a tap."""
    await there.timed()
    ways = await there.asked("/round", "No round is open.")
    yield
    prompt = await there.tap_for(ways, "On day…", "When, and what is it called?")
    yield
    offer = await there.asked("every second Friday 14:00 Stand-up", "before Start", reply_to=prompt)
    yield
    await there.tap(offer, "Start", "Stand-up, every second Friday at 14:00")


async def returned(there: Programme) -> Steps:
    """A report is sent as it was drafted, and comes back with a reason."""
    await there.led()
    board = await there.asked("/round now", "Next EXH, GUE")
    yield
    await there.tap(board, "Ask reports", "Reports in: 0 of 2")
    bo = await there.alone("bo")
    draft = await bo.sent("EXH report")
    yield
    await bo.tap(draft, "Send it", "In, approved by a lead.", "bo")
    board = await there.stands(board)
    yield
    page = await there.tap(board, "Reports…", "Whose report?")
    yield
    label = next(one.text for row in page.buttons for one in row if one.text.startswith("EXH ●"))
    report = await there.tap_for(page, label, "Exhibition (EXH), Bo")
    yield
    prompt = await there.tap_for(report, "Return…", "What is missing in the report of EXH?")
    yield
    await there.asked("How many halls?", "The report of EXH is returned.", reply_to=prompt)
    await bo.sent("our report came back. How many halls?")


async def answered(there: Programme) -> Steps:
    """A draft is changed by a part's number; what it asks for is settled on the floor."""
    await there.led()
    board = await there.asked("/round now", "Next EXH, GUE")
    yield
    await there.tap(board, "Ask reports", "Reports in: 0 of 2")
    bo = await there.alone("bo")
    draft = await bo.sent("EXH report")
    yield
    await bo.say("4 the fire permit", "bo", reply_to=draft)
    draft = await bo.stands(draft, lambda one: "4 Help needed the fire permit" in one.text)
    yield
    await bo.tap(draft, "Send it", "In, approved by a lead.", "bo")
    yield
    await there.tap(board, "Begin", "▶ EXH")
    card = await there.sent('who answers "the fire permit"')
    yield
    prompt = await there.tap_for(card, "Who answers…", "Who answers")
    yield
    await there.asked("Zhao Gang by Mon 7 Dec", "EXH: the fire permit: Zhao Gang, Mon 7 Dec", reply_to=prompt)


async def passed_on(there: Programme) -> Steps:
    """The lead has somebody else of the group send the draft, and approves what was sent."""
    await there.led()
    await there.client.join(there.hall.chat, there.people["cy"])
    await there.hall.asked("/list", "", "cy")
    board = await there.asked("/round now", "Next EXH, GUE")
    bo, cy = await there.alone("bo"), await there.alone("cy")
    yield
    await there.tap(board, "Ask reports", "Reports in: 0 of 2")
    draft = await bo.sent("EXH report")
    yield
    page = await bo.tap(draft, "Pass on", "Who is to send", "bo")
    yield
    await bo.tap(page, "Cy", "Passed on to Cy.", "bo")
    passed = await cy.sent("Passed on by Bo")
    yield
    await cy.tap(passed, "Send it", "no lead has approved it yet", "cy")
    yield
    await bo.tap(await bo.stands(draft), "Approve", "In, approved by a lead.", "bo")


async def put_to_lead(there: Programme) -> Steps:
    """The liaison puts the draft to the lead, who gives it back for a reason, and the next time changes it."""
    await there.led()
    await there.client.join(there.hall.chat, there.people["cy"])
    await there.hall.asked("/list", "", "cy")
    await there.hall.asked("/liaison @" + there.people["cy"].username, "Cy", "bo")
    board = await there.asked("/round now", "Next EXH, GUE")
    bo, cy = await there.alone("bo"), await there.alone("cy")
    await there.tap(board, "Ask reports", "Reports in: 0 of 2")
    draft = await cy.sent("EXH report")
    yield
    await cy.client.click(draft, "Ask lead", there.people["cy"])
    asked = await bo.sent("Cy asks for your OK to this report:")
    yield
    prompt = await bo.tap_for(asked, "Return", "What is missing?", "bo")
    yield
    await bo.say("Name the sum", "bo", reply_to=prompt)
    await cy.sent("gave the draft back: Name the sum")
    yield
    await cy.say("4 the sum", "cy", reply_to=draft)
    draft = await cy.stands(draft, lambda one: "4 Help needed the sum" in one.text)
    yield
    await cy.client.click(draft, "Ask lead", there.people["cy"])
    asked = await bo.sent("Cy asks for your OK to this report:", after=asked.id)
    yield
    prompt = await bo.tap_for(asked, "Change", "What is to change?", "bo")
    yield
    await bo.say("4 the fire permit", "bo", reply_to=prompt)
    await bo.stands(asked, lambda one: "4 Help needed the fire permit" in one.text)
    await cy.stands(draft, lambda one: "4 Help needed the fire permit" in one.text)


async def called(there: Programme) -> Steps:
    """A task is given out and a decision taken while a group has the floor; then it is the next one's turn."""
    board = await there.asked("/round live now 30m Stand-up", "Next EXH, GUE")
    yield
    await there.tap(board, "Begin", "▶ EXH")
    card = await there.sent("1/2 Exhibition")
    await there.hall.sent("your turn")
    yield
    prompt = await there.tap_for(card, "Give task…", "Which task for EXH?")
    yield
    await there.say("Two tables by 8 Dec", reply_to=prompt)
    await there.hall.sent("Two tables")
    yield
    prompt = await there.tap_for(card, "Decision…", "What was decided on EXH?")
    yield
    await there.asked("Buses run from 1 Jan", "EXH: decided", reply_to=prompt)
    yield
    await there.tap(card, "Accept ▸", "Exhibition (EXH): heard")
    await there.guests.sent("your turn")


async def closed(there: Programme) -> Steps:
    """Called, heard later, closed; and what was told wrongly is set right."""
    board = await there.asked("/round live now 30m Stand-up", "Next EXH, GUE")
    yield
    await there.tap(board, "Begin", "▶ EXH")
    card = await there.sent("1/2 Exhibition")
    yield
    await there.tap(card, "Later", "later")
    card = await there.sent("2/2 Guests")
    yield
    await there.tap(card, "Accept ▸", "heard")
    yield
    page = await there.tap(board, "Close", "EXH. What becomes of it?")
    yield
    closing = await there.tap_for(page, "Absent", "round closed")
    yield
    page = await there.tap_for(closing, "Correct…", "Of which group is it told wrongly?")
    await there.tap(await there.tap(page, "EXH", "Exhibition (EXH): absent"), "excused", "EXH: excused from now on")


EACH = (ordered, begun, returned, answered, passed_on, put_to_lead, called, closed)
"""Each in a programme of its own, for only one round is held at a time."""

ASKED = {
    "round.open": begun,
    "round.change": put_to_lead,
    "round.back": put_to_lead,
    "round.return": returned,
    "round.take": answered,
    "round.give": called,
    "round.decide": called,
}
"""What asks for typed words (`table.PROMPTS`), and the conversation in which it does."""
