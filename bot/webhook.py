"""The address Telegram calls in webhook mode: answers 200 only after the commit; it knows nothing of meanings."""

import asyncio
import hmac
import socket
from collections.abc import Awaitable, Callable, Sequence

import structlog
import telegram
import telegram.error
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import arrivals, failures, identity, receiver

log = structlog.get_logger("muster.webhook")

LONGEST_BODY = 1024 * 1024
_SECRET_HEADER = "x-telegram-bot-api-secret-token"

LONGEST_WAIT_SECONDS = 30.0

Handle = Callable[[Sequence[arrivals.Received]], Awaitable[None]]


def application(path: str, secret: str, bot: telegram.Bot, who: identity.Keeper, handle: Handle) -> Starlette:
    """`path` is random and holds no token (F089); a wrong or missing secret is 403 (F084 to F086)."""

    async def receive(request: Request) -> Response:
        given = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return PlainTextResponse("forbidden", 403)
        body = await _body(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        try:
            raw = arrivals.parse(body)
        except ValueError:
            return PlainTextResponse("not JSON", 400)
        return await _handle(raw)

    async def _handle(raw: object) -> Response:
        try:
            batch = arrivals.receive_all([raw] if isinstance(raw, dict) else [], bot, await who.me())
            await handle(batch)
        except Exception as failure:  # noqa: BLE001  (an edge: whatever it was, Telegram sends the update again)
            log.warning("an update is not kept; Telegram will send it again", failure=type(failure).__name__)
            return PlainTextResponse("try again", 503)
        return PlainTextResponse("kept")

    async def health(request: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(routes=[Route(path, receive, methods=["POST"]), Route("/health", health)])


async def _body(request: Request) -> bytes | None:
    """The body, or `None` when it is larger than any update."""
    read = bytearray()
    async for piece in request.stream():
        read += piece
        if len(read) > LONGEST_BODY:
            return None
    return bytes(read)


def bind(host: str, port: int) -> socket.socket:
    """The socket to listen on; raises `OSError` where the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError:
        bound.close()
        log.error("the webhook can't listen: is the address taken?", host=host, port=port)
        raise
    return bound


async def announce(bot: telegram.Bot, url: str, secret: str, stopping: asyncio.Event) -> None:
    """Tell Telegram where to send updates; again as long as it is out of reach or asks to wait.

    (Several processes that start at once are often asked to wait.) Raises what Telegram will not take.
    """
    pause = 1.0
    while not stopping.is_set():
        try:
            await bot.set_webhook(
                url, secret_token=secret, allowed_updates=receiver.ALLOWED_UPDATES, drop_pending_updates=False
            )
        except telegram.error.TelegramError as failure:
            told = failures.classify(failure)
            if told.kind not in (failures.Kind.FLOOD, failures.Kind.NETWORK, failures.Kind.UNCERTAIN):
                raise
            seconds = told.wait.total_seconds() if told.wait is not None else pause
            log.warning("the webhook is not set yet; trying again", why=told.kind.value, seconds=seconds)
            await _wait(stopping, seconds)
            pause = min(LONGEST_WAIT_SECONDS, pause * 2)
        else:
            return


async def _wait(stopping: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stopping.wait(), seconds)
    except TimeoutError:
        return
