"""Which reaction says "recorded" where a chat allows only some; knows no Telegram and no database."""

from collections.abc import Collection

KNOWN = ("✍", "👍", "🫡", "👀")
"""In the order in which they are wanted. Never 👌, which is an insult in several countries (voice.md rule 8)."""

FIRST = KNOWN[0]
"""Taken to be allowed until a chat says otherwise."""

_VARIATION = "\ufe0f"


def first_allowed(allowed: Collection[str]) -> str | None:
    """The first of ours among those that a chat allows; `None` if there is none."""
    return next((emoji for emoji in KNOWN if is_among(emoji, allowed)), None)


def is_among(emoji: str, allowed: Collection[str]) -> bool:
    """Tell whether a chat allows the reaction; with and without a variation selector it is the same one."""
    return _plain(emoji) in map(_plain, allowed)


def _plain(emoji: str) -> str:
    return emoji.replace(_VARIATION, "")
