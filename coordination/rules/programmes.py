"""A programme, the places of its groups, and the plans sent to it, as values; no database (docs/decisions/0011)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from coordination.rules import tasks

NO_CHAT = "none"
"""The type of a chat that stands for a group nobody has brought into Telegram yet: nothing is ever sent there."""

FIRST_NO_CHAT = 1 << 62
"""Numbers of such chats begin here, beyond every number of Telegram's (at most 52 bits)."""

PLAN_LINES = 1000
"""A task that came with a plan names its row as the line of its message: so much and its place in the reading."""


@dataclass(frozen=True, slots=True)
class Programme:
    """One edition of an event under a committee. `opens_on` is its opening day, where it is known.

    `first_opens_on` is the day that was set first; it stays when the opening day moves. `archived_at`: since then it is
    only read. `owner_id` is the person in whose hands it is, `before_id` the programme of the last edition.
    """

    id: int
    committee_id: int
    name: str
    created_at: datetime
    opens_on: date | None = None
    first_opens_on: date | None = None
    archived_at: datetime | None = None
    owner_id: int | None = None
    before_id: int | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A group's place in a programme. `position` is its turn in plan order; `join_code` binds a chat to it.

    Until `joined_at` the group has no chat and is kept on its behalf. `is_section`: it is a section, in which other
    groups stand; their `parent_id` names it (docs/decisions/0013).
    """

    id: int
    programme_id: int
    group_id: int
    position: int
    code: str
    join_code: str
    joined_at: datetime | None = None
    is_section: bool = False


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


def pasted(plan: PlanFile) -> str:
    """The table itself, where it came as text and no file."""
    return str((plan.reading or {}).get("text", ""))


def choices(plan: PlanFile) -> dict[str, Any]:
    """What somebody answered about how it is to be read: `day_first`; `names` and `at`, columns set right."""
    return dict((plan.reading or {}).get("choices", {}))


def sent_again(plan: PlanFile, answered: dict[str, Any]) -> PlanFile:
    """The plan, to be read once more by these answers."""
    return replace(plan, state=PlanState.SENT, reading={"text": pasted(plan), "choices": answered})


def with_reading(plan: PlanFile, reading: dict[str, Any]) -> PlanFile:
    """The plan as it was read; the text and the answers stay with it."""
    kept = {name: (plan.reading or {})[name] for name in ("text", "choices") if (plan.reading or {}).get(name)}
    return replace(plan, state=PlanState.READ, reading={**reading, **kept})


def rows(plan: PlanFile) -> Sequence[Mapping[str, Any]]:
    """The tasks of its reading, in the file's order."""
    return [] if plan.reading is None else list(plan.reading.get("tasks", ()))


def with_tasks(plan: PlanFile, found: Mapping[int, int]) -> PlanFile:
    """The plan with the id of the task that each row (by its place) became, or stood for, when it was taken over."""
    return replace(plan, reading={**(plan.reading or {}), "became": {str(place): id_ for place, id_ in found.items()}})


def became(plan: PlanFile) -> dict[int, int]:
    """As `with_tasks` kept it; a task that went to another group has another id there."""
    return {int(place): id_ for place, id_ in (plan.reading or {}).get("became", {}).items()}


def is_planned(task: tasks.Task) -> bool:
    """Whether the task came with a plan."""
    return task.source is not None and task.source.line >= PLAN_LINES
