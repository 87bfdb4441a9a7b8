"""A row of a plan as a task: title, owners, dates, state, where it stands in the file; it knows no database."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from coordination.rules import events, groups, phases, plan_groups, plan_points, programmes, tasks

Row = Mapping[str, Any]

_STATES = {
    "todo": tasks.State.OPEN,
    "doing": tasks.State.IN_PROGRESS,
    "blocked": tasks.State.BLOCKED,
    "done": tasks.State.DONE,
    "cancelled": tasks.State.DROPPED,
}
_LONGEST_TITLE = tasks.TITLE_LIMIT // 2
"""Code points, each of which may take two of Telegram's units."""


def draft(row: Row, group: groups.Group) -> tasks.Draft:
    """What the row says of a new task of the group."""
    return tasks.Draft(
        title=title(row),
        owners=tuple(owner(name) for name in plan_groups.people_of(row)),
        due=_due(row, group),
        tags=_tags(row, group.language),
        start_on=_day(row.get("start")),
        external_ref=row.get("ref"),
        key=bool(row.get("key")),
    )


def source(place: int, plan: programmes.PlanFile) -> events.Source:
    """The message with the file, and the row's place in the reading as its line: two sheets may number rows alike."""
    return events.Source(plan.chat_id, plan.message_id, programmes.PLAN_LINES + place)


def title(row: Row) -> str:
    """The row's title; one too long for a list is cut and says so."""
    whole = str(row["title"])
    return whole if len(whole) <= _LONGEST_TITLE else whole[: _LONGEST_TITLE - 1] + "…"


def standing(row: Row, now: datetime) -> Mapping[str, Any]:
    """Fields of a task that is under way, or over, when the plan arrives."""
    state = _STATES.get(str(row.get("state")), tasks.State.OPEN)
    percent = row.get("percent")
    if state is tasks.State.OPEN and percent:
        state = tasks.State.IN_PROGRESS
    if state is tasks.State.DONE:
        return {"state": state, "percent": 100, "ended_at": now}
    if state is tasks.State.DROPPED:
        return {"state": state, "reason": row.get("reason"), "ended_at": now}
    found: dict[str, Any] = {"state": state}
    if state is not tasks.State.OPEN and percent is not None:
        found["percent"] = max(0, min(int(percent), 99))
    if state is tasks.State.BLOCKED:
        found["reason"] = row.get("reason")
    return found


def _tags(row: Row, language: str) -> tuple[str, ...]:
    phase = plan_groups.phase_of(row)
    tags = () if phase is None else (phases.tag_of(phase),)
    points = plan_points.MILESTONE
    return (*tags, points.get(language, points["en"])) if row.get("kind") else tags


def owner(name: str) -> tasks.Owner:
    plain = name.strip()
    if plain.startswith("@") and len(plain) > 1:
        return tasks.Owner(plain[1:], username=plain[1:].casefold())
    return tasks.Owner(plain)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _due(row: Row, group: groups.Group) -> tasks.Due | None:
    on = _day(row.get("due"))
    if on is None:
        return None
    hour = row.get("due_time")
    if hour is None:
        return tasks.Due(on)
    return tasks.Due(on, datetime.combine(on, time.fromisoformat(hour), ZoneInfo(group.zone)).astimezone(UTC))
