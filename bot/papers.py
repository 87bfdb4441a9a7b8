"""Documents of rounds and roll-ups, made when they are sent; it decides nothing of what stands in them."""

import asyncio
import io
from collections.abc import Mapping

from bot import clock, recipes
from handlers import rollup_papers, rollups, round_papers
from storage import engines, work

FONT, CHINESE_FONT = "Calibri", "宋体"


class Papers:
    """One instance a process."""

    def __init__(self, database: engines.Database, ours: clock.Clock) -> None:
        self._database = database
        self._clock = ours

    def makers(self) -> dict[str, recipes.Maker]:
        """By the name of the recipe."""
        return {round_papers.RECIPE: self.round, rollups.DOCUMENT: self.rollup}

    async def round(self, values: Mapping[str, str]) -> recipes.Made:
        """Raises `Unavailable`, and `LookupError` where there is no such round."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            paper = await round_papers.paper(unit, values)
        return await _made(paper)

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
    usual = document.styles["Normal"]
    usual.font.name = FONT
    usual.element.rPr.rFonts.set(qn("w:eastAsia"), CHINESE_FONT)
    document.add_heading(paper.title, level=1)
    for section in paper.sections:
        if section.heading:
            document.add_heading(section.heading, level=2)
        for label, text in section.lines:
            paragraph = document.add_paragraph()
            if label:
                paragraph.add_run(f"{label}  ").bold = True
            paragraph.add_run(text)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
