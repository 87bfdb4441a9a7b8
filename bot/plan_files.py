"""A plan's file read into JSON for the command `muster plan`; it prints nothing and stores nothing."""

import dataclasses
from pathlib import Path
from typing import Any

from bot import sheets
from coordination.rules import plan_waits, plans

_SEARCHED = 30
_LONGEST_HEADER = 60


def read(path: Path, setting: plans.Setting) -> dict[str, Any]:
    """Read a file: `tasks`, `report_back`, which sheets were left out. Raises `sheets.UnreadableError`, `OSError`."""
    if path.stat().st_size > sheets.MOST_BYTES:
        raise sheets.UnreadableError(
            f"The file is larger than {sheets.MOST_BYTES // 1_000_000} MB; please send only the plan."
        )
    return reading(path.name, path.read_bytes(), setting)


def reading(name: str, content: bytes, setting: plans.Setting) -> dict[str, Any]:
    """Read the bytes of a file called `name`; the same as `read`."""
    file = sheets.read(name, content)
    result: dict[str, Any] = {"file": name, "encoding": file.encoding, "tasks": [], "report_back": []}
    if file.text is not None:
        plan = plans.read_text(file.text, setting)
        _add(result, plan, None)
        result["tables"] = [_table(plan, None)] if plan.names else []
        _tell_waits(result)
        return result
    read_sheets = [(sheet, _plan(sheet, setting)) for sheet in file.sheets]
    taken = [(sheet, plan) for sheet, plan in read_sheets if plan is not None]
    for sheet, plan in taken:
        _add(result, plan, sheet.name if len(taken) > 1 else None)
        result.setdefault("tables", []).append(_table(plan, sheet.name))
    if not taken:
        result["report_back"].append({"row": 1, "column": "", "text": "", "kind": "no_header"})
        result["tables"] = [one for sheet in file.sheets if (one := _candidate(sheet))][:1]
    left = [(s, "hidden" if s.hidden else "no_tasks") for s, plan in read_sheets if plan is None]
    _tell_waits(result)
    result["other_sheets"] = [{"sheet": s.name, "why": why} for s, why in left if s.name]
    return result


def _plan(sheet: sheets.Sheet, setting: plans.Setting) -> plans.Plan | None:
    """A hidden sheet is never read in silence: it is named among those left out."""
    if sheet.hidden:
        return None
    return plans.read_table(sheet.rows, dataclasses.replace(setting, epoch=sheet.epoch))


def _add(result: dict[str, Any], plan: plans.Plan, sheet: str | None) -> None:
    place = {"sheet": sheet} if sheet else {}
    if plan.header:
        result.setdefault("header_row", plan.header)
        result.setdefault("columns", dict(plan.columns))
    for task in plan.tasks:
        result["tasks"].append(place | _plainly(task))
    result["report_back"] += [place | dataclasses.asdict(report) for report in plan.reports]


def _tell_waits(result: dict[str, Any]) -> None:
    """Report what a row waits for where that is no task, or leads back to it."""
    rows = result["tasks"]
    for told in plan_waits.read(rows)[1]:
        place = {"sheet": rows[told.place]["sheet"]} if "sheet" in rows[told.place] else {}
        where = {"row": rows[told.place]["row"], "column": "after", "text": told.text, "kind": told.kind}
        result["report_back"].append(place | where)


def _table(plan: plans.Plan, sheet: str | None) -> dict[str, Any]:
    """Where what stands in a table that was read: `at` is the index of each role's column."""
    return {
        "sheet": sheet,
        "header": plan.header,
        "names": list(plan.names),
        "at": dict(plan.at),
        "ticks": list(plan.ticks),
    }


def _candidate(sheet: sheets.Sheet) -> dict[str, Any] | None:
    """The first row that could be a header, of a sheet in which none was found: somebody may say what it names."""
    for row in () if sheet.hidden else sheet.rows[:_SEARCHED]:
        texts = [cell for cell in row.cells if cell != ""]
        if len(texts) > 1 and all(isinstance(cell, str) and len(cell) <= _LONGEST_HEADER for cell in texts):
            plan = plans.Plan(header=row.number, names=plans.names(row))
            return _table(plan, sheet.name)
    return None


def _plainly(task: plans.Task) -> dict[str, Any]:
    """Dates and hours as ISO text."""
    values: dict[str, Any] = {field.name: getattr(task, field.name) for field in dataclasses.fields(task)}
    return values | {
        "owners": list(task.owners),
        "after": list(task.after),
        "start": task.start.isoformat() if task.start else None,
        "due": task.due.isoformat() if task.due else None,
        "due_time": task.due_time.strftime("%H:%M") if task.due_time else None,
    }
