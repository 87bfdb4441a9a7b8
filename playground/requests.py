"""One call of a bot on its way through the methods: who asks, what is asked; it knows nothing of HTTP."""

from dataclasses import dataclass, field
from typing import Any

from playground import chats, errors, files, people
from playground.world import World


@dataclass(slots=True)
class Request:
    """A call with decoded parameters. `uploads` are the files of a multipart form by field name."""

    world: World
    bot: people.Bot
    method: str
    params: dict[str, Any]
    uploads: dict[str, files.Upload] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)

    def text(self, key: str) -> str:
        """Give a text parameter, or an empty one."""
        return str(self.params.get(key) or "")

    def number(self, key: str) -> int | None:
        """Give a whole number, or `None` if it is missing or none."""
        value = self.params.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, key: str) -> bool:
        """Give a yes or no; missing means no."""
        return self.params.get(key) is True

    def items(self, key: str) -> list[Any]:
        """Give a list parameter, or an empty list."""
        value = self.params.get(key)
        return value if isinstance(value, list) else []

    def chat(self) -> chats.Chat:
        """Find the chat of `chat_id`. Raises Refusal: empty, not found, upgraded."""
        return find_chat(self.world, self.bot, self.params.get("chat_id"))

    def upload(self, key: str) -> files.Upload | None:
        """Give the file sent under `key`, directly or as `attach://name`; `None` if it is a file id or an address."""
        value = self.params.get(key)
        if isinstance(value, str) and value.startswith("attach://"):
            return self.uploads.get(value.removeprefix("attach://"))
        return self.uploads.get(key)


def find_chat(world: World, bot: people.Bot, chat_id: Any) -> chats.Chat:
    """Find a chat as a bot names it: an id, or @name. Raises Refusal with Telegram's words."""
    if chat_id in (None, ""):
        raise errors.bad_request("chat_id is empty")
    found = None
    if isinstance(chat_id, (int, str)):
        found = _named(world, chat_id) if isinstance(chat_id, str) else _numbered(world, bot, chat_id)
    if found is None:
        raise errors.bad_request("chat not found")
    if found.migrated_to:
        raise errors.bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=found.migrated_to)
    return found


def _named(world: World, name: str) -> chats.Chat | None:
    wanted = name.removeprefix("@").casefold()
    if not name.startswith("@") or not wanted:
        return None
    return next((chat for chat in world.chats.values() if chat.username.casefold() == wanted), None)


def _numbered(world: World, bot: people.Bot, chat_id: int) -> chats.Chat | None:
    if chat_id in world.users:
        return world.private(bot, world.users[chat_id])
    return world.chats.get(chat_id)
