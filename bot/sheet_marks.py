"""What a workbook holds beside its values: error cells, constant formulas never computed, the epoch; no plans here."""

import re
import zipfile
from dataclasses import dataclass, field
from datetime import date
from html import unescape

from coordination.rules import plans

_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_LINK = re.compile(r"<Relationship\s[^>]*>")
_ODD = re.compile(
    rb'<c\s+(?=[^>]*r="(?P<col>[A-Z]{1,3})(?P<row>\d{1,7})")(?P<attrs>[^>]*[^/])>\s*(?:<f[^>]*>(?P<formula>[^<]*)</f>)?\s*'
    rb"<v\s*(?:/>|>(?P<value>[^<]*)</v>)"
)
_FILLED = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Za-z]{1,3})(\d{1,9})"(?:[^>]*[^/>])?>')
_RATIO = re.compile(r"\s*(\d{1,6}(?:\.\d+)?)\s*(?:/\s*(\d{1,6}(?:\.\d+)?))?\s*")


@dataclass(frozen=True, slots=True)
class Marks:
    """By sheet: cells by (row, column) from 0 that are an error (its words) or a formula without a computed value.

    `sizes`: the last row and column, from 1, that each sheet fills.
    """

    epoch: date = date(1899, 12, 30)
    cells: dict[str, dict[tuple[int, int], plans.Cell]] = field(default_factory=dict)
    sizes: tuple[tuple[int, int], ...] = ()


def read(packed: zipfile.ZipFile) -> Marks:
    """Read an XLSX. The caller has bounded what unpacks. Raises `KeyError` for what is no XLSX."""
    book = packed.read("xl/workbook.xml").decode("utf-8", "replace")
    links = packed.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in _LINK.findall(links)}
    epoch = date(1904, 1, 1) if re.search(r'date1904="(?:1|true)"', book) else date(1899, 12, 30)
    cells: dict[str, dict[tuple[int, int], plans.Cell]] = {}
    sizes: list[tuple[int, int]] = []
    for tag in _SHEET.findall(book):
        target = targets.get(_attribute(tag, "r:id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in packed.namelist():
            content = packed.read(part)
            cells[_attribute(tag, "name")] = dict(_odd_cells(content))
            sizes.append(_size(content))
    return Marks(epoch, cells, tuple(sizes))


def _size(part: bytes) -> tuple[int, int]:
    rows = columns = 0
    for match in _FILLED.finditer(part):
        rows, columns = max(rows, int(match[2])), max(columns, _column(match[1].decode()))
    return rows, columns + 1


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf'\s{name}="([^"]*)"', tag)
    return unescape(match[1]) if match else ""


def _odd_cells(part: bytes) -> list[tuple[tuple[int, int], plans.Cell]]:
    found: list[tuple[tuple[int, int], plans.Cell]] = []
    for match in _ODD.finditer(part):
        place = (int(match["row"]) - 1, _column(match["col"].decode()))
        if b't="e"' in match["attrs"]:
            found.append((place, unescape((match["value"] or b"#ERROR!").decode("utf-8", "replace"))))
        elif match["formula"] and not match["value"]:
            found.extend((place, value) for value in _constant(match["formula"].decode("utf-8", "replace")))
    return found


def _constant(formula: str) -> list[plans.Cell]:
    """The value of `=1/4`; other formulas are not computed."""
    match = _RATIO.fullmatch(formula)
    if not match or (match[2] and not float(match[2])):
        return []
    return [float(match[1]) / float(match[2] or 1)]


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
