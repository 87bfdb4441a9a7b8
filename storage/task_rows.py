"""A task as rows: its own, one for each owner and supporter, one for each task it waits for; knows no query."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from coordination.rules import owners as owner_rules
from coordination.rules import tasks, text
from storage import people, sources, tables, writing
from storage.among import among
from storage.errors import Conflict
from storage.session import Session

_VERSIONS = (
    sa.select(tables.tasks.c.id, tables.tasks.c.version)
    .where(among(tables.tasks.c.id, "ids"))
    .order_by(tables.tasks.c.id)
    .with_for_update()
)
_BY_IDS = sa.select(tables.tasks).where(among(tables.tasks.c.id, "ids"))
_NO_OWNERS = sa.delete(tables.owners).where(among(tables.owners.c.task_id, "ids"))
_NO_WAITS = sa.delete(tables.waits).where(among(tables.waits.c.task_id, "ids"))


def values(task: tasks.Task) -> writing.Row:
    return {
        "id": task.id,
        "group_id": task.group_id,
        "number": task.number,
        "title": task.title,
        "search": text.folded(task.title),
        "state": task.state.value,
        "percent": task.percent,
        "key": task.key,
        "tags": list(task.tags),
        "owner": None if task.owner is None else _dump_owner(task.owner),
        "supporters": [_dump_owner(owner) for owner in task.supporters],
        **_due("due", task.due),
        **_due("original_due", task.original_due),
        "start_on": task.start_on,
        "reason": task.reason,
        "review_on": task.review_on,
        "claimed_by": task.claimed_by,
        "parent_id": task.parent_id,
        "waits_for": list(task.waits_for),
        "merged_into": task.merged_into,
        "source": sources.dump(task.source),
        "external_ref": task.external_ref,
        "asked_by": task.asked_by,
        "created_by": task.created_by,
        "created_at": task.created_at,
        "last_update_at": task.last_update_at,
        "last_update_by": task.last_update_by,
        "last_update_text": task.last_update_text,
        "ended_at": task.ended_at,
        "version": task.version,
    }


def record(row: Any) -> tasks.Task:
    return tasks.Task(
        id=row.id,
        group_id=row.group_id,
        number=row.number,
        title=row.title,
        created_at=row.created_at,
        created_by=row.created_by,
        state=tasks.State(row.state),
        percent=row.percent,
        key=row.key,
        tags=tuple(row.tags),
        owner=None if row.owner is None else tasks.Owner(**row.owner),
        supporters=tuple(tasks.Owner(**owner) for owner in row.supporters),
        due=_load_due(row.due_on, row.due_at),
        original_due=_load_due(row.original_due_on, row.original_due_at),
        start_on=row.start_on,
        reason=row.reason,
        review_on=row.review_on,
        claimed_by=row.claimed_by,
        parent_id=row.parent_id,
        waits_for=tuple(row.waits_for),
        merged_into=row.merged_into,
        source=sources.load(row.source),
        external_ref=row.external_ref,
        asked_by=row.asked_by,
        last_update_at=row.last_update_at,
        last_update_by=row.last_update_by,
        last_update_text=row.last_update_text,
        ended_at=row.ended_at,
        version=row.version,
    )


def _dump_owner(owner: tasks.Owner) -> dict[str, Any]:
    return {"name": owner.name, "person_id": owner.person_id, "username": owner.username}


def _due(name: str, due: tasks.Due | None) -> dict[str, date | datetime | None]:
    return {f"{name}_on": None if due is None else due.on, f"{name}_at": None if due is None else due.at}


def _load_due(on: date | None, at: datetime | None) -> tasks.Due | None:
    return None if on is None else tasks.Due(on, at)


def owner_rows(task: tasks.Task) -> list[writing.Row]:
    """Position 0 is the lead owner's, also where there is none; supporters follow."""
    first = 0 if task.owner is not None else 1
    return [
        {
            "task_id": task.id,
            "position": first + place,
            "group_id": task.group_id,
            "person_id": owner.person_id,
            "username_folded": people.fold(owner.username) if owner.username else None,
            "name_folded": text.folded(owner.name),
        }
        for place, owner in enumerate(owner_rules.everybody(task))
    ]


async def write(session: Session, records: Sequence[tasks.Task]) -> None:
    numbers = [task.id for task in records]
    await session.read_before_write(session.shelves.tasks, _BY_IDS, record, numbers)
    known = session.shelves.tasks.known
    before = {task.id: old for task in records if (old := known.get(task.id)) is not None}
    await _check_versions(session, before)
    await writing.upsert(session.connection, tables.tasks, [values(task) for task in records])
    await _write_owners(session, records, before)
    await _write_waits(session, records, before)


async def _check_versions(session: Session, before: Mapping[int, tasks.Task]) -> None:
    """Nobody changed what we read: a task can be reported on from another chat, which holds another lock.

    SQLite has one writer, who holds the lock from the beginning.
    """
    if not before or session.connection.dialect.name == "sqlite":
        return
    for row in await session.rows(_VERSIONS, {"ids": list(before)}):
        if row.version != before[row.id].version:
            raise Conflict(f"task {row.id} was changed meanwhile")


async def _write_owners(session: Session, records: Sequence[tasks.Task], before: Mapping[int, tasks.Task]) -> None:
    def people_of(task: tasks.Task | None) -> object:
        return None if task is None else (task.owner, task.supporters, task.group_id)

    changed = [task for task in records if people_of(task) != people_of(before.get(task.id))]
    stale = [task.id for task in changed if task.id in before]
    if stale:
        await session.connection.execute(_NO_OWNERS, {"ids": stale})
    await writing.insert(session.connection, tables.owners, [row for task in changed for row in owner_rows(task)])


async def _write_waits(session: Session, records: Sequence[tasks.Task], before: Mapping[int, tasks.Task]) -> None:
    def waits(task: tasks.Task | None) -> tuple[int, ...]:
        return () if task is None else task.waits_for

    changed = [task for task in records if waits(task) != waits(before.get(task.id))]
    stale = [task.id for task in changed if waits(before.get(task.id))]
    if stale:
        await session.connection.execute(_NO_WAITS, {"ids": stale})
    rows = [{"task_id": task.id, "waits_for_id": other} for task in changed for other in dict.fromkeys(task.waits_for)]
    await writing.insert(session.connection, tables.waits, rows)
