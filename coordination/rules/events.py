"""Events and updates as values: what was said and what it changed; never overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

CREATIONS = frozenset({"created", "moved_in"})
"""Kinds of the events with which a task begins."""

CORRECTED = "corrected"
"""Kind of the event by which an edited line takes back what it had said before."""


SNOOZED = "snoozed"
"""Kind of the event by which somebody puts their reminder of a task off."""

NUDGED = "nudged"
"""Kind of the event by which a lead's nudge is kept; its actor is the lead."""

PASSED_UP = ("told_owner", "passed_to_lead", "passed_to_section", "passed_to_committee")
"""Kinds of the events by which the steps of a late task upward are kept, from below; they have no actor."""

ASIDE = frozenset({SNOOZED, NUDGED, *PASSED_UP})
"""Kinds that change nothing of a task: boards do not tell them, `/undo` passes them over."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a change was said: our chat id, Telegram's message id and the line read there, counted from 0."""

    chat_id: int
    message_id: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """One change of one task or group: who, on whose behalf, when, from which message, before, after (rule 8).

    `change_id` joins what one message changed. `before` and `after` hold only the fields that differ, as JSON values;
    `before` of a creation is empty. `undoes` names the change that this event takes back.
    """

    id: int
    group_id: int
    change_id: int
    kind: str
    at: datetime
    actor_id: int | None
    task_id: int | None = None
    on_behalf: str | None = None
    source: Source | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """One thing that somebody reported about a task or a group; shown in the card's history."""

    id: int
    group_id: int
    task_id: int | None
    author_id: int | None
    at: datetime
    text: str = ""
    on_behalf: str | None = None
    state: str | None = None
    percent: int | None = None
    change_id: int | None = None
    source: Source | None = None
    file_id: str | None = None  # evidence: Telegram's file id
    file_kind: str | None = None  # photo, document, voice …
