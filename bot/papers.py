"""Documents of rounds and roll-ups, made when they are sent; it decides nothing of what stands in them."""

import asyncio
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot import clock, recipes
from handlers import rollup_papers, rollups, round_papers
from storage import engines, work

FONT, CHINESE_FONT = "Calibri", "宋体"
_MARKS = re.compile(r"([\\`*_\[\]<>|])")
_AT_HEAD = re.compile(r"^(\s*)([-+#]|\d+[.)])(?=\s)")


class Papers:
    """One instance a process."""

    def __init__(self, database: engines.Database, ours: clock.Clock) -> None:
        self._database = database
        self._clock = ours

    def makers(self) -> dict[str, recipes.Maker]:
        """By the name of the recipe."""
        return {
            round_papers.RECIPE: self.round,
            round_papers.MARKDOWN: self.round_as_markdown,
            rollups.DOCUMENT: self.rollup,
        }

    async def round(self, values: Mapping[str, str]) -> recipes.Made:
        """Raises `Unavailable`, and `LookupError` where there is no such round."""
        return await _made(await self._round(values))

    async def round_as_markdown(self, values: Mapping[str, str]) -> recipes.Made:
        """The same, as text. Raises as `round`."""
        paper = await self._round(values)
        return recipes.Made(f"{paper.name}.md", markdown(paper).encode())

    async def _round(self, values: Mapping[str, str]) -> round_papers.Paper:
        async with work.reading(self._database, now=self._clock.now()) as unit:
            return await round_papers.paper(unit, values)

    async def rollup(self, values: Mapping[str, str]) -> recipes.Made:
        """Raises `Unavailable`, and `LookupError` where there is no such committee."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            paper = await rollup_papers.paper(unit, values)
        return await _made(paper)


async def _made(paper: round_papers.Paper) -> recipes.Made:
    return recipes.Made(f"{paper.name}.docx", await asyncio.to_thread(_written, paper))


def _written(paper: round_papers.Paper) -> bytes:
    import docx  # takes a while, and few processes ever need it
    from docx.oxml.ns import qn

    document = docx.Document()
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = FONT
        style.element.rPr.rFonts.set(qn("w:eastAsia"), CHINESE_FONT)
    document.add_heading(paper.title, level=1)
    for section in paper.sections:
        if section.heading:
            document.add_heading(section.heading, level=2)
        for label, text in section.lines:
            paragraph = document.add_paragraph()
            if label:
                paragraph.add_run(f"{label}  ").bold = True
            paragraph.add_run(text)
        if section.table:
            _add_table(document, section.table)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _add_table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    """The first row is its head, and stands again on every page."""
    from docx.oxml import OxmlElement

    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for place, row in enumerate(rows):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = place == 0
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def markdown(paper: round_papers.Paper) -> str:
    """The paper as Markdown; what people wrote shows as they wrote it."""
    parts = [f"# {_shown(paper.title)}"]
    for section in paper.sections:
        if section.heading:
            parts.append(f"## {_shown(section.heading)}")
        parts += [f"**{_shown(label)}** {_shown(text)}" if label else _shown(text) for label, text in section.lines]
        if section.table:
            head, *rows = section.table
            lines = [head, tuple("---" for _ in head), *rows]
            parts.append("\n".join(f"| {' | '.join(_cells(line))} |" for line in lines))
    return "\n\n".join(parts) + "\n"


def _cells(row: Sequence[str]) -> list[str]:
    return [cell if cell == "---" else _shown(cell) for cell in row]


def _shown(text: str) -> str:
    line = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _AT_HEAD.sub(r"\1\\\2", line)
