"""The tasks of a group, found by number, list or count; knows no rule."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from coordination import ports
from coordination.rules import instants, owners, tasks
from storage import people, task_queries
from storage.session import Session
from storage.shelf import UNKNOWN
from storage.task_rows import record

HIGHEST = 2**63 - 1
MOST_FORESEEN = 2000
"""So many tasks are read ahead at once."""

_ALL_LIVE = ports.TaskFilter()


class Tasks:
    """`ports.Tasks`. Every look-up names the group: a task of another one is not found."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def by_number(self, group_id: int, number: int) -> tasks.Task | None:
        found = await self.by_numbers(group_id, [number])
        return found[0] if found else None

    async def by_numbers(self, group_id: int, numbers: Sequence[int]) -> Sequence[tasks.Task]:
        """Those that exist, in the order asked, each once."""
        asked = [number for number in dict.fromkeys(numbers) if 0 < number <= HIGHEST]
        await self.prefetch(group_id, asked)
        found = (self._session.shelves.tasks.named((group_id, number)) for number in asked)
        return [task for task in found if task is not None and task is not UNKNOWN]

    async def prefetch(self, group_id: int, numbers: Iterable[int]) -> None:
        """Read the tasks with these numbers by one statement, unless they were read before."""
        shelf = self._session.shelves.tasks
        unread = [number for number in numbers if shelf.named((group_id, number)) is UNKNOWN]
        if not unread or self._session.is_fresh(group_id):
            return
        asked = {"groups": [group_id] * len(unread), "numbers": unread}
        for row in await self._session.rows(task_queries.BY_NUMBERS, asked):
            shelf.learn(record(row))
        for number in unread:
            shelf.miss_name((group_id, number))

    async def prefetch_pairs(self, pairs: Collection[tuple[int, int]]) -> list[tasks.Task]:
        """Read the tasks of these groups and numbers by one statement; also that there is none."""
        shelf = self._session.shelves.tasks
        wanted = sorted(pairs)
        asked = {"groups": [group for group, _ in wanted], "numbers": [number for _, number in wanted]}
        found = [shelf.learn(record(row)) for row in await self._session.rows(task_queries.BY_NUMBERS, asked)]
        for pair in wanted:
            if shelf.named(pair) is UNKNOWN:
                shelf.miss_name(pair)
        return found

    async def prefetch_live(self, group_ids: Collection[int]) -> None:
        """Read the live tasks of these groups by one statement, where they are not too many."""
        rows = await self._session.rows(
            task_queries.LIVE_OF_GROUPS, {"groups": sorted(group_ids), "limit": MOST_FORESEEN + 1}
        )
        if len(rows) > MOST_FORESEEN:
            return
        self._session.foreseen_live.update((group_id, []) for group_id in group_ids)
        for row in rows:
            self._session.shelves.tasks.learn(record(row))
            self._session.foreseen_live[row.group_id].append(row.id)

    async def get(self, group_id: int, task_id: int) -> tasks.Task | None:
        shelf = self._session.shelves.tasks
        if shelf.get(task_id) is UNKNOWN and 0 < task_id <= HIGHEST:
            for row in await self._session.rows(task_queries.BY_ID, {"group": group_id, "id": task_id}):
                shelf.learn(record(row))
        found = shelf.get(task_id)
        return found if found is not None and found is not UNKNOWN and found.group_id == group_id else None

    async def find(self, group_id: int, where: ports.TaskFilter, *, offset: int = 0, limit: int = 20) -> ports.Page:
        shelf = self._session.shelves.tasks
        if where == _ALL_LIVE and offset == 0 and group_id in self._session.foreseen_live and not shelf.is_dirty:
            ids = self._session.foreseen_live[group_id]
            held = (shelf.get(one) for one in ids[:limit])
            return ports.Page(tuple(one for one in held if one is not None and one is not UNKNOWN), len(ids))
        return await self._page(task_queries.of_group(group_id, where), offset, limit)

    async def of_person(
        self, person_id: int, where: ports.TaskFilter | None = None, *, offset: int = 0, limit: int = 20
    ) -> ports.Page:
        return await self._page(task_queries.of_person(person_id, where or ports.TaskFilter()), offset, limit)

    async def counts(self, group_id: int, *, today: date, now: datetime) -> ports.Counts:
        """`today` is the day by which lateness is judged: the first whose working hours are not over."""
        await self._write_tasks()
        states = await self._session.rows(task_queries.COUNTS, {"group": group_id})
        days = {"today": today, "now": now, "tomorrow": today + timedelta(days=1)}
        late = await self._session.rows(task_queries.LATE, {"group": group_id, **days})
        silent = await self._silent(group_id, late) if late else 0
        return ports.Counts(
            by_state={tasks.State(row.state): row.tasks for row in states},
            late=len(late),
            late_silent=silent,
            unowned=sum(row.unowned for row in states),
        )

    async def waiting_for(self, group_id: int, task_id: int) -> Sequence[tasks.Task]:
        rows = await self._session.rows(task_queries.WAITING, {"group": group_id, "task": task_id})
        return self._overlaid(group_id, rows, lambda task: task_id in task.waits_for)

    async def children(self, group_id: int, task_id: int) -> Sequence[tasks.Task]:
        rows = await self._session.rows(task_queries.CHILDREN, {"group": group_id, "task": task_id})
        return self._overlaid(group_id, rows, lambda task: task.parent_id == task_id)

    async def of_ids(self, group_ids: Sequence[int], ids: Sequence[int]) -> Sequence[tasks.Task]:
        """Those of these groups that exist, in the order asked, each once."""
        shelf, wanted = self._session.shelves.tasks, [one for one in dict.fromkeys(ids) if 0 < one <= HIGHEST]
        unread = [one for one in wanted if shelf.get(one) is UNKNOWN]
        if unread:
            for row in await self._session.rows(task_queries.OF_IDS, {"ids": unread, "groups": list(group_ids)}):
                shelf.learn(record(row))
        found = (shelf.get(one) for one in wanted)
        return [one for one in found if one is not None and one is not UNKNOWN and one.group_id in group_ids]

    async def hanging(self, group_ids: Sequence[int], ids: Sequence[int]) -> Sequence[tasks.Task]:
        """Tasks of these groups that wait for one of `ids` or are a part of one, by number."""
        awaited = set(ids)
        rows = await self._session.rows(task_queries.HANGING, {"ids": list(ids), "groups": list(group_ids)})
        found = self._session.shelves.tasks.overlay(
            map(record, rows),
            lambda task: task.group_id in group_ids and not awaited.isdisjoint({*task.waits_for, task.parent_id}),
        )
        return sorted(found, key=lambda task: (task.number, task.id))

    async def held_for(self, group_id: int, username: str) -> Sequence[tasks.Task]:
        folded = people.fold(username)
        rows = await self._session.rows(task_queries.HELD, {"group": group_id, "username": folded})
        return self._overlaid(group_id, rows, lambda task: _is_held_for(task, folded))

    async def held_by_name(self, group_id: int) -> Sequence[tasks.Task]:
        rows = await self._session.rows(task_queries.NAMED, {"group": group_id})
        return self._overlaid(group_id, rows, _is_held_by_name)

    def save(self, task: tasks.Task) -> None:
        self._session.save(self._session.shelves.tasks, task)

    def _overlaid(self, group_id: int, rows: Iterable[Any], matches: Any) -> list[tasks.Task]:
        """By number."""
        found = self._session.shelves.tasks.overlay(
            map(record, rows), lambda task: task.group_id == group_id and matches(task)
        )
        return sorted(found, key=lambda task: task.number)

    async def _page(self, conditions: Any, offset: int, limit: int) -> ports.Page:
        await self._write_tasks()
        rows = await self._session.rows(task_queries.page(conditions, offset, limit))
        found = tuple(self._session.shelves.tasks.learn(record(row)) for row in rows)
        if offset == 0 and len(found) < limit:
            return ports.Page(found, len(found))
        counted = await self._session.rows(task_queries.total(conditions))
        return ports.Page(found, int(counted[0][0]))

    async def _silent(self, group_id: int, late: Sequence[Any]) -> int:
        """As `lights.is_explained`: blocked, or a word on the due day (of the group's zone) or since."""
        shelf = self._session.shelves.groups.get(group_id)
        zone = shelf.zone if shelf is not None and shelf is not UNKNOWN else await self._zone(group_id)
        spoken = (
            row.state == tasks.State.BLOCKED
            or (row.last_update_at is not None and instants.local_day(row.last_update_at, zone) >= row.due_on)
            for row in late
        )
        return len(late) - sum(map(bool, spoken))

    async def _zone(self, group_id: int) -> str:
        rows = await self._session.rows(task_queries.ZONE, {"group": group_id})
        zone: str = rows[0].zone
        return zone

    async def _write_tasks(self) -> None:
        """What is counted or cut into pages by SQL must have reached the database."""
        if self._session.shelves.tasks.is_dirty:
            await self._session.write_all("tasks")


def _is_held_for(task: tasks.Task, folded: str) -> bool:
    everybody = owners.everybody(task)
    return any(one.person_id is None and one.username and people.fold(one.username) == folded for one in everybody)


def _is_held_by_name(task: tasks.Task) -> bool:
    named = any(one.person_id is None and not one.username for one in owners.everybody(task))
    return named and task.state not in tasks.ENDED
