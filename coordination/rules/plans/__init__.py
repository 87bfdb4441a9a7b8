"""A preparatory plan read from cells or from text into tasks and what must be reported; it knows no file formats."""

import dataclasses
import re
from collections.abc import Sequence

from coordination.rules.plans import days, kinds, lists, markup, numeric, tables, weeks
from coordination.rules.plans.values import Cell, Plan, Report, Row, Setting, Task, Told

__all__ = ["Cell", "Plan", "Report", "Row", "Setting", "Task", "Told", "names", "read_table", "read_text"]

_EVENT = re.compile(
    r"(?:conference|event|congress|dates?|opening|when|活动|活動|大会|会议|日期|时间|datum|termin|veranstaltung|fecha|evento|дата|data)"
    r"[\w\s]{0,20}[:：](.*)",
    re.IGNORECASE,
)


def names(row: Row) -> tuple[str, ...]:
    """The cells of a header as they are compared with `Told.names`."""
    return kinds.columns(row).names


def read_table(rows: Sequence[Row], setting: Setting) -> Plan | None:
    """Read a sheet; `None` when no row names tasks as a header and its cells don't show what its columns hold."""
    return tables.read(rows, setting) or tables.read_bare(rows, setting)


def read_text(text: str, setting: Setting) -> Plan:
    """Read Markdown or plain text: its tables that name tasks, else its lists and the lines that begin with a day."""
    document = markup.parse(text)
    if setting.opens_on is None:
        setting = dataclasses.replace(setting, opens_on=_opening(document, setting).due)
    reader = days.Reader(setting, numeric.Order(), numeric.is_chinese(text))
    hours_on = next((day for table in document.tables if (day := weeks.day_of_event(table, reader))), None)
    if setting.week_one is None:
        setting = dataclasses.replace(setting, week_one=weeks.said((line.text for line in document.lines), reader))
    read = [plan for table in document.tables if (plan := tables.read(table, setting, hours_on)) and plan.tasks]
    if not read or any(line.mark is not None for line in document.lines):
        read.append(lists.read(document, setting))
    return _joined(read)


def _opening(document: markup.Document, setting: Setting) -> days.Day:
    """The day that a line such as `Conference dates: Nov 28-29` gives."""
    reader = days.Reader(setting)
    for line in document.lines:
        match = _EVENT.match(line.text) if line.kind == "line" else None
        if match and (day := reader.words(match[1].strip())).due and not day.trouble:
            return dataclasses.replace(day, due=day.start or day.due)
    return days.Day()


def _joined(read: Sequence[Plan]) -> Plan:
    tasks = sorted((task for plan in read for task in plan.tasks), key=lambda task: task.row)
    reports = sorted((report for plan in read for report in plan.reports), key=lambda report: report.row)
    first = read[0]
    return dataclasses.replace(first, tasks=tuple(tasks), reports=tuple(reports))
