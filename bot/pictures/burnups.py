"""Work done against the plan, day by day, as shapes; it draws nothing."""

from dataclasses import dataclass

from bot.pictures import colours, heads
from bot.pictures.sheets import MARGIN, WIDTH, Measure, Sheet, Stroke, Words
from coordination.pictures import Axis, Burnup, Line, Tone

HEIGHT = 560
LEFT = MARGIN + 76
TICKS = 52
FOOT = 20
MOST_STEPS = 8
"""Lines across, at most."""

_WIDTHS = {Tone.DONE: 7, Tone.PLAN: 5, Tone.SCOPE: 4}
_DASHES = {Tone.PLAN: 14}


@dataclass(frozen=True, slots=True)
class Frame:
    """From days and counts to pixels."""

    first: int
    last: int
    top: float
    bottom: float
    right: float
    most: int

    def x(self, day: float) -> float:
        """The end of a day, held inside the picture."""
        share = (day - self.first) / max(1, self.last - self.first)
        return LEFT + (self.right - LEFT) * min(1.0, max(0.0, share))

    def y(self, count: float) -> float:
        return self.bottom - (self.bottom - self.top) * count / self.most


def laid_out(picture: Burnup, measure: Measure) -> Sheet:
    """Lines as stairs; at the end of each stands what it counts and how many."""
    highest = max((count for line in picture.lines for _, count in line.steps), default=0)
    if not highest:
        return heads.nothing(picture.head, measure)
    sheet, top = heads.begin(picture.head, measure)
    wide = max(measure(line.label, heads.SMALL) for line in picture.lines)
    step = _step(highest)
    most = -(-highest // step) * step
    axis = picture.axis
    frame = Frame(axis.first, axis.last, top + 24, top + 24 + HEIGHT, WIDTH - MARGIN - wide - 16, most)
    _counts(sheet, frame, step)
    _days(sheet, frame, axis, measure)
    for line in picture.lines:
        _line(sheet, frame, line)
    _labels(sheet, frame, picture.lines)
    sheet.height = round(frame.bottom + TICKS + FOOT)
    return sheet


def _step(highest: int) -> int:
    """Round numbers between the lines across: 1, 2, 5, 10, 20, 50 …"""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if highest <= step * MOST_STEPS:
                return step
        size *= 10


def _counts(sheet: Sheet, frame: Frame, step: int) -> None:
    for count in range(0, frame.most + 1, step):
        y = frame.y(count)
        sheet.add(Stroke(((LEFT, y), (frame.right, y)), colours.GRID, 2))
        sheet.add(Words(LEFT - 14, y, str(count), heads.SMALL, colours.SOFT, "rm"))


def _days(sheet: Sheet, frame: Frame, axis: Axis, measure: Measure) -> None:
    middle = frame.bottom + TICKS / 2
    today = frame.x(axis.today)
    half = measure(axis.today_label, heads.SMALL) / 2
    shows_today = axis.first <= axis.today <= axis.last
    free = 0.0
    for day, label in axis.ticks:
        x, wide = frame.x(day), measure(label, heads.SMALL)
        is_free = not shows_today or x + wide / 2 + 10 < today - half or x - wide / 2 - 10 > today + half
        if is_free and x - wide / 2 >= free and x + wide / 2 <= WIDTH - 8:
            sheet.add(Stroke(((x, frame.bottom), (x, frame.bottom + 8)), colours.SOFT, 2))
            sheet.add(Words(x, middle + 4, label, heads.SMALL, colours.SOFT, "mm"))
            free = x + wide / 2 + 12
    if shows_today:
        sheet.add(Stroke(((today, frame.top - 12), (today, frame.bottom + 6)), colours.TODAY, 3))
        sheet.add(Words(today, middle + 4, axis.today_label, heads.SMALL, colours.INK, "mm"))


def _line(sheet: Sheet, frame: Frame, line: Line) -> None:
    points: list[tuple[float, float]] = []
    for day, count in line.steps:
        x, y = frame.x(day), frame.y(count)
        if points:
            points.append((x, points[-1][1]))
        points.append((x, y))
    if len(points) > 1:
        dash = _DASHES.get(line.tone, 0)
        sheet.add(Stroke(tuple(points), colours.FILL[line.tone], _WIDTHS.get(line.tone, 4), dash))


def _labels(sheet: Sheet, frame: Frame, lines: tuple[Line, ...]) -> None:
    """To the right, each at its own height, moved down where two would cover each other."""
    free = frame.top - heads.SMALL
    for line in sorted((one for one in lines if one.steps), key=lambda one: frame.y(one.steps[-1][1])):
        y = max(frame.y(line.steps[-1][1]), free)
        sheet.add(Words(frame.right + 12, y, line.label, heads.SMALL, colours.FILL[line.tone], "lm"))
        free = y + heads.SMALL + 10
