"""Conversations of several steps that begin with what comes to somebody in private; each with people of its own."""

from playground import views
from tests.paths.talks import Steps, Talk


async def _settled(talk: Talk, city: str) -> None:
    """The group keeps a city's time, Ann leads it, and she and Bo have begun a private chat."""
    cities = await talk.asked(f"/zone {city}", "Time there now.")
    await talk.tap(cities, cities.buttons[0][0].text, city)
    for who in ("ann", "bo"):
        await talk.asked("/list", "", who)
        await (await talk.alone(who)).asked("/start", "", who)
    await talk.asked("/lead @" + talk.people["ann"].username, "Ann")


async def _reminder(talk: Talk) -> views.MessageView:
    """Bo's, of the one task that is due."""
    return await (await talk.alone("bo")).sent("Due soon: 1 task of yours")


async def _given(talk: Talk) -> None:
    """At short notice, so that the reminder comes an hour before: when time has passed once."""
    await _settled(talk, "London")
    await talk.asked(f"/task Sign the lease @{talk.people['bo'].username} by 2026-11-27 11:01", "Sign the lease")


async def updated(talk: Talk) -> Steps:
    """What moved is typed below a reminder."""
    await _given(talk)
    yield
    bo, reminder = await talk.alone("bo"), await _reminder(talk)
    yield
    prompt = await bo.tap_for(reminder, "Update", "Sign the lease", "bo")
    yield
    await bo.asked("40% draft sent", "#1 Sign the lease: moving, 40%", "bo", reply_to=prompt)
    yield
    await bo.stands(reminder, lambda one: "all answered" in one.text)


async def stuck(talk: Talk) -> Steps:
    """What is in the way is typed below a reminder."""
    await _given(talk)
    yield
    bo, reminder = await talk.alone("bo"), await _reminder(talk)
    yield
    prompt = await bo.tap_for(reminder, "Blocked", "Sign the lease", "bo")
    yield
    await bo.asked("no key", "blocked", "bo", reply_to=prompt)
    yield
    await talk.asked("/list 1", "no key")


async def more_time(talk: Talk) -> Steps:
    """More time is asked for below a reminder, and granted in the group."""
    await _given(talk)
    yield
    bo, reminder = await talk.alone("bo"), await _reminder(talk)
    yield
    prompt = await bo.tap_for(reminder, "More time", "Sign the lease", "bo")
    yield
    await bo.asked("8 Dec the bank is slow", "Asked in the group", "bo", reply_to=prompt)
    asked = await talk.offered("Grant", "the bank is slow")
    yield
    await talk.client.click(asked, "Grant", talk.people["ann"])
    await bo.stands(reminder, lambda one: "Tue 8 Dec" in one.text)


async def put_off(talk: Talk) -> Steps:
    """A reminder is put off by buttons."""
    await _given(talk)
    yield
    bo, reminder = await talk.alone("bo"), await _reminder(talk)
    yield
    await bo.client.click(reminder, "Later", talk.people["bo"])
    panel = await bo.stands(reminder, lambda one: one.buttons[-1][-1].text == "Back")
    yield
    hour = panel.buttons[0][0].text
    await bo.tap(panel, hour, f"again {hour}", "bo")


async def previewed(talk: Talk) -> Steps:
    """The summary is shown to its lead an hour before; a line of hers stands above it."""
    await talk.asked("/task Sign the lease", "Sign the lease")
    await _settled(talk, "Dubai")
    yield
    ann = await talk.alone("ann")
    preview = await ann.sent("week of")
    yield
    prompt = await ann.tap_for(preview, "Add line", "as a reply")
    yield
    await ann.asked("We hold the date", "", reply_to=prompt)
    await ann.stands(preview, lambda one: "We hold the date" in one.text)


async def checked_in(talk: Talk) -> Steps:
    """A check-in is answered in private."""
    await _settled(talk, "London")
    await talk.asked(f"/task Sign the lease @{talk.people['bo'].username}", "Sign the lease")
    yield
    await talk.say("/checkin now")
    bo = await talk.alone("bo")
    asked = await bo.sent("Check-in")
    yield
    await bo.say("#1 60% draft is out\nsignature\nnothing", "bo", reply_to=asked)
    await talk.found(lambda one: "Sign the lease" in one.text and "60%" in one.text)


async def nudged(talk: Talk) -> Steps:
    """A lead asks for a word, after having seen whom."""
    await _settled(talk, "London")
    await talk.asked(f"/task Sign the lease @{talk.people['bo'].username} by 2026-11-20", "Sign the lease")
    yield
    preview = await talk.asked("/nudge", "Nothing is sent before the tap.")
    yield
    await talk.tap(preview, "Send", "Nudged about 1 task")
    await (await talk.alone("bo")).sent("asks for a word")


ALL = (updated, stuck, more_time, put_off, previewed, checked_in, nudged)

ASKED = {"remupdate": updated, "remblocked": stuck, "remtime": more_time, "summary_line": previewed}
"""What asks for typed words (`table.PROMPTS`), and the conversation in which it does."""
