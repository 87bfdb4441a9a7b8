"""What the bot in this process logs while a test runs: to look at, to wait for, and shown where a test fails."""

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import structlog


@dataclass(slots=True)
class Logbook:
    """The lines so far, and a way to wait for the next of a kind."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def of(self, event: str) -> list[dict[str, Any]]:
        """The lines that say `event`."""
        return [line for line in self.lines if line["event"] == event]

    async def wait(self, event: str, times: int = 1, seconds: float = 15.0) -> None:
        """Until something said `event` so often; raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while len(self.of(event)) < times:
                self.news.clear()
                await self.news.wait()


@contextlib.contextmanager
def kept() -> Iterator[Logbook]:
    """Keep what is logged inside the block; standard output gets one short line of each."""
    book = Logbook()

    def listen(logger: Any, method: str, values: Any) -> str:
        book.lines.append(dict(values))
        book.news.set()
        return f"{method}: {values}"

    before = structlog.get_config()["processors"]
    structlog.configure(processors=[listen])
    try:
        yield book
    finally:
        structlog.configure(processors=before)
