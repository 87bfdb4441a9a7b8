"""Say in one word what went wrong with a call to Telegram, by one table; it must not know what is done about it.

Matched by the library's error class (which stands for the code) and by fragments of the description in any letter
case: the library strips "Bad Request: " and changes capitals. Source of the rows: telegram/README.md.
"""

import asyncio
import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto

import aiohttp
from telegram import error as errors

from bot import answers, http, logs


class Kind(StrEnum):
    """What went wrong; the remark says what it asks of whoever sent."""

    FLOOD = auto()  # wait `wait` for this chat, then again
    UNCERTAIN = auto()  # no answer, or a front end's (5xx): nobody knows whether it arrived
    NETWORK = auto()  # it never left: again
    MIGRATED = auto()  # the group has another id now: `migrated_to` (`None` if Telegram did not say which)
    FORBIDDEN_CHAT = auto()  # the bot is not in the chat any more: pause the group, keep its data
    FORBIDDEN_PERSON = auto()  # the person blocked the bot, never started it or is gone
    CHAT_NOT_FOUND = auto()  # no such chat, or none the bot ever saw
    TOPIC_GONE = auto()
    TOPIC_CLOSED = auto()
    NOT_MODIFIED = auto()  # the edit was already so: success
    MESSAGE_GONE = auto()  # the message to edit, delete, pin or react to is not there
    MESSAGE_FIXED = auto()  # it is there, but can't be edited or deleted any more
    REPLY_GONE = auto()  # the message answered to is not there
    REACTION_NOT_ALLOWED = auto()  # the chat allows no such reaction
    NO_RIGHT_TO_PIN = auto()
    NO_RIGHT_TO_SEND = auto()  # restricted, for now or for a kind of message
    NO_RIGHT = auto()  # some other right is missing
    QUERY_TOO_OLD = auto()  # a press is answered too late: nothing to do
    BAD_HTML = auto()
    TOO_LONG = auto()
    FILE_TOO_BIG = auto()
    BAD_REQUEST = auto()  # ours, will never go through: dead, reported
    CONFLICT = auto()  # another process polls
    WEBHOOK_ACTIVE = auto()  # polling is impossible while a webhook is set
    TOKEN_REFUSED = auto()
    METHOD_UNKNOWN = auto()  # the server is older than the method
    OURS = auto()  # no failure of a call at all: a fault in the program


@dataclass(frozen=True, slots=True)
class Failure:
    """`text` is fit for a log. `is_maybe_taken`: Telegram may have done it nevertheless."""

    kind: Kind
    text: str
    is_maybe_taken: bool
    wait: timedelta | None = None
    migrated_to: int | None = None


_Classes = type[BaseException] | tuple[type[BaseException], ...]
_ANY = ("",)

TABLE: tuple[tuple[Kind, _Classes, tuple[str, ...]], ...] = (
    (Kind.FLOOD, errors.RetryAfter, _ANY),
    (Kind.FLOOD, errors.BadRequest, ("slowmode_wait_", "flood_wait_")),
    (Kind.MIGRATED, errors.ChatMigrated, _ANY),
    (Kind.MIGRATED, errors.TelegramError, ("group chat was upgraded to a supergroup", "group chat was migrated")),
    (Kind.NO_RIGHT_TO_SEND, errors.Forbidden, ("chat_write_forbidden", "not enough rights", "have no rights")),
    (
        Kind.FORBIDDEN_PERSON,
        errors.Forbidden,
        ("blocked by the user", "initiate conversation", "user is deactivated", "messages to bots", "user is deleted"),
    ),
    (Kind.FORBIDDEN_CHAT, errors.Forbidden, _ANY),
    (Kind.WEBHOOK_ACTIVE, errors.Conflict, ("webhook is active",)),
    (Kind.CONFLICT, errors.Conflict, _ANY),
    (Kind.METHOD_UNKNOWN, errors.InvalidToken, ("method not found",)),
    (Kind.TOKEN_REFUSED, errors.InvalidToken, _ANY),
    (Kind.METHOD_UNKNOWN, errors.EndPointNotFound, _ANY),
    (Kind.NOT_MODIFIED, errors.BadRequest, ("message is not modified", "not_modified")),
    (Kind.TOPIC_CLOSED, errors.BadRequest, ("topic_closed", "topic is closed")),
    (
        Kind.TOPIC_GONE,
        errors.BadRequest,
        ("message thread not found", "topic_deleted", "topic_id_invalid", "topic not found", "topic was deleted"),
    ),
    (
        Kind.REPLY_GONE,
        errors.BadRequest,
        (
            "message to be replied not found",
            "replied message not found",
            "message to reply not found",
            "reply_message_id",
        ),
    ),
    (
        Kind.MESSAGE_GONE,
        errors.BadRequest,
        (
            "message to edit not found",
            "message to delete not found",
            "message to pin not found",
            "message to unpin not found",
            "message to react not found",
            "message not found",
            "message_id_invalid",
            "message identifier is not specified",
        ),
    ),
    (
        Kind.MESSAGE_FIXED,
        errors.BadRequest,
        ("message can't be edited", "message can't be deleted", "edit_time_expired"),
    ),
    (Kind.REACTION_NOT_ALLOWED, errors.BadRequest, ("reaction_", "reactions_", "reactions are not")),
    (Kind.NO_RIGHT_TO_PIN, errors.BadRequest, ("manage pinned messages", "rights to pin", "rights to unpin")),
    (
        Kind.NO_RIGHT_TO_SEND,
        errors.BadRequest,
        (
            "rights to send",
            "chat_restricted",
            "chat_write_forbidden",
            "chat_send_",
            "user_restricted",
            "user_banned_in_channel",
            "rights to post",
        ),
    ),
    (
        Kind.NO_RIGHT,
        errors.BadRequest,
        ("not enough rights", "have no rights", "admin_required", "administrator rights"),
    ),
    (
        Kind.CHAT_NOT_FOUND,
        errors.BadRequest,
        (
            "chat not found",
            "user not found",
            "peer_id_invalid",
            "channel_invalid",
            "chat_id_invalid",
            "channel_private",
        ),
    ),
    (Kind.QUERY_TOO_OLD, errors.BadRequest, ("query is too old", "query_id_invalid", "query id is invalid")),
    (Kind.BAD_HTML, errors.BadRequest, ("can't parse entities", "can't parse message text", "entity_", "entities_")),
    (Kind.TOO_LONG, errors.BadRequest, ("is too long", "message_too_long", "caption_too_long")),
    (Kind.FILE_TOO_BIG, errors.BadRequest, ("file is too big", "request entity too large", "photo_file_too_big")),
    (Kind.BAD_REQUEST, errors.BadRequest, _ANY),
    (Kind.NETWORK, (http.NotSentError, http.NotSentInTimeError), _ANY),
    (Kind.FILE_TOO_BIG, errors.NetworkError, ("request entity too large",)),
    (Kind.UNCERTAIN, (errors.TelegramError, aiohttp.ClientError, OSError, asyncio.CancelledError), _ANY),
    (Kind.OURS, BaseException, _ANY),
)
"""The first row whose class and one of whose fragments match."""

LONGEST = 300
"""Characters of a description that are kept."""


def classify(error: BaseException) -> Failure:
    """What `error`, raised by a call to Telegram, means."""
    if isinstance(error, errors.EndPointNotFound | errors.InvalidToken) and error.__cause__ is not None:
        error = error.__cause__  # `do_api_request` says the same of a refused token and an unknown method
    text = logs.redact(str(error) or type(error).__name__)[:LONGEST]
    kind = _kind(error, str(error).casefold())
    return Failure(
        kind=kind,
        text=text,
        is_maybe_taken=http.was_maybe_taken(error),
        wait=_wait(error) if kind is Kind.FLOOD else None,
        migrated_to=getattr(error, "new_chat_id", None),
    )


def _kind(error: BaseException, text: str) -> Kind:
    return next(
        kind
        for kind, classes, fragments in TABLE
        if isinstance(error, classes) and any(fragment in text for fragment in fragments)
    )


def _wait(error: BaseException) -> timedelta:
    if isinstance(error, errors.RetryAfter):
        said = error.retry_after
        return said if isinstance(said, timedelta) else timedelta(seconds=said)
    seconds = re.search(r"_wait_(\d{1,8})", str(error), re.IGNORECASE)
    return timedelta(seconds=int(seconds[1]) if seconds else answers.MODEST_WAIT)
