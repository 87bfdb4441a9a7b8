"""One row of the outbox as one call to Telegram; it knows no queue, no pace and no retry."""

import io
from collections.abc import Awaitable, Callable
from typing import Any, cast

import telegram
from telegram.constants import ParseMode

from bot import albums, enclosures, http, photos, recipes
from storage import letters, outbox

READ_SECONDS = 15.0
_NO_PREVIEW = {"is_disabled": True}


class Delivery:
    """Calls Telegram; what goes wrong is raised as the library raises it."""

    def __init__(self, bot: telegram.Bot, kitchen: recipes.Kitchen, album: albums.Album | None = None) -> None:
        self._bot = bot
        self._wire = cast(http.AiohttpRequest, bot.request)
        self._kitchen = kitchen
        self._photos = photos.Photos(bot, kitchen, album)
        self._ways: dict[str, Callable[[outbox.Row], Awaitable[int | None]]] = {
            "post": self._post,
            "edit": self._edit,
            "edit_pressed": self._edit_pressed,
            "react": self._react,
            "pin": self._pin,
            "unpin": self._unpin,
            "delete": self._delete,
            "document": self._document,
            "photo": self._photo,
            "repaint_pressed": self._photo,
        }

    async def send(self, row: outbox.Row) -> int | None:
        """Telegram's id of the new message, `None` where there is none (reactions, pins, deletions)."""
        return await self._ways[row.kind](row)

    async def _content(self, row: outbox.Row) -> dict[str, Any]:
        """Text and buttons: as they were written, or made now."""
        if not row.payload.get("recipe"):
            return row.payload
        made = await self._kitchen.write(row.payload["recipe"], row.payload["values"])
        return {"text": made.text, "rows": letters.rows_json(made.rows)}

    async def _post(self, row: outbox.Row) -> int | None:
        if row.payload.get("file"):
            return await enclosures.send(self._call, row, _reply(row))
        content = await self._content(row)
        sent = await self._call(
            "sendMessage",
            chat_id=row.chat_telegram_id,
            text=content["text"],
            parse_mode=ParseMode.HTML,
            message_thread_id=row.topic_id,
            reply_parameters=_reply(row),
            reply_markup=self._keyboard(content),
            disable_notification=row.payload.get("silent") or None,
            link_preview_options=_NO_PREVIEW,
        )
        return int(sent["message_id"])

    async def _call(self, method: str, **fields: Any) -> Any:
        """The calls made most, without building the library's objects from answers nobody looks at.

        Measured: they cost a third of the processor time of an update that is answered.
        """
        return await self._wire.call(self._bot, method, fields, read_timeout=READ_SECONDS)

    async def _edit(self, row: outbox.Row) -> int | None:
        return await self._edit_message(row, row.slot_message_id)

    async def _edit_pressed(self, row: outbox.Row) -> int | None:
        return await self._edit_message(row, row.payload["message_id"])

    async def _edit_message(self, row: outbox.Row, message_id: int | None) -> int | None:
        content = await self._content(row)
        await self._call(
            "editMessageText",
            text=content["text"],
            chat_id=row.chat_telegram_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=self._keyboard(content),
            link_preview_options=_NO_PREVIEW,
        )
        return message_id

    async def _react(self, row: outbox.Row) -> int | None:
        await self._call(
            "setMessageReaction",
            chat_id=row.chat_telegram_id,
            message_id=row.payload["message_id"],
            reaction=[{"type": "emoji", "emoji": row.payload["emoji"]}],
        )
        return None

    async def _pin(self, row: outbox.Row) -> int | None:
        assert row.slot_message_id is not None  # storage hands out pins only of what was sent
        await self._bot.pin_chat_message(row.chat_telegram_id, row.slot_message_id, disable_notification=True)
        return row.slot_message_id

    async def _unpin(self, row: outbox.Row) -> int | None:
        await self._bot.unpin_chat_message(row.chat_telegram_id, row.payload["message_id"])
        return None

    async def _delete(self, row: outbox.Row) -> int | None:
        assert row.slot_message_id is not None
        await self._bot.delete_message(row.chat_telegram_id, row.slot_message_id)
        return None

    async def _document(self, row: outbox.Row) -> int | None:
        made = await self._kitchen.make(row.payload["recipe"], row.payload["values"])
        sent = await self._bot.send_document(
            row.chat_telegram_id,
            telegram.InputFile(io.BytesIO(made.content), filename=made.name),
            caption=row.payload.get("caption") or None,
            parse_mode=ParseMode.HTML,
            message_thread_id=row.topic_id,
            reply_parameters=_reply_object(row),
            disable_notification=row.payload.get("silent", False),
        )
        return sent.message_id

    async def _photo(self, row: outbox.Row) -> int | None:
        return await self._photos.send(row, self._keyboard(row.payload))

    def _keyboard(self, payload: dict[str, Any]) -> dict[str, Any] | None:
        if payload.get("asks_reply"):
            return {"force_reply": True, "selective": True}
        rows = payload.get("rows")
        if not rows:
            return None
        return {"inline_keyboard": [[self._button(*button) for button in row] for row in rows]}

    def _button(self, label: str, data: str, url: str) -> dict[str, str]:
        """`?start=…` is an address in our own private chat."""
        if not url:
            return {"text": label, "callback_data": data}
        is_ours = url.startswith("?start=")
        return {"text": label, "url": f"https://t.me/{self._bot.username}{url}" if is_ours else url}


def _reply(row: outbox.Row) -> dict[str, Any] | None:
    """The answered message may be gone by now: the answer is said all the same (F054)."""
    target = row.payload.get("reply_to")
    return None if target is None else {"message_id": target, "allow_sending_without_reply": True}


def _reply_object(row: outbox.Row) -> telegram.ReplyParameters | None:
    target = row.payload.get("reply_to")
    return None if target is None else telegram.ReplyParameters(target, allow_sending_without_reply=True)
