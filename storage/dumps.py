"""Write rows of the database to a JSON file, page by page, as one committed state; it decides nothing about whose.

The file is one JSON value with a row a line, so that it is read back without holding it whole:
`{"muster":{…},"tables":{"chats":[{…},{…}],"groups":[…]}}` (docs/exports.md). Keys are the columns' names, instants
are UTC with `Z`, days ISO, bytes base64.
"""

import asyncio
import base64
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import migrations
from storage.engines import Database
from storage.scopes import Share

FORMAT = 1
"""Grows when a file can't be read as before."""

PAGE = 1000
"""Rows read at once: a few milliseconds of the event loop, a few megabytes."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """What the file is: `state` (all), `group` or `person`, when it was made (aware), and the program's release."""

    kind: str
    made_at: datetime
    release: str = ""


def revisions() -> frozenset[str]:
    """The shapes of the tables that this release knows."""
    return frozenset(path.name[:4] for path in (migrations.HERE / "versions").glob("0*.py"))


async def dump(database: Database, shares: Sequence[Share], about: About, target: Path) -> int:
    """Write the rows to `target`; how many there were. Raises `Unavailable`, `OSError`.

    Reading and writing take turns; others write to the database meanwhile, and the file has none of that.
    """
    async with database.reader() as connection:
        return await dump_from(connection, shares, about, target)


async def dump_from(connection: AsyncConnection, shares: Sequence[Share], about: About, target: Path) -> int:
    """As `dump`, from a connection inside a transaction."""
    head = {
        "format": FORMAT,
        "kind": about.kind,
        "schema": max(revisions()),
        "made_at": about.made_at,
        "release": about.release,
    }
    file = await asyncio.to_thread(target.open, "wb")
    count = 0
    try:
        file.write(b'{"muster":' + orjson.dumps(head, option=orjson.OPT_UTC_Z) + b',"tables":{\n')
        for place, share in enumerate(shares):
            file.write((b"\n],\n" if place else b"") + orjson.dumps(share.name) + b":[\n")
            is_first = True
            async for page in pages(connection, share):
                await asyncio.to_thread(_write, file, page, is_first=is_first)
                count, is_first = count + len(page), False
        file.write((b"\n]\n" if shares else b"") + b"}}\n")
    finally:
        await asyncio.to_thread(file.close)
    return count


async def pages(connection: AsyncConnection, share: Share, size: int = PAGE) -> AsyncIterator[Sequence[sa.Row[Any]]]:
    """The rows of a share in pages, in a fixed order: each page begins after the last row of the one before."""
    keys = _order(share)
    columns = [share.table.c[name] for name in share.columns] or list(share.table.c)
    hidden = [key.label(f"_{key.name}") for key in keys]
    wanted = sa.select(*columns, *hidden).order_by(*keys).limit(size)
    if share.where is not None:
        wanted = wanted.where(share.where)
    last: Sequence[Any] | None = None
    while True:
        page = wanted if last is None else wanted.where(after(keys, last))
        rows = (await connection.execute(page)).all()
        if rows:
            last = rows[-1][len(columns) :]
            yield rows
        if len(rows) < size:
            return


def _order(share: Share) -> list[sa.Column[Any]]:
    """The primary key; a group's rows by time first, as their index has them."""
    keys = list(share.table.primary_key)
    if share.where is not None and "at" in share.table.c and not share.table.c.at.nullable:
        return [share.table.c.at, *keys]
    return keys


def after(keys: Sequence[sa.Column[Any]], last: Sequence[Any]) -> sa.ColumnElement[bool]:
    """The rows that come after the one with these values."""
    values = [sa.literal(value, key.type) for key, value in zip(keys, last, strict=True)]
    return sa.tuple_(*keys) > sa.tuple_(*values)


def _write(file: Any, page: Sequence[sa.Row[Any]], *, is_first: bool) -> None:
    names = [(place, str(name)) for place, name in enumerate(page[0]._fields) if not name.startswith("_")]
    rows = ({name: row[place] for place, name in names} for row in page)
    lines = b",\n".join(orjson.dumps(row, default=_base64, option=orjson.OPT_UTC_Z) for row in rows)
    file.write((b"" if is_first else b",\n") + lines)


def _base64(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(type(value).__name__)
