"""Counts side by side as shapes: states in a row a person or group, load in a column a week; it draws nothing."""

from collections.abc import Sequence

from bot.pictures import colours, heads, sheets
from bot.pictures.sheets import MARGIN, WIDTH, Box, Measure, Sheet, Stroke, Words
from coordination.pictures import Key, Row, Shares, Weeks

LABELS = 300
LEFT = MARGIN + LABELS + 16
RIGHT = WIDTH - MARGIN - 70
"""Behind the longest row its sum finds room."""
ROW = 60
BAR = 40
FOOT = 20
HEIGHT = 480
SUMS = 44
WEEKS = 52


def rows(picture: Shares, measure: Measure) -> Sheet:
    """A row each, as long as it has tasks, with the counts in it; what is added up is no longer than the longest."""
    longest = max((sum(row.parts) for row in picture.rows), default=0)
    most = max((sum(row.parts) for row in picture.rows if not row.together), default=0) or longest
    if not longest:
        return heads.nothing(picture.head, measure)
    sheet, top = heads.begin(picture.head, measure)
    for place, row in enumerate(picture.rows):
        middle = top + ROW * (place + 0.5)
        label = sheets.fitted(row.label, heads.TEXT, LABELS, measure)
        sheet.add(Words(MARGIN, middle, label, heads.TEXT, colours.INK))
        each = (RIGHT - LEFT) / max(most, sum(row.parts) if row.together else 0)
        end = _along(sheet, picture.head.keys, row, middle, (each, measure))
        sheet.add(Words(end + 12, middle, str(sum(row.parts)), heads.TEXT, colours.INK))
    sheet.height = round(top + ROW * len(picture.rows) + FOOT)
    return sheet


def _along(sheet: Sheet, keys: Sequence[Key], row: Row, middle: float, how: tuple[float, Measure]) -> float:
    """Where the row ends."""
    each, measure = how
    x = float(LEFT)
    for key, count in zip(keys, row.parts, strict=True):
        right = x + count * each
        if count:
            sheet.add(heads.filled(key.tone, (x, middle - BAR / 2, right, middle + BAR / 2)))
            _inside(sheet, key, count, ((x + right) / 2, middle, right - x), measure)
        x = right
    return x


def _inside(sheet: Sheet, key: Key, count: int, where: tuple[float, float, float], measure: Measure) -> None:
    """The count in its part, where there is room; over slanted lines it stands on a plain ground."""
    x, y, room = where
    wide = measure(str(count), heads.SMALL)
    if wide + 8 > room:
        return
    if key.tone in colours.HATCH:
        half = wide / 2 + 6
        sheet.add(Box(x - half, y - 16, x + half, y + 16, colours.FILL[key.tone], 6))
    sheet.add(Words(x, y, str(count), heads.SMALL, colours.on(key.tone), "mm"))


def columns(picture: Weeks, measure: Measure) -> Sheet:
    """A column each, as high as it has tasks; this week's stands on a band."""
    most = max((sum(column.parts) for column in picture.columns), default=0)
    if not most:
        return heads.nothing(picture.head, measure)
    sheet, top = heads.begin(picture.head, measure)
    bottom = top + SUMS + HEIGHT
    each = (WIDTH - 2 * MARGIN) / len(picture.columns)
    if picture.current is not None:
        left = MARGIN + each * picture.current
        sheet.add(Box(left, top, left + each, bottom + WEEKS, colours.BAND))
    for place, column in enumerate(picture.columns):
        middle = MARGIN + each * (place + 0.5)
        end = _upwards(sheet, picture.head.keys, column, (middle, bottom, each * 0.68), (HEIGHT / most, measure))
        if sum(column.parts):
            sheet.add(Words(middle, end - SUMS / 2, str(sum(column.parts)), heads.TEXT, colours.INK, "mm"))
        label = sheets.fitted(column.label, heads.SMALL, each - 4, measure)
        sheet.add(Words(middle, bottom + WEEKS / 2, label, heads.SMALL, colours.SOFT, "mm"))
    sheet.add(Stroke(((MARGIN, bottom), (WIDTH - MARGIN, bottom)), colours.SOFT, 2))
    sheet.height = round(bottom + WEEKS + FOOT)
    return sheet


def _upwards(
    sheet: Sheet,
    keys: Sequence[Key],
    column: Row,
    where: tuple[float, float, float],
    how: tuple[float, Measure],
) -> float:
    """Where the column ends."""
    middle, y, wide = where
    each, measure = how
    for key, count in zip(keys, column.parts, strict=True):
        top = y - count * each
        if count:
            sheet.add(heads.filled(key.tone, (middle - wide / 2, top, middle + wide / 2, y)))
            if y - top >= 34:
                _inside(sheet, key, count, (middle, (top + y) / 2, wide), measure)
        y = top
    return y
