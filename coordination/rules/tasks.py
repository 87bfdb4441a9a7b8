"""A task and its states as values; knows no database, no text and no Telegram."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coordination.rules.events import Source


class State(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    CLAIMED = "claimed"
    DONE = "done"
    ON_HOLD = "on_hold"
    DROPPED = "dropped"


ENDED = frozenset({State.DONE, State.DROPPED})
"""States in which nothing is owed any more. Any may be reopened."""


@dataclass(frozen=True, slots=True)
class Due:
    """A date, and the instant (aware, UTC) only where an hour was named; a day alone ends with working hours."""

    on: date
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """A person (`person_id`), an institution or a name without Telegram, or a user name not seen yet (`username`)."""

    name: str
    person_id: int | None = None
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Something one group has to do. `number` is its `#12` inside the group, never re-used.

    `owner` is the lead owner, at most one; `None` is shown as "no owner". `original_due` never changes once set.
    Lateness, lights and percents of groups are computed when read, never stored.
    """

    id: int
    group_id: int
    number: int
    title: str
    created_at: datetime
    created_by: int | None
    state: State = State.OPEN
    percent: int | None = None
    key: bool = False
    tags: tuple[str, ...] = ()
    owner: Owner | None = None
    supporters: tuple[Owner, ...] = ()
    due: Due | None = None
    original_due: Due | None = None
    start_on: date | None = None
    reason: str | None = None  # why blocked, on hold or dropped
    review_on: date | None = None  # on hold until
    claimed_by: int | None = None
    parent_id: int | None = None
    waits_for: tuple[int, ...] = ()  # ids of tasks this one waits for
    merged_into: int | None = None
    source: Source | None = None
    external_ref: str | None = None
    last_update_at: datetime | None = None
    last_update_by: int | None = None
    last_update_text: str | None = None
    ended_at: datetime | None = None
    version: int = 0  # grows with every saved change
