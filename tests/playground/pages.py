"""A visitor of the chat page without a browser: it asks for states and does deeds as the page's script does."""

import asyncio
import html
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

from playground import chats, members, methods, page, people, serve, talk
from playground.clock import PlaygroundClock
from playground.world import World

START = datetime(2026, 11, 25, 1, 12, tzinfo=UTC)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the page of a world."""

    world: World
    http: httpx.AsyncClient

    async def state(self, **query: Any) -> dict[str, Any]:
        """Ask for the state of a view."""
        answer = await self.http.get("/page/state", params=query)
        assert answer.status_code == 200, answer.text
        state: dict[str, Any] = answer.json()
        return state

    async def region(self, name: str, **query: Any) -> str:
        """Give one part of the page as HTML."""
        drawn: str = (await self.state(**query))["regions"][name]
        return drawn

    async def read(self, name: str, **query: Any) -> str:
        """Give one part of the page as a reader sees it: without tags, blanks joined."""
        return plain(await self.region(name, **query))

    async def post(self, deed: str, files: dict[str, Any] | None = None, **fields: Any) -> httpx.Response:
        """Do a deed as the page does."""
        data = {key: str(value) for key, value in fields.items()}
        given = {key: (None, value) for key, value in data.items()} | (files or {})
        return await self.http.post(
            f"/page/do/{deed}", files=given or {"x": (None, "")}, headers={"X-Playground": "page"}
        )

    async def do(self, deed: str, files: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
        """Do a deed that shall succeed."""
        answer = await self.post(deed, files, **fields)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        assert "error" not in told, told
        return told

    async def refusal(self, deed: str, **fields: Any) -> str:
        """Do a deed that shall be refused; give the sentence."""
        answer = await self.post(deed, **fields)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["error"])


def plain(drawn: str) -> str:
    """Take tags out, decode references, join blanks."""
    return " ".join(html.unescape(_TAG.sub(" ", drawn)).split())


@asynccontextmanager
async def visit(world: World, **how: Any) -> AsyncIterator[Visitor]:
    """Open the page of a world without a socket; `how` is for `page.routes`."""
    transport = httpx.ASGITransport(serve.application(world, page.routes(world, **how)))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
        yield Visitor(world, http)


def add_person(world: World, name: str = "Ann", **details: Any) -> people.User:
    """Let a person exist."""
    return world.add_user(people.User(0, name, **details))


def add_bot(world: World, *, privacy: bool = True) -> people.Bot:
    """Let a bot exist."""
    return world.add_bot(people.Bot(people.User(0, "Muster", username="MusterBot", is_bot=True), "", privacy))


def add_group(world: World, *seated: people.User, kind: str = chats.SUPERGROUP, **details: Any) -> chats.Chat:
    """Let a group exist in which the first person is the owner and bots are admins."""
    chat = world.add_chat(chats.Chat(0, kind, details.pop("title", "Exhibition"), **details))
    for place, user in enumerate(seated):
        status = members.Status.MEMBER if place else members.Status.CREATOR
        rights = members.USUAL_RIGHTS if user.is_bot else frozenset[str]()
        chat.members[user.id] = members.Member(user, members.Status.ADMINISTRATOR if user.is_bot else status, rights)
    return chat


def standing() -> World:
    """Give an empty world that stands still, without flood limits."""
    return World(PlaygroundClock(START), limited=False)


def exhibition() -> World:
    """Give a world that stands still: Ann owns a group, Bo and an admin bot are in it."""
    world = standing()
    add_group(world, add_person(world, username="ann_x"), add_person(world, "Bo"), add_bot(world).user)
    return world


def group_of(world: World) -> chats.Chat:
    """Give the world's first group."""
    return next(iter(world.chats.values()))


def people_of(world: World) -> tuple[int, int]:
    """Give the ids of the two people of an exhibition."""
    ann, bo = (user.id for user in world.users.values() if not user.is_bot)
    return ann, bo


def say(world: World, chat: chats.Chat, user: people.User, text: str, *, topic: int | None = None) -> int:
    """Let a person write; give the number of the message."""
    return talk.say(world, chat, user, talk.Words(text, topic=topic)).id


async def call(world: World, bot: people.Bot, method: str, **params: Any) -> Any:
    """Call a Bot API method that shall succeed; give its result."""
    outcome = await methods.call(world, bot, method, (params, {}))
    assert outcome.body["ok"], outcome.body
    return outcome.body["result"]


def updates(world: World, bot: people.Bot) -> list[dict[str, Any]]:
    """Give the updates that wait for a bot."""
    return [queued.update for queued in world.queues[bot.id].pending]


async def until_told(world: World, bot: people.Bot, kind: str) -> Any:
    """Wait until an update of a kind waits for the bot; give its body."""
    queue = world.queues[bot.id]
    async with asyncio.timeout(5):
        while True:
            count = queue.changes.count
            for update in updates(world, bot):
                if kind in update:
                    return update[kind]
            await queue.changes.wait(count)


def look_of(page_html: str) -> dict[str, str]:
    """Read what a whole page says it looks at."""
    found = re.search(r'data-look="([^"]*)"', page_html)
    assert found
    look: dict[str, str] = json.loads(html.unescape(found[1]))
    return look
