"""Sheets as files, row by row: a workbook with real dates and filters, and CSV; people's text never becomes a formula.

Nothing is held: rows go to the disk as they come.
"""

import csv
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from handlers.export_columns import Cell

MOST_ROWS = 1_000_000
"""Of one sheet of a workbook (a spreadsheet takes 1,048,576); more go on in another."""

LONGEST_CELL = 32_767
FIRST_YEAR = 1900
"""Spreadsheets know no day before it."""

_STARTS_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_BEGINS_ANOTHER = re.compile(r"(?<=[;\t])(?=\s*(?:[=@＝＠]|[+\-＋－]\w))")
"""Where a spreadsheet that takes the semicolon for the separator would see a formula begin."""

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


class Headed(Protocol):
    """A column: how wide it is in characters, and what stands above it."""

    @property
    def width(self) -> int: ...

    def heading(self, language: str) -> str: ...


class Target(Protocol):
    """A file that takes named sheets one after the other."""

    def begin(self, name: str, columns: Sequence[Headed], language: str) -> None: ...

    def add(self, rows: Sequence[Sequence[Cell]]) -> None: ...


class Workbook:
    """An XLSX file: heading frozen, filters set, days and instants as dates."""

    def __init__(self, path: Path) -> None:
        import xlsxwriter  # takes a while, and few processes ever need it

        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
        self._bold = self._book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self._sheet: Any = None
        self._head: tuple[str, Sequence[Headed], str] = ("", (), "")
        self._row = self._part = 0

    def close(self) -> None:
        """Put the file together; nothing stands at its path before."""
        self._end()
        self._book.close()

    def begin(self, name: str, columns: Sequence[Headed], language: str) -> None:
        self._end()
        self._part = 1
        self._head = (name, columns, language)
        self._begin(name)

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        for row in rows:
            if self._row > MOST_ROWS:
                self._end()
                self._part += 1
                self._begin(f"{self._head[0]} {self._part}")
            for place, cell in enumerate(row):
                self._write(place, cell)
            self._row += 1

    def _begin(self, name: str) -> None:
        _, columns, language = self._head
        self._sheet = self._book.add_worksheet(name[:31])
        self._sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            self._sheet.set_column(place, place, column.width)
            self._sheet.write_string(0, place, column.heading(language), self._bold)
        self._row = 1

    def _end(self) -> None:
        if self._sheet is not None:
            self._sheet.autofilter(0, 0, max(self._row - 1, 1), len(self._head[1]) - 1)

    def _write(self, place: int, cell: Cell) -> None:
        if cell is None:
            return
        if isinstance(cell, int):
            self._sheet.write_number(self._row, place, cell)
        elif isinstance(cell, str):
            self._sheet.write_string(self._row, place, cell[:LONGEST_CELL])
        elif cell.year < FIRST_YEAR:
            self._sheet.write_string(self._row, place, _iso(cell))
        else:
            shape = self._moment if isinstance(cell, datetime) else self._day
            self._sheet.write_datetime(self._row, place, cell, shape)


class Table:
    """A CSV file in UTF-8 with a byte order mark, as spreadsheets expect it; one sheet."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, lineterminator="\r\n")

    def close(self) -> None:
        self._file.close()

    def begin(self, name: str, columns: Sequence[Headed], language: str) -> None:
        self._writer.writerow([column.heading(language) for column in columns])

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        self._writer.writerows([_plain(cell) for cell in row] for row in rows)


def _plain(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    return cell if isinstance(cell, int) else _iso(cell)


def guarded(text: str) -> str:
    """What a spreadsheet would run as a formula gets an apostrophe before it; a number stays one (F135)."""
    if _NUMBER.fullmatch(text):
        return text
    text = _BEGINS_ANOTHER.sub("'", text)
    return f"'{text}" if _STARTS_FORMULA.match(text) else text


def _iso(cell: date | datetime) -> str:
    return cell.strftime("%Y-%m-%d %H:%M") if isinstance(cell, datetime) else cell.isoformat()
