"""What is kept about a person as files on the disk: every record for programs, and the same to be read."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from handlers import export_columns, export_orders, mydata_text
from storage import dumps, engines, extracts, personal, scopes

Rows = Sequence[Any]


async def dump(database: engines.Database, asked: export_orders.Asked, about: dumps.About, path: Path) -> None:
    """Every record, as JSON. Raises `Unavailable`, `OSError`."""
    async with database.reader() as connection:
        shares = personal.shares(await personal.about(connection, asked.person_id or 0))
        await dumps.dump_from(connection, shares, about, path)


async def tell(database: engines.Database, asked: export_orders.Asked, about: dumps.About, path: Path) -> None:
    """The records a person can make sense of, as text in their language; of the others how many there are."""
    person_id = asked.person_id or 0
    async with database.reader() as connection:
        who = await personal.about(connection, person_id)
        extract = await extracts.on(connection, extracts.Wanted(person_id=person_id))
        numbers = {one: export_columns.Numbered(*told) for one, told in (await extract.numbers()).items()}
        sight = mydata_text.Sight(asked.language, who.zone, numbers)
        file = await asyncio.to_thread(path.open, "w", encoding="utf-8-sig")
        try:
            file.write(mydata_text.title(who.name, asked.day, sight))
            rest: dict[str, int] = {}
            for share in sorted(personal.shares(who), key=lambda one: mydata_text.place(one.name)):
                count = 0
                async for page in dumps.pages(connection, share):
                    count += _write(file, share, page, sight, is_first=count == 0)
                _close(file, share, count, sight, rest)
            file.write(mydata_text.rest(rest, sight))
        finally:
            file.close()


def _write(file: IO[str], share: scopes.Share, page: Rows, sight: mydata_text.Sight, *, is_first: bool) -> int:
    rows = [row._mapping for row in page]
    if share.name == "groups":
        sight.groups.update({row["id"]: row["name"] for row in rows})
    heading = mydata_text.heading(share.name, sight)
    if heading is not None:
        file.write((heading if is_first else "") + "".join(mydata_text.line(share.name, row, sight) for row in rows))
    return len(rows)


def _close(file: IO[str], share: scopes.Share, count: int, sight: mydata_text.Sight, rest: dict[str, int]) -> None:
    """A kind of record that there is none of is said to be empty; one that is not shown is counted."""
    heading = mydata_text.heading(share.name, sight)
    if heading is None:
        rest[share.name] = count
    elif count == 0:
        file.write(heading + mydata_text.nothing(sight))
