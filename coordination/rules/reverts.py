"""Taking back what one message changed, field by field, unless somebody changed it since; knows no database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from coordination.rules import events, fields, tasks

RESOLVED = "resolved"
"""Kind of the event by which a user name turned out to be a person: nobody's word, it stands in nobody's way."""

_NOBODYS = events.ASIDE | {RESOLVED}


@dataclass(frozen=True, slots=True)
class Contest:
    """Why a change can't be taken back: who changed which fields of the task since (`by_id` `None`: not known)."""

    task: tasks.Task
    fields: tuple[str, ...]
    by_id: int | None = None
    at: datetime | None = None


def reverted(
    task: tasks.Task, own: Sequence[events.Event], later: Sequence[events.Event], at: datetime
) -> tasks.Task | Contest:
    """The task as if the events `own` (of one change, oldest first) had not been, or why it can't be.

    `later`: the task's events since the first of `own`, oldest first. A creation taken back is a dropped task: its
    number is never re-used (rule 9).
    """
    foreign = _standing(own, later)
    if any(event.kind in events.CREATIONS for event in own):
        return _uncreated(task, foreign, at)
    before, after = _span(own)
    touched = [name for name in before if name not in fields.BOOKKEEPING and before[name] != after[name]]
    contest = _contest(task, touched, foreign)
    if contest is not None:
        return contest
    quiet = [name for name in before if name in fields.BOOKKEEPING and fields.current(task, name) == after[name]]
    back = fields.applied(task, {name: before[name] for name in (*touched, *quiet)})
    if tasks.broken(back) is not None:
        return _by_last(task, foreign, tuple(touched))
    return back


def contested(
    task: tasks.Task, names: Sequence[str], own: Sequence[events.Event], later: Sequence[events.Event]
) -> Contest | None:
    """Who changed any of the fields since the events `own`, the latest first; `None` if nobody did."""
    return _contest(task, names, _standing(own, later))


def _contest(task: tasks.Task, names: Sequence[str], foreign: Sequence[events.Event]) -> Contest | None:
    shared = {name for event in foreign for name in event.after or {} if name in names}
    for event in reversed(foreign):
        if shared & (event.after or {}).keys():
            return Contest(task, tuple(name for name in names if name in shared), event.actor_id, event.at)
    return None


def _standing(own: Sequence[events.Event], later: Sequence[events.Event]) -> list[events.Event]:
    """What others, or the same person in another message, did since and nobody took back."""
    ids = {event.id for event in own}
    undone = {event.undoes for event in later if event.undoes is not None}
    return [
        event
        for event in later
        if event.id not in ids and event.undoes is None and event.change_id not in undone and event.kind not in _NOBODYS
    ]


def _span(own: Sequence[events.Event]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of each field: its first value before, its last value after."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for event in own:
        for name, value in (event.before or {}).items():
            before.setdefault(name, value)
        after |= event.after or {}
    return before, after


def _uncreated(task: tasks.Task, foreign: Sequence[events.Event], at: datetime) -> tasks.Task | Contest:
    if foreign:
        return _by_last(task, foreign, tuple(foreign[-1].after or {}))
    if task.state is tasks.State.DROPPED:
        return task
    return replace(task, state=tasks.State.DROPPED, claimed_by=None, reason=None, review_on=None, ended_at=at)


def _by_last(task: tasks.Task, foreign: Sequence[events.Event], names: tuple[str, ...]) -> Contest:
    last = foreign[-1] if foreign else None
    return Contest(task, names, last.actor_id if last else None, last.at if last else None)
