"""What an export is to hold, as the few texts that a row of the outbox keeps; it asks and makes nothing."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from coordination import ports
from coordination.rules import tasks

EVERYTHING = ports.TaskFilter(live=False)
"""All tasks, whatever their state."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`group_id`, `groups` or `person_id` says whose; `sheet` is of CSV; `day` stands in the file's name."""

    format: str
    language: str
    day: date
    group_id: int = 0
    person_id: int | None = None
    sheet: str = "tasks"
    where: ports.TaskFilter = field(default=EVERYTHING)
    groups: tuple[int, ...] = ()


def values(asked: Asked) -> dict[str, str]:
    """As texts, which a row of the outbox keeps."""
    kept = {
        "format": asked.format,
        "language": asked.language,
        "day": asked.day.isoformat(),
        "group": str(asked.group_id),
        "sheet": asked.sheet,
    }
    if asked.person_id is not None:
        kept["person"] = str(asked.person_id)
    if asked.groups:
        kept["groups"] = ",".join(map(str, asked.groups))
    if asked.where != EVERYTHING:
        kept["where"] = json.dumps(asdict(asked.where), default=_iso, ensure_ascii=False)
    return kept


def read(kept: Mapping[str, str]) -> Asked:
    """What `values` wrote."""
    return Asked(
        kept["format"],
        kept["language"],
        date.fromisoformat(kept["day"]),
        int(kept["group"]),
        int(kept["person"]) if "person" in kept else None,
        kept["sheet"],
        _filter(json.loads(kept["where"])) if "where" in kept else EVERYTHING,
        tuple(map(int, kept["groups"].split(","))) if "groups" in kept else (),
    )


def _iso(value: object) -> str:
    if isinstance(value, date):  # an instant is one too
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _filter(found: dict[str, Any]) -> ports.TaskFilter:
    on, at = found.pop("late_on"), found.pop("late_at")
    return ports.TaskFilter(
        **{
            **found,
            "states": tuple(tasks.State(one) for one in found["states"]),
            "terms": tuple(found["terms"]),
            "late_on": None if on is None else date.fromisoformat(on),
            "late_at": None if at is None else datetime.fromisoformat(at),
        }
    )
