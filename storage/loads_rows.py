"""Read the rows of an exported file one after the other, each value checked against its column; writes nothing."""

import base64
import contextlib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import orjson
import sqlalchemy as sa

from storage import dumps, schema, types

Row = dict[str, Any]
LARGEST = 2**63 - 1
MOST_WHOLE = 64_000_000
"""Bytes of a file that somebody's editor has re-formatted, which has to be read whole."""


class NotAnExport(ValueError):  # noqa: N818  (a question of what the file is)
    """The file is no export of ours, or of another release; the text says why and, where known, in which line."""


@dataclass(slots=True)
class File:
    """An export that is open: what it is, and its rows in the file's order."""

    kind: str
    _rows: Iterator[tuple[str, Row]]

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Table and row, with the values as the database takes them."""
        for name, row in self._rows:
            yield name, decoded(name, row)


@contextlib.contextmanager
def reading(path: Path) -> Iterator[File]:
    """Open an export (or a ZIP with one in it). Raises `NotAnExport`, `OSError`."""
    with _opened(path) as stream:
        first = stream.readline(100_000)
        if not first.startswith(b'{"muster":') or not first.endswith(b',"tables":{\n'):
            yield _whole(first + stream.read(MOST_WHOLE))
            return
        head = _parsed(first.rstrip()[: -len(b',"tables":{')] + b"}", 1)
        yield File(_kind(head), _lines(stream))


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if not zipfile.is_zipfile(path):
        with path.open("rb") as stream:
            yield stream
        return
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
        if len(names) != 1:
            raise NotAnExport("the archive holds more than one file")
        with packed.open(names[0]) as stream:
            yield stream


def _lines(stream: IO[bytes]) -> Iterator[tuple[str, Row]]:
    """A row a line, as `dumps` writes them."""
    name, is_ended = "", False
    for number, line in enumerate(stream, 2):
        text = line.strip()
        if text == b"}}":
            is_ended = True
        elif text.endswith(b":[") and text.startswith(b'"'):
            name = str(_parsed(text[:-2], number))
        elif text and text not in (b"]", b"],"):
            yield name, _row(_parsed(text.removesuffix(b","), number), number)
    if not is_ended:
        raise NotAnExport("it ends too early")


def _whole(content: bytes) -> File:
    """The same value written in another way."""
    found = _parsed(content.removeprefix(b"\xef\xbb\xbf"), 1)
    listed = found.get("tables") if isinstance(found, dict) else None
    if not isinstance(listed, dict) or not all(isinstance(rows, list) for rows in listed.values()):
        raise NotAnExport("it is no export of Muster's")
    return File(_kind(found), iter([(name, _row(row, 1)) for name, rows in listed.items() for row in rows]))


def _parsed(text: bytes, line: int) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise NotAnExport(f"line {line} is no JSON of ours: {error.msg}") from error


def _row(value: Any, line: int) -> Row:
    if not isinstance(value, dict):
        raise NotAnExport(f"line {line} is no row")
    return value


def _kind(head: Any) -> str:
    """Refuse what was made by a release whose tables are not known here."""
    about = head.get("muster") if isinstance(head, dict) else None
    if not isinstance(about, dict) or about.get("kind") not in ("state", "group", "person"):
        raise NotAnExport("it is no export of Muster's")
    if about.get("format") != dumps.FORMAT or about.get("schema") not in dumps.revisions():
        raise NotAnExport("it was made by a newer release; import it with that one")
    return str(about["kind"])


def decoded(name: str, row: Row) -> Row:
    """The row as the database takes it. Raises `NotAnExport` for what its columns can't hold."""
    table = schema.metadata.tables.get(name)
    if table is None:
        return row  # refused by whoever inserts it
    columns = {column.name: column for column in table.c}
    if unknown := row.keys() - columns.keys():
        raise NotAnExport(f"{name} has columns that this release does not know: {', '.join(sorted(unknown))}")
    for column in table.c:
        lacks = row.get(column.name) is None and not column.nullable
        if lacks and (column.name in row or column.server_default is None):
            raise NotAnExport(f"a row of {name} lacks {column.name}")
    return {key: None if value is None else _value(columns[key], value) for key, value in row.items()}


def _value(column: sa.Column[Any], value: Any) -> Any:
    for kind, read in _READERS:
        if isinstance(column.type, kind):
            try:
                return read(value)
            except (TypeError, ValueError) as error:
                raise NotAnExport(f"{column.table.name}.{column.name} can't be {value!r:.60}") from error
    return value


def _instant(value: Any) -> datetime:
    at = datetime.fromisoformat(value)
    if at.utcoffset() is None:
        raise ValueError("naive")
    return at


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST:
        raise ValueError("no number")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("no flag")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise TypeError("no text")
    value.encode()
    return value


_READERS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (types.UtcDateTime, _instant),
    (types.Json, lambda value: value),
    (types.CleanText, _text),
    (sa.Date, date.fromisoformat),
    (sa.Boolean, _flag),
    (sa.Integer, _number),
    (sa.LargeBinary, lambda value: base64.b64decode(value, validate=True)),
    (sa.Text, _text),
)
