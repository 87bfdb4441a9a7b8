"""Servers on this machine that answer as a test says, in HTTP or in raw bytes, and the bot that calls them."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest
import telegram
from aiohttp import web
from telegram import error as errors

from bot import http

TOKEN = "123456789:AAEhBOweik9ai2o01xjdMSNpsVVPPBwi4Xg"  # the shape of a real one; it belongs to nobody


@dataclass
class Call:
    """One request as it arrived: fields, and files as (name, type, bytes)."""

    method: str
    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[str, str, bytes]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


Answer = Callable[[Call], Awaitable[web.StreamResponse] | web.StreamResponse]


@dataclass
class Server:
    """What a test sees of the server: its address, the calls so far, and the answer to give."""

    url: str
    answer: Answer
    calls: list[Call] = field(default_factory=list)


def ok(result: Any) -> web.Response:
    return web.Response(body=orjson.dumps({"ok": True, "result": result}), content_type="application/json")


def refusal(code: int, description: str, **parameters: int) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return web.json_response(body, status=code)


def message(text: str = "hello", chat_id: int = -1001) -> dict[str, Any]:
    chat = {"id": chat_id, "type": "supergroup", "title": "EXH"}
    return {"message_id": 5, "date": 1796000000, "chat": chat, "text": text}


@contextlib.asynccontextmanager
async def _nothing_left() -> AsyncIterator[None]:
    """What connections began ends with their server: the loop goes on to the next test."""
    before = asyncio.all_tasks()
    try:
        yield
    finally:
        left = [one for one in asyncio.all_tasks() - before if one is not asyncio.current_task()]
        for one in left:
            one.cancel()
        await asyncio.gather(*left, return_exceptions=True)


@contextlib.asynccontextmanager
async def bot_api(answer: Answer) -> AsyncIterator[Server]:
    """A Bot API server whose every answer `answer` makes."""
    server = Server("", answer)

    async def handle(request: web.Request) -> web.StreamResponse:
        call = await _read(request)
        server.calls.append(call)
        made = server.answer(call)
        return made if isinstance(made, web.StreamResponse) else await made

    app = web.Application(client_max_size=2**26)
    app.router.add_route("*", "/{rest:.*}", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.05)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0]
    server.url = f"http://{host}:{port}"
    async with _nothing_left():
        try:
            yield server
        finally:
            await runner.cleanup()


async def _json_fields(request: web.Request) -> dict[str, str]:
    """A JSON body as the fields that a form would have."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
        for name, value in (await request.json()).items()
    }


async def _read(request: web.Request) -> Call:
    call = Call(request.path.rpartition("/")[2], headers=dict(request.headers))
    if request.method == "POST":
        posted = await _json_fields(request) if request.content_type == "application/json" else await request.post()
        for name, value in posted.items():
            if isinstance(value, web.FileField):
                call.files[name] = (value.filename, value.content_type, value.file.read())
            else:
                call.fields[name] = str(value)
    return call


TURNS = 5
"""So many turns of the loop take a connection from its acceptance to its end."""


@contextlib.asynccontextmanager
async def raw(behave: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]) -> AsyncIterator[str]:
    """A server that does with each connection what `behave` says; yields its address."""
    writers: list[asyncio.StreamWriter] = []
    closed = False

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        if closed:  # accepted before the end, begun after it
            writer.transport.abort()
            return
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await behave(reader, writer)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    async with _nothing_left():
        try:
            yield f"http://{host}:{port}"
        finally:
            closed = True
            server.close()
            for writer in writers:
                writer.transport.abort()
            for _ in range(TURNS):
                await asyncio.sleep(0)


async def read_request(reader: asyncio.StreamReader) -> bytes:
    """The whole of one request that says its length."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
    )
    return head + await reader.readexactly(length)


@contextlib.asynccontextmanager
async def calling(
    url: str, timeouts: http.Timeouts | None = None, *, connections: int = 256
) -> AsyncIterator[telegram.Bot]:
    """A bot that talks to the server at `url` as in production."""
    wire = http.AiohttpRequest(timeouts=timeouts, connections=connections)
    await wire.initialize()
    try:
        yield telegram.Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot", request=wire)
    finally:
        await wire.shutdown()


async def failing(url: str, timeouts: http.Timeouts | None = None) -> errors.TelegramError:
    """The error that a message sent to the server at `url` ends in."""
    async with calling(url, timeouts) as bot:
        with pytest.raises(errors.TelegramError) as caught:
            await bot.send_message(-1001, "hello")
    return caught.value
