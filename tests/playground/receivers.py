"""A place where webhooks arrive: keeps what was posted, answers what it is told to."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass(slots=True)
class Receiver:
    """`got` holds the posted updates in order of arrival, `secrets` their headers; `statuses` are given first to last.

    While `gate` is closed nothing is answered; `at_once` is the greatest number that was being answered at a time.
    """

    url: str = ""
    got: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    at_once: int = 0
    _open: int = 0
    _arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    def texts(self) -> list[str]:
        """Give the texts of the messages that came."""
        return [update["message"]["text"] for update in self.got]

    async def wait(self, count: int) -> None:
        """Wait until so many have come."""
        async with self._arrived:
            await asyncio.wait_for(self._arrived.wait_for(lambda: len(self.got) >= count), 5)

    async def take(self, request: web.Request) -> web.Response:
        """Take one post."""
        async with self._arrived:
            self.got.append(await request.json())
            self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
            self._arrived.notify_all()
        self._open += 1
        self.at_once = max(self.at_once, self._open)
        await self.gate.wait()
        self._open -= 1
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@contextlib.asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """Listen on a free port of this machine while the block lasts."""
    receiver = Receiver()
    receiver.gate.set()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield receiver
    finally:
        receiver.gate.set()
        await runner.cleanup()
