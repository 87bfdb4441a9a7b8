"""Workbooks about plans, made when they are sent: the reading, the form, the plan filled in; decides nothing."""

import asyncio
import io
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import structlog
import telegram
import telegram.error

from bot import clock, plan_reader, recipes
from handlers import plan_exports, plan_sheets, plan_template, plans
from storage import engines, work

log = structlog.get_logger("muster.plan_sheets")

_WIDTHS = (8, 48, 24, 32, 12, 12, 14, 10, 32)


class PlanSheets:
    """One instance a process."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot: telegram.Bot) -> None:
        self._database = database
        self._clock = ours
        self._bot = bot

    def makers(self) -> dict[str, recipes.Maker]:
        """By the name of the recipe."""
        return {
            plans.READING: self.make,
            plan_exports.RECIPE: self.export,
            plan_exports.TEMPLATE: self.template,
        }

    async def make(self, values: Mapping[str, str]) -> recipes.Made:
        """Raises `Unavailable`, and `LookupError` where there is no such plan."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            book = await plan_sheets.book(unit, values)
        return recipes.Made(book.name, await asyncio.to_thread(_written, book))

    async def template(self, values: Mapping[str, str]) -> recipes.Made:
        """The form, in the reader's `language`."""
        book = plan_template.book(values["language"])
        return recipes.Made(book.name, await asyncio.to_thread(_written, book))

    async def export(self, values: Mapping[str, str]) -> recipes.Made:
        """The plan taken over last, filled in; in columns of our own where it had none, or where the file is gone.

        Raises as `make`, and `NetworkError` where the file can't be fetched now.
        """
        async with work.reading(self._database, now=self._clock.now()) as unit:
            order = await plan_exports.order(unit, values)
        content = await self._filled(order)
        if content is None:
            content = await asyncio.to_thread(_written, order.book)
        return recipes.Made(order.name, content)

    async def _filled(self, order: plan_exports.Order) -> bytes | None:
        if order.instructions is None:
            return None
        try:
            content = await plan_reader.fetch(self._bot, order.plan)
        except telegram.error.BadRequest:
            log.warning("a plan's file is gone", plan=order.plan.id)
            return None
        said = json.dumps(order.instructions, ensure_ascii=True).encode() + b"\n"
        return await plan_reader.work_apart("bot.plan_filler", order.plan.name, said + content)


def _written(book: plan_sheets.Book) -> bytes:
    """People's text is text: nothing in it becomes a formula or an address."""
    import xlsxwriter  # takes a while, and few processes ever need it

    content = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, settings) as file:
        share = file.add_format({"num_format": "0%"})
        head, day = file.add_format({"bold": True, "bottom": 1}), file.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in book.sheets:
            page = file.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.header) - 1)
            page.write_row(0, 0, sheet.header, head)
            for number, row in enumerate(sheet.rows, 1):
                for place, cell in enumerate(row):
                    _write(page, (number, place), cell, share if isinstance(cell, plan_sheets.Share) else day)
            for place, width in enumerate(_widths(sheet)):
                page.set_column(place, place, width)
            if sheet.choice is not None:
                column, rows, source = sheet.choice
                page.data_validation(1, column, rows, column, {"validate": "list", "source": list(source)})
    return content.getvalue()


def _widths(sheet: plan_sheets.Sheet) -> tuple[int, ...]:
    """A form's columns are as wide as the reading's of the same kind; hints stand in one."""
    if len(sheet.header) == 1:
        return (100,)
    return _WIDTHS[2:3] + _WIDTHS[1:2] + _WIDTHS[3:] if sheet.choice else _WIDTHS[: len(sheet.header)]


def _write(page: Any, at: tuple[int, int], cell: plan_sheets.Cell, shape: Any) -> None:
    if isinstance(cell, date):
        page.write_datetime(*at, datetime.combine(cell, datetime.min.time()), shape)
    elif isinstance(cell, plan_sheets.Share):
        if cell.of_hundred is not None:
            page.write_number(*at, cell.of_hundred / 100, shape)
    elif isinstance(cell, int):
        page.write_number(*at, cell)
    elif cell:
        page.write_string(*at, cell)
