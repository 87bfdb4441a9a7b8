"""People in a chat with the bot, whichever process that is by now: what conversations of several steps are made of."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from playground import client as clients
from playground import views
from tests.paths import hearing

Steps = AsyncIterator[None]
"""A conversation, a step at a time; whoever plays it decides what happens in between."""

PATIENCE = 30.0
"""Real seconds for which an answer is waited for: many talk at once."""


@dataclass(slots=True)
class Cast:
    """Who plays: the bot, and people by the names that the conversations call them."""

    client: clients.Client
    ear: hearing.Ear
    bot: views.BotView
    people: dict[str, views.UserView] = field(default_factory=dict)

    async def join(self, of: str = "") -> "Cast":
        """The same with people of their own: Ann, Bo and Cy, whose user names end in `of`."""
        people = {
            name: await self.client.user(name.title(), username=f"{name}{of}", language_code="en")
            for name in ("ann", "bo", "cy")
        }
        return Cast(self.client, self.ear, self.bot, people)


class Talk:
    """One chat in which they talk with the bot."""

    def __init__(self, cast: Cast, chat: views.ChatView) -> None:
        self.cast, self.chat = cast, chat
        self.client, self.people = cast.client, cast.people

    async def alone(self, who: str = "ann") -> "Talk":
        """Somebody's private chat."""
        return Talk(self.cast, await self.client.private(self.people[who], self.cast.bot))

    async def say(self, text: str, who: str = "ann", **how: Any) -> views.MessageView:
        return await self.client.say(self.chat, self.people[who], text, **how)

    async def asked(self, text: str, shows: str, who: str = "ann", **how: Any) -> views.MessageView:
        """Write something; what the bot says next that shows a text."""
        said = await self.say(text, who, **how)
        answers = None if self.chat.id > 0 else said.id
        return await self.found(lambda one: one.reply_to == answers and shows in one.text, after=said.id)

    async def sent(self, shows: str, *, after: int = 0) -> views.MessageView:
        """What the bot says here that shows a text, by itself or because of what was done elsewhere."""
        return await self.found(lambda one: shows in one.text, after=after)

    async def tap(self, message: views.MessageView, label: str, shows: str, who: str = "ann") -> views.MessageView:
        """Press a button; the message once it is another one, and shows a text."""
        await self.client.click(message, label, self.people[who])
        was = (message.text, message.buttons)
        return await self.stands(message, lambda one: shows in one.text and (one.text, one.buttons) != was)

    async def tap_for(self, message: views.MessageView, label: str, shows: str, who: str = "ann") -> views.MessageView:
        """Press a button; another message that comes of it."""
        last = (await self.client.look(self.chat)).last_message_id
        await self.client.click(message, label, self.people[who])
        return await self.sent(shows, after=last)

    async def stands(
        self, message: views.MessageView, is_it: Callable[[views.MessageView], bool] = bool
    ) -> views.MessageView:
        """A message as it stands by now, once it is as it should be."""
        return await self.found(lambda one: one.id == message.id and is_it(one), after=message.id - 1)

    async def offered(self, label: str, shows: str) -> views.MessageView:
        """What shows a text and has a button."""
        return await self.found(
            lambda one: shows in one.text and any(label == each.text for row in one.buttons for each in row)
        )

    async def panel(self, page: str = "", shows: str = "") -> views.MessageView:
        """The settings, or a page of them."""
        panel = await self.asked("/settings", "Settings of")
        return await self.tap(panel, page, shows) if page else panel

    async def found(self, is_it: Callable[[views.MessageView], bool], *, after: int = 0) -> views.MessageView:
        """The first of the bot's messages behind a number that is as it should be."""

        async def look() -> views.MessageView | None:
            return next((one for one in await self.client.sent(self.chat, after=after) if is_it(one)), None)

        try:
            found: views.MessageView = await self.cast.ear.until(self.chat.id, look, PATIENCE)
        except TimeoutError:
            raise TimeoutError(await self._newest()) from None
        return found

    async def _newest(self) -> str:
        """What stands last in the chat, for whoever waited in vain."""
        newest = (await self.client.messages(self.chat))[-6:]
        lines = [f"{one.id}: {one.text!r} {[each.text for row in one.buttons for each in row]}" for one in newest]
        return "\n".join([f"nothing of the kind in {self.chat.title or 'private'}:", *lines])
