"""Who we are on Telegram, asked again from time to time: a bot can be renamed while it runs (F027)."""

from datetime import datetime, timedelta

import structlog
import telegram
import telegram.error

from bot import clock, incoming

log = structlog.get_logger("muster.identity")

REFRESH = timedelta(hours=1)
REFRESH_WHEN_DOUBTED = timedelta(minutes=1)


class Keeper:
    """Keeps the answer of getMe; a failure to refresh keeps the former one."""

    def __init__(self, bot: telegram.Bot, ours: clock.Clock) -> None:
        self._bot = bot
        self._clock = ours
        self._me: incoming.Identity | None = None
        self._asked_at: datetime | None = None
        self.sees_all = False

    async def me(self) -> incoming.Identity:
        """Raises what Telegram answers where it was never known."""
        if self._me is None or self._older_than(REFRESH):
            await self._refresh()
        assert self._me is not None
        return self._me

    async def doubt(self) -> incoming.Identity:
        """Somebody called a name that is not ours as we know it: perhaps we were renamed."""
        if self._older_than(REFRESH_WHEN_DOUBTED):
            await self._refresh()
        return await self.me()

    def _older_than(self, age: timedelta) -> bool:
        return self._asked_at is None or abs(self._clock.now() - self._asked_at) >= age

    async def _refresh(self) -> None:
        try:
            user = await self._bot.get_me()
        except telegram.error.TelegramError as failure:
            if self._me is None:
                raise
            log.warning("could not ask who we are", failure=type(failure).__name__)
        else:
            self._me = incoming.Identity(user.id, user.username or "")
            self.sees_all = bool(user.can_read_all_group_messages)
        self._asked_at = self._clock.now()
