"""Who may use a deployment at all: everybody, whoever has the code, or chats that the operator let in; pure."""

import hmac
from dataclasses import dataclass
from enum import StrEnum

MADE_OF = "A-Z a-z 0-9 _ -"
SHORTEST_CODE, LONGEST_CODE = 12, 64
"""In characters; a link of Telegram carries at most 64."""


class Way(StrEnum):
    OPEN = "open"
    CODE = "code"
    APPROVAL = "approval"


@dataclass(frozen=True, slots=True)
class Door:
    """How a chat that has no group yet gets one. `operator_chat`: Telegram's id, as the operator wrote it."""

    way: Way = Way.OPEN
    code: str = ""
    operator_chat: int = 0

    def opens(self, typed: str) -> bool:
        """Tell whether this is the code; it takes as long whatever is typed."""
        is_right = hmac.compare_digest(typed.strip().encode(), self.code.encode())
        return self.way is Way.CODE and bool(self.code) and is_right


OPEN = Door()
