"""A door between the bot and Telegram that can be shut: connections are refused, as when a server is down."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(slots=True)
class Gate:
    """Carries bytes to `target` (an http address) while it is open; `url` is where the bot calls."""

    target: str
    url: str = ""
    _port: int = 0
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    async def open(self) -> None:
        """Listen, always at the same port."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"

    async def shut(self) -> None:
        """Refuse new connections and cut those that stand."""
        if self._server is not None:
            self._server.close()
        for writer in tuple(self._writers):
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = urlsplit(self.target)
        with contextlib.suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection(there.hostname, there.port)
            self._writers |= {writer, far_writer}
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
            self._writers -= {writer, far_writer}


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
    writer.close()


@contextlib.asynccontextmanager
async def gate(target: str) -> AsyncIterator[Gate]:
    """An open gate."""
    door = Gate(target)
    await door.open()
    try:
        yield door
    finally:
        await door.shut()
        await asyncio.sleep(0)
