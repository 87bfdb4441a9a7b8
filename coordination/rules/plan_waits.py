"""Which rows of a plan wait for which, from what they name, without circles; it knows no database and no file."""

import contextlib
import graphlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coordination.rules import links, plan_groups

Row = Mapping[str, Any]
Pair = tuple[int, int]
"""The place (or id) of what waits, and of what it waits for."""

UNKNOWN, CIRCLE = "unknown_task", "in_circle"


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be said of the row at `place`: the words it waits for are no task, or lead back to it."""

    place: int
    text: str
    kind: str


def read(rows: Sequence[Row]) -> tuple[list[Pair], list[Told]]:
    """The pairs of places, in the order of rows, and what could not be taken.

    An id is looked for on the row's own sheet, then in the whole file, then among titles. What would close a circle
    is left out and told.
    """
    book = _Book(rows)
    wanted, told = [], []
    for place, row in enumerate(rows):
        for text in row.get("after") or ():
            found = book.find(row, str(text))
            if found is None:
                told.append(Told(place, str(text), UNKNOWN))
            elif found != place:
                wanted.append((place, found))
    kept, cut = without_circles({}, wanted)
    told += [Told(place, str(rows[other]["title"]), CIRCLE) for place, other in cut]
    return kept, told


def without_circles(there: Mapping[int, Sequence[int]], new: Iterable[Pair]) -> tuple[list[Pair], list[Pair]]:
    """The new pairs that close no circle among themselves and with those that are `there`; and those that would.

    Nothing waits for more than `links.MOST_WAITS`; what is above that is left out in silence.
    """
    waits: dict[int, list[int]] = {one: list(others) for one, others in there.items()}
    kept: list[Pair] = []
    for one, other in dict.fromkeys(new):
        others = waits.setdefault(one, [])
        if other not in others and len(others) < links.MOST_WAITS:
            others.append(other)
            kept.append((one, other))
    core = _undone(waits) & _undone(_turned(waits))
    doubtful = [pair for pair in kept if core.issuperset(pair)]
    for one, other in doubtful:
        waits[one].remove(other)
    cut = set()
    for one, other in doubtful:
        if links.closes_circle(one, other, waits):
            cut.add((one, other))
        else:
            waits[one].append(other)
    return [pair for pair in kept if pair not in cut], [pair for pair in kept if pair in cut]


def _undone(waits: Mapping[int, Sequence[int]]) -> set[int]:
    """What is in a circle, or waits for what is in one."""
    sorter = graphlib.TopologicalSorter(waits)
    left = {*waits, *(other for others in waits.values() for other in others)}
    with contextlib.suppress(graphlib.CycleError):
        sorter.prepare()
    while ready := sorter.get_ready():
        left.difference_update(ready)
        sorter.done(*ready)
    return left


def _turned(waits: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
    turned: dict[int, list[int]] = {}
    for one, others in waits.items():
        for other in others:
            turned.setdefault(other, []).append(one)
    return turned


class _Book:
    """The rows by what others may call them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._on_sheet: dict[tuple[Any, str], int] = {}
        self._by_ref: dict[str, list[int]] = {}
        self._by_title: dict[str, list[int]] = {}
        self._unnumbered: dict[Any, list[int]] = {}
        for place, row in enumerate(rows):
            if row.get("ref"):
                ref = str(row["ref"]).strip().casefold().lstrip("#").rstrip(".")
                self._on_sheet.setdefault((row.get("sheet"), ref), place)
                self._by_ref.setdefault(ref, []).append(place)
            self._by_title.setdefault(plan_groups.folded(str(row["title"])), []).append(place)
            self._unnumbered.setdefault(row.get("sheet"), []).append(place)
        for sheet, _ in self._on_sheet:
            self._unnumbered.pop(sheet, None)

    def find(self, row: Row, text: str) -> int | None:
        ref = text.casefold().lstrip("#").rstrip(".")
        own = self._on_sheet.get((row.get("sheet"), ref))
        if own is not None:
            return own
        for found in (self._by_ref.get(ref, ()), self._by_title.get(plan_groups.folded(text), ())):
            if len(found) == 1:
                return found[0]
        counted = self._unnumbered.get(row.get("sheet"), ())  # project programs number by order and may not say so
        return counted[int(ref) - 1] if ref.isdecimal() and 0 < int(ref) <= len(counted) else None
