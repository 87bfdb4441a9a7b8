"""How the late and silent tasks of a group stand on their ladders on a day, as its records say; takes no step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

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
    groups,
    instants,
    lights,
    people,
    tasks,
)
from coordination.services import absences as absences_service
from coordination.services import groups as groups_service
from coordination.services import questions, sections

Level = escalation.Level
LOG = 200
"""So many of a task's newest events are looked at."""

OWN = frozenset({Level.OWNER, Level.LEAD})
"""Steps that the group's own morning message takes; those above are taken by the section's and the committee's.

A section without a morning message of its own is told by its leads in private, with the message of the group.
"""


@dataclass(frozen=True, slots=True)
class _Morning:
    """A group and the schedule of its morning message."""

    group: groups.Group
    schedule: ports.Schedule


@dataclass(frozen=True, slots=True)
class _Ground:
    """A group as its ladders are judged. `taken`: the levels whose steps are taken by whoever asks."""

    group: groups.Group
    day: dues.Day
    ladder: escalation.Ladder
    calendar: calendars.WorkCalendar
    members: escalation_readers.Members
    absences: absence.Absences
    mornings: Mapping[Level, _Morning | None]
    section: tuple[people.Person, ...]
    taken: frozenset[Level]

    def takes_in_private(self, level: Level) -> bool:
        """Whether the step to the section is taken in private, for want of a morning message there."""
        return level is Level.SECTION and self.mornings[Level.SECTION] is None


async def survey(
    work: ports.Work,
    group: groups.Group,
    day: dues.Day,
    late: Sequence[tasks.Task],
    *,
    taken: frozenset[Level] = OWN,
) -> escalation_views.Survey:
    """How those of the late tasks stand of which nothing was said. Steps of other levels than `taken` are to come."""
    silent = [task for task in late if not lights.is_explained(task, day)]
    ladder = escalation.ladder_of(group.settings.escalation, sprint=group.settings.sprint)
    if not silent or not ladder.days or group.kind is groups.GroupKind.PERSONAL:
        return escalation_views.Survey(day.today)
    own, section = await _morning(work, group), await sections.of_group(work, group)
    heard = {Level.OWNER: own, Level.LEAD: own, Level.SECTION: None if section is None else await _heard(work, section)}
    ground = _Ground(
        group,
        day,
        ladder,
        groups_service.calendar_of(group),
        await work.people.members(group.id),
        await absences_service.of(work, group),
        {**heard, Level.COMMITTEE: await _heard(work, await sections.committee_of(work, group))},
        await _section_leads(work, section),
        taken,
    )
    return escalation_views.Survey(day.today, tuple([await _standing(work, ground, task) for task in silent]))


async def _standing(work: ports.Work, ground: _Ground, task: tasks.Task) -> escalation_views.Standing:
    assert task.due is not None
    today = ground.day.today
    who, asked = escalation_readers.asked(task, ground.members, ground.absences, today)
    above = escalation_readers.above(ground.members, asked, ground.absences, today)
    case = await _case(work, ground, task, who)
    levels = {
        Level.OWNER: True,
        Level.LEAD: bool(above),
        Level.SECTION: ground.mornings[Level.SECTION] is not None or bool(ground.section),
        Level.COMMITTEE: ground.mornings[Level.COMMITTEE] is not None,
    }
    case = replace(case, levels=tuple(level for level, is_there in levels.items() if is_there))
    due, coming = await _steps(work, ground, task, case)
    return escalation_views.Standing(
        task,
        calendars.workdays_between(ground.calendar, task.due.on, today),
        due,
        coming,
        _hour(ground, coming),
        case.taken,
        asked,
        above,
        ground.section if ground.takes_in_private(Level.SECTION) else (),
    )


async def _case(work: ports.Work, ground: _Ground, task: tasks.Task, who: escalation.Person) -> escalation.Case:
    assert task.due is not None
    group, now, today = ground.group, work.now, ground.day.today
    log = await work.events.of_task(group.id, task.id, limit=LOG)
    past = escalation_log.past(task, log, now, zone=group.zone, stands=questions.STANDS_FOR_DATES)
    is_paused = group.is_silent(now)
    paused_until = None if group.paused_until is None else instants.local_day(group.paused_until, group.zone)
    held = [day for day in (past.held_until, paused_until) if day is not None and day <= today]
    return escalation.Case(
        due_on=task.due.on,
        state=task.state,
        person=who,
        taken=past.taken,
        pause=escalation.Pause.GROUP if is_paused else past.pause,
        held_until=max(held, default=None),
    )


async def _steps(
    work: ports.Work, ground: _Ground, task: tasks.Task, case: escalation.Case
) -> tuple[escalation.Step | None, escalation.Step | None]:
    """The step of today, if whoever asks takes it, and the one to come."""
    today = ground.day.today
    due = escalation.step_due(case, ground.ladder, ground.calendar, today)
    if due is None:
        return None, escalation.next_step(case, ground.ladder, ground.calendar)
    if not await _may_go_up(work, task, case, due):
        return None, escalation.put_off(due, ground.calendar, today)
    if due.level not in ground.taken and not (ground.takes_in_private(due.level) and ground.taken == OWN):
        return None, due
    after = replace(case, taken=escalation.take(case, due.level, today))
    return due, escalation.next_step(after, ground.ladder, ground.calendar)


async def _may_go_up(work: ports.Work, task: tasks.Task, case: escalation.Case, due: escalation.Step) -> bool:
    """Whether a step upward was announced to somebody who could stop it (voice.md, rule 7)."""
    nobody_below = case.person is escalation.Person.NOBODY and due.level is Level.LEAD
    if due.level is Level.OWNER or nobody_below:
        return True
    return await work.ledger.has(*escalation_keys.of_announcement(task, due.level))


def _hour(ground: _Ground, step: escalation.Step | None) -> datetime | None:
    """When the morning message that takes the step comes on its day or next; `None` where there is none."""
    if step is not None and ground.takes_in_private(step.level):
        morning = ground.mornings[Level.LEAD]
    else:
        morning = None if step is None else ground.mornings[step.level]
    if step is None or morning is None:
        return None
    begins = instants.day_bounds(step.on, ground.group.zone)[0] - timedelta(microseconds=1)
    return groups_service.next_due(morning.group, morning.schedule, max(begins, ground.day.now))


async def _morning(work: ports.Work, group: groups.Group) -> _Morning | None:
    schedules = await work.schedules.of_group(group.id)
    return next((_Morning(group, one) for one in schedules if one.kind == groups_service.DIGEST), None)


async def _heard(work: ports.Work, above: groups.Group | None) -> _Morning | None:
    """The morning message of a section or a committee, where it comes at all."""
    if above is None or not above.zone_confirmed or above.life is not groups.Life.RUNNING:
        return None
    chat, morning = await work.chats.get(above.chat_id), await _morning(work, above)
    is_heard = chat.state is groups.ChatState.ACTIVE and morning is not None and morning.schedule.enabled
    return morning if is_heard else None


async def _section_leads(work: ports.Work, section: groups.Group | None) -> tuple[people.Person, ...]:
    """Who is told for a section in private: its leads who have begun a private chat and not left it."""
    if section is None or section.life is not groups.Life.RUNNING:
        return ()
    found = []
    for person in await sections.leads(work, section):
        chat = await work.chats.by_telegram_id(person.telegram_id) if person.started else None
        if chat is not None and chat.state is groups.ChatState.ACTIVE:
            found.append(person)
    return tuple(found)
