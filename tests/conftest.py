"""What every test may ask for by name."""

import asyncio
import os

import hypothesis
import uvloop

from tests import dialects, memory

asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())  # on which the bot runs
dialects.share()
memory.prefer()
hypothesis.settings.register_profile(
    "muster",
    deadline=None,  # how fast a machine is proves nothing
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize=os.environ.get("CI", "").lower() == "true",  # there the same examples each time; elsewhere new ones
)
hypothesis.settings.load_profile("muster")
pytest_plugins = ["tests.databases"]
