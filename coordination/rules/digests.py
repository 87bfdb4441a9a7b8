"""What the morning digest says (voice.md, section 4), chosen from a group's live tasks; no database and no text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from coordination.rules import (
    boards,
    calendars,
    dues,
    escalation_views,
    groups,
    instants,
    lights,
    links,
    people,
    summaries,
    tasks,
)

State = tasks.State
LINES = 12
"""A message has at most so many lines (voice.md); the first and the last are the title and how to answer."""

FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Sections:
    """The live tasks that a digest names, in its order.

    `late` has the silent ones first. `soon` are due after today until `soon_until`. `stuck` are blocked, silent too
    long, or on hold with a review date that has come. `to_confirm` are claimed.
    """

    due_today: tuple[tasks.Task, ...]
    late: tuple[tasks.Task, ...]
    soon: tuple[tasks.Task, ...]
    soon_until: date
    stuck: tuple[tasks.Task, ...]
    unowned: tuple[tasks.Task, ...]
    to_confirm: tuple[tasks.Task, ...]

    @property
    def lists(self) -> tuple[tuple[tasks.Task, ...], ...]:
        """All of them, in the order in which they are read."""
        return self.due_today, self.late, self.soon, self.stuck, self.unowned, self.to_confirm


class HeldKind(StrEnum):
    """What a ceiling of unasked posts keeps back."""

    SUMMARY = "summary"
    ROLLUP = "rollup"
    CHECK_IN = "check_in"
    ROUND_UP = "round_up"  # what came of a check-in


@dataclass(frozen=True, slots=True)
class Held:
    """Something that was one post too many: what it is, of which schedule or question, when it was due (aware, UTC).

    `period`: the week that it would have told of, where it tells of one.
    """

    kind: HeldKind
    subject: str
    at: datetime
    period: summaries.Period | None = None


@dataclass(frozen=True, slots=True)
class DigestView:
    """What is shown: each list cut to what fits, with its total.

    `due_today` and `late` take a line a task, the others one line each. `silent`: ids of late tasks without a word.
    `mentioned`: ids of the tasks beside which the owner is mentioned, once each; elsewhere the name stands plain.
    `owners` has those known to Telegram, by id. `states` counts the group's tasks where no board does it.
    `survey` is how the late and silent ones stand on their way up, `passing` what is said of it. `held` is what
    the ceiling kept from being posted since the last digest. `opens_in`: so many days before the
    opening a sprint is offered. `freed` wait for nothing any more.
    """

    group: groups.Group
    today: date
    due_today: boards.Shown
    late: boards.Shown
    soon: boards.Shown
    soon_until: date
    stuck: boards.Shown
    unowned: boards.Shown
    to_confirm: boards.Shown
    silent: frozenset[int] = frozenset()
    mentioned: frozenset[int] = frozenset()
    owners: Mapping[int, people.Person] = field(default_factory=dict)
    states: Mapping[tasks.State, int] = field(default_factory=dict)
    survey: escalation_views.Survey | None = None
    passing: escalation_views.Passing = escalation_views.NO_PASSING
    held: tuple[Held, ...] = ()
    opens_in: int | None = None
    freed: tuple[links.Freed, ...] = ()

    @property
    def shown(self) -> tuple[boards.Shown, ...]:
        """All lists, in the order in which they are read."""
        return self.due_today, self.late, self.soon, self.stuck, self.unowned, self.to_confirm

    @property
    def is_routine(self) -> bool:
        """Tell whether nothing is late or due today: it needs no sound."""
        return not (self.late.total or self.due_today.total)


def sections(
    live: Sequence[tasks.Task], day: dues.Day, settings: groups.Settings, calendar: calendars.WorkCalendar
) -> Sections:
    """Choose what to name of the live tasks (in due order). A task stands in one list only, the first that fits."""
    left = {task.id for task in live}

    def take(chosen: Iterable[tasks.Task]) -> tuple[tasks.Task, ...]:
        kept = tuple(task for task in chosen if task.id in left)
        left.difference_update(task.id for task in kept)
        return kept

    until = soon_until(day.today, calendar)
    late = [task for task in live if dues.is_late(task, day)]
    return Sections(
        due_today=take(boards.due_between(live, day, day.today)),
        late=take(sorted(late, key=lambda task: lights.is_explained(task, day))),
        soon=take(boards.due_between(live, day, until)),
        soon_until=until,
        stuck=take(task for task in live if _is_stuck(task, day, settings)),
        to_confirm=take(task for task in live if task.state is State.CLAIMED),
        unowned=take(task for task in live if task.owner is None),
    )


def soon_until(today: date, calendar: calendars.WorkCalendar) -> date:
    """This week's Friday; from Friday on, the next working day."""
    if today.weekday() < FRIDAY:
        return today + timedelta(days=FRIDAY - today.weekday())
    return calendars.next_workday(calendar, today)


def is_empty(found: Sections) -> bool:
    """Tell whether there is nothing to say."""
    return not any(found.lists)


def _is_stuck(task: tasks.Task, day: dues.Day, settings: groups.Settings) -> bool:
    if task.state is State.ON_HOLD:
        return task.review_on is not None and task.review_on <= day.today
    return task.state is State.BLOCKED or is_silent(task, day, settings.silent_after_days)


def is_silent(task: tasks.Task, day: dues.Day, days: int) -> bool:
    """Tell whether a task in progress has been without a word for so many days."""
    if task.state is not State.IN_PROGRESS:
        return False
    last = instants.local_day(task.last_update_at or task.created_at, day.zone)
    return (day.today - last).days >= days


def fitted(found: Sections, lines: int = LINES) -> tuple[boards.Shown, ...]:
    """Each of `found.lists` cut so that the message has at most `lines` lines; what is left out is counted.

    Titles of the two long lists take a line each, and so does "and 7 more"; the other lists are one line each.
    """
    long, short = found.lists[:2], found.lists[2:]
    room = lines - 2 - sum(1 for one in short if one) - sum(1 for one in long if one)
    first, second = _share(len(long[0]), len(long[1]), room)
    cut = boards.shown(long[0], limit=first), boards.shown(long[1], limit=second)
    return (*cut, *(boards.shown(one) for one in short))


def _share(first: int, second: int, room: int) -> tuple[int, int]:
    """How many of each list are shown in `room` lines; the longer one gives way."""
    one, other = min(first, room), min(second, room)
    while _lines(one, first) + _lines(other, second) > room and (one or other):
        if one > other:
            one -= 1
        else:
            other -= 1
    return one, other


def _lines(kept: int, total: int) -> int:
    """A list of which nothing is shown is counted beside its title."""
    return kept + (0 < kept < total)


def first_mentions(lists: Iterable[boards.Shown]) -> frozenset[int]:
    """Ids of the tasks beside which an owner is mentioned: the first of theirs that is shown."""
    seen: dict[int, int] = {}
    for shown in lists:
        for task in shown.tasks:
            if task.owner is not None and task.owner.person_id is not None:
                seen.setdefault(task.owner.person_id, task.id)
    return frozenset(seen.values())
