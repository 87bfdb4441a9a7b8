"""Ask Telegram which of our reactions a chat allows, once it refused one; it writes nothing and knows no words."""

from typing import cast

import structlog
import telegram
import telegram.error

from bot import http
from coordination.rules import reactions

log = structlog.get_logger("muster.reactions")

READ_SECONDS = 10.0


class Reactions:
    """Looks at `available_reactions` of a chat."""

    def __init__(self, bot: telegram.Bot) -> None:
        self._bot = bot
        self._wire = cast(http.AiohttpRequest, bot.request)

    async def instead_of(self, refused: str, chat_telegram_id: int) -> str | None:
        """What to react with from now on, `None` for a chat without any of ours.

        The refused one itself where the chat allows it (only that message can't be reacted to), and where Telegram
        gives no answer: then nothing is learned.
        """
        try:
            allowed = await self._allowed(chat_telegram_id)
        except telegram.error.TelegramError as failure:
            log.warning("could not ask which reactions are allowed", failure=type(failure).__name__)
            return refused
        if allowed is None or reactions.is_among(refused, allowed):
            return refused
        return reactions.first_allowed(allowed)

    async def _allowed(self, chat_telegram_id: int) -> list[str] | None:
        """The emoji, `None` for all of them: the library's own object does not tell that from none at all."""
        fields = {"chat_id": chat_telegram_id}
        chat = await self._wire.call(self._bot, "getChat", fields, read_timeout=READ_SECONDS)
        found = chat.get("available_reactions")
        return None if found is None else [str(one.get("emoji", "")) for one in found]
