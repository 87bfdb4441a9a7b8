"""Give Telegram the menus of commands where they differ from those it has; it knows no command."""

from collections.abc import Iterator

import structlog
import telegram

from handlers import menus, words

log = structlog.get_logger("muster.menus")

_SCOPES: dict[menus.Scope, telegram.BotCommandScope] = {
    menus.Scope.MEMBERS: telegram.BotCommandScopeAllGroupChats(),
    menus.Scope.ADMINS: telegram.BotCommandScopeAllChatAdministrators(),
    menus.Scope.PRIVATE: telegram.BotCommandScopeAllPrivateChats(),
}
_FALLBACK = "en"
"""What people of any other language are shown."""


async def refresh(bot: telegram.Bot) -> int:
    """Set the menus that changed; how many. A failure is logged: the next start tries again."""
    changed = 0
    for scope, language, code in _all():
        try:
            changed += await _set(bot, scope, language, code)
        except Exception as failure:  # noqa: BLE001  (an edge: a menu, or a server's odd answer, is no reason to stop)
            log.warning("a menu could not be set", scope=scope.value, failure=type(failure).__name__)
    return changed


def _all() -> Iterator[tuple[menus.Scope, str, str | None]]:
    for scope in menus.Scope:
        yield scope, _FALLBACK, None
        for language in words.LANGUAGES:
            if language != _FALLBACK:
                yield scope, language, language


async def _set(bot: telegram.Bot, scope: menus.Scope, language: str, code: str | None) -> bool:
    wanted = menus.of(scope, language)
    known = await bot.get_my_commands(_SCOPES[scope], language_code=code)
    if [(one.command, one.description) for one in known] == wanted:
        return False
    return await bot.set_my_commands(wanted, _SCOPES[scope], language_code=code)
