"""Lessons, and tasks that were carried into the next edition, as rows; knows no rule."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from coordination.rules import editions
from storage import tables_editions, writing
from storage.among import among
from storage.session import Session

_L, _C = tables_editions.lessons, tables_editions.carried
_LESSONS = sa.select(_L).where(_L.c.programme_id == sa.bindparam("id"))
_CARRIED = sa.select(_C).where(_C.c.task_id == sa.bindparam("id"))
_AMONG = sa.select(_C).where(among(_C.c.task_id, "ids"))
_AT_ONCE = 5000


class Editions:
    """`ports_editions.Editions`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def lessons(self, programme_id: int) -> Sequence[editions.Lesson]:
        rows = await self._session.rows(_LESSONS, {"id": programme_id})
        found = self._session.shelves.lessons.overlay(map(lesson, rows), lambda one: one.programme_id == programme_id)
        return sorted(found, key=lambda one: one.id)

    async def carried(self, task_id: int) -> editions.Carried | None:
        rows = await self._session.rows(_CARRIED, {"id": task_id})
        found = self._session.shelves.carried.overlay(map(carried, rows), lambda one: one.task_id == task_id)
        return next(iter(found), None)

    async def carried_among(self, task_ids: Collection[int]) -> Mapping[int, editions.Carried]:
        wanted, known = sorted(task_ids), frozenset(task_ids)
        rows = [
            row
            for start in range(0, len(wanted), _AT_ONCE)
            for row in await self._session.rows(_AMONG, {"ids": wanted[start : start + _AT_ONCE]})
        ]
        found = self._session.shelves.carried.overlay(map(carried, rows), lambda one: one.task_id in known)
        return {one.task_id: one for one in found}

    def save_lesson(self, lesson: editions.Lesson) -> None:
        self._session.save(self._session.shelves.lessons, lesson)

    def save_carried(self, carried: editions.Carried) -> None:
        self._session.save(self._session.shelves.carried, carried)


def lesson(row: Any) -> editions.Lesson:
    return editions.Lesson(row.id, row.programme_id, row.group_id, row.at, row.words, row.author_id)


def carried(row: Any) -> editions.Carried:
    return editions.Carried(row.task_id, row.origin, row.edition, row.times)


async def write_lessons(session: Session, records: Sequence[editions.Lesson]) -> None:
    rows = [{name: getattr(one, name) for name in _L.c.keys()} for one in records]  # noqa: SIM118
    await writing.upsert(session.connection, _L, rows)


async def write_carried(session: Session, records: Sequence[editions.Carried]) -> None:
    rows = [{name: getattr(one, name) for name in _C.c.keys()} for one in records]  # noqa: SIM118
    await writing.upsert(session.connection, _C, rows)
