"""Milestones, key work, and what a plan planned against what was done; pure, it knows no database and no text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from coordination.rules import calendars, tasks

MILESTONE = {"en": "milestone", "zh": "关键节点"}
"""The tag by which a task is a milestone, by the language of its group; `MILESTONES` are all that count as one."""

MILESTONES = frozenset({*MILESTONE.values(), "milestones", "里程碑", "节点", "gate", "節點", "里程碑節點", "關鍵節點"})


@dataclass(frozen=True, slots=True)
class Slipped:
    """A task that stands behind the first plan: not done by the day planned, or its date moved beyond it.

    `days` by which it is late by the first plan, counted to the day that holds now, or to today.
    """

    code: str
    task: tasks.Task
    planned: date
    days: int


@dataclass(frozen=True, slots=True)
class Actual:
    """The first plan (`name`, taken over on `on`) against the records: planned to be done by today, and done of these.

    `total` are all tasks of that plan that still stand, `done` those that are done. Dropped ones are left out.
    """

    name: str
    on: date
    planned: int
    done_of_planned: int
    total: int
    done: int
    slipped: tuple[Slipped, ...]


def is_milestone(task: tasks.Task) -> bool:
    """Whether the task is a milestone: it carries the tag."""
    return any(tag.casefold() in MILESTONES for tag in task.tags)


def in_order(found: Iterable[tuple[str, tasks.Task]]) -> list[tuple[str, tasks.Task]]:
    """Milestones as they come: those dated by their day, an undated one where it was entered, after the one before."""
    placed: list[tuple[date, int, str, tasks.Task]] = []
    last = date.min
    for place, (code, task) in enumerate(found):
        last = task.due.on if task.due is not None else last
        placed.append((last, place, code, task))
    return [(code, task) for _, _, code, task in sorted(placed, key=lambda one: one[:2])]


def actual(
    first: tuple[str, date], planned: Sequence[tuple[str, Mapping[str, Any], tasks.Task]], today: date
) -> Actual:
    """Compare the rows of the first plan, each with its group's code and the task it stands for now."""
    there = [(code, _day(row.get("due")), task) for code, row, task in planned if task.state is not tasks.State.DROPPED]
    due = [(day, task) for _, day, task in there if day is not None and day <= today]
    slipped = [found for code, day, task in there if (found := _slipped(code, day, task, today))]
    return Actual(
        name=first[0],
        on=first[1],
        planned=len(due),
        done_of_planned=sum(1 for _, task in due if task.state is tasks.State.DONE),
        total=len(there),
        done=sum(1 for _, _, task in there if task.state is tasks.State.DONE),
        slipped=tuple(sorted(slipped, key=lambda one: (-one.days, one.code, one.task.number))),
    )


def _slipped(code: str, planned: date | None, task: tasks.Task, today: date) -> Slipped | None:
    if planned is None or task.state is tasks.State.DONE:
        return None
    now = task.due.on if task.due is not None else planned
    days = (max(now, today) - planned).days if planned < today else (now - planned).days
    return Slipped(code, task, planned, days) if days > 0 else None


def shifted(task: tasks.Task, days: int, zone: str, calendar: calendars.WorkCalendar) -> tasks.Task:
    """The task with its dates moved by so many days; a day on which nobody works becomes the next one that is worked.

    The date first agreed stays.
    """
    assert task.due is not None
    on = task.due.on + timedelta(days=days)
    if not calendar.is_workday(on):
        on = calendars.next_workday(calendar, on)
    at = None
    if task.due.at is not None:
        local = ZoneInfo(zone)
        at = datetime.combine(on, task.due.at.astimezone(local).time(), local).astimezone(UTC)
    start = None if task.start_on is None else task.start_on + timedelta(days=days)
    due = tasks.Due(on, at)
    return replace(task, due=due, original_due=task.original_due or task.due, start_on=start)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
