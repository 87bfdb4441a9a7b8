"""A task's fields as JSON values: what differs between two states, and the state again from its events; no database."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from coordination.rules import events, tasks

BOOKKEEPING = frozenset({"last_update_at", "last_update_by", "last_update_text"})
"""Fields that every word about a task changes; they never stand in the way of taking something back."""

_NAMES = tuple(field.name for field in dataclasses.fields(tasks.Task) if field.name != "version")
_DEFAULTS = {
    field.name: field.default for field in dataclasses.fields(tasks.Task) if field.default is not dataclasses.MISSING
}


def difference(before: tasks.Task | None, after: tasks.Task) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that differ, as they were and as they are, as JSON values; `version` is left out.

    Without `before` (a creation): nothing, and every field of `after` that has not its default.
    """
    if before is None:
        return {}, {name: _written(name, getattr(after, name)) for name in _NAMES if _is_told(name, after)}
    names = [name for name in _NAMES if getattr(before, name) != getattr(after, name)]
    return (
        {name: _written(name, getattr(before, name)) for name in names},
        {name: _written(name, getattr(after, name)) for name in names},
    )


def _is_told(name: str, task: tasks.Task) -> bool:
    return name not in _DEFAULTS or getattr(task, name) != _DEFAULTS[name]


def applied(task: tasks.Task, values: Mapping[str, Any]) -> tasks.Task:
    """The task with the fields of `values` (as `difference` gives them); names that are no field are passed over."""
    known = {name: _read(name, value) for name, value in values.items() if name in _NAMES}
    return dataclasses.replace(task, **known)


def current(task: tasks.Task, name: str) -> Any:
    """One field as a JSON value."""
    return _written(name, getattr(task, name))


def replay(log: Sequence[events.Event]) -> tasks.Task:
    """The state that the events of one task lead to; oldest first, the first is the creation (rule 8).

    Events that changed no field (a request not granted) leave it, and its version, as it is.
    """
    first = log[0].after
    if log[0].kind not in events.CREATIONS or first is None:
        raise ValueError("The first event of a task is its creation.")
    created = {name: _read(name, value) for name, value in first.items() if name in _NAMES}
    task = tasks.Task(**created)
    for event in log[1:]:
        task = applied(task, event.after or {})
    return dataclasses.replace(task, version=sum(1 for event in log if event.after))


def due_json(due: tasks.Due | None) -> dict[str, Any] | None:
    """A due date as JSON: the day, and the instant (UTC) or null."""
    return None if due is None else {"on": due.on.isoformat(), "at": _moment(due.at)}


def due_of(value: Mapping[str, Any] | None) -> tasks.Due | None:
    """The due date that `due_json` wrote."""
    return None if value is None else tasks.Due(date.fromisoformat(value["on"]), _moment_of(value["at"]))


def owner_json(owner: tasks.Owner | None) -> dict[str, Any] | None:
    """An owner as JSON."""
    return None if owner is None else dataclasses.asdict(owner)


def owner_of(value: Mapping[str, Any] | None) -> tasks.Owner | None:
    """The owner that `owner_json` wrote."""
    return None if value is None else tasks.Owner(**value)


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _moment_of(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


def _day(on: date | None) -> str | None:
    return None if on is None else on.isoformat()


def _day_of(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _source(source: events.Source | None) -> dict[str, Any] | None:
    return None if source is None else dataclasses.asdict(source)


def _source_of(value: Mapping[str, Any] | None) -> events.Source | None:
    return None if value is None else events.Source(**value)


_Pair = tuple[Callable[[Any], Any], Callable[[Any], Any]]
_FORMS: dict[str, _Pair] = {
    "state": (str, tasks.State),
    "tags": (list, tuple),
    "waits_for": (list, tuple),
    "owner": (owner_json, owner_of),
    "supporters": (lambda all_: [owner_json(one) for one in all_], lambda all_: tuple(owner_of(one) for one in all_)),
    "due": (due_json, due_of),
    "original_due": (due_json, due_of),
    "start_on": (_day, _day_of),
    "review_on": (_day, _day_of),
    "source": (_source, _source_of),
    "created_at": (_moment, _moment_of),
    "last_update_at": (_moment, _moment_of),
    "ended_at": (_moment, _moment_of),
}
"""How the fields that are no JSON values themselves are written and read."""


def _written(name: str, value: Any) -> Any:
    form = _FORMS.get(name)
    return value if form is None else form[0](value)


def _read(name: str, value: Any) -> Any:
    form = _FORMS.get(name)
    return value if form is None else form[1](value)
