"""Which tasks of the store in memory a filter asks for, and in which order, as storage answers."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from coordination import ports
from coordination.rules import dues, instants, owners, tasks

LAST = datetime.max.replace(tzinfo=UTC)


def page(found: Iterable[tasks.Task], offset: int, limit: int) -> ports.Page:
    ordered = sorted(found, key=due_order)
    return ports.Page(tuple(ordered[offset : offset + limit]), len(ordered))


def due_order(one: tasks.Task) -> tuple[Any, ...]:
    on, at = (None, None) if one.due is None else (one.due.on, one.due.at)
    return on is None, on or date.max, at is None, at or LAST, one.number, one.id


def by_number(found: Iterable[tasks.Task]) -> list[tasks.Task]:
    return sorted(found, key=lambda one: one.number)


def fits(one: tasks.Task, where: ports.TaskFilter) -> bool:
    """Words are not searched for here."""
    assert not where.terms
    is_theirs = where.owner_id is None or any(each.person_id == where.owner_id for each in owners.everybody(one))
    return (
        (one.state not in tasks.ENDED or not where.live)
        and (not where.states or one.state in where.states)
        and (where.late_on is None or is_late(one, where.late_on, where.late_at))
        and not (where.unowned and (one.owner is not None or one.state in tasks.ENDED))
        and is_theirs
        and (where.tag is None or where.tag in one.tags)
    )


def is_late(one: tasks.Task, on: date, at: datetime | None) -> bool:
    if one.due is None or one.state in dues.NOT_OWED:
        return False
    return one.due.on < on if one.due.at is None else at is not None and one.due.at < at


def is_explained(one: tasks.Task, zone: str) -> bool:
    assert one.due is not None
    said = one.last_update_at
    return one.state is tasks.State.BLOCKED or (said is not None and instants.local_day(said, zone) >= one.due.on)
