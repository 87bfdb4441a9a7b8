"""Repeating tasks: kept as schedules that never come due, the next task made when the open one ends; makes no text.

The next takes what the last one had: title, owner, supporters, weight, tags. It is part of the same change, so that
whoever takes "done" back takes the next one back too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from coordination import ports
from coordination.errors import Refused
from coordination.rules import events, groups, links, owners, reports, tasks
from coordination.rules import repeats as rules
from coordination.services import changes, rights
from coordination.services import groups as groups_service
from coordination.services import tasks as tasks_service

KIND = "repeat"
MOST = 100
"""So many tasks of a group may repeat."""

STOPPED, ENDED, UNDONE = "stopped", "ended", "undone"
"""Why a repetition is over, as its outcome says."""


@dataclass(frozen=True, slots=True)
class Series:
    """A repeating task: how, and the one that is open, meant for the day `meant_for`; `before` is the one before it."""

    schedule: ports.Schedule
    group: groups.Group
    repeat: rules.Repeat
    task: tasks.Task | None
    meant_for: date
    before: int | None = None

    @property
    def is_on(self) -> bool:
        """Tell whether a next one will come."""
        return self.schedule.last_outcome is None


@dataclass(frozen=True, slots=True)
class Followed:
    """A task of a series that ended, and the next one (`None`: it was the last)."""

    series: Series
    ended: tasks.Task
    task: tasks.Task | None


async def begin(work: ports.Work, said: changes.Said, task: tasks.Task, repeat: rules.Repeat) -> Series:
    """Let the task, new and with a date, come again. Raises `Refused` where too many do."""
    assert task.due is not None
    if len(await of_group(work, said.group)) >= MOST:
        raise Refused("refused.too_many_repeats", limit=MOST)
    schedule = ports.Schedule(work.new_id(), said.group.id, KIND, {}, enabled=False)
    series = Series(schedule, said.group, repeat, task, task.due.on)
    return _save(work, series, by=said.actor_id)


async def renew(work: ports.Work, said: changes.Said, task: tasks.Task, repeat: rules.Repeat | None) -> Series | None:
    """What an edited line says of the repetition of its task: another one, none any more, or one at last."""
    found = await of_task(work, said.group, task)
    if found is None:
        return None if repeat is None or task.due is None else await begin(work, said, task, repeat)
    if repeat is None or task.due is None:
        return _end(work, found, STOPPED)
    return _save(work, replace(found, repeat=repeat, task=task, meant_for=task.due.on))


async def of_group(work: ports.Work, group: groups.Group) -> Sequence[Series]:
    """Those that go on, in the order in which they were begun."""
    kept = [one for one in await work.schedules.of_group(group.id) if one.kind == KIND and one.last_outcome is None]
    return [await _read(work, group, one) for one in kept]


async def of_task(work: ports.Work, group: groups.Group, task: tasks.Task) -> Series | None:
    """The series of which the task is the open one."""
    return next((one for one in await of_group(work, group) if one.task is not None and one.task.id == task.id), None)


async def stop(work: ports.Work, said: changes.Said, schedule_id: int) -> Series:
    """Let no next one come; for whoever began it, the owner of the open one, or a lead. That one stays open."""
    schedule = await work.schedules.get(schedule_id)
    if schedule is None or schedule.group_id != said.group.id or schedule.kind != KIND:
        raise Refused("refused.old_button")
    series = await _read(work, said.group, schedule)
    is_theirs = said.actor_id is not None and (
        schedule.values.get("by") == said.actor_id
        or (series.task is not None and owners.is_on(series.task, said.actor_id))
    )
    if not is_theirs and not (await rights.of(work, said.group, said.actor)).leads:
        raise Refused("refused.leads_only")
    return _end(work, series, STOPPED) if series.is_on else series


# -- what the update in hand did ----------------------------------------------------------


async def follow(work: ports.Work) -> list[Followed]:
    """Make the next of each repeating task that the update in hand ended; where it reopened one, its next goes."""
    found: list[Followed] = []
    turned = [one for one in work.events.of_update() if one.task_id is not None and "state" in (one.after or {})]
    for event in turned:
        group = await work.groups.get(event.group_id)
        task = await work.tasks.get(group.id, event.task_id or 0)
        if task is None or not _has_turned(event, task):
            continue
        for series in await of_group(work, group):
            followed = await _turned(work, series, task, event)
            found += [] if followed is None else [followed]
    return found


def _has_turned(event: events.Event, task: tasks.Task) -> bool:
    """Whether the task began or ceased to be over, as it still stands."""
    was = (event.before or {}).get("state")
    is_over = task.state in tasks.ENDED
    return was is not None and (was in tasks.ENDED) != is_over


async def _turned(work: ports.Work, series: Series, task: tasks.Task, event: events.Event) -> Followed | None:
    if series.before == task.id and task.state not in tasks.ENDED:
        _take_over(work, series, task, event)
        return None
    if series.task is None or series.task.id != task.id or task.state not in tasks.ENDED:
        return None
    if (moved_to := (event.after or {}).get("moved_to")) is not None:
        await _move(work, series, task, moved_to)
        return None
    if event.undoes is not None:  # its creation was taken back: nobody wanted it
        if series.before is None:
            _end(work, series, UNDONE)
        return None
    if task.merged_into is not None:
        other = await work.tasks.get(series.group.id, task.merged_into)
        if other is not None and other.state not in tasks.ENDED:
            _save(work, replace(series, task=other))
            return None
    return await _next(work, series, task, event)


async def _next(work: ports.Work, series: Series, task: tasks.Task, event: events.Event) -> Followed:
    group = series.group
    calendar = groups_service.calendar_of(group)
    due = rules.following(series.repeat, series.meant_for, work.now, group.zone, calendar)
    if due is None:
        return Followed(_end(work, series, ENDED), task, None)
    actor = None if event.actor_id is None else await work.people.get(event.actor_id)
    said = changes.Said(group, actor, work.now, event.change_id)
    draft = tasks.Draft(task.title, owners.everybody(task), due, task.key, task.tags)
    made = await tasks_service.plant(work, said, draft, _standing(task))
    return Followed(_save(work, replace(series, task=made, meant_for=due.on, before=task.id)), task, made)


def _standing(task: tasks.Task) -> dict[str, Any]:
    """What else the next one has of the last: a task without an owner keeps its supporters."""
    return {"owner": task.owner, "supporters": task.supporters, "created_by": task.created_by}


def _take_over(work: ports.Work, series: Series, task: tasks.Task, event: events.Event) -> None:
    """One is open at a time: a reopened one takes the place of the next, if nobody has touched that yet."""
    made = series.task
    if made is not None and made.state not in tasks.ENDED:
        if made.version > 1 or made.last_update_at is not None:
            return
        said = changes.Said(series.group, None, work.now, event.change_id)
        changes.keep(work, said, made, reports.Step(links.merged(made, task, work.now), "merged"))
    day = series.meant_for if task.due is None else task.due.on
    _save(work, replace(series, task=task, meant_for=day, before=None))


async def _move(work: ports.Work, series: Series, left: tasks.Task, group_id: int) -> None:
    """The repetition goes with its task to another group."""
    there = await work.groups.get(group_id)
    task = None if left.merged_into is None else await work.tasks.get(there.id, left.merged_into)
    schedule = replace(series.schedule, group_id=there.id)
    _save(work, replace(series, schedule=schedule, group=there, task=task, before=None))


# -- as it is kept ------------------------------------------------------------------------


def _save(work: ports.Work, series: Series, *, by: int | None = None) -> Series:
    values = {
        **rules.to_values(series.repeat, series.group.zone),
        "task": None if series.task is None else series.task.id,
        "meant_for": series.meant_for.isoformat(),
        "before": series.before,
        "by": series.schedule.values.get("by", by),
    }
    schedule = replace(series.schedule, values=values)
    work.schedules.save(schedule)
    return replace(series, schedule=schedule)


def _end(work: ports.Work, series: Series, why: str) -> Series:
    schedule = replace(series.schedule, last_outcome=why, last_due_at=work.now)
    work.schedules.save(schedule)
    return replace(series, schedule=schedule)


async def _read(work: ports.Work, group: groups.Group, schedule: ports.Schedule) -> Series:
    values = schedule.values
    task = None if values["task"] is None else await work.tasks.get(group.id, values["task"])
    meant_for = date.fromisoformat(values["meant_for"])
    return Series(schedule, group, rules.from_values(values, group.zone), task, meant_for, values["before"])
