"""Conversations of several steps, a step at a time; whoever plays them decides what happens in between."""

from collections.abc import AsyncIterator, Callable
from typing import Any

from playground import client as clients
from playground import views

Steps = AsyncIterator[None]


class Talk:
    """One chat in which people talk with the bot, whichever process that is by now; and Ann's private chat."""

    def __init__(
        self,
        client: clients.Client,
        chat: views.ChatView,
        people: dict[str, views.UserView],
        private: views.ChatView | None = None,
    ) -> None:
        self.client, self.chat, self.people = client, chat, people
        self._private = private

    @property
    def private(self) -> "Talk":
        """The same with Ann in private."""
        assert self._private is not None
        return Talk(self.client, self._private, self.people)

    async def say(self, text: str, who: str = "ann", **how: Any) -> views.MessageView:
        return await self.client.say(self.chat, self.people[who], text, **how)

    async def asked(self, text: str, shows: str, who: str = "ann", **how: Any) -> views.MessageView:
        """Write something; what the bot says next that shows a text."""
        last = max((one.id for one in await self.client.messages(self.chat)), default=0)
        said = await self.say(text, who, **how)
        answers = None if self.chat.id > 0 else said.id
        return await self._found(
            lambda one: one.id > last and (answers is None or one.reply_to == answers) and shows in one.text
        )

    async def sent(self, shows: str, *, after: int = 0) -> views.MessageView:
        return await self._found(lambda one: one.id > after and shows in one.text)

    async def tap(self, message: views.MessageView, label: str, shows: str, who: str = "ann") -> views.MessageView:
        """Press a button; the message once it shows a text that it did not show."""
        await self.client.click(message, label, self.people[who])
        return await self._found(lambda one: one.id == message.id and shows in one.text and one.text != message.text)

    async def tap_for(self, message: views.MessageView, label: str, shows: str, who: str = "ann") -> views.MessageView:
        """Press a button; another message that comes of it."""
        last = max(one.id for one in await self.client.messages(self.chat))
        await self.client.click(message, label, self.people[who])
        return await self.sent(shows, after=last)

    async def panel(self, page: str = "", shows: str = "") -> views.MessageView:
        """The settings, or a page of them."""
        panel = await self.asked("/settings", "Settings of")
        return await self.tap(panel, page, shows) if page else panel

    async def _found(self, is_it: Callable[[views.MessageView], bool]) -> views.MessageView:
        async def look() -> views.MessageView | None:
            return next((one for one in await self.client.sent(self.chat) if is_it(one)), None)

        found = await self.client.wait_for(look, 30)
        assert found is not None
        return found


async def city(talk: Talk) -> Steps:
    """F126: begun in two groups at a time, each goes on by itself."""
    prompt = await talk.tap_for(await talk.panel(), "Time zone", "Which city's time?")
    yield
    found = await talk.asked("Geneva" if talk.chat.title == "Visas" else "慕尼黑", "Time there now", reply_to=prompt)
    yield
    name = "Zurich" if talk.chat.title == "Visas" else "Berlin"
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
    await talk.tap(page, "Back", "Own days off: 1. Weekend days worked: 1.\nWorking day ends")


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
    await talk.tap(page, "Undo", "Settings of")


async def known(talk: Talk) -> Steps:
    """Institution, other names, the work handed over, the part."""
    await talk.asked("/task Sign the contract @ann", "Sign the contract", "bo")
    page = await talk.tap(await talk.panel("People", "have been seen here"), "Ann", "Part: member")
    yield
    prompt = await talk.tap_for(page, "Institution", "Which institution")
    yield
    page = await talk.asked("Ministry", "Ministry", reply_to=prompt)
    yield
    page = await talk.tap(page, "Other names", "goes by no other names")
    yield
    prompt = await talk.tap_for(page, "Add names", "What else is")
    yield
    await talk.asked("Annie", "is also called: Annie", reply_to=prompt)


async def handed(talk: Talk) -> Steps:
    await talk.asked("/task Sign the contract @ann", "Sign the contract", "bo")
    page = await talk.tap(await talk.panel("People", "have been seen here"), "Ann", "Part: member")
    yield
    page = await talk.tap(page, "Hand over…", "Who takes over")
    yield
    page = await talk.tap(page, "Bo", "Nothing is changed yet")
    yield
    await talk.tap(page, "Hand over", "takes over from")


async def logged(talk: Talk) -> Steps:
    await talk.asked("/task Sign the contract @ann", "Sign the contract")
    page = await talk.tap(await talk.panel("More…", "what is kept"), "Log", "Log of")
    yield
    prompt = await talk.tap_for(page, "One task", "Which task's changes?")
    yield
    await talk.asked("#1", "new task", reply_to=prompt)


async def erased(talk: Talk) -> Steps:
    page = await talk.tap(await talk.panel("More…", "what is kept"), "Erase", "any admin can stop it")
    yield
    prompt = await talk.tap_for(page, "Erase…", "To have everything erased")
    yield
    await talk.asked(talk.chat.title, "is erased on", reply_to=prompt)
    yield
    told = await talk.sent("All records of")
    await talk.tap(told, "Keep everything", "Nothing is erased.")


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


async def myself(talk: Talk) -> Steps:
    mine = talk.private
    page = await mine.tap(await mine.asked("/settings", "Of which group?"), "For myself", "For yourself")
    yield
    prompt = await mine.tap_for(page, "Time zone", "Which city's time?")
    yield
    page = await mine.asked("Tokyo", "Time there now", reply_to=prompt)
    yield
    page = await mine.tap(page, page.buttons[0][0].text, "Time zone: Tokyo")
    yield
    page = await mine.tap(page, "Forget me…", "nothing is done yet")
    yield
    page = await mine.tap(page, "Go on…", "The last question.")
    yield
    await mine.tap(page, "Keep it", "Nothing is forgotten.")


async def reported(talk: Talk) -> Steps:
    """Bo reports what is Ann's; she is asked."""
    await talk.asked("/task Sign the contract @ann", "Sign the contract")
    yield
    asked = await talk.asked("/done 1", "Sign the contract", "bo")
    yield
    await talk.client.click(asked, "Yes, done", talk.people["ann"])
    await talk.asked("/list 1", "Done")


async def reason(talk: Talk) -> Steps:
    await talk.asked("/task Print the badges", "Print the badges")
    yield
    why = await talk.asked("/update 1 blocked", "in the way")
    yield
    await talk.say("no paper", reply_to=why)
    await talk.asked("/list 1", "no paper")


async def day(talk: Talk) -> Steps:
    which = await talk.asked("/task Pay the deposit by 3/4", "Pay the deposit")
    yield
    label = which.buttons[0][0].text
    await talk.client.click(which, label, talk.people["ann"])
    await talk.asked("/list Pay", "Pay the deposit")


ALL: dict[str, Callable[[Talk], Steps]] = {
    one.__name__: one
    for one in (
        city, hour, quiet_hours, pause, days, country, code, topic, known, handed, logged, erased, greeted, moved,
        myself, reported, reason, day,
    )
}  # fmt: skip

ASKED = {
    "settings.city": city, "settings.hour": hour, "settings.own": quiet_hours, "settings.until": pause,
    "settings.days": days, "settings.country": country, "settings.code": code, "people.institution": known,
    "people.alias": known, "log.task": logged, "erase.name": erased, "timetable.move": moved, "me.city": myself,
    "settings.topic": topic,
}  # fmt: skip
"""What asks for typed words (`table.PROMPTS`), and the conversation in which it does."""
