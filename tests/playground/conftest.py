"""A served playground for each test, its client, one bot and two people; every test ends without violations."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest

from playground import client, serve
from playground.client import Client
from playground.clock import PlaygroundClock
from playground.serve import Served
from playground.views import ChatView, UserView
from playground.world import World
from tests.playground.robots import Robot

NINE = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    """An empty world at nine o'clock, standing still, without flood limits."""
    return World(PlaygroundClock(NINE), limited=False)


@pytest.fixture
async def served(world: World) -> AsyncIterator[Served]:
    """The world behind HTTP."""
    async with serve.serve(world) as running:
        yield running


@pytest.fixture
async def stage(served: Served) -> AsyncIterator[Client]:
    """The client; a test that provokes violations says `forgive`."""
    async with client.connect(served.url) as speaking:
        yield speaking
        assert await speaking.violations() == []


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Connections for bots."""
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
async def robot(stage: Client, served: Served, session: aiohttp.ClientSession) -> Robot:
    """A bot with privacy mode on."""
    return Robot(await stage.bot("MusterTestBot"), served.url, session)


@pytest.fixture
async def ann(stage: Client) -> UserView:
    """A person."""
    return await stage.user("Ann", username="ann_x")


@pytest.fixture
async def bo(stage: Client) -> UserView:
    """Another person."""
    return await stage.user("Bo")


@pytest.fixture
async def hall(stage: Client, robot: Robot, ann: UserView, bo: UserView) -> ChatView:
    """A supergroup: Ann owns it, Bo and the bot are plain members."""
    return await stage.chat("supergroup", title="Hall", owner=ann, members=[bo, robot.id])


@pytest.fixture
async def desk(stage: Client, robot: Robot, ann: UserView) -> ChatView:
    """Ann's private chat with the bot, started."""
    return await stage.private(ann, robot.id)
