"""Tasks, people and events to begin a test with; every field may be said otherwise."""

from datetime import UTC, date, datetime, time
from typing import Any

from coordination.rules import dues, events, fields, groups, people, reports, tasks

NOW = datetime(2026, 11, 24, 2, 15, tzinfo=UTC)
"""Tuesday 24 November 2026, 10:15 in Shanghai."""

TODAY = date(2026, 11, 24)
ZONE = "Asia/Shanghai"
DAY = dues.day_of(NOW, ZONE, time(18, 0))

ANN = people.Person(101, 7_000_000_001, "Ann", "ann")
BO = people.Person(102, 7_000_000_002, "Bo", "bo_li")
CY = people.Person(103, 7_000_000_003, "Cy")

GROUP = groups.Group(7, 3, None, "Exhibition", "en", ZONE, zone_confirmed=True)


def owner(person: people.Person) -> tasks.Owner:
    return tasks.Owner(person.name, person.id)


def task(**values: Any) -> tasks.Task:
    """An open task #12 of Ann's; what its state needs besides is filled in."""
    usual: dict[str, Any] = {
        "id": 1012,
        "group_id": GROUP.id,
        "number": 12,
        "title": "Sign the hall contract",
        "created_at": NOW,
        "created_by": BO.id,
        "owner": owner(ANN),
        "version": 1,
    }
    state = values.get("state", tasks.State.OPEN)
    if state in tasks.ENDED:
        usual["ended_at"] = NOW
    if state in {tasks.State.DONE, tasks.State.CLAIMED}:
        usual["percent"] = 100
    if "due" in values:
        usual["original_due"] = values["due"]
    return tasks.Task(**{**usual, **values})


def due(day: int, month: int = 11, *, at: datetime | None = None) -> tasks.Due:
    return tasks.Due(date(2026, month, day), at)


def by(person: people.Person | None = ANN, **values: Any) -> reports.By:
    return reports.By(None if person is None else person.id, values.pop("at", NOW), **values)


def event(before: tasks.Task | None, after: tasks.Task, *, change: int = 1, **values: Any) -> events.Event:
    """The event of a change; `id` counts up with `change` unless it is given."""
    old, new = fields.difference(before, after)
    usual: dict[str, Any] = {
        "id": change * 10,
        "group_id": after.group_id,
        "change_id": change,
        "kind": "created" if before is None else "progress",
        "at": NOW,
        "actor_id": ANN.id,
        "task_id": after.id,
        "before": old,
        "after": new,
    }
    return events.Event(**{**usual, **values})
