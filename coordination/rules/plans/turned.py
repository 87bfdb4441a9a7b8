"""Cells of which a spreadsheet made a date though they were none: a range `6-15`, an id `1-2`; it reads no day."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from coordination.rules.plans import kinds, values

_WORDY = frozenset({"title", "owner", "group", "ref", "state", "percent", "after"})
_RANGE = re.compile(r"\s*\d{1,3}\s*[-–—~]\s*\d{1,3}\s*")


def told(table: kinds.Columns, below: Sequence[values.Row]) -> Iterable[values.Report]:
    """Dates where words belong, and where other rows of the column have bare ranges: nothing is taken in silence."""
    ranged = {index for row in below for index in table.at.values() if _is_range(row, index)}
    for row in below:
        for role, index in table.at.items():
            cell = row.cells[index] if index < len(row.cells) else ""
            if isinstance(cell, date) and (role in _WORDY or index in ranged):
                yield values.Report(row.number, table.name(role), f"{cell:%Y-%m-%d}", "became_date")


def _is_range(row: values.Row, index: int) -> bool:
    cell = row.cells[index] if index < len(row.cells) else ""
    return isinstance(cell, str) and _RANGE.fullmatch(cell) is not None
