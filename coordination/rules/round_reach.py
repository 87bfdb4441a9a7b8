"""Why a group of a programme hears nothing of us; knows no database."""

from datetime import datetime
from enum import StrEnum

from coordination.rules.groups import ChatState


class Reach(StrEnum):
    NO_CHAT = "no_chat"  # its place in the plan has no chat yet
    REMOVED = "removed"  # we were removed from its chat
    MUTE = "mute"  # its chat does not let us speak for now


def hindrance(joined_at: datetime | None, state: ChatState) -> Reach | None:
    """Why nothing said to a group arrives, by when it joined and how its chat is; `None` where it does."""
    if state is ChatState.ACTIVE:
        return None
    if joined_at is None:
        return Reach.NO_CHAT
    return Reach.REMOVED if state is ChatState.LEFT else Reach.MUTE
