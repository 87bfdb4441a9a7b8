"""Conversations of several steps about a programme that goes on: joined, moved, read anew, at rest, in the archive."""

import re

from tests.paths.talks import Steps, Talk
from tests.paths.talks_programmes import PLAN, Programme

MILESTONES = """/plan No,Task,Owner,Due,Depends on,Type
1,Book the hall,,2026-12-01,,
2,Venue signed,,2026-12-04,1,Milestone
3,Draw the booths,@bo,2026-12-08,2,
"""
NEWER = """/plan No,Task,Owner,Due,Depends on,Type
1,Book the hall,,2026-12-02,,
2,Venue signed,,2026-12-04,1,Milestone
"""


async def joined(talk: Talk) -> Steps:
    """A chat takes its place by the link, gives it back, and takes it again."""
    reading = await talk.asked(PLAN, "2 tasks read")
    chat = await talk.client.chat("supergroup", title="Hall", admins=[talk.people["bo"], talk.cast.bot])
    hall = Talk(talk.cast, chat)
    yield
    links = await talk.tap_for(reading, "With groups", "startgroup=")
    code = re.findall(r"startgroup=(\w+)&", links.text)[0]
    yield
    told = await hall.asked(f"/start {code}", "1 task was waiting", "bo")
    yield
    await hall.tap(told, "Undo", "1 task went back to Exhibition (EXH)", "bo")
    yield
    await hall.asked(f"/start {code}", "1 task was waiting", "bo")


async def milestone(talk: Talk) -> Steps:
    """A milestone moves with what hangs on it; the owner accepts; it is taken back."""
    await talk.asked("/list", "", "bo")
    reading = await talk.asked(MILESTONES, "3 tasks read")
    yield
    await talk.tap(reading, "All here", "is taken over")
    yield
    asked = await talk.asked("/plan move 2 9 Dec", "1 date hangs on it")
    yield
    moved = await talk.tap(asked, "Move all", "1 date moved with it")
    question = await talk.sent("Can the owner keep to it?")
    yield
    await talk.tap(question, "Accept", "✓ #3 Draw the booths", "bo")
    yield
    await talk.tap(moved, "Take back", "2 dates are as before")


async def newer(talk: Talk) -> Steps:
    """A newer plan is taken over in part, and taken back."""
    await talk.tap(await talk.asked(MILESTONES, "3 tasks read"), "All here", "is taken over")
    yield
    reading = await talk.asked(NEWER, "1 task no longer stands in the plan; it stays")
    yield
    reading = await talk.tap(reading, "Drop gone", "it will be dropped")
    yield
    taken = await talk.tap(reading, "All here", "Dropped: 1 task")
    yield
    await talk.tap(taken, "Take back", "2 tasks are as before")


async def opening(talk: Talk) -> Steps:
    """The opening day moves what hangs on it, and comes back."""
    await talk.asked("/plan opens 28 Nov 2027", "28 Nov 2027")
    yield
    reading = await talk.asked("/plan Task,Due\nBook the hall,T-30\nBadges,T-7", "2 tasks read")
    yield
    await talk.tap(reading, "All here", "is taken over")
    yield
    asked = await talk.asked("/plan opens 5 Dec 2027", "2 dates move with it")
    yield
    moved = await talk.tap(asked, "Move all", "2 dates moved with it")
    yield
    await talk.tap(moved, "Take back", "2 dates are as before")


async def rested(there: Programme) -> Steps:
    """A group rests and is woken; the programme goes into the archive and comes back."""
    panel = await there.asked("/plan", "Groups with a chat: 2 of 2")
    yield
    page = await there.tap(await there.tap(panel, "Groups", "2 groups"), "GUE", "Running.")
    yield
    page = await there.tap(page, "Dormant", "Dormant: no digests")
    await there.guests.sent("lets this group rest")
    yield
    page = await there.tap(page, "Wake", "Running.")
    await there.guests.sent("has woken this group")
    yield
    panel = await there.asked("/plan", "Groups with a chat: 2 of 2")
    page = await there.tap(panel, "Archive", "nothing is written")
    yield
    page = await there.tap(page, "Archive", "In the archive")
    yield
    await there.hall.asked("#1 done", "is in the archive", "bo")
    await there.tap(page, "Reopen", "Groups with a chat: 2 of 2")


ALL = (joined, milestone, newer, opening)

EACH = (rested,)
"""In a programme of its own."""
