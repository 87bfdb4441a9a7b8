"""How far a task's ladder was climbed and what holds it, read from the task's own events; knows no database.

A step is kept as an event without fields, so that the history tells it and nothing else is changed by it. Steps belong
to the date and to the owner in force when they were taken: another date begins anew, another owner is asked first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from coordination.rules import events, fields, instants, tasks
from coordination.rules.escalation import Level, Pause

KINDS = dict(zip(Level, events.PASSED_UP, strict=True))
"""Kinds of the events by which a step is kept."""

ASKED, NOT_GRANTED = "more_time", "not_granted"
"""Kinds of the events of a request for more time (services/dues.py)."""

_LEVELS = {kind: level for level, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Past:
    """The steps taken for the date in force, with their local days; a pause that lasts; the last day of one over."""

    taken: Mapping[Level, date] = field(default_factory=dict)
    pause: Pause | None = None
    held_until: date | None = None


@dataclass(slots=True)
class _Reading:
    """What the events told so far, read backwards: the date and the owner in force before them."""

    due: Any
    owner: Any
    taken: dict[Level, date] = field(default_factory=dict)
    request: events.Event | None = None


def past(task: tasks.Task, log: Sequence[events.Event], now: datetime, *, zone: str, stands: timedelta) -> Past:
    """Read the events of a task, the newest first. `stands`: how long a request for more time waits for its answer.

    What a clock that was ahead dated after `now` holds nothing up: a step counts as taken on the day it was due.
    """
    due, owner = fields.due_json(task.due), fields.current(task, "owner")
    undone = {event.undoes for event in log if event.undoes is not None}
    reading = _Reading(due, owner)
    for event in log:
        if reading.due == due and event.change_id not in undone:
            _note(reading, event, _day(task, event, now, zone), is_same_owner=reading.owner == owner)
        reading.due = (event.before or {}).get("due", reading.due) if "due" in (event.after or {}) else reading.due
        reading.owner = (event.before or {}).get("owner") if "owner" in (event.after or {}) else reading.owner
    return _with_request(reading, now, zone, stands)


def _day(task: tasks.Task, event: events.Event, now: datetime, zone: str) -> date | None:
    """The local day of the event; `None` for one of the future that is no step."""
    if event.at <= now:
        return instants.local_day(event.at, zone)
    return task.due.on if task.due is not None and event.kind in _LEVELS else None


def _note(reading: _Reading, event: events.Event, day: date | None, *, is_same_owner: bool) -> None:
    level = _LEVELS.get(event.kind)
    if day is None:
        return
    if level is not None and (is_same_owner or level is not Level.OWNER):
        reading.taken.setdefault(level, day)
    elif event.kind in (ASKED, NOT_GRANTED) and reading.request is None:
        reading.request = event


def _with_request(reading: _Reading, now: datetime, zone: str, stands: timedelta) -> Past:
    request, taken = reading.request, dict(sorted(reading.taken.items(), key=lambda one: list(Level).index(one[0])))
    if request is None:
        return Past(taken)
    if request.kind == NOT_GRANTED:
        return Past(taken, held_until=instants.local_day(request.at, zone))
    if now < request.at + stands:
        return Past(taken, Pause.REQUEST)
    return Past(taken, held_until=instants.local_day(request.at + stands, zone))
