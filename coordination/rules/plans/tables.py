"""A table of a plan read into tasks: a header, then rows; it knows cells and no files."""

import dataclasses
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from coordination.rules.plans import (
    awaited,
    days,
    families,
    guesses,
    headers,
    kinds,
    levels,
    numeric,
    owners,
    states,
    titles,
    turned,
    values,
    weeks,
    weights,
)

_TICKS = "x ✓ ✔ ✅ ☑ √ yes y true 1 ja oui sí si да sim 是 done merged ok [x] 完成"
_TICKED = frozenset(_TICKS.split())
_SEARCHED = 200
"""How many rows may stand above a header."""


def read(rows: Sequence[values.Row], setting: values.Setting, hours_on: date | None = None) -> values.Plan | None:
    """Read a table with a header; `None` when no row is one. `hours_on`: the day of bare hours (a run of show)."""
    told = setting.told
    start = next(
        (i for i, row in enumerate(rows[:_SEARCHED]) if headers.is_header(row) or kinds.is_told(row, told)), None
    )
    if start is None:
        return None
    head = headers.under(rows[start], rows[start + 1]) if start + 1 < len(rows) else None
    if head is not None and headers.is_header(head):
        start += 1
    table = kinds.columns(head if head is not None and headers.is_header(head) else rows[start])
    table = kinds.corrected(guesses.completed(table, rows[start + 1 :], setting), told)
    return None if "title" not in table.at else _under(table, rows, start, setting, hours_on)


def read_bare(rows: Sequence[values.Row], setting: values.Setting) -> values.Plan | None:
    """Read a sheet without a header where its cells show what its columns hold; told as `no_header`."""
    table = guesses.columns(rows, setting)
    if table is None:
        return None
    table = kinds.corrected(table, setting.told)
    if "title" not in table.at:
        return None
    plan = _under(table, rows, -1, setting, None)
    told = values.Report(rows[0].number, "", "", "no_header")
    return dataclasses.replace(plan, reports=(told, *plan.reports))


def _under(
    table: kinds.Columns, rows: Sequence[values.Row], start: int, setting: values.Setting, hours_on: date | None
) -> values.Plan:
    """Read the rows below `rows[start]` by the columns `table`."""
    below = rows[start + 1 :]
    if setting.week_one is None:
        setting = dataclasses.replace(setting, week_one=_week_one(rows[: max(start, 0)], table, below, setting))
    reading = _Reading(table, _readers(table, below, setting, hours_on))
    for row, kind in zip(below, kinds.sort(below, table), strict=True):
        reading.take(row, kind)
    tasks = families.with_parents(reading.tasks, reading.indents)
    named = tuple((role, table.name(role)) for role in table.at)
    return values.Plan(
        tuple(tasks),
        tuple(sorted([*reading.reports, *turned.told(table, below)], key=lambda report: report.row)),
        rows[start].number if start >= 0 else None,
        named,
        table.names,
        tuple(table.at.items()),
        table.ticks,
    )


def _week_one(
    above: Sequence[values.Row], table: kinds.Columns, below: Sequence[values.Row], setting: values.Setting
) -> date | None:
    """The Monday of week 1, as the lines above the header say or the rows that have both a week and a day."""
    reader = days.Reader(setting)
    said = weeks.said((" ".join(map(kinds.as_text, row.cells)) for row in above), reader)
    if said or "week" not in table.at or "due" not in table.at:
        return said
    read = ((table.text(row, "week"), reader.cell(table.cell(row, "due"))) for row in below[:_SEARCHED])
    return weeks.beside((text, day.due) for text, day in read if day.due and not day.trouble)


def _readers(
    table: kinds.Columns, below: Sequence[values.Row], setting: values.Setting, hours_on: date | None
) -> dict[str, days.Reader]:
    """A reader for each column of dates; the order of day and month is that of all of them together."""
    roles = [role for role in ("start", "due", "week", "time") if role in table.at]
    texts = [cell for row in below for role in roles if isinstance(cell := table.cell(row, role), str)]
    heads = " ".join(table.names)
    order = numeric.told(setting.day_first) or numeric.decide(texts, numeric.is_chinese(heads))
    if order.day_first is None and headers.is_day_first(table.names):
        order = numeric.Order(True)
    plain = days.Reader(setting, order, numeric.is_chinese(heads))
    hours = dataclasses.replace(plain, hours_on=hours_on or setting.opens_on)
    return {role: hours if _is_of_hours(table, role, below) else plain for role in roles}


def _is_of_hours(table: kinds.Columns, role: str, below: Iterable[values.Row]) -> bool:
    cells = [cell for row in below if (cell := table.cell(row, role)) != ""]
    return role == "time" or 2 * sum(map(days.looks_like_hour, cells)) > len(cells) > 0


@dataclass(slots=True)
class _Reading:
    """The rows taken so far, and what stands above the next one."""

    table: kinds.Columns
    readers: dict[str, days.Reader]
    tasks: list[values.Task] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    reports: list[values.Report] = field(default_factory=list)
    section: str | None = None
    carried: dict[str, str] = field(default_factory=dict)

    def take(self, row: values.Row, kind: kinds.Kind) -> None:
        self._carry(row)
        if kind is kinds.Kind.SECTION:
            words = self.table.text(row, "title") or kinds.as_text(row.cells[kinds.filled(row)[0]])
            self.section = titles.clean(words).strip(" :：")
        elif kind is kinds.Kind.NAMELESS:
            self._tell(row, "title", "", "no_title")
        elif kind is kinds.Kind.TASK:
            self._task(row)

    def _carry(self, row: values.Row) -> None:
        """Month, week and group hold until another one is written."""
        for role in ("month", "week", "group"):
            text = self.table.text(row, role).strip()
            if text:
                self.carried[role] = text
                if role == "month":
                    self.carried.pop("week", None)

    def _task(self, row: values.Row) -> None:
        text = self.table.text(row, "title")
        struck = titles.struck(text)
        standing = states.Standing("cancelled") if struck else self._standing(row)
        time_of = self._time(row, standing.state)
        self.indents.append(titles.indent(text))
        self.tasks.append(
            values.Task(
                row=row.number,
                title=weights.bare(titles.clean(struck or text)),
                owners=owners.split(self.table.text(row, "owner")) or owners.split(self.table.text(row, "office")),
                start=time_of.start,
                due=time_of.due,
                due_time=time_of.at,
                due_text=time_of.text,
                state=standing.state,
                reason=standing.reason,
                percent=standing.percent,
                group=self.section or self._group(row),
                unit=self._unit(row),
                ref=self.table.text(row, "ref").strip() or None,
                counted=time_of.counted,
                after=awaited.split(self.table.text(row, "after")),
                kind=weights.kind(self.table.text(row, "kind"), text, self.table.text(row, "span")),
                key=weights.is_key(self.table.text(row, "key"), text),
            )
        )

    def _group(self, row: values.Row) -> str | None:
        text = self.table.text(row, "group").strip() or self._office(row)
        first = self.table.at.get("group") == min(self.table.at.values())
        return titles.clean(text or (self.carried.get("group", "") if first else "")) or None

    def _unit(self, row: values.Row) -> str | None:
        """The group of a row that stands in a section: in a column of its own, or in that of groups below a heading."""
        if not levels.names_sections(self.section or self.table.name("group")):
            return None
        own = self.table.text(row, "group") if self.section else self.table.text(row, "unit")
        return titles.clean(own.strip() or self.table.text(row, "office").strip()) or None

    def _office(self, row: values.Row) -> str:
        """Where no column is that of groups, a unit beside the person is the group."""
        is_beside = "group" not in self.table.at and self.table.text(row, "owner")
        return self.table.text(row, "office").strip() if is_beside else ""

    def _time(self, row: values.Row, state: str | None) -> days.Day:
        """Start and due of a row; a week or a month that stands above counts where the row has no day of its own."""
        start = self._day(row, "start")
        due = self._day(row, "due") if "due" in self.table.at else self._placed(row)
        if state == "done" and due.trouble == "recurring":
            self._tell(row, "state", f"{due.text} / {self.table.text(row, 'state')}", "conflict")
        if "time" in self.table.at:
            due = self._with_hour(row, due)
        if "due" in self.table.at and not (due.due or due.start or due.trouble) and state not in ("done", "cancelled"):
            self._tell(row, "due", "", "no_date")
        begun = (start.start or start.due) if "start" in self.table.at else due.start
        ends = start.due if start.start and not (due.due or due.text) else due.due
        return dataclasses.replace(due, start=begun, due=ends)

    def _day(self, row: values.Row, role: str) -> days.Day:
        if role not in self.readers:
            return days.Day()
        day = self.readers[role].cell(self.table.cell(row, role))
        if day.trouble:
            self._tell(row, role, self.table.text(row, role), day.trouble)
        opens = self.readers[role].setting.opens_on
        if role == "due" and day.trouble is None and opens and day.due and (day.due - opens).days > 60:
            self._tell(row, role, self.table.text(row, role), "after_event")
        return day

    def _placed(self, row: values.Row) -> days.Day:
        if "week" not in self.table.at and "month" in self.carried and "start" not in self.table.at:
            self._tell(row, "month", self.carried["month"], "imprecise_date")
            return days.Day(text=self.carried["month"], trouble="imprecise_date")
        if "week" not in self.table.at or "start" in self.table.at:
            return days.Day()
        text = self.carried.get("week", "")
        if {*kinds.filled(row)} <= {self.table.at["title"], self.table.at.get("ref", -1)}:
            return days.Day()
        if re.fullmatch(r"\d{1,2}", text):
            text = f"{'KW' if self.table.name('week').casefold() in ('kw', 'cw') else 'week'} {text}"
        day = self.readers["week"].words(" ".join(text.split()))
        if day.trouble:
            self._tell(row, "week", text, day.trouble)
        known = day.due or "month" not in self.carried or day.trouble == "impossible_date"
        return day if known else dataclasses.replace(day, text=self.carried["month"])

    def _with_hour(self, row: values.Row, due: days.Day) -> days.Day:
        if "due" not in self.table.at:
            return self._day(row, "time")
        reader = dataclasses.replace(
            self.readers["time"], hours_on=due.due if due.due and due.due.year < 9000 else None
        )
        hour = reader.cell(self.table.cell(row, "time")) if due.due else days.Day()
        return dataclasses.replace(due, at=hour.at) if hour.at else due

    def _standing(self, row: values.Row) -> states.Standing:
        said = states.read(self._words(row, "state"))
        amount = self._percent(row, said)
        if amount is not None and said.percent is None:
            said = dataclasses.replace(said, percent=amount, state=said.state or self._state_of(said, amount))
        if said.state == "done" and said.percent is not None and said.percent < 100 and not said.trouble:
            said = dataclasses.replace(said, trouble="conflict")
        said = self._ticked(row, said)
        if said.trouble:
            self._tell(row, "state", self.table.text(row, "state"), said.trouble)
        return said

    def _words(self, row: values.Row, role: str) -> str:
        """A state column that holds shares (0.4, or 40) instead of words."""
        cell = self.table.cell(row, role)
        if isinstance(cell, float):
            return f"{round(cell * 100) if cell <= 1 else round(cell)}%"
        return kinds.as_text(cell)

    @staticmethod
    def _state_of(said: states.Standing, amount: int) -> str | None:
        return None if said.trouble else states.of_percent(amount)

    def _percent(self, row: values.Row, said: states.Standing) -> int | None:
        cell = self.table.cell(row, "percent")
        if isinstance(cell, float):
            return round(cell * 100) if cell <= 1 else min(100, round(cell))
        text = kinds.as_text(cell).strip()
        if not text or (found := states.percent_of(text)) is not None:
            return found if text else None
        if text in ("1", "1.0"):
            self._tell(row, "percent", text, "ambiguous_number")
            return 100 if said.state == "done" else None
        plain = text.replace(",", ".").removesuffix(".")
        if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]+)?|\.[0-9]+", plain):
            return None
        return round(float(plain) * 100) if 0 < float(plain) < 1 else min(100, round(float(plain)))

    def _ticked(self, row: values.Row, said: states.Standing) -> states.Standing:
        """A column named `Merged` or `Done` that is ticked must agree with the state."""
        ticked = any(self._is_ticked(row, index) for index in self.table.ticks)
        if not ticked:
            return said
        if said.state in (None, "done") or said.trouble == "unsure_state":
            return dataclasses.replace(said, state="done", trouble=None)
        return states.Standing(None, said.percent, None, "conflict")

    def _is_ticked(self, row: values.Row, index: int) -> bool:
        text = kinds.as_text(row.cells[index]).strip().casefold() if index < len(row.cells) else ""
        return text in _TICKED or (bool(text) and text == self.table.names[index].casefold())

    def _tell(self, row: values.Row, role: str, text: str, kind: str) -> None:
        self.reports.append(values.Report(row.number, self.table.name(role), " ".join(text.split()), kind))
