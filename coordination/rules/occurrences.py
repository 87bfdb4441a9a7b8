"""The name under which a promised post is made once and never again; knows no ledger and no message.

A key says about what (subject), by which rule, and which time of it (occurrence). The database keeps it unique, so that
two processes, a restart or a clock set back can't make the same post twice.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from coordination.rules import tasks


@dataclass(frozen=True, slots=True)
class Key:
    """One promised post; its three parts are what the ledger stores."""

    subject: str
    rule: str
    occurrence: str


def of_schedule(schedule_id: int, kind: str, due_at: datetime) -> Key:
    """The run of a schedule meant for `due_at` (aware)."""
    return Key(f"schedule:{schedule_id}", kind, _instant(due_at))


def of_task(task_id: int, rule: str, due: tasks.Due, person_id: int | None = None) -> Key:
    """A step on the way to a task's date or past it, to one person or to all; another date begins anew."""
    to = f":person:{person_id}" if person_id is not None else ""
    return Key(f"task:{task_id}{to}", rule, _instant(due.at) if due.at is not None else due.on.isoformat())


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
