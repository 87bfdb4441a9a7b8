"""What lists and counts ask of the tasks, as SQL that an index answers; knows no record."""

from typing import Any

import sqlalchemy as sa

from coordination import ports
from coordination.rules import dues, tasks
from storage import people, tables, types
from storage.among import among, contains, paired

_T, _O, _M = tables.tasks.c, tables.owners.c, tables.memberships.c
LIVE = sorted(state.value for state in set(tasks.State) - tasks.ENDED)
OWED = sorted(state.value for state in set(tasks.State) - dues.NOT_OWED)

BY_NUMBERS = sa.select(tables.tasks).where(paired(_T.id, "groups", "numbers"))
BY_ID = sa.select(tables.tasks).where(_T.id == sa.bindparam("id"), _T.group_id == sa.bindparam("group"))
WAITING = (
    sa.select(tables.tasks)
    .join(tables.waits, tables.waits.c.task_id == _T.id)
    .where(tables.waits.c.waits_for_id == sa.bindparam("task"), _T.group_id == sa.bindparam("group"))
)
CHILDREN = sa.select(tables.tasks).where(_T.parent_id == sa.bindparam("task"), _T.group_id == sa.bindparam("group"))
OF_IDS = sa.select(tables.tasks).where(among(_T.id, "ids"), among(_T.group_id, "groups"))
_parts = tables.tasks.alias("parts")
HANGING = sa.select(tables.tasks).where(
    _T.id.in_(
        sa.union_all(
            sa.select(tables.waits.c.task_id).where(among(tables.waits.c.waits_for_id, "ids")),
            sa.select(_parts.c.id).where(among(_parts.c.parent_id, "ids")),
        )
    ),
    among(_T.group_id, "groups"),
)
HELD = sa.select(tables.tasks).where(
    _T.id.in_(
        sa.select(_O.task_id).where(
            _O.group_id == sa.bindparam("group"),
            _O.username_folded == sa.bindparam("username"),
            _O.person_id.is_(None),
        )
    )
)
NAMED = sa.select(tables.tasks).where(
    _T.id.in_(
        sa.select(_O.task_id).where(
            _O.group_id == sa.bindparam("group"), _O.username_folded.is_(None), _O.person_id.is_(None)
        )
    ),
    _T.state.in_(LIVE),
)

ZONE = sa.select(tables.groups.c.zone).where(tables.groups.c.id == sa.bindparam("group"))

_is_unowned = sa.and_(_T.owner.is_(None), _T.state.in_(LIVE))
COUNTS = (
    sa.select(
        _T.state,
        sa.func.count().label("tasks"),
        sa.func.coalesce(sa.func.sum(sa.case((_is_unowned, 1), else_=0)), 0).label("unowned"),
    )
    .where(_T.group_id == sa.bindparam("group"))
    .group_by(_T.state)
)


def is_late(today: Any, now: Any | None) -> sa.ColumnElement[bool]:
    """As `dues.is_late`: still owed, and the hour named, or else the day, has passed."""
    by_day = sa.and_(_T.due_at.is_(None), _T.due_on < today)
    by_hour = sa.and_(_T.due_at.is_not(None), _T.due_at < now)
    return sa.and_(_T.state.in_(OWED), by_day if now is None else sa.or_(by_hour, by_day))


LATE = sa.select(_T.state, _T.due_on, _T.last_update_at).where(
    _T.group_id == sa.bindparam("group"),
    _T.due_on <= sa.bindparam("tomorrow", type_=sa.Date),  # what the index needs; an hour's day may be a zone ahead
    is_late(sa.bindparam("today", type_=sa.Date), sa.bindparam("now", type_=types.UtcDateTime)),
)


def of_group(group_id: int, where: ports.TaskFilter) -> list[sa.ColumnElement[bool]]:
    """The conditions of `where`, all to hold."""
    return [_T.group_id == group_id, *narrowed(where)]


def of_person(person_id: int, where: ports.TaskFilter) -> list[sa.ColumnElement[bool]]:
    """The conditions of `where` for what the person owns or supports, in groups that they have not left."""
    theirs = sa.select(_O.task_id).where(_O.person_id == person_id)
    has_left = sa.exists().where(_M.group_id == _T.group_id, _M.person_id == person_id, _M.left)
    return [_T.id.in_(theirs), sa.not_(has_left), *narrowed(where)]


def narrowed(where: ports.TaskFilter) -> list[sa.ColumnElement[bool]]:
    """The conditions of `where` alone, of any group's tasks."""
    conditions: list[sa.ColumnElement[bool]] = []
    states = _states(where)
    if states is not None:
        conditions.append(_T.state.in_(states))
    if where.late_on is not None:
        conditions.append(is_late(where.late_on, where.late_at))
    if where.unowned:
        conditions.append(_is_unowned)
    if where.owner_id is not None:
        conditions.append(_has_owner(_O.person_id == where.owner_id))
    if where.owner_username is not None:
        conditions.append(_has_owner(_O.username_folded == people.fold(where.owner_username)))
    if where.tag is not None:
        conditions.append(contains(sa.cast(_T.tags, sa.Text), types.dump(where.tag)))
    conditions.extend(contains(sa.literal(" ") + _T.search, f" {term}") for term in where.terms)
    return conditions


IN_ORDER = (_T.due_on.is_(None), _T.due_on, _T.due_at.is_(None), _T.due_at, _T.number, _T.id)
"""Dated first, by day, hour and number."""

LIVE_OF_GROUPS = (
    sa.select(tables.tasks)
    .where(among(_T.group_id, "groups"), _T.state.in_(LIVE))
    .order_by(*IN_ORDER)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


def page(conditions: list[sa.ColumnElement[bool]], offset: int, limit: int) -> sa.Select[Any]:
    """Dated first, by day, hour and number."""
    return sa.select(tables.tasks).where(*conditions).order_by(*IN_ORDER).offset(offset).limit(limit)


def total(conditions: list[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    return sa.select(sa.func.count()).select_from(tables.tasks).where(*conditions)


def _states(where: ports.TaskFilter) -> list[str] | None:
    """`None`: all states."""
    if not where.live:
        return sorted(state.value for state in where.states) or None
    return sorted(state.value for state in where.states if state not in tasks.ENDED) if where.states else LIVE


def _has_owner(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(_O.task_id == _T.id, condition)
