"""What each row under a header is: a task, a section, a total, a note, nothing; it reads no dates and no states."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from coordination.rules.plans import headers, titles, values


class Kind(Enum):
    """What a row is. `NAMELESS`: it would be a task but has no title."""

    TASK = "task"
    NAMELESS = "nameless"
    SECTION = "section"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where what stands: the index of every role; `names` are the headers as written."""

    at: dict[str, int]
    ticks: tuple[int, ...]
    notes: tuple[int, ...]
    names: tuple[str, ...]

    def cell(self, row: values.Row, role: str) -> values.Cell:
        index = self.at.get(role)
        return row.cells[index] if index is not None and index < len(row.cells) else ""

    def text(self, row: values.Row, role: str) -> str:
        return as_text(self.cell(row, role))

    def name(self, role: str) -> str:
        index = self.at.get(role)
        return self.names[index] if index is not None else role


def columns(row: values.Row) -> Columns:
    """The columns that a header row names."""
    found = headers.roles(row)
    at = {role: index for index, role in found.items() if role not in ("tick", "note")}
    ticks = tuple(index for index, role in found.items() if role == "tick")
    notes = tuple(index for index, role in found.items() if role == "note")
    return Columns(at, ticks, notes, tuple(titles.clean(as_text(cell)) for cell in row.cells))


def is_told(row: values.Row, told: values.Told | None) -> bool:
    """Whether this is the header for which somebody set the columns right."""
    return told is not None and tuple(titles.clean(as_text(cell)) for cell in row.cells) == told.names


def corrected(table: Columns, told: values.Told | None) -> Columns:
    """The columns with what somebody set right; a column that got a role has no other one."""
    if told is None or told.names != table.names:
        return table
    at = dict(table.at)
    for role, index in told.at:
        at = {one: place for one, place in at.items() if one != role and place != index}
        if index >= 0:
            at[role] = index
    taken = set(at.values())
    ticks = tuple(index for index in table.ticks if index not in taken)
    return Columns(at, ticks, tuple(index for index in table.notes if index not in taken), table.names)


def as_text(cell: values.Cell) -> str:
    """A cell as it is read; a whole number without its point."""
    if isinstance(cell, str):
        return cell
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def filled(row: values.Row) -> list[int]:
    """The indexes of the cells that hold something."""
    return [index for index, cell in enumerate(row.cells) if cell != "" and as_text(cell).strip()]


def sort(rows: Sequence[values.Row], table: Columns) -> list[Kind]:
    """The kind of every row under the header `table`, each seen with what follows it."""
    found: list[Kind] = []
    after: values.Row | None = None
    for i in range(len(rows) - 1, -1, -1):
        found.append(_kind(rows[i], table, after, not _is_blank_before(rows, i)))
        after = rows[i] if filled(rows[i]) else after
    return _without_legend(rows, found[::-1])


def _without_legend(rows: Sequence[values.Row], found: list[Kind]) -> list[Kind]:
    """What stands alone in the lines right under `Legend:` explains it."""
    explains = False
    for i, row in enumerate(rows):
        cells = filled(row)
        lone = titles.clean(as_text(row.cells[cells[0]])) if len(cells) == 1 else ""
        explains = titles.is_legend(lone) or (explains and len(cells) in (1, 2) and found[i] is not Kind.SKIP)
        if explains:
            found[i] = Kind.SKIP
    return found


def _is_blank_before(rows: Sequence[values.Row], i: int) -> bool:
    return i > 0 and not filled(rows[i - 1])


def _kind(row: values.Row, table: Columns, after: values.Row | None, close: bool) -> Kind:
    cells = filled(row)
    if not cells:
        return Kind.SKIP
    first = titles.clean(as_text(row.cells[cells[0]]))
    title = table.text(row, "title").strip()
    if titles.is_total(first) or titles.is_total(title) or _repeats_header(row, table):
        return Kind.SKIP
    if titles.is_footnote(first) and len(cells) == 1:
        return Kind.SKIP
    if not title:
        return _without_title(row, table, cells)
    if _is_section(row, table, after):
        return Kind.SECTION
    stray = cells == [table.at["title"]] and table.at["title"] == 0 and after is None and not close
    return Kind.SKIP if stray else Kind.TASK


def _repeats_header(row: values.Row, table: Columns) -> bool:
    pairs = zip(row.cells, table.names, strict=False)
    return len(row.cells) == len(table.names) and all(titles.clean(as_text(cell)) == name for cell, name in pairs)


def _without_title(row: values.Row, table: Columns, cells: list[int]) -> Kind:
    """A lone cell beside the titles is a section; rows that only carry what was filled down are empty."""
    carried = {table.at.get(role) for role in ("group", "week", "month", "ref")}
    if all(index in carried for index in cells):
        lone = len(cells) == 1 and isinstance(row.cells[cells[0]], str) and not _is_filled_down(row, table, cells[0])
        return Kind.SECTION if lone else Kind.SKIP
    known = {index for role, index in table.at.items() if role in ("owner", "due", "start", "state")}
    return Kind.NAMELESS if known & set(cells) else Kind.SKIP


def _is_filled_down(row: values.Row, table: Columns, index: int) -> bool:
    return index == table.at.get("group") and index != 0


def _is_section(row: values.Row, table: Columns, after: values.Row | None) -> bool:
    title, ref = table.at["title"], table.at.get("ref")
    others = [index for index in filled(row) if index not in (title, ref)]
    if others:
        return False
    words = table.text(row, "title")
    if titles.is_numeral(table.text(row, "ref")) or titles.is_numeral(
        words.split("、")[0] + "、" if "、" in words else ""
    ):
        return True
    if ref is not None and table.text(row, "ref").strip():
        return False
    if after is None or titles.indent(words):
        return False
    if ref is not None and table.text(after, "ref").strip():
        return True
    fuller = len(filled(after)) > 1 and titles.indent(table.text(after, "title")) == 0
    return fuller and (titles.is_shouted(words) or title == min(table.at.values()))
