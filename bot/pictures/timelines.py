"""The timeline as shapes: a row a task, today's line, late parts, phases behind; it draws nothing."""

from dataclasses import dataclass

from bot.pictures import colours, heads, sheets
from bot.pictures.sheets import MARGIN, WIDTH, Box, Measure, Sheet, Stroke, Words
from coordination.pictures import Axis, Bar, Phase, Timeline, Tone

LABELS = 400
"""The room for what a row is called; the days take the rest."""
LEFT, RIGHT = MARGIN + LABELS + 16, WIDTH - MARGIN
ROW = 44
BAR = 28
TICKS = 40
PHASES = 40
FOOT = 24
LEAST = 6
"""A stretch is seen, however long the others are."""
NOTE = heads.SMALL - 2


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to pixels; a day is as wide as any other."""

    first: int
    last: int

    def at(self, day: float) -> float:
        """Where the day begins, held inside the picture."""
        share = (day - self.first) / (self.last + 1 - self.first)
        return LEFT + (RIGHT - LEFT) * min(1.0, max(0.0, share))


def laid_out(picture: Timeline, measure: Measure) -> Sheet:
    """The whole timeline; what lies outside the axis is cut off at its edge."""
    if not picture.bars:
        return heads.nothing(picture.head, measure)
    sheet, top = heads.begin(picture.head, measure)
    scale = Scale(picture.axis.first, picture.axis.last)
    named = top
    top += (PHASES if picture.phases else 0) + TICKS
    bottom = top + ROW * len(picture.bars) + 6
    _phases(sheet, picture.phases, scale, (named, bottom), measure)
    _ticks(sheet, picture.axis, scale, (top, bottom), measure)
    _today(sheet, picture.axis, scale, (top, bottom), measure)
    for place, bar in enumerate(picture.bars):
        _row(sheet, bar, picture, top + ROW * (place + 0.5), measure)
    sheet.height = round(bottom + FOOT)
    return sheet


def _phases(sheet: Sheet, phases: tuple[Phase, ...], scale: Scale, span: tuple[float, float], measure: Measure) -> None:
    top, bottom = span
    for place, phase in enumerate(phases):
        left, right = scale.at(phase.first), scale.at(phase.last + 1)
        if right - left < 2:
            continue
        if place % 2 == 0:
            sheet.add(Box(left, top, right, bottom, colours.BAND))
        label = sheets.fitted(phase.label, heads.SMALL, right - left - 12, measure)
        sheet.add(Words(left + 6, top + PHASES / 2, label, heads.SMALL, colours.SOFT))


def _ticks(sheet: Sheet, axis: Axis, scale: Scale, span: tuple[float, float], measure: Measure) -> None:
    """A label stands above the rows unless it runs into another, into today's, or out of the picture."""
    top, bottom = span
    half = measure(axis.today_label, heads.SMALL) / 2
    today = scale.at(axis.today + 0.5)
    taken = (today - half - 10, today + half + 10) if axis.first <= axis.today <= axis.last else (0.0, 0.0)
    free = 0.0
    for day, label in axis.ticks:
        x = scale.at(day)
        sheet.add(Stroke(((x, top), (x, bottom)), colours.GRID, 2))
        right = x + measure(label, heads.SMALL)
        if x >= free and right <= WIDTH - 8 and (right < taken[0] or x > taken[1]):
            sheet.add(Words(x, top - TICKS / 2, label, heads.SMALL, colours.SOFT))
            free = right + 12
    sheet.add(Stroke(((MARGIN, top), (RIGHT, top)), colours.GRID, 2))


def _today(sheet: Sheet, axis: Axis, scale: Scale, span: tuple[float, float], measure: Measure) -> None:
    if not axis.first <= axis.today <= axis.last:
        return
    top, bottom = span
    x = scale.at(axis.today + 0.5)
    half = measure(axis.today_label, heads.SMALL) / 2
    label = min(max(x, LEFT + half), RIGHT - half)
    sheet.add(Stroke(((x, top - 4), (x, bottom)), colours.TODAY, 3))
    sheet.add(Words(label, top - TICKS / 2, axis.today_label, heads.SMALL, colours.INK, "mm"))


def _row(sheet: Sheet, bar: Bar, picture: Timeline, middle: float, measure: Measure) -> None:
    """Its name, the stretch with what is done of it, the late part, and whose it is."""
    scale = Scale(picture.axis.first, picture.axis.last)
    name = sheets.fitted(bar.label, heads.SMALL, LABELS, measure)
    sheet.add(Words(MARGIN, middle, name, heads.SMALL, colours.INK))
    top, bottom = middle - BAR / 2, middle + BAR / 2
    left = min(scale.at(bar.start), RIGHT - LEAST)
    right = max(scale.at(bar.end + 1), left + LEAST)
    if bar.tone is Tone.MOVING:
        sheet.add(Box(left, top, right, bottom, colours.PALE, 4))
        sheet.add(heads.filled(bar.tone, (left, top, left + (right - left) * bar.percent / 100, bottom), radius=4))
    else:
        sheet.add(heads.filled(bar.tone, (left, top, right, bottom), radius=4))
    end = right
    if bar.late_to is not None:
        end = min(max(scale.at(bar.late_to + 1), right + LEAST), RIGHT + LEAST)
        sheet.add(heads.filled(Tone.LATE, (right, top, end, bottom)))
    if bar.was is not None and scale.first <= bar.was <= scale.last:
        x = scale.at(bar.was + 1)
        sheet.add(Stroke(((x, top - 6), (x, bottom + 6)), colours.INK, 5))
        left, end = min(left, x - 3), max(end, x + 3)
    _note(sheet, bar, (left, end, middle), (picture.axis, measure))


def _note(sheet: Sheet, bar: Bar, where: tuple[float, float, float], how: tuple[Axis, Measure]) -> None:
    """Behind the bar, else before it, where there is room; it makes way for today's line. Else inside a long bar."""
    left, right, middle = where
    axis, measure = how
    wide = measure(bar.note, NOTE)
    today = Scale(axis.first, axis.last).at(axis.today + 0.5)
    behind, before = right + 10, left - 10 - wide
    if behind - 4 < today < behind + wide + 4:
        behind = today + 10
    if before - 4 < today < before + wide + 4:
        before = today - 10 - wide
    for x in (behind, before):
        if bar.note and x >= LEFT and x + wide <= WIDTH - 10:
            sheet.add(Words(x, middle, bar.note, NOTE, colours.SOFT))
            return
    if bar.note and bar.late_to is None and bar.tone is not Tone.HELD and right - left > 2 * wide:
        ink = colours.INK if bar.tone is Tone.MOVING else colours.on(bar.tone)
        sheet.add(Words(right - 8 - wide, middle, bar.note, NOTE, ink))
