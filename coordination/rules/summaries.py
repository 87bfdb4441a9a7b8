"""What happened in a period and what is next (voice.md, section 5), from events and tasks; no database and no text."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from coordination.errors import Refused
from coordination.rules import boards, dues, events, fields, groups, lights, tasks, text, when

State = tasks.State
HELP = "help"
"""The `state` of an update of the group itself by which somebody asks for help."""

SHIFTS = frozenset({"due", "granted", "undone"})
"""Kinds of the events that move a date by somebody's word; a corrected typing is none."""


@dataclass(frozen=True, slots=True)
class Period:
    """Local days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def before(self) -> "Period":
        """As many days just before it; of a whole month, the month before."""
        if self.first.day == 1 and (self.last + timedelta(days=1)).day == 1:
            return month_of(self.first - timedelta(days=1))
        return Period(self.first - (self.last - self.first) - timedelta(days=1), self.first - timedelta(days=1))


def week_of(day: date) -> Period:
    """The week of the day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def month_of(day: date) -> Period:
    """The month of the day."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Slip:
    """A task whose date was put off in the period: from, to, and the reason given."""

    task: tasks.Task
    old: tasks.Due
    new: tasks.Due
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Stuck:
    """A blocked task and since when."""

    task: tasks.Task
    since: datetime | None


@dataclass(frozen=True, slots=True)
class SummaryView:
    """`done_before` is the count of the period before; `late` and `light` are of now.

    `moved` went on without ending; `next` are due in the seven days after the period, key work first. `help` are the
    lines by which the group asks for help, as typed. `until` is the instant up to which the records were read.
    """

    group: groups.Group
    period: Period
    until: datetime
    light: lights.Light
    done: tuple[tasks.Task, ...]
    done_before: int
    late: boards.Shown
    moved: tuple[tasks.Task, ...]
    slipped: tuple[Slip, ...]
    blocked: tuple[Stuck, ...]
    to_confirm: tuple[tasks.Task, ...]
    next: tuple[tasks.Task, ...]
    help: tuple[str, ...]

    @property
    def is_quiet(self) -> bool:
        """Tell whether there is nothing to report at all."""
        return not (
            self.done or self.late.total or self.moved or self.slipped or self.blocked or self.next or self.help
        )


def ended_in(log: Sequence[events.Event]) -> list[int]:
    """Ids of the tasks that these events (oldest first) leave done, in the order in which they were done."""
    done: dict[int, None] = {}
    for event in log:
        state = (event.after or {}).get("state")
        if event.task_id is None or state is None:
            continue
        done.pop(event.task_id, None)
        if state == State.DONE:
            done[event.task_id] = None
    return list(done)


def moved_in(log: Sequence[events.Event]) -> list[int]:
    """Ids of the tasks whose percent or state went on in these events (oldest first), each once.

    What was taken back, or typed otherwise in an edit, moved nothing.
    """
    found: dict[int, None] = {}
    for event in _standing(log):
        after = event.after or {}
        is_moving = after.get("state") == State.IN_PROGRESS or bool(after.get("percent"))
        if event.task_id is not None and is_moving and event.kind not in events.CREATIONS:
            found[event.task_id] = None
    return list(found)


def _standing(log: Sequence[events.Event]) -> list[events.Event]:
    """The events without those that were taken back or typed otherwise since, and without the taking back."""
    kept: list[events.Event] = []
    for event in log:
        gone = event.undoes if event.kind != events.CORRECTED else event.change_id
        if gone is None:
            kept.append(event)
        else:
            kept = [one for one in kept if (one.change_id, one.task_id) != (gone, event.task_id)]
    return kept


def shifts_in(log: Sequence[events.Event]) -> dict[int, tuple[tasks.Due, tasks.Due, int]]:
    """By task id: the date before and after all of these events, where it was put off, and the last change's id."""
    first: dict[int, Mapping[str, object] | None] = {}
    last: dict[int, tuple[Mapping[str, object] | None, int]] = {}
    for event in log:
        if event.task_id is None or event.kind not in SHIFTS or "due" not in (event.after or {}):
            continue
        first.setdefault(event.task_id, (event.before or {}).get("due"))
        last[event.task_id] = ((event.after or {})["due"], event.change_id)
    found = {}
    for task_id, (value, change_id) in last.items():
        old, new = fields.due_of(first[task_id]), fields.due_of(value)
        if old is not None and new is not None and is_later(new, old):
            found[task_id] = (old, new, change_id)
    return found


def is_later(new: tasks.Due, old: tasks.Due) -> bool:
    """Tell whether a date was put off: to a later day, or to a later hour of the same."""
    if new.on != old.on:
        return new.on > old.on
    return old.at is not None and (new.at is None or new.at > old.at)


def next_due(live: Sequence[tasks.Task], period: Period) -> list[tasks.Task]:
    """Those due in the seven days after the period, key work first, then in their order."""
    last = period.last + timedelta(days=7)
    coming = [
        task
        for task in live
        if task.due is not None and task.state not in dues.NOT_OWED and period.last < task.due.on <= last
    ]
    return sorted(coming, key=lambda task: not task.key)


MOST_DAYS = 400

_WEEK = ("", "week", "this week", "周", "本周", "这周", "这一周", "这个星期", "本星期")
_LAST_WEEK = ("last week", "上周", "上一周", "上个星期", "上星期")
_MONTH = ("month", "this month", "月", "本月", "这个月")
_LAST_MONTH = ("last month", "上月", "上个月")
_NAMED: Mapping[str, Callable[[date], Period]] = {
    **dict.fromkeys(_WEEK, lambda today: week_of(today)),
    **dict.fromkeys(_LAST_WEEK, lambda today: week_of(today).before),
    **dict.fromkeys(_MONTH, lambda today: month_of(today)),
    **dict.fromkeys(_LAST_MONTH, lambda today: month_of(today).before),
}
"""Stretches that as a date would mean their end, or nothing."""

_SINCE = re.compile(
    r"(?:(?:since|from)\s|自从|自|从)\s*(?P<day>.+?)\s*(?:以来|起|至今)?|(?P<only>.+?)\s*(?:以来|起|至今)",
    re.IGNORECASE,
)
_BACK = (timedelta(days=7), timedelta(days=366))
LONGEST_AHEAD = timedelta(days=31)


def period_of(words: str, frame: when.Frame) -> Period:
    """The period that was asked for: `week`, `last month`, `since 1 Nov`, `1 Nov - 15 Nov`, `11月1日至15日`.

    A summary looks back: a date without a year or week is the last one that has come. Raises `Refused` for words that
    are no period, one that ends before it begins or has not begun, and one of more than `MOST_DAYS` days.
    """
    phrase = " ".join(words.split())
    since = _SINCE.fullmatch(phrase)
    found = _period(since["day"] or since["only"] if since else phrase, frame)
    if found is None:
        raise Refused("refused.summary_form", words=text.shorten(phrase, 60))
    if found.last < found.first:
        raise Refused("refused.summary_backwards")
    if found.first > frame.today:
        raise Refused("refused.summary_ahead")
    if since is not None:
        found = Period(found.first, frame.today)
    if (found.last - found.first).days >= MOST_DAYS:
        raise Refused("refused.summary_too_long", days=MOST_DAYS)
    return found


def _period(phrase: str, frame: when.Frame) -> Period | None:
    named = _NAMED.get(phrase.casefold())
    if named is not None:
        return named(frame.today)
    found = _read(phrase, frame)
    if found is None or found.first <= frame.today:
        return found
    earlier = (_read_back(phrase, frame, by) for by in _BACK)
    return next((one for one in earlier if one is not None and _has_come(one, frame.today)), found)


def _has_come(period: Period, today: date) -> bool:
    """A period of another year's date may last a little longer; one that lasts for months was meant otherwise."""
    return period.first <= today and period.last <= today + LONGEST_AHEAD


def _read_back(phrase: str, frame: when.Frame, by: timedelta) -> Period | None:
    """As it would have been meant earlier; nothing for words that follow the day ("tomorrow")."""
    one, other = (_read(phrase, replace(frame, now=frame.now - back)) for back in (by, by - timedelta(days=1)))
    return one if one == other else None


def _read(phrase: str, frame: when.Frame) -> Period | None:
    """A range, a day, or a whole month by its name. Of several readings none is taken."""
    reading = when.read(phrase, frame)
    if reading.problem is when.Problem.BACKWARDS:
        return Period(date.max, date.min)
    if len(reading.values) == 1 and isinstance(reading.values[0], when.Span):
        return Period(reading.values[0].start.on, reading.values[0].end.on)
    days = sorted(value.on for value in reading.values if isinstance(value, when.Moment))
    if not days or len(days) != len(reading.values):
        return None
    found = Period(days[0], days[-1])
    return found if len(days) == 1 or found == month_of(found.first) else None
