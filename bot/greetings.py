"""Greetings that are made anew when they are sent: what we may do in the chat is asked then; it knows no words."""

from collections.abc import Mapping

import structlog
import telegram
import telegram.error
from telegram.constants import ChatMemberStatus

from bot import clock, identity, incoming, recipes
from coordination.rules import groups
from handlers import greetings
from storage import engines, work

log = structlog.get_logger("muster.greetings")

_ADMINS = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


class Greetings:
    """One instance a process."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot: telegram.Bot, who: identity.Keeper) -> None:
        self._database = database
        self._clock = ours
        self._bot = bot
        self._who = who

    async def write(self, values: Mapping[str, str]) -> recipes.Written:
        """The greeting of the group whose id is in `values`. Raises `Unavailable`, `LookupError` without the group."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            chat = await unit.chats.get((await unit.groups.get(int(values["group"]))).chat_id)
        sight = await self._sight(chat)
        async with work.reading(self._database, now=self._clock.now()) as unit:
            text, rows = await greetings.shown(unit, await unit.groups.get(int(values["group"])), sight)
        return recipes.Written(text, rows)

    async def _sight(self, chat: groups.Chat) -> greetings.Sight:
        """As Telegram says; where it does not answer, as we knew it: whoever pins is an admin."""
        me = await self._who.me()
        is_admin = may_pin = bool(chat.may_pin)
        try:
            member = await self._bot.get_chat_member(chat.telegram_id, self._bot.id)
        except telegram.error.TelegramError as failure:
            log.warning("could not ask what we may do", failure=type(failure).__name__)
        else:
            is_admin, may_pin = member.status in _ADMINS, incoming.may_pin(member)
        return greetings.Sight(self._who.sees_all or is_admin, may_pin, me.username)
