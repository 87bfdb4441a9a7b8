"""One ear for many who wait at the same time: each looks again only when a bot did something in their own chat."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from playground import client as clients

LONGEST = 20.0
"""Real seconds for which the playground holds a request before it is asked again."""


class Ear:
    """Rings the bell of each chat in which something happened. Waiting alone, everybody would look at everything."""

    def __init__(self, client: clients.Client) -> None:
        self._client = client
        self._bells: dict[int, asyncio.Event] = {}

    async def until(self, chat_id: int, look: Callable[[], Awaitable[Any]], seconds: float) -> Any:
        """What `look` gives as soon as that is true; a TimeoutError after so many real seconds."""
        async with asyncio.timeout(seconds):
            while True:
                bell = self._bells.setdefault(chat_id, asyncio.Event())
                if found := await look():
                    return found
                await bell.wait()

    async def listen(self) -> None:
        """Without an end."""
        heard = 0
        while True:
            count = (await self._client.do("count"))["count"]
            calls = await self._client.calls(after=heard)
            heard = max([heard, *(one.number for one in calls)])
            for chat_id in {int(one.chat_id) for one in calls if one.chat_id is not None}:
                if (bell := self._bells.pop(chat_id, None)) is not None:
                    bell.set()
            await self._client.do("wait", after=count, seconds=LONGEST)


@contextlib.asynccontextmanager
async def listening(client: clients.Client) -> AsyncIterator[Ear]:
    """An ear while the block lasts."""
    ear = Ear(client)
    task = asyncio.create_task(ear.listen())
    try:
        yield ear
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
