"""Tell a Bot API server's answer from anything else that may come back; it must not know how it came.

A front end, a firewall or a captive portal may answer in the server's place, in HTML or with other people's JSON, with
any status. Only what says `"ok":false` counts as Telegram's refusal: a firewall's 403 must not pause a group.
"""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import orjson
from telegram import error as errors

from bot import logs

REFUSALS = (
    errors.BadRequest,
    errors.ChatMigrated,
    errors.Conflict,
    errors.EndPointNotFound,
    errors.Forbidden,
    errors.InvalidToken,
    errors.RetryAfter,
)
"""Telegram answered, and did not do what was asked."""

MODEST_WAIT = 5
"""Seconds to wait after a 429 that does not say how long."""

LONGEST_WAIT = 365 * 24 * 3600
"""Seconds; a larger number is nonsense."""


class ServerError(errors.NetworkError):
    """The server or what stands before it failed (`status` 500 and above, or no answer of the Bot API at all).

    What was asked may have been done nevertheless.
    """

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def read(payload: bytes) -> dict[str, Any] | None:
    """The JSON object in `payload`, or `None` if there is none."""
    try:
        answer = orjson.loads(payload)
    except orjson.JSONDecodeError:  # perhaps only a broken byte or a lone surrogate in somebody's text
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            return None
    return answer if isinstance(answer, dict) else None


def check(status: int, headers: Mapping[str, str], payload: bytes, *, is_file: bool = False) -> tuple[int, bytes]:
    """Return a success as it came; raise the library's error for a refusal, `ServerError` for anything else."""
    is_success = 200 <= status <= 299
    if is_success and (is_file or payload.startswith(b'{"ok":true')):
        return status, payload
    answer = read(payload)
    if answer is not None and answer.get("ok") is True and is_success:
        return status, payload
    if answer is None or answer.get("ok") is not False:
        raise _stranger(status, headers, payload)
    code = answer.get("error_code")
    raise _refusal(code if is_success and isinstance(code, int) else status, headers, answer)


def _refusal(status: int, headers: Mapping[str, str], answer: Mapping[str, Any]) -> errors.TelegramError:
    """The error that the library would raise, with `BadRequest` for a 413 and its like, too."""
    text = logs.redact(str(answer.get("description") or _phrase(status)))
    given = answer.get("parameters")
    parameters = given if isinstance(given, dict) else {}
    if moved_to := _whole(parameters.get("migrate_to_chat_id")):
        return errors.ChatMigrated(moved_to)
    if status == HTTPStatus.TOO_MANY_REQUESTS or _whole(parameters.get("retry_after")):
        return errors.RetryAfter(_wait(headers, parameters, text))
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
        return errors.InvalidToken(text)
    if status == HTTPStatus.FORBIDDEN:
        return errors.Forbidden(text)
    if status == HTTPStatus.CONFLICT:
        return errors.Conflict(text)
    return ServerError(text, status) if status >= HTTPStatus.INTERNAL_SERVER_ERROR else errors.BadRequest(text)


def _stranger(status: int, headers: Mapping[str, str], payload: bytes) -> errors.TelegramError:
    """The error for an answer that no Bot API server gave."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return errors.RetryAfter(_wait(headers, {}, ""))
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return errors.BadRequest(_phrase(status))
    kind = headers.get("Content-Type", "no type").partition(";")[0]
    return ServerError(f"{_phrase(status)} ({status}, {len(payload)} bytes of {kind})", status)


def _wait(headers: Mapping[str, str], parameters: Mapping[str, Any], text: str) -> timedelta:
    """How long to wait after a flood: the parameter, else the header, else the sentence, else a modest while."""
    sentence = re.search(r"retry after (\d+)", text, re.IGNORECASE)
    said = (parameters.get("retry_after"), headers.get("Retry-After"), sentence and sentence[1], MODEST_WAIT)
    return timedelta(seconds=next(min(_whole(value), LONGEST_WAIT) for value in said if _whole(value) > 0))


def _whole(value: Any) -> int:
    """A whole number however it is written; 0 for anything else."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return 0


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"HTTP {status}"
