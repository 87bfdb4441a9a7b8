"""A picture as shapes on a sheet, before anybody draws; knows no font file, no Pillow and what no shape means.

Lengths are pixels of a sheet `WIDTH` wide, y grows downwards. Colours are `#rrggbb`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from coordination.rules import text as text_rules

WIDTH = 1080
MARGIN = 36

Measure = Callable[[str, int], float]
"""How wide a text is in a size (both in pixels)."""


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `radius` rounds its corners, `hatch` is the colour of slanted lines over it (none: "")."""

    left: float
    top: float
    right: float
    bottom: float
    fill: str
    radius: int = 0
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; `dash` are pixels on and off, 0 for a whole one."""

    points: tuple[tuple[float, float], ...]
    ink: str
    width: int = 2
    dash: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """A text on one line; `anchor` is Pillow's: l, m or r of its width, then `m` for the middle of its height."""

    x: float
    y: float
    text: str
    size: int
    ink: str
    anchor: str = "lm"


Shape = Box | Stroke | Words


@dataclass(slots=True)
class Sheet:
    """Shapes in the order in which they are drawn."""

    height: int
    shapes: list[Shape] = field(default_factory=list)
    width: int = WIDTH

    def add(self, *shapes: Shape) -> None:
        self.shapes.extend(shapes)


def fitted(text: str, size: int, room: float, measure: Measure) -> str:
    """The text, cut at a word and with "…" where it is wider than `room`; empty where not even that fits."""
    if measure(text, size) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(_cut(text, middle), size) <= room:
            low = middle
        else:
            high = middle - 1
    word = low
    while word > low // 2 and not text_rules.ends_word(text, word):
        word -= 1
    return _cut(text, word if word > low // 2 else low) if low else ""


def _cut(text: str, end: int) -> str:
    """The dots of Chinese stand in the middle of the line, those of Latin at its foot."""
    kept = text[:end].rstrip()
    return kept + ("..." if kept[-1:].isascii() else "…")
