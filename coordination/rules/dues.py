"""When a task is due: who changes the date and who asks, and when it is late; knows no database and no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from coordination.errors import Refused
from coordination.rules import fields, instants, reports, tasks

NOT_OWED = tasks.ENDED | {tasks.State.CLAIMED, tasks.State.ON_HOLD}
"""States in which no date passes: the work is done, given up, said to be done, or put off by decision."""

OWED = tuple(state for state in tasks.State if state not in NOT_OWED)


@dataclass(frozen=True, slots=True)
class Day:
    """A group's day at an instant, by which lateness is judged.

    `open_on` is the first local day whose working hours are not over: what was due before it is late.
    """

    now: datetime
    today: date
    open_on: date
    zone: str
    workday_ends: time


def day_of(now: datetime, zone: str, workday_ends: time) -> Day:
    """The group's day at `now` (aware)."""
    today = instants.local_day(now, zone)
    is_over = now >= instants.resolve(today, workday_ends, zone)
    return Day(now, today, today + timedelta(days=1) if is_over else today, zone, workday_ends)


def ends_at(due: tasks.Due, day: Day) -> datetime:
    """The instant (UTC) after which a task is late: the hour named, else the end of working hours of the day."""
    return due.at if due.at is not None else instants.resolve(due.on, day.workday_ends, day.zone)


def is_late(task: tasks.Task, day: Day) -> bool:
    """Tell whether the date has passed for a task that is still owed; a claimed one and one on hold are not."""
    if task.due is None or task.state in NOT_OWED:
        return False
    return task.due.at < day.now if task.due.at is not None else task.due.on < day.open_on


def changed(task: tasks.Task, due: tasks.Due | None) -> tasks.Task:
    """The task with the date; the first date ever agreed becomes the original and stays (rule 2)."""
    reports.going(task)
    if due == task.due:
        return task
    return replace(task, due=due, original_due=task.original_due or due)


def asks_a_lead(task: tasks.Task, due: tasks.Due | None, *, leads: bool, may_report: bool) -> bool:
    """Tell whether a lead has to grant the date (rule 5); a first date may be set by whoever may report."""
    if leads or due == task.due:
        return False
    if due is None:
        raise Refused("refused.lead_removes_date", number=task.number, title=task.title)
    return task.due is not None or not may_report


def as_request(due: tasks.Due, reason: str) -> Mapping[str, Any]:
    """What a question about more time keeps."""
    return {"due": fields.due_json(due), "reason": reason}
