"""Makers of exported files: what a row of the outbox asks for, made at that moment; it sends nothing.

A file that would be large is packed: what is downloaded on a phone stays small, and a limit of 50 MB is far away.
"""

import asyncio
import re
import tempfile
import zipfile
from collections.abc import Awaitable, Callable, Mapping
from importlib import metadata
from pathlib import Path

from bot import clock, export_files, mydata_files, recipes
from coordination.rules import text
from handlers import export_orders, exports, mydata, words
from storage import dumps, engines, extracts, scopes

PACKED_FROM = 10_000_000
"""Bytes from which a file is sent as an archive."""

AT_ONCE = 2
"""Files made side by side: each holds a connection for seconds, and SQLite has four for all readers."""

LONGEST_NAME = 40
_NOT_IN_NAMES = re.compile(r'[\s/\\:*?"<>|.]+')


class Exports:
    """One instance a process."""

    def __init__(self, database: engines.Database, ours: clock.Clock) -> None:
        self._database = database
        self._clock = ours
        self._turns = asyncio.Semaphore(AT_ONCE)

    def makers(self) -> dict[str, recipes.Maker]:
        """By the name of the recipe ."""
        return {exports.FILE: self.file, exports.RECORD: self.record, mydata.RECIPE: self.mine}

    async def file(self, values: Mapping[str, str]) -> recipes.Made:
        """Tasks as a sheet, a calendar or text. Raises `Unavailable`, `LookupError` for a group that is gone."""
        asked = export_orders.read(values)
        own = (asked.group_id,) if asked.group_id else ()
        wanted = extracts.Wanted(asked.groups or own, asked.person_id, asked.where)
        title = await self._title(asked)
        order = export_files.Order(
            wanted, export_files.Format(asked.format), asked.language, self._clock.now(), asked.sheet, title
        )
        return await self._made(title, asked, lambda path: export_files.write(self._database, order, path))

    async def record(self, values: Mapping[str, str]) -> recipes.Made:
        """Everything of a group, as `muster import` reads it."""
        asked = export_orders.read(values)
        about, shares = self._about("group"), scopes.of_groups([asked.group_id])
        title = await self._title(asked)
        return await self._made(title, asked, lambda path: dumps.dump(self._database, shares, about, path))

    async def mine(self, values: Mapping[str, str]) -> recipes.Made:
        """Everything kept about a person: `json`, or `txt` to be read."""
        asked = export_orders.read(values)
        write = mydata_files.tell if asked.format == "txt" else mydata_files.dump
        title = words.plain(asked.language, "mydata.file")
        return await self._made(title, asked, lambda path: write(self._database, asked, self._about("person"), path))

    def _about(self, kind: str) -> dumps.About:
        return dumps.About(kind, self._clock.now(), release())

    async def _title(self, asked: export_orders.Asked) -> str:
        if asked.groups:
            return words.plain(asked.language, "export.file.groups")
        if not asked.group_id:
            return words.plain(asked.language, "export.file.mine")
        async with extracts.of(self._database, extracts.Wanted((asked.group_id,))) as extract:
            return extract.groups[asked.group_id].name

    async def _made(
        self, title: str, asked: export_orders.Asked, write: Callable[[Path], Awaitable[object]]
    ) -> recipes.Made:
        name = f"{stem(title)}-{asked.day.isoformat()}.{asked.format}"
        with tempfile.TemporaryDirectory(prefix="muster-") as folder:
            path = Path(folder) / f"export.{asked.format}"
            async with self._turns:
                await write(path)
            return await asyncio.to_thread(_taken, name, path)


def release() -> str:
    """The program's version; empty where it runs without having been installed."""
    try:
        return metadata.version("muster")
    except metadata.PackageNotFoundError:
        return ""


def stem(title: str) -> str:
    """A group's name as the name of a file: no mark that a system forbids, not too long."""
    shown = _NOT_IN_NAMES.sub("-", text.one_line(title))
    return text.shorten(shown, LONGEST_NAME).strip("…-") or "muster"


def _taken(name: str, path: Path) -> recipes.Made:
    if path.stat().st_size < PACKED_FROM:
        return recipes.Made(name, path.read_bytes())
    packed = path.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, name)
    return recipes.Made(f"{name}.zip", packed.read_bytes())
