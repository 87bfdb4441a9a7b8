"""Conversations of several steps about a programme as a whole: its plan, its gates, its next edition, its hands."""

import re

from playground.client_deeds import Sent
from tests.paths.talks import Steps, Talk
from tests.paths.talks_programmes import Programme

ROWS = b"Group,Task,Owner,Due\nHall,Book the hall,Bo,3/4/2027\nHall,Order booths,,5/6/2027\n"
PHASES = """/plan Phase,Task,Owner,Due
Week 1,Hire a crew,,2026-12-01
Week 2,Hang the lamps,,2026-12-08
"""


async def planned(talk: Talk) -> Steps:
    """A plan is sent as a file, set right, taken over with its group, and taken back."""
    prompt = await talk.asked("/plan", "Send the plan in reply")
    yield
    file = Sent(ROWS, "plan.csv")
    said = await talk.client.send(talk.chat, talk.people["ann"], file, reply_to=prompt)
    reading = await talk.found(lambda one: one.reply_to == said.id and "2 tasks read" in one.text)
    yield
    page = await talk.tap(reading, "Columns", "Which one is to be set right?")
    yield
    reading = await talk.tap(page, "Back", "2 tasks read")
    yield
    reading = await talk.tap(reading, "Day first", "2 tasks read")
    yield
    await talk.tap_for(reading, "With groups", "startgroup=")
    yield
    await talk.tap(await talk.stands(reading), "Take back", "2 tasks are as before")


async def gate(there: Programme) -> Steps:
    """What is open at a phase's end is decided piece by piece; a lesson is asked for."""
    reading = await there.asked(PHASES, "2 tasks read")
    yield
    await there.tap(reading, "All here", "is taken over")
    page = await there.asked("/plan gate 1", "Week 1: gate open")
    yield
    page = await there.tap(page, "Decide each…", "What becomes of it?")
    yield
    page = await there.tap(page, "Stays owed", "still owed")
    yield
    prompt = await there.tap_for(page, "Pass conditionally", "Week 1")
    yield
    await there.asked("Book a year ahead", "Kept for the next edition", reply_to=prompt)
    yield
    await there.asked("/lesson", "Week 1: Book a year ahead")


async def next_edition(there: Programme) -> Steps:
    await there.asked("/plan opens 18 Dec 2026", "18 Dec")
    panel = await there.asked("/plan", "Opening day")
    yield
    prompt = await there.tap_for(panel, "Next edition", "When does the next edition open?")
    yield
    seen = await there.asked("17 Dec 2027 Forum 2027", "Nothing is written yet.", reply_to=prompt)
    yield
    sure = await there.tap(seen, "Here", "Begin here?")
    yield
    await there.tap(sure, "Begin", "Forum 2027 has begun.")
    yield
    await there.hall.asked("#1 done", "is in the archive. Forum 2027 has begun", "bo")
    said = await there.say("/plan links")
    links = await there.sent("startgroup=", after=said.id)
    code = re.findall(r"startgroup=(\w+)&", links.text)[0]
    yield
    await there.hall.asked(f"/start {code}", "of Forum 2027.", "bo")


async def handed_over(there: Programme) -> Steps:
    panel = await there.asked("/plan", "Groups with a chat: 2 of 2")
    yield
    page = await there.tap(panel, "Committee", "Who keeps the programme")
    yield
    page = await there.tap(page, "Hand over", "Whose hands")
    yield
    page = await there.tap(page, "Another chat", "from then on")
    yield
    page = await there.tap(page, "Hand over", "startgroup=")
    code = re.findall(r"startgroup=(\w+)&", page.text)[0]
    chat = await there.client.chat("supergroup", title="Office", admins=[there.people["bo"], there.cast.bot])
    office = Talk(there.cast, chat)
    yield
    offer = await office.asked(f"/start {code}", "Take over", "bo")
    yield
    await office.tap(offer, "Take over", "has its committee here now", "bo")
    await there.sent("was handed over to another chat")


ALL = (planned,)

IN_ONE = (gate,)

EACH = (next_edition, handed_over)
"""Each in a programme of its own, which it ends."""

ASKED = {"plan.file": planned, "gate.lesson": gate, "edition.when": next_edition}
"""What asks for typed words (`table.PROMPTS`), and the conversation in which it does."""
