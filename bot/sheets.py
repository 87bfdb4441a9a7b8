"""Bytes of a file into rows or text: workbooks, delimited text in the encodings people have; it knows no plans."""

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath

import charset_normalizer
import python_calamine

from bot import sheet_marks
from coordination.rules import plans

MOST_BYTES = 20_000_000
MOST_UNPACKED = 60_000_000
MOST_ROWS = 50_000
MOST_CELLS = 1_000_000
_SEPARATORS = (",", ";", "\t", "|")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_FEW = ["big5", "cp1252", "cp1251", "utf_16_le", "utf_16_be", "shift_jis"]
_LIST = re.compile(r"\s*(?:#{1,6}\s|[-*+•]\s|\[.?\]\s|\d{1,3}[.)]\s)")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*\|")


class UnreadableError(Exception):
    """The file can't be read; the message says why, in one line for people, and `why` in a word for programs."""

    def __init__(self, message: str, why: str = "broken") -> None:
        super().__init__(message)
        self.why = why


def too_large() -> UnreadableError:
    """The refusal of a file beyond `MOST_BYTES`."""
    return UnreadableError(
        f"The file is larger than {MOST_BYTES // 1_000_000} MB; please send only the plan.", "too_large"
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows from the sheet's first on; `epoch` is the day of serial 0."""

    name: str
    rows: tuple[plans.Row, ...]
    hidden: bool = False
    epoch: date = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class File:
    """What a file holds: sheets, or (Markdown, plain text) a text; `encoding` for text files."""

    sheets: tuple[Sheet, ...] = ()
    text: str | None = None
    encoding: str | None = None


def read(name: str, content: bytes) -> File:
    """Read a file by what it is, then by its name's ending. Raises `UnreadableError`."""
    if len(content) > MOST_BYTES:
        raise too_large()
    if not content.strip():
        raise UnreadableError("The file is empty.", "empty")
    if content.startswith(_BOOKS):
        return File(_workbook(content))
    text, encoding = decode(content)
    if PurePath(name).suffix.lower() in (".md", ".markdown"):
        return File(text=text, encoding=encoding)
    separator = separator_of(text)
    certain = PurePath(name).suffix.lower() in (".csv", ".tsv", ".tab")
    if not certain and (separator is None or _is_markup(text)):
        return File(text=text, encoding=encoding)
    return File((Sheet("", tuple(_split(text, separator or ","))),), encoding=encoding)


def _is_markup(text: str) -> bool:
    """Tell whether a text is lists, headings or a Markdown table rather than columns."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()]
    marked = sum(bool(_LIST.match(line)) for line in lines)
    return any(_RULE.match(line) for line in lines) or 3 * marked > len(lines)


def decode(content: bytes) -> tuple[str, str]:
    """The text of bytes and the encoding it was in: byte order mark, UTF-8, GB18030 of common characters, a guess."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if b"\0" in content[:4000]:
        half = content[:4000]
        return _strictly(content, "utf-16-le" if half[1::2].count(0) >= half[::2].count(0) else "utf-16-be")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _guess(content)


def _strictly(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as broken:
        raise UnreadableError("The text of this file is broken; please save it again as UTF-8.", "encoding") from broken


def _guess(content: bytes) -> tuple[str, str]:
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and _is_common_chinese(text):
        return text, "gb18030"
    best = charset_normalizer.from_bytes(content[:200_000], cp_isolation=_FEW).best()
    if best is None:
        raise UnreadableError("The encoding of this text can't be told; please save it as UTF-8.", "encoding")
    return content.decode(best.encoding, errors="replace"), best.encoding


def _is_common_chinese(text: str) -> bool:
    """Most characters of real Chinese text are of GB2312's first level (B0-D7); chance hits are scattered."""
    strange = [char for char in text if ord(char) > 127]
    common = sum(_is_first_level(char) or char in "，。、：；（）“”《》！？—…％／·☐☑" for char in strange)
    return bool(strange) and common >= 0.85 * len(strange)


def _is_first_level(char: str) -> bool:
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xB0 <= lead <= 0xD7


def separator_of(text: str) -> str | None:
    """The separator by vote: that which splits the first lines most evenly into most cells; `None` for prose."""
    told = re.match(r"sep=(.)\r?\n", text)
    if told:
        return told[1]
    best: tuple[float, str] | None = None
    for separator in _SEPARATORS:
        widths = [len(row) for row in csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=separator) if row]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        score = widths.count(usual) / max(len(widths), 1) * min(usual - 1, 12)
        if usual > 1 and widths.count(usual) >= 0.5 * len(widths) and (best is None or score > best[0]):
            best = (score, separator)
    return best[1] if best else None


def _split(text: str, separator: str) -> list[plans.Row]:
    body = re.sub(r"^sep=.\r?\n", "\n", text)
    rows: list[plans.Row] = []
    csv.field_size_limit(1_000_000)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(body, newline=""), delimiter=separator), 1):
            _within(number, number * len(cells))
            rows.append(plans.Row(number, tuple(cells)))
    except csv.Error as broken:
        raise UnreadableError("The rows of this file can't be told apart; please save it as XLSX.", "rows") from broken
    return rows


def _within(rows: int, cells: int) -> None:
    if rows > MOST_ROWS or cells > MOST_CELLS:
        raise UnreadableError(
            f"The sheet has more than {MOST_ROWS} rows or {MOST_CELLS} cells; please send only the plan.", "too_large"
        )


def _workbook(content: bytes) -> tuple[Sheet, ...]:
    if not content.startswith(b"PK"):
        raise UnreadableError(
            "The workbook is of the old kind or has a password; please save it as XLSX without one.", "password"
        )
    marks = _marks(content)
    for rows, columns in marks.sizes:
        _within(rows, rows * columns)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return tuple(_sheet(book, meta, marks) for meta in book.sheets_metadata if meta.typ == _WORKSHEET)
    except (python_calamine.CalamineError, OSError, ValueError) as broken:
        raise UnreadableError(_BROKEN) from broken


_BROKEN = "The workbook is broken or of an unknown kind; please save it again as XLSX."
_WORKSHEET = python_calamine.SheetTypeEnum.WorkSheet


def _marks(content: bytes) -> sheet_marks.Marks:
    """What stands beside the values, and that the parts unpack to what they claim and the sheets' true extent.

    A single far cell would make the reader of values reserve the whole rectangle and end the process.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise UnreadableError(
                    "The workbook is too large once unpacked; please send only the plan.", "too_large"
                )
            if packed.testzip() is None:
                return sheet_marks.read(packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, NotImplementedError) as broken:
        raise UnreadableError(_BROKEN) from broken
    raise UnreadableError(_BROKEN)


def _sheet(
    book: python_calamine.CalamineWorkbook, meta: python_calamine.SheetMetadata, marks: sheet_marks.Marks
) -> Sheet:
    sheet = book.get_sheet_by_name(meta.name)
    _within(sheet.total_height, sheet.total_height * sheet.total_width)
    grid = [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), value in marks.cells.get(meta.name, {}).items():
        if row < len(grid) and column < len(grid[row]) and grid[row][column] == "":
            grid[row][column] = value
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for row in range(top + 1, min(bottom + 1, len(grid))):
            grid[row][left] = grid[top][left]
    hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
    rows = tuple(plans.Row(number, tuple(row)) for number, row in enumerate(grid, 1))
    return Sheet(meta.name, rows, hidden, marks.epoch)


def _cell(value: object) -> plans.Cell:
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, timedelta):
        return f"{value // timedelta(hours=1)}:{value // timedelta(minutes=1) % 60:02}"
    return float(value) if isinstance(value, int) else value  # type: ignore[return-value]
