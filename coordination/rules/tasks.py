"""A task and its states as values; knows no database, no text and no Telegram."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coordination.errors import Refused
from coordination.rules import text
from coordination.rules.events import Source

TITLE_LIMIT = 300
"""UTF-16 units; a longer title fits neither a list nor a card."""

HIGHEST_NUMBER = 999_999_999
"""A larger number names no task; it is refused before it reaches a database."""


class State(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    CLAIMED = "claimed"
    DONE = "done"
    ON_HOLD = "on_hold"
    DROPPED = "dropped"


STOPPED = frozenset({State.BLOCKED, State.ON_HOLD, State.DROPPED})
"""States that have a reason."""

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
    asked_by: int | None = None  # the group that asked this one for it, and watches it
    last_update_at: datetime | None = None
    last_update_by: int | None = None
    last_update_text: str | None = None
    ended_at: datetime | None = None
    version: int = 0  # grows with every saved change


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new task says of itself; the first of `owners` is the lead owner, the others support."""

    title: str
    owners: tuple[Owner, ...] = ()
    due: Due | None = None
    key: bool = False
    tags: tuple[str, ...] = ()
    start_on: date | None = None
    external_ref: str | None = None


def titled(title: str) -> str:
    """A title as it is stored: on one line, clean; refused when nothing can be seen of it or it is too long."""
    title = text.one_line(title)
    if text.is_blank(title):
        raise Refused("refused.no_title")
    if text.utf16_length(title) > TITLE_LIMIT:
        raise Refused("refused.title_too_long", limit=TITLE_LIMIT, length=text.utf16_length(title))
    return title


def broken(task: Task) -> str | None:
    """Name the rule that a state breaks, `None` where it keeps them all; kept by every change, checked by undo."""
    for name, holds in _rules(task):
        if not holds:
            return name
    return None


def _rules(task: Task) -> Iterator[tuple[str, bool]]:
    percent = task.percent
    yield "a title is seen", not text.is_blank(task.title)
    yield "a percent lies between 0 and 100", percent is None or 0 <= percent <= 100
    yield "what has not begun has no percent", task.state is not State.OPEN or not percent
    yield "done is 100 %", task.state is not State.DONE or percent == 100
    yield "only a claimed task has a claimant", task.claimed_by is None or task.state is State.CLAIMED
    yield "only a stopped task has a reason", task.reason is None or task.state in STOPPED
    yield "only a task on hold has a review date", task.review_on is None or task.state is State.ON_HOLD
    yield "an end has its instant, and only an end", (task.ended_at is not None) == (task.state in ENDED)
    yield "what was merged is dropped", task.merged_into is None or task.state is State.DROPPED
    yield "a date has its original", task.due is None or task.original_due is not None
    yield "no task waits for itself", task.id not in task.waits_for and task.id != task.parent_id
    yield "nobody owns and supports", task.owner is None or task.owner not in task.supporters
    yield "nobody supports twice", len(set(task.supporters)) == len(task.supporters)
