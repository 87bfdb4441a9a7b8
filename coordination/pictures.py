"""What a picture shows, as values in which every word is said already; knows no group, no font and no colour.

Days are ordinals of the proleptic Gregorian calendar (`date.toordinal`), the group's local days. A picture travels
through the outbox as text, so that the same content is the same picture wherever and whenever it is drawn.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

RECIPE = "picture"
"""Names the maker of pictures to the sender."""


class Tone(StrEnum):
    """What a stretch means; how that looks is the painter's."""

    DONE = "done"
    CLAIMED = "claimed"
    MOVING = "moving"
    OPEN = "open"
    BLOCKED = "blocked"
    HELD = "held"
    LATE = "late"
    PLAN = "plan"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend."""

    tone: Tone
    label: str


@dataclass(frozen=True, slots=True)
class Head:
    """Above every picture: what it is, what it says in short, and the legend. `nothing` stands where there is none."""

    title: str
    subtitle: str
    keys: tuple[Key, ...] = ()
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from `first` to `last`, both shown; `today` may lie outside. `ticks` are days and what stands there."""

    first: int
    last: int
    today: int
    today_label: str
    ticks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the plan behind the rows."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A task on the timeline, from its start to its due day, both included.

    `late_to`: the last day of its late part. `was`: the day first agreed, where it is another. `percent` is of the
    stretch. `note` stands beside it.
    """

    label: str
    note: str
    start: int
    end: int
    tone: Tone
    percent: int = 0
    late_to: int | None = None
    was: int | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    head: Head
    axis: Axis
    bars: tuple[Bar, ...]
    phases: tuple[Phase, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Counts at the end of days; between them nothing changed. `steps` are (day, count), days ascending."""

    label: str
    tone: Tone
    steps: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Burnup:
    head: Head
    axis: Axis
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Counts in the order of the legend. `together`: many rows added up, which set no scale for the others."""

    label: str
    parts: tuple[int, ...]
    together: bool = False


@dataclass(frozen=True, slots=True)
class Shares:
    """States by person or group: a row each."""

    head: Head
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Weeks:
    """Load by week: a column each; `current` is the place of this week's."""

    head: Head
    columns: tuple[Row, ...]
    current: int | None = None


Picture = Timeline | Burnup | Shares | Weeks
_KINDS: dict[str, type[Any]] = {"timeline": Timeline, "burnup": Burnup, "shares": Shares, "weeks": Weeks}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def written(picture: Picture) -> dict[str, str]:
    """The picture as arguments of its recipe; equal pictures give equal texts."""
    content = json.dumps(asdict(picture), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {"kind": _NAMES[type(picture)], "content": content}


def read(values: Mapping[str, str]) -> Picture:
    """The picture that `written` wrote. Raises `LookupError`, `TypeError` or `ValueError` for anything else."""
    content = json.loads(values["content"])
    content["head"] = _head(content["head"])
    for name, load in _PARTS.items():
        if name in content:
            content[name] = load(content[name])
    picture: Picture = _KINDS[values["kind"]](**content)
    return picture


def _head(found: dict[str, Any]) -> Head:
    keys = tuple(Key(Tone(key["tone"]), key["label"]) for key in found["keys"])
    return Head(found["title"], found["subtitle"], keys, found["nothing"])


def _axis(found: dict[str, Any]) -> Axis:
    return Axis(**{**found, "ticks": tuple((day, label) for day, label in found["ticks"])})


def _bars(found: list[dict[str, Any]]) -> tuple[Bar, ...]:
    return tuple(Bar(**{**one, "tone": Tone(one["tone"])}) for one in found)


def _lines(found: list[dict[str, Any]]) -> tuple[Line, ...]:
    return tuple(Line(one["label"], Tone(one["tone"]), tuple((a, b) for a, b in one["steps"])) for one in found)


def _rows(found: list[dict[str, Any]]) -> tuple[Row, ...]:
    return tuple(Row(one["label"], tuple(one["parts"]), one.get("together", False)) for one in found)


def _phases(found: list[dict[str, Any]]) -> tuple[Phase, ...]:
    return tuple(Phase(**one) for one in found)


_PARTS: dict[str, Callable[[Any], Any]] = {
    "axis": _axis,
    "bars": _bars,
    "lines": _lines,
    "rows": _rows,
    "columns": _rows,
    "phases": _phases,
}
