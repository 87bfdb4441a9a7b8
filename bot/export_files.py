"""One export as a file on the disk: reads page by page, writes beside the event loop; sends nothing."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot import export_sheets
from coordination.rules import events, tasks
from handlers import export_columns, export_texts, words
from storage import engines, extracts


class Format(StrEnum):
    """Readable formats; JSON is the record itself (`storage.dumps`)."""

    XLSX = "xlsx"
    CSV = "csv"
    ICS = "ics"
    MD = "md"


TOGETHER = 100
"""Tasks whose updates are read at once."""

SHEETS = ("tasks", "updates", "people", "decisions")
"""What a workbook holds, and what a CSV may be of; a sheet of decisions comes only where something was decided."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: of whom, in which format and language, as of when; `sheet` for CSV, `title` for what has one."""

    wanted: extracts.Wanted
    format: Format
    language: str
    now: datetime
    sheet: str = "tasks"
    title: str = ""


async def write(database: engines.Database, order: Order, path: Path) -> int:
    """Write the file; how many tasks (or rows of the one sheet) it has. Raises `Unavailable`, `OSError`."""
    async with extracts.of(database, order.wanted) as extract:
        numbers = {one: export_columns.Numbered(*told) for one, told in (await extract.numbers()).items()}
        sight = export_columns.Sight(order.language, order.now, extract.groups, extract.names, numbers)
        return await _WAYS[order.format](extract, sight, order, path)


async def _workbook(extract: extracts.Extract, sight: export_columns.Sight, order: Order, path: Path) -> int:
    book = export_sheets.Workbook(path)
    try:
        counts = [await _sheet(extract, sight, what, book, is_book=True) for what in SHEETS]
    finally:
        await asyncio.to_thread(book.close)
    return counts[0]


async def _table(extract: extracts.Extract, sight: export_columns.Sight, order: Order, path: Path) -> int:
    table = export_sheets.Table(path)
    try:
        return await _sheet(extract, sight, order.sheet, table)
    finally:
        table.close()


async def _sheet(
    extract: extracts.Extract,
    sight: export_columns.Sight,
    what: str,
    target: export_sheets.Target,
    *,
    is_book: bool = False,
) -> int:
    columns = export_columns.of(what, sight)
    count, is_begun = 0, False
    async for page in _begun(_pages(extract, what), is_optional=what == "decisions" and is_book):
        if not is_begun:
            target.begin(words.plain(sight.language, f"export.sheet.{what}"), columns, sight.language)
            is_begun = True
        await asyncio.to_thread(_add, target, columns, page, sight)
        count += len(page)
    return count


async def _begun(pages: AsyncIterator[Sequence[Any]], *, is_optional: bool) -> AsyncIterator[Sequence[Any]]:
    """The pages; without any an empty one, so that its heading stands, unless the sheet may be missing."""
    is_there = is_optional
    async for page in pages:
        is_there = True
        yield page
    if not is_there:
        yield ()


def _pages(extract: extracts.Extract, what: str) -> AsyncIterator[Sequence[Any]]:
    ways: dict[str, Callable[[], AsyncIterator[Sequence[Any]]]] = {
        "tasks": extract.task_pages,
        "updates": extract.update_pages,
        "people": extract.people_pages,
        "decisions": extract.decision_pages,
    }
    return ways[what]()


def _add(
    target: export_sheets.Target,
    columns: Sequence[export_columns.Column[Any]],
    page: Sequence[Any],
    sight: export_columns.Sight,
) -> None:
    target.add([[column.value(row, sight) for column in columns] for row in page])


async def _calendar(extract: extracts.Extract, sight: export_columns.Sight, order: Order, path: Path) -> int:
    count = 0
    file = await asyncio.to_thread(path.open, "wb")
    try:
        file.write(export_texts.calendar_head(order.title))
        async for page in extract.task_pages():
            dated = [task for task in page if task.due is not None]
            file.write(await asyncio.to_thread(_entries, dated, sight))
            count += len(dated)
        file.write(export_texts.CALENDAR_END)
    finally:
        file.close()
    return count


def _entries(dated: Sequence[tasks.Task], sight: export_columns.Sight) -> bytes:
    return b"".join(export_texts.entry(task, sight) for task in dated)


async def _markdown(extract: extracts.Extract, sight: export_columns.Sight, order: Order, path: Path) -> int:
    count = 0
    file = await asyncio.to_thread(path.open, "wb")
    try:
        file.write(export_texts.markdown_head(order.title).encode())
        async for page in extract.task_pages():
            for first in range(0, len(page), TOGETHER):
                some = page[first : first + TOGETHER]
                file.write(await asyncio.to_thread(_blocks, some, await extract.updates_of(some), sight))
            count += len(page)
        async for people in extract.people_pages():
            file.write(export_texts.markdown_people(people, sight).encode())
        async for decided in extract.decision_pages():
            file.write(export_texts.markdown_decisions(decided, sight).encode())
    finally:
        file.close()
    return count


def _blocks(
    page: Sequence[tasks.Task], said: Mapping[int, Sequence[events.Update]], sight: export_columns.Sight
) -> bytes:
    return "".join(export_texts.markdown(task, said.get(task.id, ()), sight) for task in page).encode()


_WAYS = {Format.XLSX: _workbook, Format.CSV: _table, Format.ICS: _calendar, Format.MD: _markdown}
