"""Pictures drawn in a worker thread: layout as values, then one painter; it knows no group and no database."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot import recipes
from bot.pictures import burnups, sheets, stacks, timelines
from coordination import pictures

if TYPE_CHECKING:
    from bot.pictures.fonts import Font

NAME = "muster.png"


class Painter:
    """The maker behind the recipe of pictures. One picture is drawn at a time, and never on the event loop.

    `font` is the path of another font than ours. The library that draws is read when it is first needed.
    """

    def __init__(self, font: Path | None = None) -> None:
        self._path = font
        self._font: Font | None = None
        self._one = asyncio.Lock()

    async def make(self, values: Mapping[str, str]) -> recipes.Made:
        """The picture as a PNG. Raises `OSError` without a font, and as `coordination.pictures.read`."""
        async with self._one:
            return recipes.Made(NAME, await asyncio.to_thread(self.drawn, values))

    def drawn(self, values: Mapping[str, str]) -> bytes:
        """The same for the same values. For a worker thread."""
        from bot.pictures import drawing, fonts

        if self._font is None:
            self._font = fonts.Font(fonts.DEFAULT if self._path is None else self._path)
        return drawing.png(laid_out(pictures.read(values), self._font.width), self._font)


def laid_out(picture: pictures.Picture, measure: sheets.Measure) -> sheets.Sheet:
    """The picture as shapes."""
    if isinstance(picture, pictures.Timeline):
        return timelines.laid_out(picture, measure)
    if isinstance(picture, pictures.Burnup):
        return burnups.laid_out(picture, measure)
    if isinstance(picture, pictures.Shares):
        return stacks.rows(picture, measure)
    return stacks.columns(picture, measure)
