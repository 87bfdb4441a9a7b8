"""Which reactions Telegram knows and which a chat allows a bot; it knows nothing of who reacts."""

from typing import Any

from playground import chats, errors

_EMOJI = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 "
    "🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 "
    "🤷‍♂ 🤷 🤷‍♀ 😡"
)
EMOJI = frozenset(_EMOJI.split())
"""The emoji the Bot API documents for reactions."""


def read(given: Any, chat: chats.Chat) -> tuple[str, ...]:
    """Read a list of ReactionType; at most one, and one that the chat allows. Raises Refusal."""
    if given is None:
        return ()
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise errors.bad_request("can't parse reaction types JSON object")
    if len(given) > 1:
        raise errors.bad_request("REACTIONS_TOO_MANY")
    return tuple(_name(each, chat) for each in given)


def _name(given: dict[str, Any], chat: chats.Chat) -> str:
    kind, name = given.get("type"), plain(str(given.get("emoji", "")))
    if kind == "custom_emoji":
        name = f"custom:{given.get('custom_emoji_id', '')}"
    known = kind == "custom_emoji" or (kind == "emoji" and name in EMOJI)
    if not known or (chat.reactions is not None and name not in map(plain, chat.reactions)):
        raise errors.bad_request("REACTION_INVALID")
    return name


def plain(emoji: str) -> str:
    """Take the variation selector off: with and without it is the same reaction."""
    return emoji.replace("\ufe0f", "")
