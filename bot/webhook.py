"""The address Telegram calls in webhook mode: answers 200 only after the commit; it knows nothing of meanings."""

import hmac
from collections.abc import Awaitable, Callable, Sequence

import structlog
import telegram
import telegram.error
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import arrivals, identity
from coordination.errors import Unavailable

log = structlog.get_logger("muster.webhook")

LONGEST_BODY = 1024 * 1024
_SECRET_HEADER = "x-telegram-bot-api-secret-token"

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
        except (Unavailable, telegram.error.TelegramError, OSError) as failure:
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
