"""Everything that was read of a plan, as the cells of two sheets in the reader's language; it writes no file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordination import ports
from coordination.rules import plan_groups
from handlers import plan_pages, words


@dataclass(frozen=True, slots=True)
class Share:
    """A share done, 0-100, written as the number that it is; `None`: nobody said."""

    of_hundred: int | None


Cell = str | int | date | Share | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name, its header and its rows; days are dates.

    `choice`: a column, in how many rows it offers a choice, and what may be chosen.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    choice: tuple[int, int, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """The file's name and its sheets."""

    name: str
    sheets: tuple[Sheet, ...]


async def book(work: ports.Work, values: Mapping[str, str]) -> Book:
    """The reading of the plan that `values` name (`plan`, `language`). Raises `LookupError` where there is none."""
    plan = await work.plans.get(int(values["plan"]))
    if plan is None or plan.reading is None:
        raise LookupError("no such plan")
    language, reading = values["language"], plan.reading
    return Book(
        f"{words.plain(language, 'plan.reading_name')}.xlsx",
        (_read(reading["tasks"], language), _to_look_at(reading["report_back"], language)),
    )


def _read(rows: Sequence[Mapping[str, Any]], language: str) -> Sheet:
    columns = ("row", "title", "group", "owners", "start", "due", "state", "percent", "words")
    return Sheet(
        words.plain(language, "plan.sheet.reading"),
        tuple(words.plain(language, f"plan.column.{one}") for one in columns),
        tuple(_cells(row, language) for row in rows),
    )


def _cells(row: Mapping[str, Any], language: str) -> tuple[Cell, ...]:
    state = None if row.get("state") is None else _STATES.get(str(row["state"]))
    return (
        int(row["row"]),
        str(row["title"]),
        plan_groups.group_of(row) or "",
        words.join(language, "listed", plan_groups.people_of(row)).unescape(),
        _day(row.get("start")),
        _day(row.get("due")),
        "" if state is None else words.plain(language, f"state.{state}"),
        row.get("percent"),
        str(row.get("due_text") or ""),
    )


_STATES = {"todo": "open", "doing": "in_progress", "blocked": "blocked", "done": "done", "cancelled": "dropped"}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _to_look_at(rows: Sequence[Mapping[str, Any]], language: str) -> Sheet:
    columns = ("row", "column", "words", "what")
    return Sheet(
        words.plain(language, "plan.sheet.look"),
        tuple(words.plain(language, f"plan.column.{one}") for one in columns),
        tuple(
            (int(one["row"]), str(one["column"]), str(one["text"]), plan_pages.trouble(str(one["kind"]), language))
            for one in rows
        ),
    )
