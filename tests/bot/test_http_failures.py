"""What breaks on the way: whether Telegram may have taken the message, and what the error must not show."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from telegram import error as errors

from bot import http
from tests.bot.loopback import TOKEN, Call, bot_api, calling, failing, message, ok, raw, read_request

SHORT = http.Timeouts(pool=0.05, connect=2.0, write=2.0, read=0.1, media=2.0)
Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def test_an_answer_held_too_long_may_have_been_taken() -> None:
    held = asyncio.Event()

    async def answer(call: Call) -> web.Response:
        await held.wait()
        return ok(message())

    async with bot_api(answer) as server:
        error = await failing(server.url, SHORT)
        held.set()

    assert isinstance(error, errors.TimedOut)
    assert http.was_maybe_taken(error)
    assert [call.fields["text"] for call in server.calls] == ["hello"]


async def test_an_answer_that_trickles_for_ever_ends_by_the_whole_time_allowed() -> None:
    async def trickle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.01)

    async with raw(trickle) as url:
        error = await failing(url, http.Timeouts(connect=0.5, write=0.1, read=0.1))

    assert isinstance(error, errors.TimedOut)
    assert http.was_maybe_taken(error)


async def hang_up_after_the_request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.close()


async def reset_after_the_request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    writer.transport.abort()


async def break_off_within_the_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"ok":true,"result":')
    writer.close()


async def speak_first(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 mail.example.org ESMTP\r\n")
    await reader.read()


async def talk_nonsense(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.write(b"220 mail.example.org ESMTP\r\n")
    writer.close()


@pytest.mark.parametrize(
    "behave", [hang_up_after_the_request, reset_after_the_request, break_off_within_the_answer, talk_nonsense]
)
async def test_a_connection_lost_after_the_request_may_have_been_taken(behave: Behaviour) -> None:
    async with raw(behave) as url:
        error = await failing(url)

    assert type(error) is errors.NetworkError
    assert http.was_maybe_taken(error)


async def test_a_message_is_sent_once_although_the_connection_was_kept_and_dropped() -> None:
    taken: list[bytes] = []

    async def answer_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        taken.append(await read_request(reader))
        body = b'{"ok":true,"result":true}'
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        taken.append(await read_request(reader))
        writer.close()

    async with raw(answer_once) as url, calling(url) as bot:
        await bot.delete_message(-1001, 1)
        with pytest.raises(errors.NetworkError) as caught:
            await bot.delete_message(-1001, 2)

    assert http.was_maybe_taken(caught.value)
    assert len(taken) == 2


def refused_port() -> str:
    """The address of a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return f"http://127.0.0.1:{listening.getsockname()[1]}"


@pytest.mark.parametrize(
    "url",
    [
        "http://muster.invalid",  # no such name
        "http://127.0.0.1:1/bot\n",
        "http://[::1",
        "gopher://127.0.0.1",
    ],
)
async def test_what_never_reached_a_server_was_not_taken(url: str) -> None:
    error = await failing(url, http.Timeouts(connect=5.0))

    assert isinstance(error, http.NotSentError | http.NotSentInTimeError)
    assert not http.was_maybe_taken(error)


async def test_a_refused_port_was_not_reached() -> None:
    error = await failing(refused_port())

    assert isinstance(error, http.NotSentError)
    assert error.step == "connect"
    assert isinstance(error, errors.NetworkError)


async def test_a_server_without_tls_was_not_reached_over_tls() -> None:
    async with raw(speak_first) as url:
        error = await failing(url.replace("http:", "https:"))

    assert isinstance(error, http.NotSentError)
    assert error.step == "connect"


async def test_a_server_that_accepts_no_more_connections_was_not_reached_in_time() -> None:
    async def ignore(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with raw(ignore) as url:
        error = await failing(url.replace("http:", "https:"), http.Timeouts(connect=0.1))  # TLS is never answered

    assert isinstance(error, http.NotSentInTimeError)
    assert error.step == "connect"
    assert isinstance(error, errors.TimedOut)


@pytest.mark.parametrize("hang_up", [True, False])
async def test_a_body_that_did_not_leave_whole_was_not_taken(hang_up: bool) -> None:
    async def read_a_little(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(1000)
        if hang_up:
            writer.transport.abort()
        else:
            reader._transport.pause_reading()  # type: ignore[attr-defined]
            await asyncio.Event().wait()

    async with raw(read_a_little) as url, calling(url, http.Timeouts(connect=0.2, read=0.2, media=0.2)) as bot:
        with pytest.raises(errors.NetworkError) as caught:
            await bot.send_document(-1001, bytes(40_000_000), filename="big.bin")

    assert isinstance(caught.value, http.NotSentError if hang_up else http.NotSentInTimeError)
    assert not http.was_maybe_taken(caught.value)


@pytest.mark.parametrize(
    "error",
    [
        asyncio.CancelledError(),
        TimeoutError(),
        OSError(),
        ValueError("ours"),
        errors.NetworkError("x"),
        errors.TimedOut(),
    ],
)
def test_what_is_not_known_may_have_been_taken(error: BaseException) -> None:
    assert http.was_maybe_taken(error)


def chain(error: BaseException | None) -> list[BaseException]:
    """The error and everything behind it, as a traceback would show."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


@contextlib.asynccontextmanager
async def address(kind: str) -> AsyncIterator[str]:
    """An address that fails in the way `kind` says."""
    if kind == "502":
        async with bot_api(lambda call: web.Response(status=502, text=f"nginx: /bot{TOKEN}/sendMessage")) as server:
            yield server.url
    elif kind == "hang up":
        async with raw(hang_up_after_the_request) as url:
            yield url
    elif kind == "no answer":
        async with raw(lambda reader, writer: asyncio.Event().wait()) as url:  # type: ignore[arg-type, return-value]
            yield url
    elif kind == "tls":
        async with raw(speak_first) as url:
            yield url.replace("http:", "https:")
    else:
        yield {"dns": "http://muster.invalid", "port": refused_port(), "scheme": "ftp://x", "url": "http://[::1"}[kind]


@pytest.mark.parametrize("kind", ["502", "hang up", "no answer", "tls", "dns", "port", "scheme", "url"])
async def test_no_error_and_nothing_behind_it_shows_the_token(kind: str) -> None:
    async with address(kind) as url:
        error = await failing(url, http.Timeouts(connect=1.0, write=0.1, read=0.1))

    shown = " ".join(f"{each!r} {each} {each.args}" for each in chain(error))
    assert TOKEN not in shown
    assert TOKEN.partition(":")[2] not in shown
    assert str(error)
