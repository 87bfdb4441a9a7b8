"""Pictures of the outbox as calls to Telegram: drawn, or sent by the id under which Telegram has them already.

Where no picture can be made, or the chat takes none, the text that says the same goes alone (faults.md F138). It knows
no queue, no pace and no retry.
"""

import io
from typing import Any

import structlog
import telegram
from telegram.constants import ParseMode

from bot import albums, failures, recipes
from storage import outbox

log = structlog.get_logger("muster.sender")

_UNMADE = (ArithmeticError, LookupError, OSError, TypeError, ValueError)
_REFUSED = frozenset({failures.Kind.NO_RIGHT_TO_SEND, failures.Kind.FILE_TOO_BIG, failures.Kind.BAD_REQUEST})
"""What Telegram may have against a picture and not against a text."""

_UNKNOWN_FILE = ("file identifier", "file_id", "file reference", "file_reference")


class Photos:
    """Sends rows of the kinds `photo` and `repaint_pressed`; what goes wrong is raised as the library raises it."""

    def __init__(self, bot: telegram.Bot, kitchen: recipes.Kitchen, album: albums.Album | None) -> None:
        self._bot = bot
        self._kitchen = kitchen
        self._album = album

    async def send(self, row: outbox.Row, markup: dict[str, Any] | None) -> int:
        """Telegram's id of the new message; `markup` are its buttons."""
        try:
            sent = await self._with_picture(row, markup)
        except telegram.error.BadRequest as refused:
            if failures.classify(refused).kind not in _REFUSED or not row.payload["caption"]:
                raise
            log.warning("a picture was refused; its text goes alone", row=row.id)
            sent = None
        except _UNMADE as failure:
            log.error("a picture could not be made; its text goes alone", row=row.id, exc_info=failure)
            sent = None
        return sent.message_id if sent is not None else await self._alone(row, markup)

    async def _with_picture(self, row: outbox.Row, markup: dict[str, Any] | None) -> telegram.Message:
        digest = albums.digest(row.payload["recipe"], row.payload["values"])
        known = None if self._album is None else await self._album.find(digest)
        if known is not None:
            try:
                return await self._call(row, known, markup)
            except telegram.error.BadRequest as refused:
                if not any(part in refused.message.lower() for part in _UNKNOWN_FILE):
                    raise
        made = await self._kitchen.make(row.payload["recipe"], row.payload["values"])
        sent = await self._call(row, telegram.InputFile(io.BytesIO(made.content), made.name, attach=True), markup)
        if self._album is not None and sent.photo:
            await self._album.keep(digest, sent.photo[-1].file_id)
        return sent

    async def _call(self, row: outbox.Row, photo: Any, markup: Any) -> telegram.Message:
        caption = row.payload["caption"] or None
        if row.kind == "repaint_pressed":
            media = telegram.InputMediaPhoto(photo, caption=caption, parse_mode=ParseMode.HTML)
            sent = await self._bot.edit_message_media(
                media, row.chat_telegram_id, row.payload["message_id"], reply_markup=markup
            )
            assert isinstance(sent, telegram.Message)  # only of inline messages Telegram tells no more than "done"
            return sent
        return await self._bot.send_photo(
            row.chat_telegram_id,
            photo,
            caption=caption,
            parse_mode=ParseMode.HTML,
            message_thread_id=row.topic_id,
            reply_parameters=_reply(row),
            reply_markup=markup,
            disable_notification=row.payload.get("silent", False),
        )

    async def _alone(self, row: outbox.Row, markup: Any) -> int:
        """The text without its picture; where a picture was to be changed, in its message as far as that holds text."""
        text, where = row.payload["caption"], row.chat_telegram_id
        if row.kind == "repaint_pressed":
            try:
                edited = await self._bot.edit_message_text(
                    text, where, row.payload["message_id"], parse_mode=ParseMode.HTML, reply_markup=markup
                )
            except telegram.error.BadRequest as refused:
                log.warning("the text of a picture comes anew", row=row.id, why=failures.classify(refused).kind.value)
            else:
                return edited.message_id if isinstance(edited, telegram.Message) else int(row.payload["message_id"])
        sent = await self._bot.send_message(
            where,
            text,
            parse_mode=ParseMode.HTML,
            message_thread_id=row.topic_id,
            reply_parameters=_reply(row),
            reply_markup=markup,
            disable_notification=True,
        )
        return sent.message_id


def _reply(row: outbox.Row) -> telegram.ReplyParameters | None:
    """The answered message may be gone by now: the answer is said all the same (F054)."""
    target = row.payload.get("reply_to")
    return None if target is None else telegram.ReplyParameters(target, allow_sending_without_reply=True)
