"""The address at which a message of a group is opened in Telegram; it knows no text."""

from coordination.rules import groups

_SUPERGROUP = 1_000_000_000_000
"""What Telegram adds to a supergroup's number in its chat id, with a minus before it (Bot API, Chat)."""


def address(chat: groups.Chat | None, message_id: int | None, topic_id: int | None = None) -> str | None:
    """The link that members of the chat can follow; `None` where Telegram has none: basic groups, private chats."""
    if chat is None or message_id is None or chat.type != "supergroup" or chat.telegram_id >= -_SUPERGROUP:
        return None
    number = -chat.telegram_id - _SUPERGROUP
    within = f"{topic_id}/" if topic_id else ""
    return f"https://t.me/c/{number}/{within}{message_id}"
