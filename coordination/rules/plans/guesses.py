"""What the columns of a sheet without a header hold, told by their cells; it is proposed and always told."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from coordination.rules.plans import days, kinds, numeric, owners, states, values

_MOST = 0.6
"""The share of a column's filled cells that must be of a kind."""
_LOOKED_AT = 50
_KEPT_BY_PROGRAMS = re.compile(
    r"creat|updat|modif|enter|actual|angelegt|geändert|créé|mis à jour|creado|actualiz|создан|обновл|criad"
    r"|创建|更新|修改|登记|录入|实际|建立|實際",
    re.IGNORECASE,
)
"""Days that say when something was written or happened, not when it is due."""


def columns(rows: Sequence[values.Row], setting: values.Setting) -> kinds.Columns | None:
    """Columns for a title and a day, and for people and states where there are any; `None` when it is no plan."""
    full = [row for row in rows[:_LOOKED_AT] if len(kinds.filled(row)) > 1]
    width = max((len(row.cells) for row in full), default=0)
    if len(full) < 2:
        return None
    texts = [cell for row in full for cell in row.cells if isinstance(cell, str)]
    reader = days.Reader(setting, _order(texts, setting))
    at: dict[str, int] = {}
    for role, fits in _kinds(reader):
        found = [i for i in range(width) if i not in at.values() and _share(full, i, fits) >= _MOST]
        if found:
            at[role] = found[0]
    left = [i for i in range(width) if i not in at.values()]
    if "due" not in at or not left:
        return None
    at["title"] = max(left, key=lambda i: _length(full, i))
    return kinds.Columns(at, (), (), tuple(chr(65 + i) if i < 26 else str(i + 1) for i in range(width)))


def completed(table: kinds.Columns, below: Sequence[values.Row], setting: values.Setting) -> kinds.Columns:
    """The columns with that of the due day, where no header says it and the cells of one column are days."""
    full = [row for row in below[:_LOOKED_AT] if len(kinds.filled(row)) > 1]
    if {"due", "week", "month", "time"} & table.at.keys() or len(full) < 2:
        return table
    texts = [cell for row in full for cell in row.cells if isinstance(cell, str)]
    reader = days.Reader(setting, _order(texts, setting))
    taken = {*table.at.values(), *table.ticks}
    free = [i for i in range(len(table.names)) if i not in taken and not _KEPT_BY_PROGRAMS.search(table.names[i])]
    fits = dict(_kinds(reader))["due"]
    found = [i for i in free if _share(full, i, fits) >= _MOST]
    return replace(table, at={**table.at, "due": found[-1]}) if found else table


def _order(texts: Sequence[str], setting: values.Setting) -> numeric.Order:
    return numeric.told(setting.day_first) or numeric.decide(texts, any(map(numeric.is_chinese, texts)))


def _kinds(reader: days.Reader) -> list[tuple[str, Callable[[values.Cell], bool]]]:
    return [
        ("due", lambda cell: reader.cell(cell).due is not None and any(map(str.isdigit, kinds.as_text(cell)))),
        ("state", lambda cell: isinstance(cell, str) and states.read(cell).state is not None),
        ("owner", lambda cell: isinstance(cell, str) and owners.looks_like_names(cell)),
    ]


def _share(rows: Sequence[values.Row], index: int, fits: Callable[[values.Cell], bool]) -> float:
    cells = [row.cells[index] for row in rows if index < len(row.cells) and row.cells[index] != ""]
    return sum(map(fits, cells)) / len(cells) if 2 * len(cells) >= len(rows) else 0.0


def _length(rows: Sequence[values.Row], index: int) -> int:
    return sum(
        len(kinds.as_text(row.cells[index])) for row in rows if index < len(row.cells) and row.cells[index] != ""
    )
