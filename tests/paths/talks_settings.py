"""Conversations of several steps in the panel and the greeting of a group."""

import itertools

from tests.paths.talks import Steps, Talk

_PLACES = itertools.cycle([("Geneva", "Zurich"), ("慕尼黑", "Berlin")])


async def city(talk: Talk) -> Steps:
    """F126: begun in two groups at a time, each goes on by itself."""
    place, name = next(_PLACES)
    prompt = await talk.tap_for(await talk.panel(), "Time zone", "Which city's time?")
    yield
    found = await talk.asked(place, "Time there now", reply_to=prompt)
    yield
    label = next(one.text for row in found.buttons for one in row if name in one.text)
    shown = await talk.tap(found, label, f"Time zone: {name}")
    yield
    if "Not saved yet." in shown.text:
        shown = await talk.tap(shown, "Save", "Next morning message")
        yield
    await talk.tap(shown, "Undo", "Time zone: UTC")


async def hour(talk: Talk) -> Steps:
    page = await talk.panel("Posts", "what holds it back")
    yield
    page = await talk.tap(page, "Summary", "Next three times")
    yield
    prompt = await talk.tap_for(page, "Other hour…", "at which hour?")
    yield
    page = await talk.asked("16:40", "Not saved yet.", reply_to=prompt)
    yield
    page = await talk.tap(page, "Save", "Saved.")
    yield
    await talk.tap(page, "Undo", "Taken back")


async def quiet_hours(talk: Talk) -> Steps:
    page = await talk.tap(await talk.panel("Posts", "what holds it back"), "Quiet hours", "Nothing is posted by itself")
    yield
    prompt = await talk.tap_for(page, "Other hour…", "From when to when?")
    yield
    page = await talk.asked("22:30 to 6:30", "Not saved yet.", reply_to=prompt)
    yield
    await talk.tap(page, "Save", "Quiet hours: 22:30 to 06:30")


async def pause(talk: Talk) -> Steps:
    page = await talk.tap(await talk.panel("Posts", "what holds it back"), "Pause", "Not paused.")
    yield
    prompt = await talk.tap_for(page, "Until…", "Until when?")
    yield
    page = await talk.asked("3 days", "Not saved yet.", reply_to=prompt)
    yield
    page = await talk.tap(page, "Save", "Paused until")
    yield
    await talk.tap(page, "Undo", "Taken back")


async def days(talk: Talk) -> Steps:
    page = await talk.panel("Working days", "until when")
    yield
    prompt = await talk.tap_for(page, "Own days", "one a line")
    yield
    page = await talk.asked("2027-02-15\n2027-02-20 work", "Own days off: 1.", reply_to=prompt)
    yield
    await talk.tap(page, "Back", "Own days off: 1. Weekend days worked: 1.\nWorking")


async def country(talk: Talk) -> Steps:
    page = await talk.tap(await talk.panel("Working days", "until when"), "Holidays", "nothing comes by itself")
    yield
    prompt = await talk.tap_for(page, "Other…", "Which country?")
    yield
    found = await talk.asked("Italy", "are free", reply_to=prompt)
    yield
    await talk.tap(found, "Italy", "Public holidays: Italy")


async def code(talk: Talk) -> Steps:
    page = await talk.tap(await talk.panel("In chat", "how it is answered"), "This chat…", "a working group by itself")
    yield
    prompt = await talk.tap_for(page, "Programme…", "Which code?")
    yield
    await talk.asked("ABCDEFGH", "no group has this code", reply_to=prompt)


async def topic(talk: Talk) -> Steps:
    """In a forum, the group becomes one topic's."""
    there = await talk.client.topic(talk.chat, "Design")
    page = await talk.tap(await talk.asked("/settings", "Settings of", topic=there), "In chat", "how it is answered")
    yield
    page = await talk.tap(page, "Topic", "serves the whole chat")
    yield
    prompt = await talk.tap_for(page, "This topic", "What is the group of this topic called?")
    yield
    page = await talk.asked("Design", "Design is bound to its topic.", topic=there, reply_to=prompt)
    yield
    await talk.tap(page, "Undo", "how it is answered")


async def greeted(talk: Talk) -> Steps:
    greeting = await talk.asked("/start", "keeps this group's tasks")
    yield
    greeting = await talk.tap(greeting, "中文", "负责登记本群任务")
    yield
    greeting = await talk.tap(greeting, "北京时间", "时区：北京时间")
    yield
    page = await talk.tap_for(greeting, "指定组长", "已知成员")
    yield
    page = await talk.tap(page, "Ann", "职务：成员")
    yield
    await talk.tap(page, "组长", "职务：组长")


async def moved(talk: Talk) -> Steps:
    """A run of the schedule is put elsewhere."""
    greeting = await talk.asked("/start", "keeps this group's tasks")
    await talk.tap(greeting, "Beijing", "Time zone: Beijing")
    page = await talk.tap(await talk.panel("Schedule", "in the next 14 days"), "1", "morning message")
    yield
    page = await talk.tap(page, "Move…", "To when?")
    yield
    prompt = await talk.tap_for(page, "Other time", "Instead of")
    yield
    day = prompt.text.removeprefix("Instead of ").partition(",")[0]
    page = await talk.asked(f"{day} 11:00", "11:00", reply_to=prompt)
    yield
    await talk.tap(page, "Undo", "in the next 14 days")


async def come_back(talk: Talk) -> Steps:
    """The bot is removed, comes back and asks whether to go on."""
    await talk.asked("/task Sign the contract @ann", "Sign the contract")
    yield
    await talk.client.kick(talk.chat, talk.cast.bot, talk.people["ann"])
    await talk.client.unban(talk.chat, talk.cast.bot)
    await talk.client.join(talk.chat, talk.cast.bot, talk.people["ann"])
    back = await talk.offered("Resume", "")
    yield
    await talk.tap(back, "Resume", "Resumed.")
    yield
    await talk.asked("/list 1", "Sign the contract")


async def skipped(talk: Talk) -> Steps:
    """A run of the schedule is left out, and comes after all."""
    greeting = await talk.asked("/start", "keeps this group's tasks")
    await talk.tap(greeting, "Beijing", "Time zone: Beijing")
    page = await talk.asked("/schedule", "in the next 14 days")
    yield
    page = await talk.tap(page, "1", "morning message")
    yield
    page = await talk.tap(page, "Skip once", "Left out: Mon 30 Nov, 08:30")
    yield
    await talk.tap(page, "Undo", "1. Mon 30 Nov, 08:30: morning message")


async def copied(talk: Talk) -> Steps:
    """What another chat chose is looked at, copied, and taken back."""
    people, bot = talk.people, talk.cast.bot
    chat = await talk.client.chat("supergroup", title="Model", members=[people["bo"]], admins=[people["ann"], bot])
    model = Talk(talk.cast, chat)
    cities = await model.asked("/zone Tokyo", "Time there now.")
    await model.tap(cities, cities.buttons[0][0].text, "Tokyo")
    page = await talk.tap(await talk.panel("More…", "what is kept"), "Copy from…", "What another chat chose")
    yield
    page = await talk.tap(page, "Model", "Copied")
    yield
    page = await talk.tap(page, "Copy", "Copied from Model.")
    yield
    await talk.tap(page, "Undo", "Taken back")


ALL = (city, hour, quiet_hours, pause, days, country, code, topic, greeted, come_back, moved, skipped, copied)

ASKED = {
    "settings.city": city,
    "settings.hour": hour,
    "settings.own": quiet_hours,
    "settings.until": pause,
    "settings.days": days,
    "settings.country": country,
    "settings.code": code,
    "settings.topic": topic,
    "timetable.move": moved,
}
"""What asks for typed words (`table.PROMPTS`), and the conversation in which it does."""
