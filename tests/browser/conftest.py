"""Debian's Chromium, and a tab on the page of a small world; every test ends without errors in the browser."""

import urllib.parse
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from playground import client, page, serve
from playground.client import Client
from playground.clock import PlaygroundClock
from playground.serve import Served
from playground.views import ChatView, UserView
from playground.world import World
from tests.playground.robots import Robot

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WEDNESDAY = datetime(2026, 11, 25, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Scene:
    """A served world: Ann owns "Exhibition" and "Logistics", Li is in both, the bot is an admin of the first."""

    world: World
    served: Served
    stage: Client
    robot: Robot
    ann: UserView
    li: UserView
    exhibition: ChatView
    logistics: ChatView
    ticks: list[datetime]


@dataclass(slots=True)
class Tab:
    """A tab of the browser, and what went wrong in it."""

    page: Page
    scene: Scene
    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    async def open(self, **query: Any) -> None:
        """Open the page and wait until its script has taken over."""
        await self.page.goto(f"{self.scene.served.url}/?{urllib.parse.urlencode({'lang': 'en', **query})}")
        await self.page.locator("body[data-count]").wait_for()

    async def write(self, text: str) -> None:
        """Write into the text box and press Enter."""
        await self.page.locator("#text").fill(text)
        await self.page.locator("#text").press("Enter")


async def last(bubbles: Locator, text: str) -> Locator:
    """Wait until the last of the bubbles holds a text; give it."""
    bubble = bubbles.last
    await expect(bubble).to_contain_text(text)
    return bubble


Opener = Callable[..., Awaitable[Tab]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """One browser for all tests of a module."""
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@asynccontextmanager
async def staged() -> AsyncIterator[Scene]:
    """Serve a small world that stands still, without flood limits."""
    world, ticks = World(PlaygroundClock(WEDNESDAY), limited=False), list[datetime]()

    async def tick() -> None:
        ticks.append(world.now())

    routes = page.routes(world, on_advance=tick, start_zone="Asia/Shanghai")
    async with (
        serve.serve(world, extra_routes=routes) as served,
        client.connect(served.url) as stage,
        aiohttp.ClientSession() as session,
    ):
        bot = await stage.bot("MusterBot", first_name="Muster")
        ann = await stage.user("Ann", username="ann_x", language_code="en")
        li = await stage.user("李敏", username="limin", language_code="zh")
        exhibition = await stage.chat(title="Exhibition 展览组", members=[li], admins=[bot], owner=ann)
        logistics = await stage.chat(title="Logistics", members=[li, bot], owner=ann)
        robot = Robot(bot, served.url, session)
        yield Scene(world, served, stage, robot, ann, li, exhibition, logistics, ticks)
        assert await stage.violations() == []


@pytest_asyncio.fixture(loop_scope="module")
async def scene() -> AsyncIterator[Scene]:
    """A fresh world for each test."""
    async with staged() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def opened(chromium: Browser, scene: Scene) -> AsyncIterator[Opener]:
    """Open tabs: `await opened(width, height, **query)`; at the end none had an error or asked another host."""
    tabs: list[Tab] = []

    async def open_tab(width: int = 1280, height: int = 800, **query: Any) -> Tab:
        context = await chromium.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
        tab = Tab(await context.new_page(), scene)
        tab.page.on("console", lambda line: tab.errors.append(line.text) if line.type in ("error", "warning") else None)
        tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))
        tab.page.on("dialog", lambda dialog: tab.errors.append(dialog.message))
        tab.page.on("request", lambda request: tab.hosts.add(urllib.parse.urlsplit(request.url).netloc))
        tabs.append(tab)
        await tab.open(**query)
        return tab

    yield open_tab
    for tab in tabs:
        await tab.page.context.close()
        assert tab.errors == []
        assert tab.hosts == {urllib.parse.urlsplit(scene.served.url).netloc}
