"""Late tasks without a word on their way up: how they stand, and the steps of a day, each taken once; makes no text."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from coordination import ports
from coordination.rules import (
    absence,
    calendars,
    dues,
    escalation,
    escalation_keys,
    escalation_log,
    escalation_readers,
    escalation_views,
    events,
    groups,
    instants,
    lights,
    people,
    tasks,
)
from coordination.services import absences as absences_service
from coordination.services import groups as groups_service
from coordination.services import lists, questions

Level = escalation.Level
Standing = escalation_views.Standing
LOG = 200
"""So many of a task's newest events are looked at."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one person is told in their private chat: the tasks whose steps reach them, all at one level."""

    person: people.Person
    chat: groups.Chat | None
    group: groups.Group
    level: escalation.Level
    today: date
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class _Ground:
    """A group as its ladders are judged."""

    group: groups.Group
    day: dues.Day
    ladder: escalation.Ladder
    calendar: calendars.WorkCalendar
    members: escalation_readers.Members
    absences: absence.Absences
    digest: ports.Schedule | None


async def survey(
    work: ports.Work, group: groups.Group, day: dues.Day, late: Sequence[tasks.Task]
) -> escalation_views.Survey:
    """How those of the late tasks stand of which nothing was said; it takes no step."""
    silent = [task for task in late if not lights.is_explained(task, day)]
    ladder = escalation.ladder_of(group.settings.escalation, sprint=group.settings.sprint)
    if not silent or not ladder.days or group.kind is groups.GroupKind.PERSONAL:
        return escalation_views.Survey(day.today)
    ground = _Ground(
        group,
        day,
        ladder,
        groups_service.calendar_of(group),
        await work.people.members(group.id),
        await absences_service.of(work, group),
        await _digest(work, group),
    )
    return escalation_views.Survey(day.today, tuple([await _standing(work, ground, task) for task in silent]))


async def take(
    work: ports.Work, group: groups.Group, found: escalation_views.Survey, named: Collection[int]
) -> list[Told]:
    """Take the steps of the day that reach somebody: in private, or by the morning message that names the task.

    `named` are the ids of the tasks named there, those for a lead to decide among them. Each step is kept in the
    ledger and in the task's history. What reaches nobody is taken another day.
    """
    await _note_announced(work, found, named)
    change_id = work.new_id()
    told: dict[tuple[int, Level], list[Standing]] = {}
    for standing in found.standings:
        if standing.due is None or not await _is_new(work, standing):
            continue
        readers = [one for one in _readers(standing) if await chat_of(work, one) is not None]
        if readers or standing.task.id in named:
            _keep(work, standing, change_id)
        for one in readers:
            told.setdefault((one.id, standing.due.level), []).append(standing)
    return [await _told(work, group, found.today, key, standings) for key, standings in told.items()]


async def told_now(
    work: ports.Work, group: groups.Group, day: dues.Day, person: people.Person, level: escalation.Level
) -> Told:
    """What the person was told of at this level and is still without a word, as it stands now."""
    late = list((await work.tasks.find(group.id, lists.late(day), limit=lists.MOST_LIVE)).tasks)
    found = await survey(work, group, day, late)
    theirs = [one for one in found.standings if _is_told(one, person, level)]
    return Told(person, await chat_of(work, person), group, level, found.today, tuple(theirs))


def _is_told(standing: Standing, person: people.Person, level: escalation.Level) -> bool:
    if level is Level.OWNER:
        return standing.asked is not None and standing.asked.id == person.id
    return standing.passed_on is not None and any(one.id == person.id for one in standing.above)


async def chat_of(work: ports.Work, person: people.Person) -> groups.Chat | None:
    """The private chat of somebody who has begun one and not left it."""
    chat = await work.chats.by_telegram_id(person.telegram_id) if person.started else None
    return chat if chat is not None and chat.state is groups.ChatState.ACTIVE else None


async def _standing(work: ports.Work, ground: _Ground, task: tasks.Task) -> Standing:
    assert task.due is not None
    today = ground.day.today
    who, asked = escalation_readers.asked(task, ground.members, ground.absences, today)
    above = escalation_readers.above(ground.members, asked, ground.absences, today)
    case, past = await _case(work, ground, task, who, escalation.UNIT if above else (Level.OWNER,))
    due, coming = await _steps(work, ground, task, case)
    return Standing(
        task,
        calendars.workdays_between(ground.calendar, task.due.on, today),
        due,
        coming,
        _hour(ground, coming),
        past.taken.get(Level.LEAD),
        asked,
        above,
    )


async def _steps(
    work: ports.Work, ground: _Ground, task: tasks.Task, case: escalation.Case
) -> tuple[escalation.Step | None, escalation.Step | None]:
    """The step of today and the one after it."""
    today = ground.day.today
    due = escalation.step_due(case, ground.ladder, ground.calendar, today)
    if due is not None and not await _may_go_up(work, task, case, due):
        return None, escalation.put_off(due, ground.calendar, today)
    after = case if due is None else replace(case, taken=escalation.take(case, due.level, today))
    return due, escalation.next_step(after, ground.ladder, ground.calendar)


async def _case(
    work: ports.Work, ground: _Ground, task: tasks.Task, who: escalation.Person, levels: tuple[Level, ...]
) -> tuple[escalation.Case, escalation_log.Past]:
    assert task.due is not None
    group = ground.group
    log: Sequence[events.Event] = await work.events.of_task(group.id, task.id, limit=LOG)
    past = escalation_log.past(task, log, work.now, zone=group.zone, stands=questions.STANDS_FOR_DATES)
    paused_until = None if group.paused_until is None else instants.local_day(group.paused_until, group.zone)
    held = [day for day in (past.held_until, paused_until) if day is not None and day <= ground.day.today]
    case = escalation.Case(
        due_on=task.due.on,
        state=task.state,
        person=who,
        levels=levels,
        taken=past.taken,
        pause=past.pause,
        held_until=max(held, default=None),
    )
    return case, past


async def _may_go_up(work: ports.Work, task: tasks.Task, case: escalation.Case, due: escalation.Step) -> bool:
    """Whether a step upward was announced to somebody who could stop it (voice.md, rule 7)."""
    if due.level is Level.OWNER or case.person is escalation.Person.NOBODY:
        return True
    return await work.ledger.has(*escalation_keys.of_announcement(task, due.level))


def _hour(ground: _Ground, step: escalation.Step | None) -> datetime | None:
    """When the morning message of the step's day comes; now at the earliest."""
    if step is None or ground.digest is None:
        return None
    begins = instants.day_bounds(step.on, ground.group.zone)[0] - timedelta(microseconds=1)
    return groups_service.next_due(ground.group, ground.digest, max(begins, ground.day.now))


async def _digest(work: ports.Work, group: groups.Group) -> ports.Schedule | None:
    return next((one for one in await work.schedules.of_group(group.id) if one.kind == groups_service.DIGEST), None)


def _readers(standing: Standing) -> tuple[people.Person, ...]:
    assert standing.due is not None
    if standing.due.level is Level.OWNER:
        return () if standing.asked is None else (standing.asked,)
    return standing.above


async def _note_announced(work: ports.Work, found: escalation_views.Survey, named: Collection[int]) -> None:
    """Keep which steps the morning message announces, or the private one that goes with a step of today."""
    for one in found.standings:
        if not one.is_announced or one.coming is None:
            continue
        is_told = one.due is not None and one.asked is not None and await chat_of(work, one.asked) is not None
        key = escalation_keys.of_announcement(one.task, one.coming.level)
        if (is_told or one.task.id in named) and not await work.ledger.has(*key):
            work.ledger.add(*key)


async def _is_new(work: ports.Work, standing: Standing) -> bool:
    assert standing.due is not None
    return not await work.ledger.has(*escalation_keys.of_step(standing.task, standing.due.level))


def _keep(work: ports.Work, standing: Standing, change_id: int) -> None:
    assert standing.due is not None
    task, kind = standing.task, escalation_log.KINDS[standing.due.level]
    work.ledger.add(*escalation_keys.of_step(task, standing.due.level))
    work.events.add(events.Event(work.new_id(), task.group_id, change_id, kind, work.now, None, task_id=task.id))


async def _told(
    work: ports.Work, group: groups.Group, today: date, key: tuple[int, Level], standings: Sequence[Standing]
) -> Told:
    person_id, level = key
    person = await work.people.get(person_id)
    assert person is not None
    return Told(person, await chat_of(work, person), group, level, today, tuple(standings))
