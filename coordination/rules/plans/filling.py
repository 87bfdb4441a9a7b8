"""A plan's own rows, filled in with how things stand now, for the file that is given back; it knows no file formats."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordination.rules.plans import kinds, values

_LONGEST_SAMPLE = 20
_TICK = "✓"
_FILLED = ("state", "percent", "due", "owner")
"""The columns that a table gets where it has none and something is to be said in them."""


@dataclass(frozen=True, slots=True)
class Percent:
    """A share done, 0-100, to be written as the number that it is."""

    of_hundred: int


@dataclass(frozen=True, slots=True)
class Filled:
    """The rows of a sheet as they are to be written, from its first on."""

    rows: tuple[tuple[values.Cell | Percent, ...], ...]


def fill(rows: Sequence[values.Row], table: Mapping[str, Any], words: Mapping[str, str]) -> Filled:
    """The sheet's rows with what changed, new columns at their right, new tasks below.

    `table` is JSON: `at`, `ticks` and `header` as they were read; `fills` by row (each field that is to be written
    anew: `title`, `due` as an ISO day or `""`, `owner`, `state` with `standing`, `percent`); `new` tasks with the same
    fields and `group`; `samples`, a row for each state as the file says it; `heads`, names of columns to be added.
    `words` are the states in the reader's language.
    """
    sheet = _Sheet([list(row.cells) for row in rows], dict(table["at"]), table, words, rows)
    sheet.add_columns()
    for one in table["fills"]:
        if 0 < one["row"] <= len(sheet.cells):
            sheet.put(one["row"] - 1, one)
    sheet.append(table["new"])
    return Filled(tuple(tuple(row) for row in sheet.cells))


@dataclass(slots=True)
class _Sheet:
    cells: list[list[values.Cell | Percent]]
    at: dict[str, int]
    table: Mapping[str, Any]
    words: Mapping[str, str]
    as_sent: Sequence[values.Row]

    def add_columns(self) -> None:
        """Roles without a column get one beside the others."""
        said = [one for part in ("fills", "new") for one in self.table[part]]
        width = max((len(row) for row in self.cells), default=0)
        for role in _FILLED:
            ticked = role == "state" and bool(self.table["ticks"])
            nothing = (None, "", 0, 100) if role == "percent" else (None, "")
            if role in self.at or ticked or all(one.get(role) in nothing for one in said):
                continue
            self.at[role] = width
            if self.table["header"]:
                self._set(self.table["header"] - 1, width, self.table["heads"][role])
            width += 1

    def put(self, row: int, one: Mapping[str, Any]) -> None:
        """Write the fields that are given into a row."""
        if one.get("state") is not None:
            self._state(row, one)
        if one.get("percent") is not None and "percent" in self.at:
            self._percent(row, self.at["percent"], one["percent"])
        for role in ("title", "owner", "group"):
            if one.get(role) is not None and role in self.at:
                self._set(row, self.at[role], one[role])
        if one.get("due") is not None and "due" in self.at:
            self._set(row, self.at["due"], date.fromisoformat(one["due"]) if one["due"] else "")

    def append(self, new: Sequence[Mapping[str, Any]]) -> None:
        """Tasks that the file does not know, below its last row; without a column for it the group is a heading."""
        while self.cells and not any(map(_is_said, self.cells[-1])):
            self.cells.pop()
        above: str | None = None
        for one in new:
            if "group" not in self.at and one.get("group") and one["group"] != above:
                above = one["group"]
                self.cells.append([])
                self._set(len(self.cells) - 1, self.at["title"], above)
            self.cells.append([])
            self.put(len(self.cells) - 1, one)

    def _state(self, row: int, one: Mapping[str, Any]) -> None:
        done = one["state"] == "done"
        for column in self.table["ticks"]:
            self._set(row, column, (self._sample("done", column) or _TICK) if done else "")
        column = self.at.get("state")
        if column is None:
            return
        if isinstance(self._cell(row, column), float) and one.get("standing_percent") is not None:
            self._set(row, column, Percent(one["standing_percent"]))
            return
        word = self._sample(one["state"], column) or self.words[one["state"]]
        share = one.get("standing_percent")
        partly = "percent" not in self.at and share and one["state"] in ("in_progress", "claimed")
        self._set(row, column, f"{word} {share}%" if partly else word)

    def _sample(self, state: str, column: int) -> str | None:
        """How the file itself says it, where that is a plain word."""
        row = self.table["samples"].get(state, 0)
        cells = self.as_sent[row - 1].cells if 0 < row <= len(self.as_sent) else ()
        cell = cells[column] if column < len(cells) else ""
        if not isinstance(cell, str) or len(cell.strip()) > _LONGEST_SAMPLE or re.search(r"[\d:：?？]", cell):
            return None
        return cell.strip() or None

    def _percent(self, row: int, column: int, share: int) -> None:
        self._set(row, column, f"{share}%" if self._writes_signs(column) else Percent(share))

    def _writes_signs(self, column: int) -> bool:
        """Whether the column says `60%` in text; its first cells tell."""
        first = self.table["header"] or 0
        return any(isinstance(cell := self._cell(n, column), str) and "%" in cell for n in range(first, first + 50))

    def _cell(self, row: int, column: int) -> values.Cell | Percent:
        if not 0 <= row < len(self.cells) or column >= len(self.cells[row]):
            return ""
        return self.cells[row][column]

    def _set(self, row: int, column: int, cell: values.Cell | Percent) -> None:
        cells = self.cells[row]
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = cell


def _is_said(cell: values.Cell | Percent) -> bool:
    return isinstance(cell, Percent) or bool(kinds.as_text(cell).strip())
