"""The HTTP side of the Bot API: reads a request's body, answers as Telegram's servers do, spoils answers on demand."""

import asyncio
import contextlib
import urllib.parse
from typing import Any

import orjson
from starlette.datastructures import UploadFile
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from playground import errors, faults, files, methods, people
from playground.world import World

BODY_MAX = files.UPLOAD_MAX + 1024 * 1024
_JSON = b"application/json"


class BotApi:
    """The endpoint `/bot<token>/<method>`, an ASGI application."""

    def __init__(self, world: World) -> None:
        """Serve one world."""
        self.world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        params = scope["path_params"]
        bot = self.world.bot_of(params["token"])
        if bot is None:
            await _send(send, *_stranger(self.world, params["token"]))
            return
        request = HttpRequest(scope, receive)
        try:
            given = await read(request)
        except errors.Refusal as refusal:
            await _send(send, refusal.code, orjson.dumps(refusal.answer()))
            return
        outcome = await self._call(bot, params["method"], (given, receive))
        if outcome is not None:
            await _answer(self.world, outcome, (scope, receive, send))

    async def _call(
        self, bot: people.Bot, method: str, request: tuple[methods.Given, Receive]
    ) -> methods.Outcome | None:
        """Carry a call out; a poll whose client has gone away takes no updates with it."""
        given, receive = request
        working = asyncio.ensure_future(methods.call(self.world, bot, method, given))
        if method.lower() != "getupdates":
            return await working
        gone = asyncio.ensure_future(_disconnected(receive))
        await asyncio.wait((working, gone), return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        if working.done():
            return working.result()
        working.cancel()
        return None


def _stranger(world: World, token: str) -> tuple[int, bytes]:
    """Refuse a token that is none of ours; one that may be real is noted, never repeated."""
    if people.looks_real(token):
        world.journal.note("a token that may belong to a real bot was sent to the playground")
        world.changes.tell()
        refusal = errors.Refusal(401, "Unauthorized: the playground takes only its own tokens")
    elif token.partition(":")[0].isdecimal() and ":" in token:
        refusal = errors.Refusal(401, "Unauthorized")
    else:
        refusal = errors.Refusal(404, "Not Found")
    return refusal.code, orjson.dumps(refusal.answer())


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def read(request: HttpRequest) -> methods.Given:
    """Read query, form fields, JSON or multipart into parameters and uploads. Raises Refusal: 400, 413."""
    params: dict[str, Any] = dict(urllib.parse.parse_qsl(request.scope["query_string"].decode(), True))
    kind = request.headers.get("content-type", "")
    if int(request.headers.get("content-length") or 0) > BODY_MAX:
        raise errors.Refusal(413, "Request Entity Too Large")
    if kind.startswith("multipart/form-data"):
        return await _read_multipart(request, params)
    body = await request.body()
    if kind.startswith("application/json") and body:
        params.update(_read_json(body))
    elif body:
        params.update(urllib.parse.parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return params, {}


def _read_json(body: bytes) -> dict[str, Any]:
    try:
        read = orjson.loads(body)
    except orjson.JSONDecodeError:
        read = None
    if not isinstance(read, dict):
        raise errors.bad_request("can't parse JSON object")
    return {key: value for key, value in read.items() if value is not None}


async def _read_multipart(request: HttpRequest, params: dict[str, Any]) -> methods.Given:
    uploads: dict[str, files.Upload] = {}
    async with request.form(max_part_size=BODY_MAX) as form:
        for key, value in form.multi_items():
            if isinstance(value, UploadFile):
                mime = value.content_type or ""
                uploads[key] = files.Upload(value.filename or key, await value.read(), mime)
            else:
                params[key] = value
    return params, uploads


async def _answer(world: World, outcome: methods.Outcome, to: tuple[Scope, Receive, Send]) -> None:
    """Send the answer, or do with it what a fault demands."""
    scope, receive, send = to
    fault = outcome.fault
    if fault and fault.kind is faults.Kind.SLOW_ANSWER:
        await world.faults.hold(fault, fault.seconds)
    if fault and fault.kind is faults.Kind.HOLD:
        await _hold(world, fault, receive)
    if outcome.status == 0 or (fault and fault.kind is faults.Kind.DROP_AFTER):
        await drop(scope, receive)
        return
    if fault and fault.kind is faults.Kind.HTML:
        await _send(send, 502, faults.HTML_502.encode(), b"text/html")
        return
    await _send(send, outcome.status, orjson.dumps(outcome.body), retry_after=_retry_after(outcome))


def _retry_after(outcome: methods.Outcome) -> int | None:
    seconds = outcome.body.get("parameters", {}).get("retry_after")
    return int(seconds) if seconds else None


async def _hold(world: World, fault: faults.Fault, receive: Receive) -> None:
    """Keep the answer back until the fault is released, the client gives up, or the server stops."""
    waits = [asyncio.ensure_future(each) for each in (world.faults.hold(fault), _disconnected(receive))]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for each in waits:
        each.cancel()


async def drop(scope: Scope, receive: Receive) -> None:
    """Cut the connection without a byte of an answer (without a socket: raise ConnectionResetError)."""
    transport = scope.get("state", {}).get("transport")
    if transport is None:
        raise ConnectionResetError("the playground dropped the connection")
    transport.abort()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(_disconnected(receive), 1)


async def _send(send: Send, status: int, body: bytes, kind: bytes = _JSON, *, retry_after: int | None = None) -> None:
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    if retry_after is not None:
        headers.append((b"retry-after", str(retry_after).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def download(world: World, request: HttpRequest) -> Response:
    """Answer `/file/bot<token>/<path>`."""
    bot = world.bot_of(request.path_params["token"])
    if bot is None:
        status, body = _stranger(world, request.path_params["token"])
        return Response(body, status, media_type="application/json")
    found = world.files.at(request.path_params["path"])
    if found is None or found.upload.size > files.DOWNLOAD_MAX:
        refusal = errors.Refusal(404, "Not Found")
        return Response(orjson.dumps(refusal.answer()), 404, media_type="application/json")
    return Response(found.upload.content, media_type="application/octet-stream")
