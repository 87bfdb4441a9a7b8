"""What a round brought forth: decisions, tasks given on the spot, help taken on, words of a turn; no database."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordination.errors import Refused
from coordination.rules import text

LONGEST = 500
LONGEST_SAID = 1500


class Kind(StrEnum):
    DECISION = "decision"
    TASK = "task"  # given to a group on the spot
    ASK = "ask"  # help that a group asked for, as a task of the committee's own
    SAID = "said"  # at a group's turn, by somebody of the group
    ASKED = "asked"  # at a group's turn, by somebody of the committee


@dataclass(frozen=True, slots=True)
class Outcome:
    """One of them. `turn_id`: the group it is about, if any; `task_id`: the task that it became; `by` is a person.

    `source` is the message it was said in: our chat id and Telegram's message id.
    """

    id: int
    round_id: int
    kind: Kind
    text: str
    at: datetime
    by: int | None = None
    turn_id: int | None = None
    task_id: int | None = None
    source: tuple[int, int] | None = None


_DECISION = re.compile(
    r"\s*(?:decision|decided|agreed|议定事项|议定|决定|明确)\s*[:：]\s*(.+)", re.IGNORECASE | re.DOTALL
)


def decision_in(said: str) -> str | None:
    """The words of `DECISION: …`, 议定：…; `None` for anything else."""
    found = _DECISION.fullmatch(said)
    return None if found is None else found[1].strip()


def decided(said: str) -> str:
    """A decision as it is kept: on one line. Raises `Refused` where there are no words, and for too many."""
    line = text.one_line(said).strip()
    if text.is_blank(line):
        raise Refused("round.no_decision")
    if len(line) > LONGEST:
        raise Refused("round.decision_too_long", limit=LONGEST)
    return line
