"""Ask Telegram which of our reactions a chat allows, once it refused one; it writes nothing and knows no words."""

import structlog
import telegram
import telegram.error

from coordination.rules import reactions

log = structlog.get_logger("muster.reactions")


class Reactions:
    """Looks at `available_reactions` of a chat."""

    def __init__(self, bot: telegram.Bot) -> None:
        self._bot = bot

    async def instead_of(self, refused: str, chat_telegram_id: int) -> str | None:
        """What to react with from now on, `None` for a chat without any of ours.

        The refused one itself where the chat allows it (only that message can't be reacted to), and where Telegram
        gives no answer: then nothing is learned.
        """
        try:
            chat = await self._bot.get_chat(chat_telegram_id)
        except telegram.error.TelegramError as failure:
            log.warning("could not ask which reactions are allowed", failure=type(failure).__name__)
            return refused
        allowed = chat.available_reactions
        if allowed is None:
            return refused
        emoji = [one.emoji for one in allowed if isinstance(one, telegram.ReactionTypeEmoji)]
        return refused if reactions.is_among(refused, emoji) else reactions.first_allowed(emoji)
