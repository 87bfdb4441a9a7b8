"""One run of a repetition by itself: left out, moved, put back; knows no clock and no store.

A run is named by its day as the rule would have it, so that a moved one is still known for what it was.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from coordination.rules import instants
from coordination.rules.calendars import WorkCalendar
from coordination.rules.recurrences import Moved, Rule

KEPT = timedelta(days=400)
"""Exceptions are forgotten after so long: a yearly rule is the one that looks back furthest."""

FURTHEST = timedelta(days=31)
"""A run may be moved so far from the day on which that is asked."""

LEFT_OUT = "left out"
"""The state of a run that does not come; a moved one's state is its new local time in ISO form; `None` as usual."""


@dataclass(frozen=True, slots=True)
class Named:
    """A run: its day by the rule, and when it takes place (aware, UTC)."""

    day: date
    at: datetime


def of_instant(rule: Rule, at: datetime) -> Named:
    """The run that takes place at the instant, which is one of the rule's."""
    for move in rule.moved:
        if instants.resolve(move.to.date(), move.to.time(), rule.zone) == at:
            return Named(move.day, at)
    return Named(instants.local_day(at, rule.zone), at)


def state(rule: Rule, day: date) -> str | None:
    """What was chosen for the run of the day: `LEFT_OUT`, another local time in ISO form, or nothing."""
    if day in rule.skipped:
        return LEFT_OUT
    return next((move.to.isoformat() for move in rule.moved if move.day == day), None)


def with_state(rule: Rule, day: date, chosen: str | None) -> Rule:
    """The rule with another state of the day's run; old exceptions are dropped. Raises `ValueError` for no state."""
    oldest = day - KEPT
    skipped = {one for one in rule.skipped if one != day and one >= oldest}
    moved = [move for move in rule.moved if move.day != day and move.day >= oldest]
    if chosen == LEFT_OUT:
        skipped.add(day)
    elif chosen is not None:
        moved.append(Moved(day, datetime.fromisoformat(chosen)))
    return replace(rule, skipped=frozenset(skipped), moved=tuple(sorted(moved, key=lambda move: move.day)))


def left_out(rule: Rule, start: datetime, end: datetime) -> list[Named]:
    """Runs that were left out of the time from `start` to `end`, with when they would have come, the first first."""
    found = [Named(day, instants.resolve(day, rule.at, rule.zone)) for day in rule.skipped]
    return sorted((one for one in found if start <= one.at < end), key=lambda one: one.at)


def meant_at(rule: Rule, day: date) -> datetime:
    """When the run of the day would take place by the rule alone (aware, UTC)."""
    return instants.resolve(day, rule.at, rule.zone)


def collides(rule: Rule, day: date, at: datetime, calendar: WorkCalendar) -> bool:
    """Whether another run than the one of the day takes place at the very instant (aware, UTC)."""
    others = with_state(rule, day, LEFT_OUT)
    return instants.last_until(others, at, calendar) == at
