"""Write a plan's file anew, filled in, in a process of its own: instructions and bytes in, XLSX out; it stores nothing.

`python -m bot.plan_filler NAME` reads from standard input a line of JSON (`handlers/plan_exports`) and, after it, the
file as it was sent. It ends with 2 where nobody can read the file.
"""

import io
import json
import math
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from bot import plan_worker

_LONGEST_CELL = 32_767
_FIRST_DAY = date(1900, 3, 1)
"""Before it spreadsheets count a day that never was."""

_WIDEST = 60.0


def main() -> None:
    plan_worker.limit()
    from bot import sheets  # read within the limits

    instructions = json.loads(sys.stdin.buffer.readline())
    try:
        file = sheets.read(sys.argv[1], sys.stdin.buffer.read(sheets.MOST_BYTES + 1))
        sys.stdout.buffer.write(written(file.sheets, instructions))
    except (sheets.UnreadableError, MemoryError):
        sys.exit(2)


def written(found: Iterable[Any], instructions: Mapping[str, Any]) -> bytes:
    """The workbook of the file's `sheets.Sheet`s: values, with what the instructions say of each table."""
    import xlsxwriter

    from coordination.rules.plans import filling

    read = list(found)
    tables = {one["sheet"]: one for one in instructions["tables"]}
    content = io.BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "date_1904": bool(read) and read[0].epoch.year == 1904,
    }
    with xlsxwriter.Workbook(content, settings) as book:
        pen = _Pen(book)
        for number, sheet in enumerate(read, 1):
            table = tables.get(sheet.name)
            rows: Any = [row.cells for row in sheet.rows]
            if table is not None:
                rows = filling.fill(sheet.rows, table, instructions["words"]).rows
            pen.sheet(_named(sheet.name or instructions["plain"], number, read), rows, (table or {}).get("header"))
            if sheet.hidden:
                pen.page.hide()
    return content.getvalue()


def _named(name: str, number: int, read: list[Any]) -> str:
    """A name that a workbook allows: files of other kinds allow more."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:31]
    names = [one.name.casefold() for one in read]
    is_free = plain and (plain == name or plain.casefold() not in names) and names.count(name.casefold()) < 2
    return plain if is_free else f"{plain[:26]} {number}".strip()


class _Pen:
    """Writes values; people's text is text, so that nothing in it becomes a formula or an address."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "bottom": 1})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self._hour = book.add_format({"num_format": "hh:mm", "align": "left"})
        self._share = book.add_format({"num_format": "0%"})
        self.page: Any = None

    def sheet(self, name: str, rows: Iterable[Iterable[Any]], header: int | None) -> None:
        self.page = self._book.add_worksheet(name)
        widths: dict[int, int] = {}
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                self._write((number, place), cell, self._bold if number + 1 == header else None)
                longest = max(map(len, cell.splitlines() or [""])) if isinstance(cell, str) else 11
                widths[place] = max(widths.get(place, 0), longest)
        for place, width in widths.items():
            self.page.set_column(place, place, min(_WIDEST, max(8, 1.2 * width)))
        if header:
            self.page.freeze_panes(header, 0)

    def _write(self, at: tuple[int, int], cell: Any, shape: Any) -> None:
        if cell == "":
            return
        if isinstance(cell, str):
            self.page.write_string(*at, cell[:_LONGEST_CELL], shape)
        elif isinstance(cell, datetime):
            self._write_day(at, cell, self._moment)
        elif isinstance(cell, date):
            self._write_day(at, cell, self._day)
        elif isinstance(cell, time):
            self.page.write_datetime(*at, cell, self._hour)
        elif isinstance(cell, float):
            if math.isfinite(cell):
                self.page.write_number(*at, cell, shape)
        else:
            self.page.write_number(*at, cell.of_hundred / 100, self._share)

    def _write_day(self, at: tuple[int, int], cell: date, shape: Any) -> None:
        day = cell.date() if isinstance(cell, datetime) else cell
        if day < _FIRST_DAY:
            self.page.write_string(*at, cell.isoformat())
            return
        whole = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
        self.page.write_datetime(*at, whole, shape if whole.time() != time() else self._day)


if __name__ == "__main__":
    main()
