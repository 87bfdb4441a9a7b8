"""Reading a table of phrases, line by line, for the command line; it knows no files and prints nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from coordination.rules.when import finding, languages, phrases, render
from coordination.rules.when.values import NOTHING, Frame, Problem, Reading


def read_anywhere(text: str, frame: Frame) -> Reading:
    """Read `text` as a date; where it is a whole sentence, read the one date in it."""
    reading = phrases.read(text, frame)
    if reading.values or reading.problem is not Problem.NO_DATE:
        return reading
    found = finding.find(text, frame)
    return NOTHING if found is None else found.reading


def read_table(lines: Iterable[str], frame: Frame) -> Iterator[str]:
    """Read tab-separated lines and give `id<TAB>reading` for each.

    A first line that names columns says where `id`, `text` and `lang` stand (`lang` is then the chat's language);
    without one a line is an id and a phrase, or a phrase alone, which is numbered. Empty lines are passed over.
    """
    names: list[str] | None = None
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if number == 1 and {"id", "text"} <= set(cells):
            names = cells
        elif line.strip():
            yield _line(_row(cells, names, number), frame)


def _row(cells: list[str], names: list[str] | None, number: int) -> dict[str, str]:
    if names is not None:
        return dict(zip(names, cells, strict=False))
    return {"id": cells[0], "text": cells[1]} if len(cells) > 1 else {"id": str(number), "text": cells[0]}


def _line(row: dict[str, str], frame: Frame) -> str:
    language = row.get("lang") or frame.language
    spoken = replace(frame, language=language) if languages.base(language) == language else frame
    return f"{row.get('id', '')}\t{render.render(read_anywhere(row.get('text', ''), spoken))}"
