"""What services need of storage about what happens at its time, as protocols; part of `ports`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Schedule:
    """What happens again and again for a group. `rule` is JSON (rules/recurrences.py); the zone is the group's.

    `next_due_at`: `None` while it is off. `last_outcome`: sent, late, skipped:<reason>, uncertain, empty.
    """

    id: int
    group_id: int
    kind: str  # digest, summary, …
    rule: dict[str, Any]
    next_due_at: datetime | None = None
    last_due_at: datetime | None = None
    last_outcome: str | None = None
    enabled: bool = True
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unsure:
    """A post that was due and of which nobody knows whether it arrived (`uncertain`), or that was refused (`dead`).

    `said_at` is when it went to the outbox (aware, UTC); `purpose` is that of the message.
    """

    purpose: str
    state: str
    said_at: datetime


class Schedules(Protocol):
    async def of_group(self, group_id: int) -> Sequence[Schedule]: ...

    async def get(self, schedule_id: int) -> Schedule | None: ...

    async def unsure(self, group_id: int, purposes: Sequence[str], since: datetime) -> Sequence[Unsure]:
        """What was said in the group's place for these purposes and did not surely arrive, the newest first."""

    def save(self, schedule: Schedule) -> None: ...


class Ledger(Protocol):
    """Which promised post was made: one row for (subject, rule, occurrence), for ever."""

    async def has(self, subject: str, rule: str, occurrence: str) -> bool: ...

    def add(self, subject: str, rule: str, occurrence: str) -> None:
        """A second process that adds the same key fails at commit and repeats its work."""
