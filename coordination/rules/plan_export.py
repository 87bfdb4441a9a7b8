"""What a plan's file would say now: the fields of each row that are otherwise, and the tasks it lacks; no file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordination.rules import owners, plan_groups, tasks

Row = Mapping[str, Any]

_AS_READ = {
    tasks.State.OPEN: "todo",
    tasks.State.IN_PROGRESS: "doing",
    tasks.State.BLOCKED: "blocked",
    tasks.State.DONE: "done",
    tasks.State.DROPPED: "cancelled",
}
"""States that a file can say; it has no words of its own for the others, which are always written."""


@dataclass(frozen=True, slots=True)
class Line:
    """A task as it stands now, for a table: `group` is the name of its group, `None` for the committee's own."""

    task: tasks.Task
    group: str | None


def change(row: Row, task: tasks.Task) -> dict[str, Any]:
    """What is to be written anew in a row (`rules/plans/filling`); fields that are as the file says are left out."""
    said: dict[str, Any] = {}
    if plan_groups.folded(task.title) != plan_groups.folded(str(row["title"])) and not _is_cut(task, row):
        said["title"] = task.title
    if _names_differ(row, task):
        said["owner"] = joined([*_unit(row), *names(task)])
    due = None if task.due is None else task.due.on
    if due != _day(row.get("due")):
        said["due"] = "" if due is None else due.isoformat()
    share = percent(task)
    if _AS_READ.get(task.state) != (row.get("state") or "todo") or (share or 0) != (row.get("percent") or share or 0):
        said |= {"state": task.state.value, "standing_percent": share}
    if (share or 0) != (row.get("percent") or 0):
        said["percent"] = share or 0
    return said


def whole(line: Line) -> dict[str, Any]:
    """Everything of a task that the file lacks."""
    task = line.task
    said: dict[str, Any] = {"title": task.title, "group": line.group, "owner": joined(names(task)) or None}
    said |= {"state": task.state.value, "standing_percent": percent(task), "percent": percent(task)}
    return said | {"due": None if task.due is None else task.due.on.isoformat()}


def samples(rows: Iterable[Row]) -> dict[str, int]:
    """For each of our states a row in which the file says it in its own words."""
    by_reading = {said: state for state, said in _AS_READ.items()}
    found: dict[str, int] = {}
    for row in rows:
        state = by_reading.get(str(row.get("state")))
        if state is not None:
            found.setdefault(state.value, int(row["row"]))
    return found


def lacking(lines: Sequence[Line], known: Iterable[tasks.Task]) -> list[Line]:
    """The tasks that no row stands for, dropped ones left out, by group and number."""
    seen = {task.id for task in known}
    return [one for one in lines if one.task.id not in seen and one.task.state is not tasks.State.DROPPED]


def names(task: tasks.Task) -> list[str]:
    return [one.name for one in owners.everybody(task)]


def percent(task: tasks.Task) -> int | None:
    return 100 if task.state is tasks.State.DONE else task.percent


def joined(written: Sequence[str]) -> str:
    """Names as they are read again."""
    return "、".join(written) if any(sign >= "\u3400" for name in written for sign in name) else ", ".join(written)


def _names_differ(row: Row, task: tasks.Task) -> bool:
    read = {_bare(name) for name in plan_groups.people_of(row)}
    now = owners.everybody(task)
    return len(read) != len(now) or any(_bare(one.name) not in read and one.username not in read for one in now)


def _unit(row: Row) -> list[str]:
    """The group itself, where the file names it among the owners."""
    people = set(plan_groups.people_of(row))
    return [str(name) for name in row.get("owners") or () if name not in people]


def _bare(name: str) -> str:
    return plan_groups.folded(name).removeprefix("@")


def _is_cut(task: tasks.Task, row: Row) -> bool:
    """A title too long for a task is no new one."""
    return task.title.endswith("…") and str(row["title"]).startswith(task.title[:-1])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
