"""What a newer plan changes in the tasks that are there: new, changed field by field, gone; it knows no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordination.rules import plan_groups, tasks

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of the plan and the code of its group; `""`: whoever sent the plan."""

    row: Row
    code: str


@dataclass(frozen=True, slots=True)
class Change:
    """A task that the plan says otherwise. `title`, `due`: the new ones, `None` where they stay."""

    task: tasks.Task
    code: str
    title: str | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """`same` counts the rows that say nothing new; `gone` came from an earlier plan and stand in this one no more."""

    new: tuple[Placed, ...]
    changed: tuple[Change, ...]
    gone: tuple[tuple[str, tasks.Task], ...]
    same: int


def compare(
    placed: Sequence[Placed], there: Sequence[tuple[str, tasks.Task]], planned: Sequence[tuple[str, tasks.Task]]
) -> Difference:
    """Compare a plan with the tasks of its groups (each with its group's code); `planned` came from earlier plans.

    A row finds its task by the file's own id within the group, else by title and group, else by a title that stands
    once. States are the groups' own to report: a plan never takes a word back.
    """
    left = dict(enumerate(there))
    new, changed, same = [], [], 0
    for one in placed:
        place = _find(one, left)
        if place is None:
            new.append(one)
            continue
        code, task = left.pop(place)
        change = _change(one, code, task)
        if change is None:
            same += 1
        else:
            changed.append(change)
    still = {task.id for _, task in left.values()}
    gone = tuple((code, task) for code, task in planned if task.id in still and task.state not in tasks.ENDED)
    return Difference(tuple(new), tuple(changed), gone, same)


def _find(one: Placed, left: Mapping[int, tuple[str, tasks.Task]]) -> int | None:
    ref, title = one.row.get("ref"), plan_groups.folded(str(one.row["title"]))
    if ref:
        for place, (code, task) in left.items():
            if task.external_ref == ref and code == one.code:
                return place
    same = [place for place, (_, task) in left.items() if plan_groups.folded(task.title) == title]
    here = [place for place in same if left[place][0] == one.code]
    if here:
        return here[0]
    return same[0] if len(same) == 1 and not ref else None


def _change(one: Placed, code: str, task: tasks.Task) -> Change | None:
    title = str(one.row["title"])
    due = None if one.row.get("due") is None else date.fromisoformat(one.row["due"])
    new_title = title if plan_groups.folded(title) != plan_groups.folded(task.title) else None
    now = None if task.due is None else task.due.on
    first = None if task.original_due is None else task.original_due.on
    new_due = due if due is not None and due not in (now, first) else None
    if task.state in tasks.ENDED or (new_title is None and new_due is None):
        return None
    return Change(task, code, new_title, new_due)
