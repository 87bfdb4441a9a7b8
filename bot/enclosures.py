"""Files that Telegram has already, sent on by their id; it knows no queue, no pace and no retry."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
import telegram
from telegram.constants import ParseMode

from bot import failures
from storage import outbox

log = structlog.get_logger("muster.sender")

METHODS = {
    "photo": "sendPhoto",
    "document": "sendDocument",
    "video": "sendVideo",
    "animation": "sendAnimation",
    "audio": "sendAudio",
    "voice": "sendVoice",
    "video_note": "sendVideoNote",
}
"""By the kind under which Telegram has a file: under another it is refused."""

_WITHOUT_TEXT = frozenset({"video_note"})
_REFUSED = frozenset({failures.Kind.NO_RIGHT_TO_SEND, failures.Kind.FILE_TOO_BIG, failures.Kind.BAD_REQUEST})
"""What Telegram may have against a file and not against a text."""

Call = Callable[..., Awaitable[Any]]


async def send(call: Call, row: outbox.Row, reply: dict[str, Any] | None) -> int:
    """Telegram's id of the new message; where the chat takes no such file, or it is gone, its line comes alone."""
    kind, where = row.payload["file"]["kind"], _where(row, reply)
    text = {"caption": row.payload["text"], "parse_mode": ParseMode.HTML}
    try:
        sent = await call(
            METHODS[kind], **where, **{kind: row.payload["file"]["id"]}, **({} if kind in _WITHOUT_TEXT else text)
        )
    except telegram.error.BadRequest as refused:
        if failures.classify(refused).kind not in _REFUSED:
            raise
        log.warning("a file was refused; its line goes alone", row=row.id, kind=kind)
        sent = await call("sendMessage", **where, text=row.payload["text"], parse_mode=ParseMode.HTML)
    return int(sent["message_id"])


def _where(row: outbox.Row, reply: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "chat_id": row.chat_telegram_id,
        "message_thread_id": row.topic_id,
        "reply_parameters": reply,
        "disable_notification": row.payload.get("silent") or None,
    }
