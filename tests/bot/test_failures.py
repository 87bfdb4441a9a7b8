"""One word for everything Telegram may answer: each row of the table of errors, and what is no answer at all."""

import asyncio
from datetime import timedelta

import aiohttp
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import error as errors

from bot import answers, failures, http, logs
from bot.failures import Kind

UNCHANGED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
REFUSED = [
    (429, "Too Many Requests: retry after 7", Kind.FLOOD),
    (400, "Bad Request: SLOWMODE_WAIT_3590", Kind.FLOOD),
    (400, "Bad Request: group chat was upgraded to a supergroup chat", Kind.MIGRATED),
    (403, "Forbidden: bot was kicked from the supergroup chat", Kind.FORBIDDEN_CHAT),
    (403, "Forbidden: bot was kicked from the group chat", Kind.FORBIDDEN_CHAT),
    (403, "Forbidden: bot is not a member of the supergroup chat", Kind.FORBIDDEN_CHAT),
    (403, "Forbidden: bot is not a member of the channel chat", Kind.FORBIDDEN_CHAT),
    (403, "Forbidden: the group chat was deleted", Kind.FORBIDDEN_CHAT),
    (403, "Forbidden", Kind.FORBIDDEN_CHAT),
    (403, "Forbidden: bot was blocked by the user", Kind.FORBIDDEN_PERSON),
    (403, "Forbidden: bot can't initiate conversation with a user", Kind.FORBIDDEN_PERSON),
    (403, "Forbidden: user is deactivated", Kind.FORBIDDEN_PERSON),
    (403, "Forbidden: bot can't send messages to bots", Kind.FORBIDDEN_PERSON),
    (403, "Forbidden: CHAT_WRITE_FORBIDDEN", Kind.NO_RIGHT_TO_SEND),
    (400, "Bad Request: chat not found", Kind.CHAT_NOT_FOUND),
    (400, "Bad Request: user not found", Kind.CHAT_NOT_FOUND),
    (400, "Bad Request: PEER_ID_INVALID", Kind.CHAT_NOT_FOUND),
    (400, "Bad Request: message thread not found", Kind.TOPIC_GONE),
    (400, "Bad Request: TOPIC_DELETED", Kind.TOPIC_GONE),
    (400, "Bad Request: TOPIC_ID_INVALID", Kind.TOPIC_GONE),
    (400, "Bad Request: TOPIC_CLOSED", Kind.TOPIC_CLOSED),
    (400, "Bad Request: CHAT_RESTRICTED", Kind.NO_RIGHT_TO_SEND),
    (400, "Bad Request: not enough rights to send text messages to the chat", Kind.NO_RIGHT_TO_SEND),
    (400, "Bad Request: not enough rights to send documents to the chat", Kind.NO_RIGHT_TO_SEND),
    (400, "Bad Request: have no rights to send a message", Kind.NO_RIGHT_TO_SEND),
    (400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", Kind.NO_RIGHT_TO_SEND),
    (400, "Bad Request: not enough rights to manage pinned messages in the chat", Kind.NO_RIGHT_TO_PIN),
    (400, "Bad Request: not enough rights to pin a message", Kind.NO_RIGHT_TO_PIN),
    (400, "Bad Request: not enough rights", Kind.NO_RIGHT),
    (400, "Bad Request: CHAT_ADMIN_REQUIRED", Kind.NO_RIGHT),
    (
        400,
        UNCHANGED,
        Kind.NOT_MODIFIED,
    ),
    (400, "Bad Request: MESSAGE_NOT_MODIFIED", Kind.NOT_MODIFIED),
    (400, "Bad Request: message to edit not found", Kind.MESSAGE_GONE),
    (400, "Bad Request: message to delete not found", Kind.MESSAGE_GONE),
    (400, "Bad Request: message to pin not found", Kind.MESSAGE_GONE),
    (400, "Bad Request: message to react not found", Kind.MESSAGE_GONE),
    (400, "Bad Request: MESSAGE_ID_INVALID", Kind.MESSAGE_GONE),
    (400, "Bad Request: message to be replied not found", Kind.REPLY_GONE),
    (400, "Bad Request: replied message not found", Kind.REPLY_GONE),
    (400, "Bad Request: message can't be edited", Kind.MESSAGE_FIXED),
    (400, "Bad Request: message can't be deleted", Kind.MESSAGE_FIXED),
    (400, "Bad Request: message can't be deleted for everyone", Kind.MESSAGE_FIXED),
    (400, "Bad Request: REACTION_INVALID", Kind.REACTION_NOT_ALLOWED),
    (400, "Bad Request: REACTIONS_TOO_MANY", Kind.REACTION_NOT_ALLOWED),
    (
        400,
        "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        Kind.BAD_HTML,
    ),
    (400, 'Bad Request: can\'t parse entities: Unsupported start tag "div" at byte offset 0', Kind.BAD_HTML),
    (
        400,
        'Bad Request: can\'t parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
        Kind.BAD_HTML,
    ),
    (400, "Bad Request: can't parse entities: Unexpected end tag at byte offset 0", Kind.BAD_HTML),
    (400, "Bad Request: can't parse entities: Unclosed start tag at byte offset 0", Kind.BAD_HTML),
    (400, "Bad Request: message is too long", Kind.TOO_LONG),
    (400, "Bad Request: message caption is too long", Kind.TOO_LONG),
    (400, "Bad Request: message text is empty", Kind.BAD_REQUEST),
    (400, "Bad Request: text must be non-empty", Kind.BAD_REQUEST),
    (400, "Bad Request: BUTTON_DATA_INVALID", Kind.BAD_REQUEST),
    (400, "Bad Request: BUTTON_TYPE_INVALID", Kind.BAD_REQUEST),
    (400, "Bad Request: file is too big", Kind.FILE_TOO_BIG),
    (413, "Request Entity Too Large", Kind.FILE_TOO_BIG),
    (400, "Bad Request: chat_id is empty", Kind.BAD_REQUEST),
    (400, "Bad Request: something nobody has seen yet", Kind.BAD_REQUEST),
    (
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        Kind.QUERY_TOO_OLD,
    ),
    (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        Kind.CONFLICT,
    ),
    (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        Kind.WEBHOOK_ACTIVE,
    ),
    (401, "Unauthorized", Kind.TOKEN_REFUSED),
    (404, "Not Found", Kind.TOKEN_REFUSED),
    (404, "Not Found: method not found", Kind.METHOD_UNKNOWN),
]
NOT_KNOWN = [
    (502, "Bad Gateway", Kind.UNCERTAIN),
    (500, "Internal Server Error: restart", Kind.UNCERTAIN),
    (504, "Gateway Timeout", Kind.UNCERTAIN),
]


def answered(code: int, description: str, **parameters: object) -> errors.TelegramError:
    """The error that a Bot API server's answer becomes."""
    body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
    with pytest.raises(errors.TelegramError) as caught:
        answers.check(code, {}, orjson.dumps(body))
    return caught.value


@pytest.mark.parametrize(("code", "description", "kind"), REFUSED)
def test_a_refusal_is_named_and_was_not_carried_out(code: int, description: str, kind: Kind) -> None:
    failure = failures.classify(answered(code, description))

    assert failure.kind is kind
    assert not failure.is_maybe_taken


@pytest.mark.parametrize(("code", "description", "kind"), NOT_KNOWN)
def test_a_server_that_broke_may_have_carried_it_out(code: int, description: str, kind: Kind) -> None:
    failure = failures.classify(answered(code, description))

    assert failure.kind is kind
    assert failure.is_maybe_taken


@pytest.mark.parametrize(("code", "description", "kind"), REFUSED)
def test_letter_case_does_not_matter(code: int, description: str, kind: Kind) -> None:
    prefix, colon, rest = description.partition(": ")

    assert failures.classify(answered(code, f"{prefix}{colon}{rest.upper()}")).kind is kind


def test_a_flood_says_how_long_to_wait() -> None:
    assert failures.classify(answered(429, "Too Many Requests", retry_after=3590)).wait == timedelta(seconds=3590)
    assert failures.classify(answered(400, "Bad Request: SLOWMODE_WAIT_40")).wait == timedelta(seconds=40)
    assert failures.classify(errors.RetryAfter(7)).wait == timedelta(seconds=7)


def test_a_flood_counts_in_seconds_where_the_library_was_not_told_to_use_time_spans(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "0")

    with pytest.warns(DeprecationWarning):
        failure = failures.classify(errors.RetryAfter(7))

    assert failure.wait == timedelta(seconds=7)


def test_a_group_that_moved_says_where_if_telegram_does() -> None:
    description = "Bad Request: group chat was upgraded to a supergroup chat"

    known = failures.classify(answered(400, description, migrate_to_chat_id=-1001500000001))
    unknown = failures.classify(answered(400, description))

    assert (known.kind, known.migrated_to) == (Kind.MIGRATED, -1001500000001)
    assert (unknown.kind, unknown.migrated_to) == (Kind.MIGRATED, None)


@pytest.mark.parametrize(
    ("error", "kind", "is_maybe_taken"),
    [
        (http.NotSentError("connection refused"), Kind.NETWORK, False),
        (http.NotSentInTimeError("all connections are in use", "pool"), Kind.NETWORK, False),
        (errors.TimedOut(), Kind.UNCERTAIN, True),
        (errors.NetworkError("ServerDisconnectedError: Server disconnected"), Kind.UNCERTAIN, True),
        (errors.TelegramError("Invalid server response"), Kind.UNCERTAIN, True),
        (aiohttp.ServerDisconnectedError(), Kind.UNCERTAIN, True),
        (TimeoutError(), Kind.UNCERTAIN, True),
        (ConnectionResetError(), Kind.UNCERTAIN, True),
        (asyncio.CancelledError(), Kind.UNCERTAIN, True),
        (TypeError("missing argument"), Kind.OURS, True),
        (KeyError("chat"), Kind.OURS, True),
    ],
)
def test_what_is_no_answer_says_whether_it_may_have_been_taken(
    error: BaseException, kind: Kind, is_maybe_taken: bool
) -> None:
    failure = failures.classify(error)

    assert (failure.kind, failure.is_maybe_taken) == (kind, is_maybe_taken)


def test_every_kind_has_a_row() -> None:
    assert {kind for kind, _, _ in failures.TABLE} == set(Kind)


def test_no_row_is_hidden_by_one_above_it() -> None:
    seen = {failures.classify(answered(code, text)).kind for code, text, _ in REFUSED + NOT_KNOWN}
    others = {Kind.NETWORK, Kind.OURS}

    assert seen | others == set(Kind)


def test_the_text_is_short_and_shows_no_token() -> None:
    token = "123456789:AAEhBOweik9ai2o01xjdMSNpsVVPPBwi4Xg"

    text = failures.classify(errors.NetworkError(f"at https://api.telegram.org/bot{token}/getMe " + "x" * 1000)).text

    assert token not in text
    assert logs.HIDDEN in text
    assert len(text) <= failures.LONGEST


@given(st.integers(400, 599), st.text(max_size=60))
def test_whatever_the_description_there_is_a_word_for_it(code: int, description: str) -> None:
    failure = failures.classify(answered(code, description.encode("utf-8", "replace").decode()))

    assert failure.is_maybe_taken == (code >= 500)
    assert (failure.wait is not None) == (failure.kind is Kind.FLOOD)
