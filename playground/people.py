"""Who there is: people and bots, as they look to a bot; nothing of chats."""

import re
from dataclasses import dataclass, field
from typing import Any

ANONYMOUS_ADMIN_ID, CHANNEL_POSTER_ID, FORWARDER_ID = 1087968824, 136817688, 777000
ANONYMOUS_ADMIN: dict[str, Any] = {
    "id": ANONYMOUS_ADMIN_ID, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot",
}  # fmt: skip
CHANNEL_POSTER: dict[str, Any] = {
    "id": CHANNEL_POSTER_ID, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot",
}  # fmt: skip
FORWARDER: dict[str, Any] = {"id": FORWARDER_ID, "is_bot": False, "first_name": "Telegram"}
"""Telegram's stand-ins for an anonymous admin, a person who writes as a channel, and a linked channel's posts."""

_REAL_BOT_ID = re.compile(r"[0-9]{8,}", re.ASCII)
_REAL_SECRET = re.compile(r"[A-Za-z0-9_-]{34,}", re.ASCII)
_OWN_SECRET = "PLAYGROUND-"


@dataclass(slots=True)
class User:
    """A person or a bot; names change, the id never does."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    is_premium: bool = False
    is_deactivated: bool = False

    @property
    def name(self) -> str:
        """Give the whole name as clients show it."""
        return f"{self.first_name} {self.last_name}".strip()

    def wire(self) -> dict[str, Any]:
        """Give the User object of the Bot API."""
        answer: dict[str, Any] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for key in ("last_name", "username", "language_code"):
            value = getattr(self, key)
            if value:
                answer[key] = value
        if self.is_premium:
            answer["is_premium"] = True
        return answer


@dataclass(slots=True)
class Bot:
    """A bot account: its token, what BotFather knows of it, the commands and texts it has set."""

    user: User
    token: str
    privacy: bool = True
    can_join_groups: bool = True
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """Give the bot's user id."""
        return self.user.id

    def me(self) -> dict[str, Any]:
        """Give the User object that getMe returns."""
        return {
            **self.user.wire(),
            "can_join_groups": self.can_join_groups,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }


def looks_real(token: str) -> bool:
    """Say whether a token may belong to a real bot: such a token is never taken, stored or repeated.

    Real ones have a bot id of eight digits or more, or a secret of 34 or more characters of `[A-Za-z0-9_-]` (real
    secrets have 35). The playground's own look like `1000001:PLAYGROUND-first`: a short id, a secret that says so.
    """
    bot_id, _, secret = token.partition(":")
    if _REAL_BOT_ID.fullmatch(bot_id):
        return True
    return bool(_REAL_SECRET.fullmatch(secret)) and not secret.startswith(_OWN_SECRET)


def own_token(bot_id: int) -> str:
    """Make the playground's token for a bot."""
    return f"{bot_id}:{_OWN_SECRET}{bot_id}"
