"""Conversations of several steps about what a committee reads: reports between rounds, the overview, commitments."""

from tests.paths.talks import Steps
from tests.paths.talks_programmes import Programme

SOON = "every Friday 13:01"
"""In hours, so that the draft comes three hours before: at ten, when time has passed once."""


async def commented(there: Programme) -> Steps:
    """A report between rounds is drafted by itself, sent, read, and commented on."""
    await there.led()
    await there.timed()
    said = await there.asked(f"/round reports {SOON}", "Tactical reports")
    await there.tap(said, "Start", "the list below is kept up")
    board = await there.sent("Tactical reports, due", after=said.id)
    bo = await there.alone("bo")
    yield
    draft = await bo.sent("EXH: Tactical report")
    yield
    await bo.tap(draft, "Send it", "In, approved by a lead.", "bo")
    yield
    page = await there.tap(await there.stands(board), "Reports…", "Whose report?")
    yield
    report = await there.tap_for(page, "EXH ●", "Exhibition (EXH), Tactical, Bo")
    yield
    prompt = await there.tap_for(report, "Comment…", "Your comment for EXH?")
    yield
    await there.say("Ask the city first", reply_to=prompt)
    await bo.sent("Committee on the Tactical report")


async def sent_back(there: Programme) -> Steps:
    """Another reading of the same records is returned, for a reason."""
    await there.led()
    await there.timed()
    said = await there.asked(f"/round reports executive {SOON}", "Executive reports")
    await there.tap(said, "Start", "the list below is kept up")
    board = await there.sent("Executive reports, due", after=said.id)
    cy = await there.alone("cy")
    yield
    draft = await cy.sent("GUE: Executive report")
    yield
    await cy.tap(draft, "Send it", "no lead has approved it yet", "cy")
    yield
    page = await there.tap(await there.stands(board), "Reports…", "Whose report?")
    yield
    report = await there.tap_for(page, "GUE ●", "Guests (GUE), Executive, Cy")
    yield
    prompt = await there.tap_for(report, "Return…", "What is missing in the report of GUE?")
    yield
    await there.say("How many guests?", reply_to=prompt)
    await cy.sent("came back. How many guests?")
    await cy.stands(draft, lambda one: "Returned: How many guests?" in one.text)


async def put_to_lead(there: Programme) -> Steps:
    """The liaison puts the draft to the lead, who gives it back for a reason, and the next time changes it."""
    await there.led()
    await there.client.join(there.hall.chat, there.people["cy"])
    await there.hall.asked("/list", "", "cy")
    await there.hall.asked("/liaison @" + there.people["cy"].username, "Cy", "bo")
    bo, cy = await there.alone("bo"), await there.alone("cy")
    yield
    draft = await cy.sent("EXH: Executive report")
    yield
    await cy.client.click(draft, "Ask lead", there.people["cy"])
    asked = await bo.sent("Cy asks for your OK to this report:")
    yield
    prompt = await bo.tap_for(asked, "Return", "What is missing?", "bo")
    yield
    await bo.say("Name the sum", "bo", reply_to=prompt)
    await cy.sent("gave the draft back: Name the sum")
    yield
    await cy.say("3 the sum", "cy", reply_to=draft)
    draft = await cy.stands(draft, lambda one: "3 Next steps the sum" in one.text)
    await cy.client.click(draft, "Ask lead", there.people["cy"])
    asked = await bo.sent("Cy asks for your OK to this report:", after=asked.id)
    prompt = await bo.tap_for(asked, "Change", "What is to change?", "bo")
    yield
    await bo.say("3 the fire permit", "bo", reply_to=prompt)
    await cy.stands(draft, lambda one: "3 Next steps the fire permit" in one.text)


async def overview(there: Programme) -> Steps:
    """The roll-up in both readings, and a remark of the committee's above it."""
    shown = await there.asked("/summary all", "Forum: overview")
    yield
    page = await there.tap(shown, "Tactical", "conditions, actions, needs")
    yield
    page = await there.tap(page, "By group", "Exhibition (EXH)")
    yield
    shown = await there.tap(page, "Short", "Forum: overview")
    yield
    prompt = await there.tap_for(shown, "Remark", "above the overview")
    yield
    await there.say("Halls first, then people", reply_to=prompt)
    await there.stands(shown, lambda one: "Remark Halls first, then people" in one.text)


async def promised(there: Programme) -> Steps:
    """A commitment is recorded, changed by typing, and judged by another than who recorded it."""
    card = await there.asked("/commitment Police: 200 officers by 1 Jan", "Not assessed yet")
    yield
    prompt = await there.tap_for(card, "Change…", "What changes in commitment")
    yield
    await there.say("contact Li Min, due 5 Jan", reply_to=prompt)
    card = await there.stands(card, lambda one: "Contact: Li Min" in one.text)
    yield
    page = await there.tap(card, "Assess…", "How far is it kept?", "bo")
    yield
    await there.tap(page, "Half", "Half, assessed by Bo", "bo")


async def section(there: Programme) -> Steps:
    """A section is named by typing, filled and led by buttons."""
    page = await there.tap(await there.asked("/plan", "Groups with a chat: 2 of 2"), "Sections", "No section yet.")
    yield
    prompt = await there.tap_for(page, "New section", "called")
    yield
    page = await there.asked("Venue", "Venue (VEN)", reply_to=prompt)
    yield
    page = await there.tap(page, "Groups", "Which groups stand in Venue?")
    yield
    page = await there.tap(page, "EXH", "Which groups stand in Venue?")
    yield
    page = await there.tap(page, "Done", "Venue (VEN): EXH")
    yield
    page = await there.tap(page, "Lead", "Who leads Venue?")


IN_ONE = (commented, sent_back, put_to_lead, overview, promised, section)
"""All in one programme."""

ASKED = {
    "duty.comment": commented,
    "duty.return": sent_back,
    "duty.back": put_to_lead,
    "duty.change": put_to_lead,
    "rollup.remark": overview,
    "commitment.change": promised,
    "section.name": section,
}
"""What asks for typed words (`table.PROMPTS`), and the conversation in which it does."""
