"""What pictures show, made of counts: the days of a timeline, stairs of a burn-up, shares, weeks; it makes no text."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from coordination.pictures import Tone
from coordination.rules import groups, plan_groups, tasks

State = tasks.State
ROWS = 30
"""Of a timeline, in one picture."""

MOST_UNITS = 30
"""Rows of shares; the others are added up in the last."""

WEEKS = 6
"""Shown one by one, this week first; what is due before and after stands beside them."""

MOST_PHASES = 8
PARTS = (Tone.DONE, Tone.CLAIMED, Tone.MOVING, Tone.OPEN, Tone.BLOCKED, Tone.HELD, Tone.LATE)
"""Of a share, from left to right; what is late counts as that alone."""

LOAD = (Tone.DONE, Tone.MOVING, Tone.LATE)
"""Of a week, from below: done, still open, late."""

BACK, AHEAD = timedelta(days=180), timedelta(days=400)
"""A picture reaches no further; what lies beyond is cut at its edge."""

NEAR = timedelta(days=56)
"""A timeline may always reach so far."""

_TONES = {
    State.OPEN: Tone.OPEN,
    State.IN_PROGRESS: Tone.MOVING,
    State.BLOCKED: Tone.BLOCKED,
    State.CLAIMED: Tone.CLAIMED,
    State.DONE: Tone.DONE,
    State.ON_HOLD: Tone.HELD,
}
_PHASE = re.compile(
    r"(?:phase|stage|sprint|week|month|milestone)[\W_]*\d{0,3}|[\u4e00-\u9fff]{1,5}(?:期|阶段|周)", re.IGNORECASE
)
_NO_PHASE = re.compile("[延逾到日定长短近工周假学]期|不定期|[本下上每]周")
"""What ends as phases do in Chinese and is none."""


def tone_of(state: tasks.State, *, late: bool = False) -> Tone:
    """How a task that was not dropped is shown."""
    return Tone.LATE if late else _TONES[state]


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of local days, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the plan, named by a tag."""

    name: str
    days: Days


@dataclass(frozen=True, slots=True)
class TimelineView:
    """One picture of the tasks with dates: those still open in due order, on the first also what was done last.

    `offset` and `total` count the open ones. `undated` have no date; `late` of all, `late_ids` of those shown. `codes`
    are how other groups are called, by id, where tasks of several are shown. `with_below`: they are those of the groups
    below, whose committee or section has none with a date itself.
    """

    group: groups.Group
    today: date
    tasks: tuple[tasks.Task, ...]
    offset: int
    total: int
    undated: int
    late: int
    late_ids: frozenset[int] = frozenset()
    phases: tuple[Phase, ...] = ()
    codes: Mapping[int, str] = field(default_factory=dict)
    with_below: bool = False


@dataclass(frozen=True, slots=True)
class Stairs:
    """A count at the end of days, by day ascending."""

    steps: tuple[tuple[date, int], ...]

    def at(self, day: date) -> int:
        """The count at the end of the day."""
        return max(((on, count) for on, count in self.steps if on <= day), default=(day, 0))[1]

    @property
    def end(self) -> int:
        """The last count."""
        return self.steps[-1][1] if self.steps else 0


@dataclass(frozen=True, slots=True)
class ProgressView:
    """Tasks there were, tasks done, and tasks that were to be done by the dates first agreed, day by day.

    `with_below`: those of the groups below count too.
    """

    group: groups.Group
    today: date
    scope: Stairs
    done: Stairs
    plan: Stairs
    with_below: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Counts of one owner or group in the order of `PARTS`; `name` is empty for nobody."""

    name: str
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SharesView:
    """In the order of names, groups in plan order: nobody is ranked. `rest` are how many `others` adds up."""

    group: groups.Group
    today: date
    by_group: bool
    shares: tuple[Share, ...]
    rest: int = 0
    others: Share | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """What is due in a week, in the order of `LOAD`. `first` is its Monday; `None` before all and after all weeks."""

    first: date | None
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LoadView:
    """What is due before this week and open still, in the weeks to come, and after them; `undated` has no date."""

    group: groups.Group
    today: date
    before: Week
    weeks: tuple[Week, ...]
    after: Week
    undated: int
    with_below: bool = False


View = TimelineView | ProgressView | SharesView | LoadView


def days_of(found: Iterable[Days], today: date) -> Days:
    """The days that a timeline shows, today among them.

    What began long ago is shown from four weeks before; a last quarter that is due much later than all others is cut
    at the edge, so that the others don't shrink to nothing.
    """
    stretches = list(found)
    ends = sorted(one.last for one in stretches)
    first = min([*ends, today]) - timedelta(days=3)
    begun = max(min([today, *(one.first for one in stretches)]), today - timedelta(days=28))
    first = max(min(first, begun), today - BACK)
    most = ends[(len(ends) - 1) * 3 // 4] if ends else today
    enough = max(today + NEAR, today + 2 * (most - today))
    last = min(max([*ends, today]) + timedelta(days=3), enough, today + AHEAD)
    return Days(first, max(last, first + timedelta(days=13)))


def days_of_progress(view: ProgressView) -> Days:
    """The days that a burn-up shows: from the first task to the last day agreed, today among them."""
    known = [day for stairs in (view.scope, view.plan, view.done) for day, _ in stairs.steps]
    first = max(min([*known, view.today]) - timedelta(days=1), view.today - AHEAD)
    last = min(max([*known, view.today]), view.today + AHEAD)
    return Days(first, max(last, first + timedelta(days=13)))


def drawn(stairs: Stairs, days: Days) -> tuple[tuple[date, int], ...]:
    """The steps within these days, with what stood at their first and stands at their last."""
    inside = {day: count for day, count in stairs.steps if days.first < day < days.last}
    return tuple(sorted({days.first: stairs.at(days.first), **inside, days.last: stairs.at(days.last)}.items()))


def stretch_of(task: tasks.Task, began: date) -> Days:
    """From the start said, else `began`, to the due day. The task has a date."""
    assert task.due is not None
    return Days(min(task.start_on or began, task.due.on), task.due.on)


def ticks(days: Days) -> list[date]:
    """Where the days are named: Mondays, every other Monday, or firsts of months, as many as can be read."""
    length = (days.last - days.first).days
    if length > 112:
        every = 1 if length <= 200 else 3
        months = (
            date(days.first.year + n // 12, n % 12 + 1, 1) for n in range(days.first.month, days.first.month + 24)
        )
        return [one for one in months if one <= days.last and (one.month - 1) % every == 0]
    monday = days.first + timedelta(days=-days.first.weekday() % 7)
    step = 7 if length <= 42 else 14 if length <= 84 else 28
    return [monday + timedelta(days=n) for n in range(0, (days.last - monday).days + 1, step)]


def phases_of(
    found: Iterable[tuple[Sequence[str], Days]], planned: Mapping[str, str] | None = None
) -> tuple[Phase, ...]:
    """The phases that tags name, in the order in which they end: each begins where the one before it ends.

    `planned` are names of a plan's own phases by their tags; where there are none, tags that look like one count.
    Dates are ends, so what lies between two phases belongs to the later one. At most `MOST_PHASES`.
    """
    spans: dict[str, Days] = {}
    for names, days in found:
        tagged = [planned[tag] for tag in names if tag in planned] if planned else list(filter(is_phase, names))
        for name in tagged:
            known = spans.get(name, days)
            spans[name] = Days(min(known.first, days.first), max(known.last, days.last))
    phases: list[Phase] = []
    for name, days in sorted(spans.items(), key=lambda one: (one[1].last, one[1].first, one[0])):
        first = phases[-1].days.last + timedelta(days=1) if phases else days.first
        if first <= days.last:
            phases.append(Phase(name, Days(first, days.last)))
    return tuple(phases[:MOST_PHASES])


def is_phase(tag: str) -> bool:
    """Tell whether a tag names a stretch of the plan, as an imported plan's headings do."""
    return not _NO_PHASE.fullmatch(tag) and (bool(_PHASE.fullmatch(tag)) or plan_groups.is_time(tag))


def stairs(changes: Iterable[tuple[date, int]]) -> Stairs:
    """Changes of a count, added up in the order of days."""
    total, steps = 0, []
    for day, same in groupby(sorted(changes), key=lambda one: one[0]):
        total += sum(change for _, change in same)
        steps.append((day, total))
    return Stairs(tuple(steps))


def shares(counts: Iterable[tuple[str, tasks.State, bool, int]]) -> dict[str, tuple[int, ...]]:
    """By unit, the tasks in the order of `PARTS`; given as unit, state, late, count."""
    found: dict[str, dict[Tone, int]] = {}
    for unit, state, late, count in counts:
        parts = found.setdefault(unit, {})
        tone = tone_of(state, late=late)
        parts[tone] = parts.get(tone, 0) + count
    return {unit: tuple(parts.get(tone, 0) for tone in PARTS) for unit, parts in found.items()}


def cut(ordered: Sequence[Share]) -> tuple[tuple[Share, ...], int, Share | None]:
    """At most `MOST_UNITS` rows: the first ones, how many are left, and what these have together."""
    if len(ordered) <= MOST_UNITS:
        return tuple(ordered), 0, None
    rest = ordered[MOST_UNITS - 1 :]
    together = Share("", tuple(map(sum, zip(*(one.parts for one in rest), strict=True))))
    return tuple(ordered[: MOST_UNITS - 1]), len(rest), together


def weeks(counts: Iterable[tuple[date, tasks.State, bool, int]], today: date) -> tuple[Week, tuple[Week, ...], Week]:
    """Before, the weeks from this one on, after; given as due day, state, late, count. Done long ago: left out."""
    monday = today - timedelta(days=today.weekday())
    found: dict[int, dict[Tone, int]] = {}
    for due_on, state, late, count in counts:
        place = min(max((due_on - monday).days // 7, -1), WEEKS)
        tone = Tone.LATE if late else Tone.DONE if state is State.DONE else Tone.MOVING
        if place == -1 and tone is Tone.DONE:
            continue
        parts = found.setdefault(place, {})
        parts[tone] = parts.get(tone, 0) + count
    shown = tuple(Week(monday + timedelta(weeks=n), _load(found.get(n, {}))) for n in range(WEEKS))
    return Week(None, _load(found.get(-1, {}))), shown, Week(None, _load(found.get(WEEKS, {})))


def _load(parts: Mapping[Tone, int]) -> tuple[int, ...]:
    return tuple(parts.get(tone, 0) for tone in LOAD)
