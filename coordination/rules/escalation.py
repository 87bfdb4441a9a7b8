"""How a late task without a word goes up: to the owner, the lead, the section, the committee; knows no message.

Each step is taken once, on a day that was announced with the step before it: never two on one day, and after a stop
or a pause the ladder goes on one working day at a time rather than jump over somebody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from coordination.rules import calendars, dues, occurrences, tasks
from coordination.rules.calendars import Calendar, WorkCalendar


class Level(StrEnum):
    """Who is told, from below; the order is that of the ladder."""

    OWNER = "owner"
    LEAD = "lead"
    SECTION = "section"
    COMMITTEE = "committee"


UNIT = (Level.OWNER, Level.LEAD)
"""A group that belongs to no section: the lead is the top."""


class Person(StrEnum):
    """Whether somebody can answer for the task on the day."""

    OWNER = "owner"
    STAND_IN = "stand_in"
    NOBODY = "nobody"  # unowned, or away without a stand-in: the lead is told in the owner's place


class Pause(StrEnum):
    """Why nothing goes up for now."""

    REQUEST = "request"  # more time was asked for and not decided
    GROUP = "group"  # the group is paused


@dataclass(frozen=True, slots=True)
class Ladder:
    """After how many days late each level is told. `sprint`: weekends count as working days do."""

    days: Mapping[Level, int]
    sprint: bool = False

    def __post_init__(self) -> None:
        steps = [self.days[level] for level in Level if level in self.days]
        if any(days < 1 for days in steps) or steps != sorted(set(steps)):
            raise ValueError("each level is told at least a day late, and later than the one below")


USUAL = Ladder({Level.OWNER: 1, Level.LEAD: 3, Level.SECTION: 5, Level.COMMITTEE: 8})
SPRINT = Ladder({Level.OWNER: 1, Level.LEAD: 2, Level.SECTION: 3, Level.COMMITTEE: 4}, sprint=True)


def ladder_of(days: Sequence[int], *, sprint: bool = False) -> Ladder:
    """The ladder that a group chose: days late by level, from below; none at all is no ladder, in a sprint too.

    Raises `ValueError` for days that do not climb.
    """
    if sprint and days:
        return SPRINT
    return Ladder(dict(zip(Level, days, strict=False)))


@dataclass(frozen=True, slots=True)
class Case:
    """A task past its date. `due_on` is the local day it was due, `silent` whether nothing was said of it since.

    `levels` are those that exist above the task, from below. `taken` are the steps of this date already taken, with
    their days. `held_until` is the last day of a pause that is over, `pause` one that lasts.
    """

    due_on: date
    silent: bool = True
    state: tasks.State = tasks.State.OPEN
    person: Person = Person.OWNER
    levels: tuple[Level, ...] = UNIT
    taken: Mapping[Level, date] = field(default_factory=dict)
    pause: Pause | None = None
    held_until: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The next level to be told, on which day, and by whom it is read: the stand-in, or the lead for nobody."""

    level: Level
    on: date
    to_stand_in: bool = False


def is_stopped(case: Case) -> bool:
    """Whether nothing goes up any more: a word was said, or nothing is owed. More time makes another date."""
    return not case.silent or case.state in dues.NOT_OWED or case.state is tasks.State.BLOCKED


def next_step(case: Case, ladder: Ladder, calendar: WorkCalendar) -> Step | None:
    """The step to come, for its announcement; `None` when the ladder is stopped, paused or at its top.

    `calendar` is the one of `counting`. The day is the promised one, or a working day after the last step taken or
    the end of a pause, whichever is later.
    """
    level = _next_level(case, ladder)
    if level is None or is_stopped(case) or case.pause is not None:
        return None
    first = min(ladder.days.values()) if _goes_to_lead_at_once(case, level) else ladder.days[level]
    after = [day for day in (*case.taken.values(), case.held_until) if day is not None]
    promised = calendars.add_workdays(calendar, case.due_on, first)
    on = max([promised, *(calendars.next_workday(calendar, day) for day in after)])
    return Step(level, on, level is Level.OWNER and case.person is Person.STAND_IN)


def step_due(case: Case, ladder: Ladder, calendar: WorkCalendar, today: date) -> Step | None:
    """The step to take today: at most one, and only if its day has come and today is worked."""
    step = next_step(case, ladder, calendar)
    return step if step is not None and step.on <= today and calendar.is_workday(today) else None


def put_off(step: Step, calendar: WorkCalendar, today: date) -> Step:
    """A step that nobody was told of beforehand: it is announced today and comes the next working day."""
    return replace(step, on=calendars.next_workday(calendar, today))


def take(case: Case, level: Level, today: date) -> dict[Level, date]:
    """The steps taken, with this one."""
    return {**case.taken, level: today}


def counting(ladder: Ladder, calendar: Calendar) -> Calendar:
    """The days that the ladder counts: in a sprint weekends too, public holidays never."""
    return calendar.with_weekends() if ladder.sprint else calendar


def key(task_id: int, level: Level, due: tasks.Due) -> occurrences.Key:
    """What makes a step unique: the task, the level and the date."""
    return occurrences.of_task(task_id, f"escalation:{level}", due)


def _next_level(case: Case, ladder: Ladder) -> Level | None:
    """The lowest level above every one that was told. The owner is left out when there is nobody to ask."""
    order = list(Level)
    above = max((order.index(level) for level in case.taken), default=-1)
    skipped = {Level.OWNER} if case.person is Person.NOBODY else set()
    asked = (level for level in order[above + 1 :] if level in case.levels and level in ladder.days)
    return next((level for level in asked if level not in skipped), None)


def _goes_to_lead_at_once(case: Case, level: Level) -> bool:
    return level is Level.LEAD and case.person is Person.NOBODY and not case.taken
