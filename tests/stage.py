"""A whole stage for road tests: the playground over HTTP, the bot in this process, one clock for both."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot import app as application
from bot import clock as clocks
from bot.settings import Settings, load
from playground import client as clients
from playground import views
from playground.serve import serve
from playground.world import World

BEGIN = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""Tuesday 24 November 2026, 10:00 in Beijing."""

TOKEN_BOT = "MusterTestBot"


@dataclass(slots=True)
class Stage:
    """What a test holds: the client that plays people, the bot, its database's address, and a group with two people."""

    client: clients.Client
    world: World
    url: str
    settings: Settings
    app: application.App
    clock: clocks.MovableClock
    bot: views.BotView
    ann: views.UserView
    bo: views.UserView
    chat: views.ChatView
    others: dict[str, Any] = field(default_factory=dict)
    beginning: Callable[["Stage"], Awaitable[None]] | None = None

    async def begin(self, beginning: Callable[["Stage"], Awaitable[None]]) -> None:
        """Bring the group into the state in which the test finds it."""
        self.beginning = beginning
        await beginning(self)

    async def begin_anew(self) -> None:
        """Another group of the same people takes the place of this one, in the same state."""
        self.chat = await self.client.chat(
            "supergroup", title="Exhibition", members=[self.bo], admins=[self.ann, self.bot]
        )
        if self.beginning is not None:
            await self.beginning(self)

    @contextlib.asynccontextmanager
    async def fresh(self, beginning: Callable[["Stage"], Awaitable[None]] | None = None) -> AsyncIterator["Stage"]:
        """For one test of many on this stage: a group that no other saw; at its end nothing is left to do."""
        self.others.clear()
        self.beginning = beginning
        await self.begin_anew()
        yield self
        await self.quiet()
        assert await self.client.violations() == []

    async def say(self, text: str, who: views.UserView | None = None, **how: Any) -> views.MessageView:
        """Ann (or `who`) writes in the group.

        Nobody answers a message of the bot before the bot has noted its number: people are not that quick.
        """
        if how.get("reply_to") is not None:
            await self.settled()
        return await self.client.say(how.pop("chat", self.chat), who or self.ann, text, **how)

    async def answered(self, text: str = "", **how: Any) -> views.MessageView:
        """Wait until the bot posted something that holds `text` in the group."""
        return await self.client.wait_for_sent(how.get("chat", self.chat), text)

    async def ask(self, text: str, who: views.UserView | None = None, **how: Any) -> str:
        """Write something and give the text of the bot's answer to it."""
        said = await self.say(text, who, **how)
        return (await self.reply_to(said)).text

    async def reply_to(self, said: views.MessageView) -> views.MessageView:
        """The bot's first post in reply to a message."""

        async def look() -> views.MessageView | None:
            chat = await self.client.sent(said.chat_id)
            return next((one for one in chat if one.reply_to == said.id), None)

        found = await self.client.wait_for(look)
        assert found is not None
        return found

    async def reaction_on(self, said: views.MessageView) -> str:
        """The bot's reaction on a message, once it is there."""

        async def look() -> str:
            found = next(one for one in await self.client.messages(said.chat_id) if one.id == said.id)
            return next((one.emoji for one in found.reactions if one.user_id == self.bot.id), "")

        return await self.client.wait_for(look)

    async def quiet(self) -> None:
        """Wait until every update was handled and nothing is left to send."""

        async def look() -> bool:
            return not await self.client.pending(self.bot)

        await self.client.wait_for(look, 10)
        await self.settled()

    async def settled(self) -> None:
        """Wait until nothing is left to send, and what was sent is noted."""
        await asyncio.wait_for(self.app.sent(), 10)

    async def advance(self, by: timedelta) -> None:
        """Move the clock of both, and do what is due then."""
        await self.client.advance(by)
        await self.app.tick()

    async def restart(self) -> None:
        """Stop the bot cleanly and start it again on the same database."""
        await self.app.stop()
        self.app = application.build(self.settings, ours=self.clock)
        await self.app.start()


@contextlib.asynccontextmanager
async def stage(database_url: str, **chosen: Any) -> AsyncIterator[Stage]:
    """Open a stage on an empty, migrated database; at its end no violation may be left."""
    world = World(limited=False)
    ours = clocks.MovableClock()
    world.clock.subscribe(ours.move)
    world.clock.set(BEGIN)
    async with serve(world) as served, clients.connect(served.url) as client:
        bot = await client.bot(TOKEN_BOT)
        ann = await client.user("Ann", last_name="Lee", username="ann", language_code="en")
        bo = await client.user("Bo", last_name="Chen", username="bo", language_code="en")
        chat = await client.chat("supergroup", title="Exhibition", members=[bo], admins=[ann, bot])
        settings = settings_for(served.url, bot.token, database_url, **chosen)
        app = application.build(settings, ours=ours)
        await app.start()
        held = Stage(client, world, served.url, settings, app, ours, bot, ann, bo, chat)
        try:
            yield held
            assert await client.violations() == []
        finally:
            await held.app.stop()


def settings_for(url: str, token: str, database_url: str, **chosen: Any) -> Settings:
    """Settings for a bot on the playground, without pace, in Beijing unless chosen otherwise."""
    values: dict[str, Any] = {
        "telegram_api_url": url,
        "bot_token": token,
        "database_url": database_url,
        "default_time_zone": "Asia/Shanghai",
        "messages_per_second": 1000,
        "chat_messages_per_second": 1000,
        "group_messages_per_minute": 1000,
        **chosen,
    }
    return load({name.upper(): str(value) for name, value in values.items()})
