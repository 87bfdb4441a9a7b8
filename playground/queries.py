"""Presses of buttons that wait for a bot's answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class Query:
    """A press by a person, asked of a bot; `answer` is what the bot said (text, show_alert …), once it has."""

    id: str
    bot_id: int
    user_id: int
    at: datetime
    answer: dict[str, Any] | None = None
