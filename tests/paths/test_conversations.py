"""Conversations of several steps: the process is killed between any two, and two answers come at once."""

import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from playground import client as clients
from playground import views
from playground.serve import serve
from playground.world import World
from tests import processes
from tests.paths import staging
from tests.stage import BEGIN, Stage, settings_for, stage

Steps = AsyncIterator[None]


class Talk:
    """One chat in which people talk with the bot, whichever process that is by now."""

    def __init__(self, client: clients.Client, chat: views.ChatView, people: dict[str, views.UserView]) -> None:
        self.client, self.chat, self.people = client, chat, people

    async def say(self, text: str, who: str = "ann", **how: Any) -> views.MessageView:
        return await self.client.say(self.chat, self.people[who], text, **how)

    async def asked(self, text: str, shows: str, who: str = "ann", **how: Any) -> views.MessageView:
        """Write something; the bot's answer to it, once it is there."""
        said = await self.say(text, who, **how)
        return await self._found(lambda one: one.reply_to == said.id and shows in one.text)

    async def sent(self, shows: str, *, after: int = 0) -> views.MessageView:
        return await self._found(lambda one: one.id > after and shows in one.text)

    async def tap(self, message: views.MessageView, label: str, shows: str, who: str = "ann") -> views.MessageView:
        """Press a button; the message once it shows a text."""
        await self.client.click(message, label, self.people[who])
        return await self._found(lambda one: one.id == message.id and shows in one.text)

    async def tap_for(self, message: views.MessageView, label: str, shows: str, who: str = "ann") -> views.MessageView:
        """Press a button; another message that comes of it."""
        last = max(one.id for one in await self.client.messages(self.chat))
        await self.client.click(message, label, self.people[who])
        return await self.sent(shows, after=last)

    async def _found(self, is_it: Callable[[views.MessageView], bool]) -> views.MessageView:
        async def look() -> views.MessageView | None:
            return next((one for one in await self.client.sent(self.chat) if is_it(one)), None)

        found = await self.client.wait_for(look, 20)
        assert found is not None
        return found


async def _city(talk: Talk) -> Steps:
    """F126: begun in two groups at a time, each goes on by itself."""
    panel = await talk.asked("/settings", "Settings of")
    yield
    prompt = await talk.tap_for(panel, "Time zone", "Which city's time?")
    yield
    found = await talk.asked("Geneva" if talk.chat.title == "Visas" else "慕尼黑", "Time there now", reply_to=prompt)
    yield
    city = "Zurich" if talk.chat.title == "Visas" else "Berlin"
    label = next(one.text for row in found.buttons for one in row if city in one.text)
    shown = await talk.tap(found, label, f"Time zone: {city}")
    yield
    shown = shown if "Not saved yet." not in shown.text else await talk.tap(shown, "Save", "Next morning message")
    yield
    await talk.tap(shown, "Undo", "Time zone: UTC")


async def _hour(talk: Talk) -> Steps:
    panel = await talk.asked("/settings", "Settings of")
    yield
    page = await talk.tap(panel, "Posts", "what holds it back")
    yield
    page = await talk.tap(page, "Summary", "Next three times")
    yield
    page = await talk.tap(page, "17:00", "Not saved yet.")
    yield
    page = await talk.tap(page, "Save", "Saved.")
    yield
    await talk.tap(page, "Undo", "Taken back")


async def _country(talk: Talk) -> Steps:
    panel = await talk.asked("/settings", "Settings of")
    yield
    page = await talk.tap(panel, "Working days", "until when")
    yield
    page = await talk.tap(page, "Holidays", "nothing comes by itself")
    yield
    prompt = await talk.tap_for(page, "Other…", "Which country?")
    yield
    found = await talk.asked("Italy", "are free", reply_to=prompt)
    yield
    await talk.tap(found, "Italy", "Public holidays: Italy")


async def _report(talk: Talk) -> Steps:
    """Bo reports what is Ann's; she is asked."""
    await talk.asked("/task Sign the contract @ann", "Sign the contract")
    yield
    asked = await talk.asked("/done 1", "Sign the contract", "bo")
    yield
    await talk.client.click(asked, "Yes, done", talk.people["ann"])
    await talk.asked("/list 1", "Done")


async def _reason(talk: Talk) -> Steps:
    await talk.asked("/task Print the badges", "Print the badges")
    yield
    why = await talk.asked("/update 1 blocked", "in the way")
    yield
    await talk.say("no paper", reply_to=why)
    await talk.asked("/list 1", "no paper")


async def _day(talk: Talk) -> Steps:
    which = await talk.asked("/task Pay the deposit by 3/4", "Pay the deposit")
    yield
    label = which.buttons[0][0].text
    await talk.client.click(which, label, talk.people["ann"])
    await talk.asked("/list Pay", "Pay the deposit")


async def test_a_conversation_goes_on_where_the_process_was_killed_between_two_steps(
    sqlite_url: str, tmp_path: Path
) -> None:
    world = World(limited=False)
    world.clock.set(BEGIN)
    async with serve(world) as served, clients.connect(served.url) as client:
        bot = await client.bot("MusterTestBot")
        people = {name: await client.user(name.title(), username=name, language_code="en") for name in ("ann", "bo")}
        settings = settings_for(served.url, bot.token, sqlite_url, default_time_zone="")
        variables = processes.environment(settings, POLL_SECONDS="1", TICK_SECONDS="1")

        async def talk(title: str) -> Talk:
            chat = await client.chat("supergroup", title=title, members=[people["bo"]], admins=[people["ann"], bot])
            return Talk(client, chat, people)

        await _live(
            [
                _city(await talk("Visas")), _city(await talk("Press")), _hour(await talk("Hours")),
                _country(await talk("Days")), _report(await talk("Hall")),
                _reason(await talk("Print")), _day(await talk("Money")),
            ],
            lambda: processes.running(variables, tmp_path / "bot.log"),
        )  # fmt: skip
        assert await client.violations() == []


async def _live(
    conversations: list[Steps], process: Callable[[], contextlib.AbstractAsyncContextManager[object]]
) -> None:
    """Each goes one step on in a process that is then killed, until all have ended."""
    left = list(conversations)
    while left:
        async with process():
            left = [one for one in left if await _stepped(one)]


async def _stepped(steps: Steps) -> bool:
    return await anext(steps, False) is None


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url, default_time_zone="") as opened:
        yield opened


async def test_of_two_answers_in_one_instant_one_is_taken(scene: Stage) -> None:
    """F125"""
    panel = await scene.reply_to(await scene.say("/settings"))
    await scene.client.click(panel, "Time zone", scene.ann)
    prompt = await scene.answered("Which city's time?")
    await scene.quiet()
    said = [
        {"chat": scene.chat.id, "user": scene.ann.id, "text": city, "reply_to": prompt.id}
        for city in ("Geneva", "Dubai")
    ]
    first, second = staging.at_once(scene, *(("say", one) for one in said))

    assert "Zurich" in str((await scene.reply_to(first)).buttons)
    assert "answered" in (await scene.reply_to(second)).text
    await scene.quiet()
    assert len([one for one in await scene.client.sent(scene.chat) if "Time there now" in one.text]) == 1
