"""What stands above every picture: title, one line in short, legend; knows no kind of picture."""

from bot.pictures import colours, sheets
from bot.pictures.sheets import MARGIN, WIDTH, Box, Measure, Shape, Sheet, Stroke, Words
from coordination.pictures import Head, Tone

TITLE = 42
TEXT = 28
"""Read at half size on a phone, where 14 pixels are left of it."""
SMALL = 26
_KEY_HEIGHT = 44
_KEY_BOX = 26


def begin(head: Head, measure: Measure) -> tuple[Sheet, float]:
    """A sheet with its head, and the height at which the picture itself begins."""
    sheet = Sheet(0)
    room = WIDTH - 2 * MARGIN
    top = MARGIN + TITLE / 2
    sheet.add(Words(MARGIN, top, sheets.fitted(head.title, TITLE, room, measure), TITLE, colours.INK))
    top += TITLE / 2 + 28
    sheet.add(Words(MARGIN, top, sheets.fitted(head.subtitle, TEXT, room, measure), TEXT, colours.SOFT))
    top += TEXT / 2 + 14
    return sheet, _legend(head, sheet, top, measure)


def _legend(head: Head, sheet: Sheet, top: float, measure: Measure) -> float:
    """Entries side by side, on as many lines as they need."""
    x = float(MARGIN)
    for key in head.keys:
        wide = _KEY_BOX + 10 + measure(key.label, SMALL)
        if x > MARGIN and x + wide > WIDTH - MARGIN:
            x, top = float(MARGIN), top + _KEY_HEIGHT
        middle = top + _KEY_HEIGHT / 2
        sheet.add(*_swatch(key.tone, x, middle), Words(x + _KEY_BOX + 10, middle, key.label, SMALL, colours.INK))
        x += wide + 30
    return top + _KEY_HEIGHT + 8 if head.keys else top + 8


def _swatch(tone: Tone, x: float, middle: float) -> list[Shape]:
    """The plan is a stroke across a bar, everything else a box."""
    half = _KEY_BOX / 2
    if tone is Tone.PLAN:
        return [Stroke(((x + half, middle - 16), (x + half, middle + 16)), colours.INK, 5)]
    return [filled(tone, (x, middle - half, x + _KEY_BOX, middle + half), radius=4)]


def filled(tone: Tone, sides: tuple[float, float, float, float], *, radius: int = 0) -> Box:
    """A box (left, top, right, bottom) as this tone is shown everywhere."""
    return Box(*sides, colours.FILL[tone], radius, colours.HATCH.get(tone, ""))


def nothing(head: Head, measure: Measure) -> Sheet:
    """A sheet that says that there is nothing to see, not an empty frame."""
    sheet, top = begin(head, measure)
    text = sheets.fitted(head.nothing, 34, WIDTH - 2 * MARGIN, measure)
    sheet.add(Words(WIDTH / 2, top + 90, text, 34, colours.SOFT, "mm"))
    sheet.height = round(top + 200)
    return sheet
