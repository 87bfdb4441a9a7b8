"""What happened in a period and what is next (voice.md, section 5), from events and tasks; no database and no text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta

from coordination.rules import boards, dues, events, fields, groups, lights, tasks

State = tasks.State
HELP = "help"
"""The `state` of an update of the group itself by which somebody asks for help."""

LINE = "line"
"""The `state` of an update of the group itself that a lead puts above the facts."""

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
class Tally:
    """How many tasks a period left done, made, moved on, put off, newly blocked and freed."""

    done: int = 0
    new: int = 0
    moved: int = 0
    slipped: int = 0
    blocked: int = 0
    freed: int = 0


def added(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    return Tally(*map(sum, zip(*map(astuple, tallies), strict=True)))


@dataclass(frozen=True, slots=True)
class SummaryView:
    """`done_before` and `before` are the counts of the period before; `late` and `light` are of now.

    `moved` went on without ending, `freed` are the ids of those among them that were blocked and are so no more,
    `newly` of those that became blocked; `new` were made in the period; `next` are due in the seven days after it, key
    work first. `help` are the lines by which the group asks for help and `lines` what a lead puts above the facts, as
    typed. `until` is the instant up to which the records were read; `is_over`: the period had passed by then.
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
    lines: tuple[str, ...] = ()
    new: tuple[tasks.Task, ...] = ()
    freed: frozenset[int] = frozenset()
    newly: frozenset[int] = frozenset()
    before: Tally = Tally()
    is_over: bool = False

    @property
    def tally(self) -> Tally:
        """The counts of the period itself."""
        counted = (self.done, self.new, self.moved, self.slipped, self.newly, self.freed)
        return Tally(*map(len, counted))

    @property
    def is_quiet(self) -> bool:
        """Tell whether there is nothing to report at all."""
        return not (
            self.done
            or self.late.total
            or self.moved
            or self.slipped
            or self.blocked
            or self.new
            or self.next
            or self.help
            or self.lines
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


def made_in(log: Sequence[events.Event]) -> list[int]:
    """Ids of the tasks that began in these events (oldest first) by somebody's word and were not taken back."""
    return [one.task_id for one in _standing(log) if one.kind == "created" and one.task_id is not None]


def freed_in(log: Sequence[events.Event]) -> frozenset[int]:
    """Ids of the tasks that these events leave free again after they had been blocked."""
    found: dict[int, bool] = {}
    for event in _standing(log):
        state, was = (event.after or {}).get("state"), (event.before or {}).get("state")
        if event.task_id is not None and state is not None:
            found[event.task_id] = was == State.BLOCKED and state in {State.IN_PROGRESS, State.OPEN}
    return frozenset(task_id for task_id, is_free in found.items() if is_free)


def blocked_in(log: Sequence[events.Event]) -> frozenset[int]:
    """Ids of the tasks that became blocked in these events and are so at their end."""
    found: dict[int, bool] = {}
    for event in _standing(log):
        state, was = (event.after or {}).get("state"), (event.before or {}).get("state")
        if event.task_id is not None and state is not None:
            found[event.task_id] = state == State.BLOCKED and (found.get(event.task_id, False) or was != State.BLOCKED)
    return frozenset(task_id for task_id, is_stuck in found.items() if is_stuck)


def tally_of(log: Sequence[events.Event]) -> Tally:
    """The counts of a period from all of its events (oldest first); what it left dropped counts nowhere."""
    last = {one.task_id: state for one in log if (state := (one.after or {}).get("state")) is not None}
    dropped = {task_id for task_id, state in last.items() if state == State.DROPPED}
    done, freed = set(ended_in(log)), freed_in(log)
    moved = {*moved_in(log), *freed} - done - blocked_in(log)
    found = (done, {*made_in(log)}, moved, {*shifts_in(log)}, blocked_in(log), freed)
    return Tally(*(len(ids - dropped) for ids in found))


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
