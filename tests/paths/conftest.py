"""Road tests read the bot's log."""

from collections.abc import Iterator

import pytest

from tests.paths import logbook


@pytest.fixture(autouse=True)
def log() -> Iterator[logbook.Logbook]:
    """What the bot in this process logs."""
    with logbook.kept() as book:
        yield book
