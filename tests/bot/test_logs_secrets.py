"""No token and no secret reaches the log, whoever writes it and however."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator, Callable
from urllib.parse import quote

import httpx
import orjson
import pytest
import structlog
import telegram
from hypothesis import given
from hypothesis import strategies as st
from telegram import error as errors
from telegram.request import BaseRequest, HTTPXRequest

from bot import http, logs
from tests.bot import loopback
from tests.bot.loopback import TOKEN

HALF = TOKEN.partition(":")[2]
pytestmark = pytest.mark.usefixtures("restored_logging")
log = structlog.get_logger("muster.test")


PLACES: dict[str, Callable[[str], None]] = {
    "event": lambda secret: log.info(" at ".join(["x", secret])),
    "value": lambda secret: log.info("x", url=f"https://api.telegram.org/bot{secret}/getMe"),
    "address": lambda secret: log.info("x", url=f"https://example.org/?key={quote(secret, safe='')}"),
    "key": lambda secret: log.info("x", **{secret: 1}),
    "nested value": lambda secret: log.info("x", values=[{"a": secret}, (secret, {secret})]),
    "bound value": lambda secret: log.bind(who=secret).info("x"),
    "argument": lambda secret: logging.getLogger("bot").info("at %s", secret),
    "library": lambda secret: logging.getLogger("aiohttp.client").warning("GET /bot%s", secret),
    "error as value": lambda secret: log.info("x", error=OSError(secret)),
    "exception": lambda secret: _fail(OSError(f"no {secret}")),
    "cause": lambda secret: _fail(OSError("outer"), OSError(f"inner {secret}")),
    "group": lambda secret: _fail(ExceptionGroup("several", [OSError(secret), ValueError(secret)])),
    "object": lambda secret: log.info("x", bot=telegram.Bot(secret if ":" in secret else f"1:{secret}")),
}


def _fail(error: Exception, cause: Exception | None = None) -> None:
    try:
        raise error from cause
    except Exception:
        log.exception("it broke")


@pytest.mark.parametrize("style", [logs.Style.JSON, logs.Style.TEXT])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("secret", [TOKEN, 'pass"w\\ö rd/1', "kS9fQ2xY-7Lm0_pRtVbN4cWzA1dEgHuJ"])
def test_a_secret_is_hidden_wherever_it_stands(style: logs.Style, place: str, secret: str) -> None:
    stream = io.StringIO()
    logs.set_up("DEBUG", style, stream=stream)
    logs.hide([secret])

    PLACES[place](secret)

    assert stream.getvalue()
    assert secret not in stream.getvalue()
    assert orjson.dumps(secret).decode()[1:-1] not in stream.getvalue()
    assert quote(secret, safe="") not in stream.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"https://api.telegram.org/file/bot{TOKEN.replace(':', '%3A')}/x",
        "http://127.0.0.1:8081/bot42:TEST/getUpdates",
        f"ExtBot[token={TOKEN}]",
        f"'{TOKEN}',",
        "postgresql://muster:hunter22@localhost/muster",
    ],
)
def test_what_has_the_shape_of_a_secret_is_hidden_without_being_told(text: str) -> None:
    shown = logs.redact(f"before {text} after")

    assert logs.HIDDEN in shown
    assert all(part not in shown for part in (HALF, "TEST", "hunter22"))
    assert shown.startswith("before ")
    assert shown.endswith(" after")


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-04T08:30:00+00:00",
        "12:30",
        "chat -1001500000001: 12 rows",
        "sqlite+aiosqlite:///var/muster.db",
        "https://api.telegram.org:443/ and ratio 16:9",
        "第 12 项：推进中",
        "a short password",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    logs.hide(["", "short", "a"])

    assert logs.redact(text) == text


@given(st.text(max_size=30), st.text(max_size=30), st.from_regex(r"[0-9]{6,12}:[A-Za-z0-9_-]{35}", fullmatch=True))
def test_no_token_survives_whatever_stands_around_it(before: str, after: str, token: str) -> None:
    assert token not in logs.redact(before + token + after)


# Ten seconds at DEBUG, shortened: everything that talks to Telegram, against everything that fails


def failing_addresses() -> list[str]:
    return ["http://muster.invalid", "http://127.0.0.1:1", "https://127.0.0.1:1", "http://[::1", "ftp://x"]


@pytest.fixture
async def talkative() -> AsyncIterator[None]:
    """The loop says more, and works slower, until the test is over."""
    loop = asyncio.get_running_loop()
    loop.set_debug(True)
    yield
    loop.set_debug(False)


@pytest.mark.usefixtures("talkative")
@pytest.mark.parametrize("loudness", ["as set up", "libraries at DEBUG"])
@pytest.mark.parametrize("style", [logs.Style.JSON, logs.Style.TEXT])
@pytest.mark.parametrize("make", [http.AiohttpRequest, HTTPXRequest])
async def test_no_token_reaches_the_log_at_any_level(
    loudness: str, style: logs.Style, make: Callable[[], BaseRequest], caplog: pytest.LogCaptureFixture
) -> None:
    stream = io.StringIO()
    logs.set_up("DEBUG", style, stream=stream)
    if loudness == "libraries at DEBUG":
        logging.getLogger().setLevel(logging.DEBUG)

    async with loopback.bot_api(lambda call: loopback.refusal(404, f"Not Found: /bot{TOKEN}/x")) as server:
        for url in [server.url, *failing_addresses()]:
            await talk(url, make())

    assert TOKEN not in stream.getvalue()
    assert HALF not in stream.getvalue()
    assert stream.getvalue().count(logs.HIDDEN) >= 6


async def talk(url: str, wire: BaseRequest) -> None:
    """Call a method, with the errors logged as a careless program would; and once with plain httpx."""
    bot = telegram.Bot(TOKEN, base_url=f"{url}/bot", request=wire)
    await wire.initialize()
    try:
        await bot.send_message(-1001, "a person's words")
    except errors.TelegramError as error:
        log.exception("it broke", error=error, bot=bot, address=bot.base_url)
        logging.getLogger("telegram.ext").error("no error handlers: %s", bot.base_url, exc_info=error)
    await wire.shutdown()
    try:
        async with httpx.AsyncClient() as client:
            await client.get(f"{url}/bot{TOKEN}/getMe")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        logging.getLogger("httpx").error("%s", error, exc_info=error)
