"""Shapes of a sheet as the bytes of a PNG; knows no picture and no word. Call it in a worker thread."""

import functools
import io

from PIL import Image, ImageColor, ImageDraw

from bot.pictures import colours
from bot.pictures.fonts import Font
from bot.pictures.sheets import Box, Sheet, Stroke, Words

LEVEL = 4
_HATCH_EVERY = 10


def png(sheet: Sheet, font: Font) -> bytes:
    """The sheet as a PNG with a palette; the same sheet and font give the same bytes."""
    image = Image.new("RGB", (sheet.width, sheet.height), colours.PAPER)
    pen = ImageDraw.Draw(image)
    for shape in sheet.shapes:
        if isinstance(shape, Box):
            _box(image, pen, shape)
        elif isinstance(shape, Stroke):
            _stroke(pen, shape)
        else:
            _words(pen, shape, font)
    out = io.BytesIO()
    flat = image.quantize(palette=_palette(), dither=Image.Dither.NONE)
    flat.save(out, "PNG", compress_level=LEVEL)
    return out.getvalue()


@functools.cache
def _palette() -> Image.Image:
    """What is flat stays exactly so, letters keep their soft edges, and the file stays small."""
    held = Image.new("P", (1, 1))
    held.putpalette([channel for colour in colours.palette() for channel in ImageColor.getrgb(colour)])
    return held


def _box(image: Image.Image, pen: ImageDraw.ImageDraw, box: Box) -> None:
    left, top, right, bottom = (round(side) for side in (box.left, box.top, box.right, box.bottom))
    right, bottom = max(left, right - 1), max(top, bottom - 1)
    radius = min(box.radius, (right - left) // 2, (bottom - top) // 2)
    if radius:
        pen.rounded_rectangle((left, top, right, bottom), radius, box.fill)
    else:
        pen.rectangle((left, top, right, bottom), box.fill)
    if box.hatch and right - left > 2 and bottom - top > 2:
        _hatch(image, (left, top, right + 1, bottom + 1), box.hatch)


def _hatch(image: Image.Image, inside: tuple[int, int, int, int], ink: str) -> None:
    """Slanted lines, cut at the edges."""
    left, top, right, bottom = inside
    piece = image.crop(inside)
    pen = ImageDraw.Draw(piece)
    width, height = right - left, bottom - top
    for x in range(-height, width, _HATCH_EVERY):
        pen.line((x, height, x + height, 0), ink, 3)
    image.paste(piece, (left, top))


def _stroke(pen: ImageDraw.ImageDraw, stroke: Stroke) -> None:
    if not stroke.dash:
        pen.line([(round(x), round(y)) for x, y in stroke.points], stroke.ink, stroke.width, joint="curve")
        return
    for (x1, y1), (x2, y2) in zip(stroke.points, stroke.points[1:], strict=False):
        length = max(abs(x2 - x1), abs(y2 - y1))
        at = 0.0
        while at < length:
            a, b = at / length, min(1.0, (at + stroke.dash) / length)
            ends = (x1 + (x2 - x1) * a, y1 + (y2 - y1) * a, x1 + (x2 - x1) * b, y1 + (y2 - y1) * b)
            pen.line([round(one) for one in ends], stroke.ink, stroke.width)
            at += 2 * stroke.dash


def _words(pen: ImageDraw.ImageDraw, words: Words, font: Font) -> None:
    text = font.shown(words.text)
    if not text:
        return
    face = font.size(words.size)
    share = {"l": 0.0, "m": 0.5, "r": 1.0}[words.anchor[0]]
    x = words.x - (share * face.getlength(text) if share else 0.0)
    # The middle of Chinese characters, which is the middle of Latin ones between their tallest and lowest too.
    pen.text((round(x), round(words.y + words.size * 0.38)), text, words.ink, face, anchor="ls")
