"""The workbook with everything that was read of a plan, made when it is sent; it decides nothing of what it shows."""

import asyncio
import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot import clock, recipes
from handlers import plan_sheets, plans
from storage import engines, work

_WIDTHS = (8, 48, 24, 32, 12, 12, 14, 10, 32)


class PlanSheets:
    """One instance a process."""

    def __init__(self, database: engines.Database, ours: clock.Clock) -> None:
        self._database = database
        self._clock = ours

    def makers(self) -> dict[str, recipes.Maker]:
        """By the name of the recipe."""
        return {plans.READING: self.make}

    async def make(self, values: Mapping[str, str]) -> recipes.Made:
        """Raises `Unavailable`, and `LookupError` where there is no such plan."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            book = await plan_sheets.book(unit, values)
        return recipes.Made(book.name, await asyncio.to_thread(_written, book))


def _written(book: plan_sheets.Book) -> bytes:
    """People's text is text: nothing in it becomes a formula or an address."""
    import xlsxwriter  # takes a while, and few processes ever need it

    content = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, settings) as file:
        head, day = file.add_format({"bold": True, "bottom": 1}), file.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in book.sheets:
            page = file.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.header) - 1)
            page.write_row(0, 0, sheet.header, head)
            for number, row in enumerate(sheet.rows, 1):
                for place, cell in enumerate(row):
                    _write(page, (number, place), cell, day)
            for place, width in enumerate(_WIDTHS[: len(sheet.header)]):
                page.set_column(place, place, width)
    return content.getvalue()


def _write(page: Any, at: tuple[int, int], cell: plan_sheets.Cell, day: Any) -> None:
    if isinstance(cell, date):
        page.write_datetime(*at, datetime.combine(cell, datetime.min.time()), day)
    elif isinstance(cell, int):
        page.write_number(*at, cell)
    elif cell:
        page.write_string(*at, cell)
