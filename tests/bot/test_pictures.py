"""Pictures: laid out inside their sheet whatever people wrote, drawn small, the same every time, off the loop."""

import dataclasses
import io
import itertools
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from bot import pictures as painting
from bot.pictures import colours, fonts, sheets, timelines
from bot.pictures.sheets import Box, Sheet, Stroke, Words
from coordination import pictures
from coordination.pictures import Tone
from tests import pictures as samples
from tests.handlers import stories

FONT = fonts.Font()
LIMIT = 120_000
EVERY: dict[str, pictures.Picture] = {
    "30 rows": samples.timeline(),
    "one row": samples.timeline(1),
    "no row": samples.timeline(0),
    "no phases": samples.timeline(7, phases=False),
    "burn-up": samples.burnup(),
    "burn-up of thousands": samples.burnup(9_999),
    "burn-up of one": samples.burnup(1),
    "burn-up of none": samples.burnup(0),
    "shares": samples.shares(),
    "one share": samples.shares(1),
    "weeks": samples.weeks(),
    "weeks of thousands": samples.weeks(1_000),
}


def laid_out(picture: pictures.Picture) -> Sheet:
    return painting.laid_out(picture, FONT.width)


def drawn(picture: pictures.Picture) -> Image.Image:
    return Image.open(io.BytesIO(painting.Painter().drawn(pictures.written(picture)))).convert("RGB")


def colours_of(image: Image.Image) -> set[object]:
    return {colour for _, colour in image.getcolors(1 << 24) or ()}


def sides(shape: sheets.Shape) -> tuple[float, float, float, float]:
    if isinstance(shape, Box):
        return shape.left, shape.top, shape.right, shape.bottom
    if isinstance(shape, Stroke):
        across, down = [x for x, _ in shape.points], [y for _, y in shape.points]
        return min(across), min(down), max(across), max(down)
    wide = FONT.width(shape.text, shape.size)
    left = shape.x - {"l": 0.0, "m": wide / 2, "r": wide}[shape.anchor[0]]
    return left, shape.y - shape.size / 2, left + wide, shape.y + shape.size / 2


@pytest.mark.parametrize("name", EVERY)
def test_everything_lies_inside_its_sheet(name: str) -> None:
    sheet = laid_out(EVERY[name])

    for shape in sheet.shapes:
        left, top, right, bottom = sides(shape)
        assert left >= 0, shape
        assert top >= 0, shape
        assert right <= sheet.width + 0.5, shape
        assert bottom <= sheet.height, shape


@pytest.mark.parametrize("text", [text for text in stories.AWKWARD if text])
def test_what_people_write_is_drawn_whatever_it_is(text: str) -> None:
    bar = pictures.Bar(text, text, samples.TODAY - 9, samples.TODAY - 2, Tone.OPEN, late_to=samples.TODAY)
    axis = pictures.Axis(samples.TODAY - 12, samples.TODAY + 3, samples.TODAY, text, ((samples.TODAY - 8, text),))
    head = pictures.Head(text, text, (pictures.Key(Tone.LATE, "逾期"),), text)
    phases = (pictures.Phase(text, samples.TODAY - 9, samples.TODAY),)

    assert drawn(pictures.Timeline(head, axis, (bar,), phases)).width == sheets.WIDTH
    assert drawn(pictures.Timeline(head, axis, ())).width == sheets.WIDTH


@pytest.mark.parametrize("name", EVERY)
def test_texts_are_legible_at_half_size(name: str) -> None:
    """Half of 24 pixels are the least in which Chinese is read."""
    assert min(shape.size for shape in laid_out(EVERY[name]).shapes if isinstance(shape, Words)) >= 24


def test_rows_stand_below_each_other_in_their_order() -> None:
    sheet = laid_out(samples.timeline())
    rows = [shape for shape in sheet.shapes if isinstance(shape, Words) and shape.text.startswith("#")]

    assert [one.text.split()[0] for one in rows] == [f"#{number}" for number in range(30)]
    assert all(later.y - one.y == timelines.ROW for one, later in itertools.pairwise(rows))
    assert all(FONT.width(one.text, one.size) <= timelines.LABELS for one in rows)


def test_the_late_part_reaches_from_the_due_day_to_today() -> None:
    bar = pictures.Bar("#1", "", samples.TODAY - 9, samples.TODAY - 5, Tone.OPEN, late_to=samples.TODAY)
    axis = pictures.Axis(samples.TODAY - 13, samples.TODAY + 6, samples.TODAY, "今日")
    sheet = laid_out(pictures.Timeline(pictures.Head("t", "s"), axis, (bar,)))
    day = (timelines.RIGHT - timelines.LEFT) / 20

    (late,) = [one for one in sheet.shapes if isinstance(one, Box) and one.fill == colours.FILL[Tone.LATE]]
    assert (late.left, late.right) == pytest.approx((timelines.LEFT + 9 * day, timelines.LEFT + 14 * day))
    (today,) = [one for one in sheet.shapes if isinstance(one, Stroke) and one.width == 3]
    assert today.points[0][0] == pytest.approx(timelines.LEFT + 13.5 * day)


def test_a_file_is_small_and_the_same_every_time() -> None:
    content = pictures.written(samples.timeline())
    first, second = painting.Painter().drawn(content), painting.Painter().drawn(content)

    assert first == second
    assert len(first) < LIMIT


def test_late_done_and_moving_are_seen_in_their_colours() -> None:
    seen = colours_of(drawn(samples.timeline()))

    assert {ImageColor.getrgb(colours.FILL[tone]) for tone in (Tone.LATE, Tone.DONE, Tone.MOVING)} <= seen
    assert ImageColor.getrgb(colours.HATCH[Tone.LATE]) in seen
    nothing_late = dataclasses.replace(samples.timeline(), head=pictures.Head("t", "s"), bars=(samples.bar(20),))
    assert ImageColor.getrgb(colours.FILL[Tone.LATE]) not in colours_of(drawn(nothing_late))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("签订主会场合同 ★", "签订主会场合同 ★"),
        ("Ćwikła für Zoë", "Cwikla für Zoë"),
        ("🎉 办晚会 👨‍👩‍👧", "办晚会"),
        ("\u202eevil\u2066 x", "evil x"),
        ("שלום", "slvm"),
        ("𠀀㐀", "□□"),
        ("a\nb\tc", "a b c"),
        ("\u200b", ""),
    ],
)
def test_what_the_font_lacks_is_shown_another_way(text: str, shown: str) -> None:
    assert FONT.shown(text) == shown


@pytest.mark.parametrize(
    "text", ["", "a", "Sign the contract with the venue", "签订主会场合同并报组委会审定", "x" * 90]
)
@pytest.mark.parametrize("room", [0, 20, 120, 300])
def test_a_text_is_cut_to_its_room(text: str, room: int) -> None:
    found = sheets.fitted(text, 26, room, FONT.width)

    assert FONT.width(found, 26) <= room
    assert found in ("", text) or text.startswith(found.rstrip(".…"))


async def test_it_is_drawn_in_a_worker_thread_one_picture_at_a_time() -> None:
    threads: list[int] = []

    class Watched(painting.Painter):
        def drawn(self, values: Mapping[str, str]) -> bytes:
            threads.append(threading.get_ident())
            return super().drawn(values)

    made = await Watched().make(pictures.written(samples.timeline(1)))

    assert (made.name, made.content[:4]) == ("muster.png", b"\x89PNG")
    assert threading.get_ident() not in threads
    assert len(threads) == 1


async def test_without_a_font_no_picture_is_made(tmp_path: Path) -> None:
    """F138: the sender then lets the text go alone."""
    with pytest.raises(OSError, match="open"):
        await painting.Painter(tmp_path / "none.otf").make(pictures.written(samples.timeline(1)))


def test_what_is_added_up_does_not_shrink_the_rows_that_are_named() -> None:
    keys = tuple(pictures.Key(tone, "x") for tone in (Tone.DONE, Tone.OPEN))
    head = pictures.Head("Groups", "1,020 in all", keys, "none")
    named = pictures.Row("Exhibition", (10, 10))
    alone = laid_out(pictures.Shares(head, (named,)))
    beside = laid_out(pictures.Shares(head, (named, pictures.Row("the other 60", (400, 600), together=True))))

    def widths(sheet: Sheet) -> list[float]:
        return [one.right - one.left for one in sheet.shapes if isinstance(one, Box)][len(keys) :]

    assert widths(beside)[:2] == widths(alone)
    assert sum(widths(beside)[2:]) == pytest.approx(sum(widths(alone)))
