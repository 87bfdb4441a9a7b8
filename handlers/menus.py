"""The commands that Telegram offers while somebody types, by kind of chat and language; older habits stand in none."""

from enum import StrEnum

from handlers import table, words


class Scope(StrEnum):
    """Where a menu is shown (Bot API, BotCommandScope)."""

    MEMBERS = "all_group_chats"
    ADMINS = "all_chat_administrators"
    PRIVATE = "all_private_chats"


_EVERYDAY = ("task", "done", "update", "due", "assign", "list", "remind", "undo", "help")
_MENUS: dict[Scope, tuple[str, ...]] = {
    Scope.MEMBERS: (*_EVERYDAY[:-1], "summary", "help"),
    Scope.ADMINS: (*_EVERYDAY[:-1], "summary", "nudge", "settings", "quiet", "help"),
    Scope.PRIVATE: (*_EVERYDAY[:-1], "away", "settings", "privacy", "mydata", "forgetme", "help"),
}
"""Nine words are enough for a member (product.md, What people type); an admin's menu stands in place of a member's."""


def of(scope: Scope, language: str) -> list[tuple[str, str]]:
    """The commands of a menu with what each does, in its order; only those that there are."""
    return [(name, words.plain(language, f"menu.{name}")) for name in _MENUS[scope] if name in table.COMMANDS]
