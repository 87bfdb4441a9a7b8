"""Road tests read the bot's log, and may share a stage."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests import stage
from tests.paths import logbook


@pytest.fixture(autouse=True)
def log() -> Iterator[logbook.Logbook]:
    """What the bot in this process logs."""
    with logbook.kept() as book:
        yield book


@pytest.fixture(scope="module")
async def standing(standing_url: str) -> AsyncIterator[stage.Stage]:
    """One stage for the tests of a module, each in a group of its own (`fresh`): they move no clock, restart nothing
    and ask for no rows but their own."""
    async with stage.stage(standing_url) as opened:
        yield opened
