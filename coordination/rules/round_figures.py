"""The numbers of a group in a round, each with the tasks behind it, and what a report leaves out; knows no database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from coordination.rules import lights, round_reports, tasks
from coordination.rules.round_reports import Part

State = tasks.State


class Figure(StrEnum):
    """What is counted of a group, in the order in which it is told."""

    ALL = "all"  # every task that was not dropped
    DONE = "done"
    PLANNED = "planned"  # due by the moment of the count, by the date first agreed
    KEPT = "kept"  # of those, done
    LATE = "late"
    BLOCKED = "blocked"
    SINCE = "since"  # done since the last accepted report


@dataclass(frozen=True, slots=True)
class Figures:
    """Frozen at `at` (aware, UTC). `behind` holds the numbers of the tasks of each figure: it counts as many."""

    light: lights.Light
    at: datetime
    behind: Mapping[Figure, tuple[int, ...]] = field(default_factory=dict)

    def count(self, figure: Figure) -> int:
        return len(self.behind.get(figure, ()))


def count(
    found: Sequence[tasks.Task], passed: Callable[[tasks.Due], bool], *, late: Sequence[int], since: Sequence[int]
) -> Mapping[Figure, tuple[int, ...]]:
    """Numbers by figure. `late` and `since` are numbers of tasks; against plan counts the date first agreed, once it
    has passed.
    """
    held = [one for one in found if one.state is not State.DROPPED and one.merged_into is None]
    planned = [one for one in held if (first := one.original_due or one.due) is not None and passed(first)]
    chosen = {
        Figure.ALL: held,
        Figure.DONE: [one for one in held if one.state is State.DONE],
        Figure.PLANNED: planned,
        Figure.KEPT: [one for one in planned if one.state is State.DONE],
        Figure.BLOCKED: [one for one in held if one.state is State.BLOCKED],
    }
    numbers = {figure: tuple(sorted(one.number for one in many)) for figure, many in chosen.items()}
    return {**numbers, Figure.LATE: tuple(sorted(late)), Figure.SINCE: tuple(sorted(since))}


class Weakness(StrEnum):
    """What a report that was handed in leaves out, by the records it was drafted from."""

    NOTHING = "nothing"  # no part says anything, though there are tasks
    NO_NEXT = "no_next"  # nothing named as next, though something is due
    NO_PROBLEM = "no_problem"  # no problem named, though something is late or blocked
    SILENT = "silent"  # tasks under way without a word


@dataclass(frozen=True, slots=True)
class Records:
    """What is known of the group when its report is looked at: counts of its tasks."""

    live: int = 0
    coming: int = 0  # due in the days ahead
    in_trouble: int = 0  # late or blocked
    silent: int = 0  # under way without a word


def weaknesses(report: round_reports.Report, known: Records) -> tuple[Weakness, ...]:
    """What a secretary would send it back for; none for a report that says what the records say."""
    if known.live and not any(report.part(part) for part in round_reports.PARTS):
        return (Weakness.NOTHING,)
    found = []
    if known.coming and not report.part(Part.NEXT):
        found.append(Weakness.NO_NEXT)
    if known.in_trouble and not report.part(Part.PROBLEMS):
        found.append(Weakness.NO_PROBLEM)
    if known.silent:
        found.append(Weakness.SILENT)
    return tuple(found)
