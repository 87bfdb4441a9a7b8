"""What a newer plan changes in the tasks that are there: new, changed field by field, gone; it knows no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coordination.rules import owners, plan_groups, tasks

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of the plan, the code of its group (`""`: whoever sent the plan) and its place in the reading."""

    row: Row
    code: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A task that the plan says otherwise: the new fields, `None` where they stay. `owners` are names as written."""

    task: tasks.Task
    code: str
    title: str | None = None
    due: date | None = None
    owners: tuple[str, ...] | None = None
    start: date | None = None
    key: bool | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """`same` counts the rows that say nothing new; `gone` came from an earlier plan and stand in this one no more.

    `found` are the tasks that rows stand for, by the row's place.
    """

    new: tuple[Placed, ...]
    changed: tuple[Change, ...]
    gone: tuple[tuple[str, tasks.Task], ...]
    same: int
    found: Mapping[int, tasks.Task] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a difference is taken over. What is `gone` is dropped only on demand, for this `reason`."""

    new: bool = True
    changed: bool = True
    gone: bool = False
    reason: str = ""


WHOLE = Parts()


def compare(
    placed: Sequence[Placed],
    there: Sequence[tuple[str, tasks.Task]],
    planned: Sequence[tuple[str, tasks.Task]],
    before: Mapping[int, Row] | None = None,
) -> Difference:
    """Compare a plan with the tasks of its groups (each with its group's code); `planned` came from earlier plans.

    A row finds its task by the file's own id within the group, else by title and group, else by a title that stands
    once. States are the groups' own to report: a plan never takes a word back. `before` are the rows of the plan that
    was taken over last, by the id of their task: what a plan only repeats does not undo what was agreed since.
    """
    left = _Left(there)
    new, changed, same = [], [], 0
    found: dict[int, tasks.Task] = {}
    for one in placed:
        taken = left.take(one)
        if taken is None:
            new.append(one)
            continue
        code, task = taken
        found[one.place] = task
        change = _change(one, code, task, (before or {}).get(task.id))
        if change is None:
            same += 1
        else:
            changed.append(change)
    still = {task.id for _, task in left.all()}
    gone = tuple((code, task) for code, task in planned if task.id in still and task.state not in tasks.ENDED)
    return Difference(tuple(new), tuple(changed), gone, same, found)


def standing(
    placed: Sequence[Placed], there: Sequence[tuple[str, tasks.Task]], planned: Mapping[int, int]
) -> dict[int, tasks.Task]:
    """The task that each row of an accepted plan stands for, by the row's place.

    `planned` are the ids of tasks that are known to have come of a row; the others are found as `compare` finds them.
    """
    by_id = {task.id: (code, task) for code, task in there}
    found = {place: by_id[id_][1] for place, id_ in planned.items() if id_ in by_id}
    known = {task.id for task in found.values()}
    left = _Left([one for one in there if one[1].id not in known])
    for one in placed:
        if one.place not in found and (taken := left.take(one)):
            found[one.place] = taken[1]
    return found


class _Left:
    """The tasks that no row has claimed yet, found by id in the file or by title without looking at each."""

    def __init__(self, there: Sequence[tuple[str, tasks.Task]]) -> None:
        self._left = dict(enumerate(there))
        self._by_ref: dict[tuple[str, str], list[int]] = {}
        self._by_title: dict[str, list[int]] = {}
        for place, (code, task) in self._left.items():
            if task.external_ref:
                self._by_ref.setdefault((code, task.external_ref), []).append(place)
            self._by_title.setdefault(plan_groups.folded(task.title), []).append(place)

    def all(self) -> Sequence[tuple[str, tasks.Task]]:
        return list(self._left.values())

    def take(self, one: Placed) -> tuple[str, tasks.Task] | None:
        place = self._find(one)
        return None if place is None else self._left.pop(place)

    def _find(self, one: Placed) -> int | None:
        ref = one.row.get("ref")
        for place in self._by_ref.get((one.code, str(ref)), ()) if ref else ():
            if place in self._left:
                return place
        titled = self._by_title.get(plan_groups.folded(str(one.row["title"])), [])
        titled[:] = [place for place in titled if place in self._left]
        here = next((place for place in titled if self._left[place][0] == one.code), None)
        if here is not None:
            return here
        return titled[0] if len(titled) == 1 and not ref else None


def _change(one: Placed, code: str, task: tasks.Task, before: Row | None) -> Change | None:
    if task.state in tasks.ENDED:
        return None
    row, title = one.row, str(one.row["title"])
    due, now = _day(row.get("due")), None if task.due is None else task.due.on
    first = None if task.original_due is None else task.original_due.on
    change = Change(
        task,
        code,
        title=title if plan_groups.folded(title) != plan_groups.folded(task.title) else None,
        due=due if due is not None and due not in (now, first) else None,
        owners=_owners(row, task, before),
        start=_start(row, task, before),
        key=True if row.get("key") and not task.key and (before is None or not before.get("key")) else None,
    )
    return None if change == Change(task, code) else change


def _owners(row: Row, task: tasks.Task, before: Row | None) -> tuple[str, ...] | None:
    """The people that a row names otherwise than the plan before it; of a task that came otherwise, if it has none."""
    named = plan_groups.people_of(row)
    said_anew = task.owner is None if before is None else _folded(plan_groups.people_of(before)) != _folded(named)
    if not named or not said_anew or _folded(one.name for one in owners.everybody(task)) == _folded(named):
        return None
    return named


def _folded(names: Iterable[str]) -> set[str]:
    return {plan_groups.folded(name).lstrip("@") for name in names}


def _start(row: Row, task: tasks.Task, before: Row | None) -> date | None:
    start = _day(row.get("start"))
    is_repeated = before is not None and before.get("start") == row.get("start")
    return None if is_repeated or start == task.start_on else start


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
