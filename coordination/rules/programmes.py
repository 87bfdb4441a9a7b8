"""A programme, the places of its groups in it, and the plans sent to it, as values; knows no database and no text."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

NO_CHAT = "none"
"""The type of a chat that stands for a group nobody has brought into Telegram yet: nothing is ever sent there."""

FIRST_NO_CHAT = 1 << 62
"""Numbers of such chats begin here, beyond every number of Telegram's (at most 52 bits)."""

PLAN_LINES = 1000
"""A task that came with a plan names its row as the line of its message: so much and the row's number."""


@dataclass(frozen=True, slots=True)
class Programme:
    """One edition of an event under a committee. `opens_on` is its opening day, where it is known."""

    id: int
    committee_id: int
    name: str
    created_at: datetime
    opens_on: date | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A group's place in a programme. `position` is its turn in plan order; `join_code` binds a chat to it.

    Until `joined_at` the group has no chat and is kept on its behalf.
    """

    id: int
    programme_id: int
    group_id: int
    position: int
    code: str
    join_code: str
    joined_at: datetime | None = None


class PlanState(StrEnum):
    SENT = "sent"  # it waits to be read
    READ = "read"  # its reading was shown; nothing is written yet
    UNREADABLE = "unreadable"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan that somebody sent: where the file is, what was read of it (JSON), what became of it.

    `source` is the message it came with (our chat id, Telegram's message id). `change_id` names the change that took
    it over.
    """

    id: int
    group_id: int
    name: str
    file_id: str
    sent_at: datetime
    chat_id: int
    message_id: int
    sent_by: int | None = None
    state: PlanState = PlanState.SENT
    reading: dict[str, Any] | None = None
    ended_at: datetime | None = None
    change_id: int | None = None
