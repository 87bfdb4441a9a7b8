"""What became of the runs of a schedule that did not come as they were meant, as JSON beside it; knows no store.

The newest few are kept, for the admins who look at the schedule. Runs of the same fate in a row are one entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

KEY = "past"
MOST = 12

SKIPPED = "skipped:"
LATE = "late"
UNTOLD = frozenset({"skipped:already_sent", "skipped:not_its_day", "skipped:not_its_time"})
"""Fates of runs that were none, or were made before: nobody missed anything."""


@dataclass(frozen=True, slots=True)
class Past:
    """The run meant for `due`, or all from that one to the one meant for `until` (aware, UTC), and its outcome."""

    due: datetime
    outcome: str
    until: datetime | None = None

    @property
    def last(self) -> datetime:
        return self.until or self.due


def noted(values: Mapping[str, Any], past: Past, *, settled: datetime | None = None) -> dict[str, Any]:
    """The schedule's values with one more entry, where the outcome is to be told; a repeat changes nothing.

    `settled` is the run that was settled before this one: an entry that ends with it goes on with the same outcome.
    """
    if not (past.outcome == LATE or past.outcome.startswith(SKIPPED)) or past.outcome in UNTOLD:
        return dict(values)
    kept = [one for one in read(values) if one.due <= past.due]  # what a clock that was ahead wrote is not true
    if kept and kept[-1].outcome == past.outcome != LATE and settled == kept[-1].last < past.due:
        kept[-1] = Past(kept[-1].due, past.outcome, past.last)
    elif not (kept and kept[-1].outcome == past.outcome and past.last <= kept[-1].last):
        kept.append(past)
    return {**values, KEY: [_written(one) for one in kept[-MOST:]]}


def read(values: Mapping[str, Any]) -> list[Past]:
    """The entries, the oldest first; what can't be read is left out."""
    found = []
    for entry in values.get(KEY) or ():
        try:
            due, until, outcome = entry
            last = None if until is None else datetime.fromisoformat(until)
            found.append(Past(datetime.fromisoformat(due), str(outcome), last))
        except (TypeError, ValueError):
            continue
    return found


def _written(past: Past) -> list[str | None]:
    until = None if past.last == past.due else past.last.isoformat()
    return [past.due.isoformat(), until, past.outcome]
