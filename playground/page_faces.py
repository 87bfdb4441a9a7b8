"""How people appear on the chat page: the name a message shows, two letters, a colour; and their emoji."""

from typing import Any

from playground import messages

HUES = 7


def hue(number: int | None) -> int:
    """Choose one of the page's colours for a person or chat."""
    return (number or 0) % HUES


def initials(name: str) -> str:
    """Give one or two letters for the round picture."""
    parts = [part for part in name.split() if part[0].isalnum()]
    if not parts:
        return "·"
    if len(parts) > 1 and parts[0].isascii() and parts[-1].isascii():
        return (parts[0][0] + parts[-1][0]).upper()
    return parts[0][0].upper()


def sender_name(sent: messages.Message) -> str:
    """Give the name a chat shows for a message: the channel's or group's, or the person's."""
    if sent.sender_chat:
        return str(sent.sender_chat.get("title", ""))
    return name(sent.sender or {})


def name(person: dict[str, Any]) -> str:
    """Give the whole name of a User object."""
    return f"{person.get('first_name', '')} {person.get('last_name', '')}".strip()


def coloured(emoji: str) -> str:
    """Ask for the coloured form of an emoji that has a plain one too (❤, ✍)."""
    return f"{emoji}\ufe0f" if len(emoji) == 1 and emoji < "\U0001f000" else emoji
