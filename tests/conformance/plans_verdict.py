"""How readings of plans are compared with what a careful person would import; it reads no plan itself."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

FIELDS = ("title", "owners", "start", "due", "state", "percent", "parent")


@dataclass(slots=True)
class Score:
    """`short` lists every cell that differs, every row missing, invented or kept silent about."""

    cells: int = 0
    right: int = 0
    missing: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)


def score(expected: dict[str, Any], got: dict[str, Any]) -> Score:
    """Compare by row; a task that the case calls optional may be taken or left."""
    found = Score()
    by_row = {task["row"]: task for task in got["tasks"]}
    for task in expected["tasks"]:
        if not task.get("optional"):
            _count(task, by_row.get(task["row"]), found)
    rows = {task["row"] for task in expected["tasks"]}
    found.invented = [f"{task['row']} {task['title']}" for task in got["tasks"] if task["row"] not in rows]
    told = {report["row"] for report in got["report_back"]}
    found.silent = [f"{r['row']} {r['text']}" for r in expected["report_back"] if r["must"] and r["row"] not in told]
    return found


def _count(task: dict[str, Any], got: dict[str, Any] | None, found: Score) -> None:
    found.cells += len(FIELDS)
    if got is None:
        found.missing.append(f"{task['row']} {task['title']}")
        return
    for name in FIELDS:
        if _fits(task, got, name):
            found.right += 1
        else:
            found.short.append(f"{task['row']} {name}: {task.get(name)!r}, got {got.get(name)!r}")


def _fits(task: dict[str, Any], got: dict[str, Any], name: str) -> bool:
    others = task.get({"percent": "pct"}.get(name, name) + "_any_of", [])
    fair = [task.get(name), *others]
    if name == "due" and task.get("due_if_resolved"):
        fair += [task["due_if_resolved"], *task.get("due_if_resolved_any_of", [])]
    value = got.get(name)
    if name == "owners":
        return any(sorted(map(_key, one or [])) == sorted(map(_key, value or [])) for one in fair)
    if name in ("title", "parent"):
        return any(_key(one) == _key(value) for one in fair)
    return value in fair


def _key(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text or "").casefold())
