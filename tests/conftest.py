"""What every test may ask for by name."""

import asyncio

import uvloop

from tests import dialects

asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())  # on which the bot runs
dialects.share()
pytest_plugins = ["tests.databases"]
