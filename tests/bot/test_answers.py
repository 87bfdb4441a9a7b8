"""What a server answers, and which of the library's errors it becomes, through a real `telegram.Bot`."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from aiohttp import web
from telegram import error as errors

from bot import answers, failures, http
from tests.bot.loopback import Call, bot_api, calling, failing, refusal


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (lambda: refusal(400, "Bad Request: chat not found"), errors.BadRequest("Chat not found")),
        (
            lambda: refusal(403, "Forbidden: bot was blocked by the user"),
            errors.Forbidden("Forbidden: bot was blocked by the user"),
        ),
        (lambda: refusal(401, "Unauthorized"), errors.InvalidToken("Unauthorized")),
        (lambda: refusal(404, "Not Found"), errors.InvalidToken("Not Found")),
        (
            lambda: refusal(409, "Conflict: terminated by other getUpdates request"),
            errors.Conflict("Conflict: terminated by other getUpdates request"),
        ),
        (lambda: refusal(413, "Request Entity Too Large"), errors.BadRequest("Request Entity Too Large")),
        (
            lambda: web.Response(status=413, text="<html>413</html>", content_type="text/html"),
            errors.BadRequest("Request Entity Too Large"),
        ),
        (
            lambda: web.json_response({"ok": False, "error_code": 400, "description": "Bad Request: x"}),
            errors.BadRequest("X"),
        ),
        (lambda: refusal(400, ""), errors.BadRequest("Bad Request")),
    ],
)
async def test_a_refusal_is_the_librarys_error(
    answer: Callable[[], web.Response], expected: errors.TelegramError
) -> None:
    async with bot_api(lambda call: answer()) as server:
        error = await failing(server.url)

    assert type(error) is type(expected)
    assert str(error) == str(expected)
    assert not http.was_maybe_taken(error)


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (lambda: refusal(429, "Too Many Requests: retry after 7", retry_after=7), 7),
        (
            lambda: web.json_response(
                {"ok": False, "error_code": 429, "description": "Too Many Requests"},
                status=429,
                headers={"Retry-After": "9"},
            ),
            9,
        ),
        (lambda: refusal(429, "Too Many Requests: retry after 11"), 11),
        (lambda: web.Response(status=429, text="<html>slow down</html>", headers={"Retry-After": "13"}), 13),
        (lambda: web.Response(status=429, text="slow down"), answers.MODEST_WAIT),
        (lambda: web.json_response({"ok": False, "parameters": {"retry_after": "7"}}, status=429), 7),
        (
            lambda: web.json_response({"ok": False, "parameters": {"retry_after": 10**30}}, status=429),
            answers.LONGEST_WAIT,
        ),
        (lambda: web.json_response({"ok": False, "parameters": [1]}, status=429), answers.MODEST_WAIT),
        (lambda: web.json_response({"ok": False, "parameters": {"retry_after": -3}}, status=429), answers.MODEST_WAIT),
    ],
)
async def test_a_flood_always_says_how_long_to_wait(answer: Callable[[], web.Response], seconds: int) -> None:
    async with bot_api(lambda call: answer()) as server:
        error = await failing(server.url)

    assert isinstance(error, errors.RetryAfter)
    assert error.retry_after == timedelta(seconds=seconds)


async def test_a_group_that_moved_says_where() -> None:
    def answer(call: Call) -> web.Response:
        return refusal(
            400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1001500000001
        )

    async with bot_api(answer) as server:
        error = await failing(server.url)

    assert isinstance(error, errors.ChatMigrated)
    assert error.new_chat_id == -1001500000001


@pytest.mark.parametrize(
    ("code", "description", "kind"),
    [
        (404, "Not Found: method not found", failures.Kind.METHOD_UNKNOWN),
        (401, "Unauthorized", failures.Kind.TOKEN_REFUSED),
        (404, "Not Found", failures.Kind.TOKEN_REFUSED),
    ],
)
async def test_an_unknown_method_is_told_from_a_refused_token(code: int, description: str, kind: failures.Kind) -> None:
    async with bot_api(lambda call: refusal(code, description)) as server, calling(server.url) as bot:
        with pytest.raises(errors.TelegramError) as caught:
            await bot.do_api_request("sendNews", {"chat_id": 1})

    assert failures.classify(caught.value).kind is kind


@pytest.mark.parametrize(
    "answer",
    [
        lambda: web.Response(status=502, text="<html><h1>502 Bad Gateway</h1></html>", content_type="text/html"),
        lambda: refusal(502, "Bad Gateway"),
        lambda: refusal(500, "Internal Server Error: restart"),
        lambda: web.Response(status=504),
        lambda: web.Response(status=403, text="<html>blocked by the firewall</html>", content_type="text/html"),
        lambda: web.json_response({"message": "forbidden"}, status=403),
        lambda: web.json_response(["not", "an", "object"], status=400),
        lambda: web.Response(status=404, text="no such page"),
        lambda: web.Response(status=302, headers={"Location": "https://portal.example/login"}),
        lambda: web.Response(text="<html>log in to the hotel's network</html>", content_type="text/html"),
        lambda: web.Response(text='{"ok":true,"res'),
        lambda: web.Response(text='{"ok":true}'),
        lambda: web.Response(text="[" * 100_000),
        lambda: web.Response(),
    ],
)
async def test_what_no_bot_api_server_says_is_a_network_fault_that_may_have_been_taken(
    answer: Callable[[], web.Response],
) -> None:
    async with bot_api(lambda call: answer()) as server:
        error = await failing(server.url)

    assert isinstance(error, errors.NetworkError)
    assert not isinstance(error, errors.BadRequest)
    assert http.was_maybe_taken(error)
    assert failures.classify(error).kind is failures.Kind.UNCERTAIN
    assert len(server.calls) == 1
