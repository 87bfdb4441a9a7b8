"""Running the playground: the Starlette application, and a server for it on a free port of this machine."""

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import partial

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from playground import control, guard, http, webhooks
from playground.world import World

FINISH_WITHIN = 2.0


def application(world: World, extra_routes: Sequence[BaseRoute] = ()) -> ASGIApp:
    """Make the application: Bot API, downloads, control routes for tests, and whatever pages are added."""
    app = Starlette(
        routes=[
            Route("/bot{token}/{method}", http.BotApi(world)),
            Route("/file/bot{token}/{path:path}", partial(http.download, world), methods=["GET"]),
            Route("/control/{verb}", control.Control(world)),
            *extra_routes,
        ]
    )
    app.state.world = world
    return guard.Guard(app)


class _Protocol(HttpToolsProtocol):
    """Tells the application its connection, so that a staged fault can cut it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


@dataclass(frozen=True, slots=True)
class Served:
    """A running playground: `url` without a slash at its end, and its world."""

    url: str
    world: World

    @property
    def bot_url(self) -> str:
        """Give what python-telegram-bot calls `base_url`."""
        return f"{self.url}/bot"

    @property
    def file_url(self) -> str:
        """Give what python-telegram-bot calls `base_file_url`."""
        return f"{self.url}/file/bot"


@contextlib.asynccontextmanager
async def serve(
    world: World, *, at: str = "127.0.0.1:0", checks: bool = True, extra_routes: Sequence[BaseRoute] = ()
) -> AsyncIterator[Served]:
    """Serve a world while the block lasts.

    `at` is host:port, port 0 a free one. `checks=False` leaves the schema out (benchmarks). `extra_routes` come after
    the playground's own; their requests find the world in `request.app.state.world`. Raises ValueError for a host
    that isn't this machine's loopback.
    """
    host, _, port = at.rpartition(":")
    bound = _bind(host.strip("[]"), int(port))
    world.checks = checks
    deliverer = webhooks.Deliverer(world)
    state = ServerState()
    server = await _listen(bound, _config(application(world, extra_routes)), state)
    world.open(deliverer)
    try:
        yield Served(f"http://{host}:{bound.getsockname()[1]}", world)
    finally:
        world.close()
        await deliverer.close()
        server.close()
        await _finish(state)


async def _listen(bound: socket.socket, config: uvicorn.Config, state: ServerState) -> asyncio.Server:
    """Listen with uvicorn's protocol but without its server, which would take the signals and end slowly."""
    config.load()
    loop = asyncio.get_running_loop()
    return await loop.create_server(
        lambda: _Protocol(config=config, server_state=state, app_state={}, _loop=loop), sock=bound, backlog=2048
    )


async def _finish(state: ServerState) -> None:
    """Let running answers end, then cut what is left."""
    for connection in tuple(state.connections):
        connection.shutdown()
    if state.tasks:
        await asyncio.wait(tuple(state.tasks), timeout=FINISH_WITHIN)
    for task in tuple(state.tasks):
        task.cancel()
    await asyncio.gather(*state.tasks, return_exceptions=True)
    for connection in tuple(state.connections):
        connection.transport.abort()


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=_Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=300,
    )


def _bind(host: str, port: int) -> socket.socket:
    address = "127.0.0.1" if host == "localhost" else host
    if not ipaddress.ip_address(address).is_loopback:
        raise ValueError(f"the playground serves this machine only, not {host}")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle on
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((address, port))
    return bound
