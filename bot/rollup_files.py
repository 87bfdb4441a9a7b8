"""The workbook of a roll-up, made when it is sent; it decides nothing of what stands in it."""

import asyncio
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot import clock, export_sheets, recipes
from handlers import rollup_papers, rollup_sheets, rollups, words
from storage import engines, work


@dataclass(frozen=True, slots=True)
class _Heading:
    """A column as `export_sheets` takes it: its name is said already."""

    name: str
    width: int

    def heading(self, language: str) -> str:
        return self.name


class RollupFiles:
    """One instance a process."""

    def __init__(self, database: engines.Database, ours: clock.Clock) -> None:
        self._database = database
        self._clock = ours

    def makers(self) -> dict[str, recipes.Maker]:
        """By the name of the recipe."""
        return {rollups.SHEET: self.sheet}

    async def sheet(self, values: Mapping[str, str]) -> recipes.Made:
        """Raises `Unavailable`, and `LookupError` where there is no such committee or section."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            seen = await rollup_papers.seen_by(unit, values)
            sheets = await rollup_sheets.sheets(unit, seen)
        language = seen.above.language
        content = await asyncio.to_thread(_written, sheets, language)
        return recipes.Made(f"{words.plain(language, 'rollup.paper.file')}.xlsx", content)


def _written(sheets: tuple[rollup_sheets.Sheet, ...], language: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="muster-") as folder:
        path = Path(folder) / "rollup.xlsx"
        book = export_sheets.Workbook(path)
        for sheet in sheets:
            book.begin(sheet.name, [_Heading(*column) for column in sheet.columns], language)
            book.add(sheet.rows)
        book.close()
        return path.read_bytes()
