"""A spreadsheet to fill in, in the reader's language, and plans shown in its columns; it writes no file."""

from collections.abc import Mapping, Sequence

from coordination.rules import plan_export, tasks
from handlers import plan_sheets, words

COLUMNS = ("group", "title", "owners", "start", "due", "state", "percent", "after", "note")
_STATES = (tasks.State.OPEN, tasks.State.IN_PROGRESS, tasks.State.BLOCKED, tasks.State.DONE, tasks.State.DROPPED)
_ROWS = 500
"""So many rows offer the states to choose from."""


def book(language: str) -> plan_sheets.Book:
    """The empty form, and how to fill it in."""
    hints = tuple((words.plain(language, f"plan.hint.{one}"),) for one in COLUMNS)
    hint = plan_sheets.Sheet(words.plain(language, "plan.sheet.hints"), (words.plain(language, "plan.hint"),), hints)
    name = f"{words.plain(language, 'plan.template_name')}.xlsx"
    return plan_sheets.Book(name, (_sheet(language, ()), hint))


def filled(language: str, name: str, lines: Sequence[plan_export.Line]) -> plan_sheets.Book:
    """Tasks as they stand, in the form's columns, so that the file can be sent as a plan again."""
    titles = {one.task.id: one.task.title for one in lines}
    return plan_sheets.Book(name, (_sheet(language, [_cells(one, titles, language) for one in lines]),))


def _sheet(language: str, rows: Sequence[tuple[plan_sheets.Cell, ...]]) -> plan_sheets.Sheet:
    header = tuple(words.plain(language, f"plan.column.{one}") for one in COLUMNS)
    states = tuple(words.plain(language, f"state.{one}") for one in _STATES)
    name = words.plain(language, "plan.sheet.plan")
    return plan_sheets.Sheet(name, header, tuple(rows), (COLUMNS.index("state"), _ROWS, states))


def _cells(line: plan_export.Line, titles: Mapping[int, str], language: str) -> tuple[plan_sheets.Cell, ...]:
    task = line.task
    return (
        line.group or "",
        task.title,
        plan_export.joined(plan_export.names(task)),
        task.start_on,
        None if task.due is None else task.due.on,
        words.plain(language, f"state.{task.state}"),
        plan_sheets.Share(plan_export.percent(task)),
        "; ".join(titles[one] for one in task.waits_for if one in titles),
        task.reason or "",
    )
