"""Which dates move with the opening day, and to when; knows no database and no text."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from coordination.rules import groups, tasks, when


@dataclass(frozen=True, slots=True)
class Days:
    """The opening day that holds (`None`: nobody said) and the one that is to hold."""

    old: date | None
    new: date


def day_of(phrase: str, opens_on: date) -> date | None:
    """The day of a phrase such as `30 days before opening`."""
    noon = datetime(opens_on.year, opens_on.month, opens_on.day, 12, tzinfo=UTC)
    language = "zh" if any(sign >= "\u3400" for sign in phrase) else "en"
    found = when.read(phrase, when.Frame(noon, ZoneInfo("UTC"), language, opens_on=opens_on)).values
    one = found[0] if len(found) == 1 else None
    if isinstance(one, when.Span):
        return one.end.on
    return one.on if isinstance(one, when.Moment) else None


def hangs(row: Mapping[str, Any], task: tasks.Task) -> bool:
    """Whether the row counts from the opening day, and something is still owed of its task."""
    return bool(row.get("counted")) and task.state not in tasks.ENDED


def moved(row: Mapping[str, Any], task: tasks.Task, days: Days, group: groups.Group) -> tasks.Task | None:
    """The task with its due day moved; `None` where it stays: another day was agreed, or the day is the same."""
    phrase = str(row["counted"])
    old = None if days.old is None else day_of(phrase, days.old)
    new = day_of(phrase, days.new)
    if new is None or (None if task.due is None else task.due.on) != old or new == old:
        return None
    due = tasks.Due(new, _hour(task.due, new, ZoneInfo(group.zone)))
    start = task.start_on
    if start is not None and old is not None:
        start += new - old
    return replace(task, due=due, original_due=task.original_due or due, start_on=start)


def _hour(due: tasks.Due | None, on: date, zone: ZoneInfo) -> datetime | None:
    """The same hour of the other day."""
    if due is None or due.at is None:
        return None
    return datetime.combine(on, due.at.astimezone(zone).time(), zone).astimezone(UTC)
