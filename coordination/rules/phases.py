"""The phases of a plan, their gates, and what becomes of work that is open at one; it knows no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from coordination.rules import plan_groups, tasks


class Gate(StrEnum):
    """Where the check at a phase's end stands."""

    OPEN = "open"
    CONDITIONAL = "conditional"  # passed, but some pieces of work are still owed
    PASSED = "passed"


class Fate(StrEnum):
    """What becomes of a piece of work that is open when its phase ends."""

    NEXT = "next"  # it goes into the next phase
    OWED = "owed"  # it stays, and the gate is passed on condition that it is done
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a phase: tasks in all (dropped ones left out), done, late."""

    total: int = 0
    done: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the plan of one group (a committee's, as a rule). Its tasks carry `tag`.

    `owed` are ids of tasks on which the gate was passed conditionally; `frozen` the numbers when it was decided.
    """

    id: int
    group_id: int
    position: int
    name: str
    tag: str
    gate: Gate = Gate.OPEN
    decided_at: datetime | None = None
    decided_by: int | None = None
    owed: tuple[int, ...] = ()
    frozen: Figures | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A phase as it stands now: its numbers, its open tasks, and those still owed of a conditional gate."""

    phase: Phase
    figures: Figures
    open: tuple[tasks.Task, ...] = field(default=())
    owed: tuple[tasks.Task, ...] = field(default=())


def tag_of(name: str) -> str:
    """The tag that tasks of a phase carry."""
    return "".join(name.split()).casefold()


def named(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The phases that the rows of a plan stand under, in the plan's order, each once."""
    found = (plan_groups.phase_of(row) for row in rows)
    by_tag: dict[str, str] = {}
    for name in found:
        if name is not None:
            by_tag.setdefault(tag_of(name), name)
    return list(by_tag.values())


def figures(found: Sequence[tasks.Task], late: Sequence[tasks.Task]) -> Figures:
    """The numbers of these tasks, of which `late` are late."""
    counted = [one for one in found if one.state is not tasks.State.DROPPED]
    done = sum(1 for one in counted if one.state is tasks.State.DONE)
    return Figures(len(counted), done, len(late))


def decided(phase: Phase, standing: Standing, at: datetime, by: int | None) -> Phase:
    """The phase with its gate passed: on condition where something is still owed of it; its numbers are frozen."""
    owed = tuple(one for one in phase.owed if one in {task.id for task in standing.open})
    gate = Gate.CONDITIONAL if owed else Gate.PASSED
    frozen = phase.frozen or standing.figures
    return replace(phase, gate=gate, decided_at=at, decided_by=by, owed=owed, frozen=frozen)


def reopened(phase: Phase) -> Phase:
    """The phase with its gate open again; the numbers that were frozen are forgotten."""
    return replace(phase, gate=Gate.OPEN, decided_at=None, decided_by=None, owed=(), frozen=None)


def undecided(phase: Phase, standing: Standing) -> list[tasks.Task]:
    """The open pieces of which nobody said yet what becomes of them."""
    return [one for one in standing.open if one.id not in phase.owed]


def moved_on(task: tasks.Task, phase: Phase, following: Phase) -> tasks.Task:
    """The task in the next phase."""
    kept = tuple(tag for tag in task.tags if tag.casefold() not in (phase.tag, following.tag))
    return replace(task, tags=(*kept, following.tag))
