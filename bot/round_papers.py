"""The document of a round, made when it is sent; it decides nothing of what stands in it."""

import asyncio
import io
from collections.abc import Mapping

from bot import clock, recipes
from handlers import round_papers
from storage import engines, work

FONT, CHINESE_FONT = "Calibri", "宋体"


class RoundPapers:
    """One instance a process."""

    def __init__(self, database: engines.Database, ours: clock.Clock) -> None:
        self._database = database
        self._clock = ours

    def makers(self) -> dict[str, recipes.Maker]:
        """By the name of the recipe."""
        return {round_papers.RECIPE: self.make}

    async def make(self, values: Mapping[str, str]) -> recipes.Made:
        """Raises `Unavailable`, and `LookupError` where there is no such round."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            paper = await round_papers.paper(unit, values)
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
