"""The values that reading a preparatory plan gives and takes; they know no file format and no language."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

Cell = str | float | date | datetime | time
"""A cell as stored: text (`""`: empty; leading spaces kept), a number, or a date."""


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is what people see: the spreadsheet's row or the file's line, from 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Columns that somebody set right: for every table with these headers, the index of a role; -1: it has none."""

    names: tuple[str, ...]
    at: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What must be known to read a plan: today, the opening day, the Monday of week 1 where known.

    `epoch` is the day that serial 0 of the workbook stands for. `day_first` and `told` are what somebody answered.
    """

    today: date
    opens_on: date | None = None
    week_one: date | None = None
    epoch: date = date(1899, 12, 30)
    day_first: bool | None = None
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One row that is a task. `due_text`: words about time that give no exact day; `parent`: a title.

    `counted` is the phrase by which the due day hangs on the opening day (`30 days before opening`). `after` names the
    tasks that it waits for, as written: ids of the file, or titles. `kind` is `milestone`, `gate` or nothing; `key`: it
    is key work. `unit` is the group of the row where `group` is a section in which groups stand.
    """

    row: int
    title: str
    owners: tuple[str, ...] = ()
    start: date | None = None
    due: date | None = None
    due_time: time | None = None
    due_text: str | None = None
    state: str | None = None
    reason: str | None = None
    percent: int | None = None
    parent: str | None = None
    group: str | None = None
    ref: str | None = None
    counted: str | None = None
    after: tuple[str, ...] = ()
    kind: str | None = None
    key: bool = False
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What the reader of a plan must be told about a row: its words and the kind of trouble."""

    row: int
    column: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A reading: tasks in the file's order, what to report, and the header's row where there is a table.

    `names` are the headers of that table, `at` the index of each role, `ticks` those of columns to be ticked.
    """

    tasks: tuple[Task, ...] = ()
    reports: tuple[Report, ...] = ()
    header: int | None = None
    columns: tuple[tuple[str, str], ...] = field(default=())
    names: tuple[str, ...] = ()
    at: tuple[tuple[str, int], ...] = ()
    ticks: tuple[int, ...] = ()
