"""`muster export` and `muster import`: the record as a file on the operator's disk and back; prints nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import storage
from bot import clock, export_files, exports
from coordination.rules import groups
from handlers import words
from storage import dumps, engines, extracts, loads, scopes


class CannotExport(ValueError):  # noqa: N818  (it says what to write instead)
    """The wish can't be met; the text says what can."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The file decides the format; `group` is a code, a name or a number of ours, empty for every group."""

    file: Path
    group: str = ""
    sheet: str = "tasks"
    language: str = "en"


async def export(url: str, wish: Wish) -> int:
    """Write the file, which replaces an earlier one only when it is whole; how many rows or tasks it has.

    Raises `CannotExport`, `Unavailable`, `OSError`.
    """
    kind = wish.file.suffix.lower().lstrip(".")
    formats = ["json", *(one.value for one in export_files.Format)]
    if kind not in formats or wish.sheet not in export_files.SHEETS or wish.language not in words.LANGUAGES:
        raise CannotExport(
            f"FILE ends in one of .{', .'.join(formats)}; --sheet is one of {', '.join(export_files.SHEETS)}; "
            f"--language is one of {', '.join(words.LANGUAGES)}"
        )
    database = await engines.open(url)
    try:
        found = await _group(database, wish.group) if wish.group else None
        write = _record(database, found) if kind == "json" else _readable(database, wish, found, kind)
        return await _replaced(wish.file, write)
    finally:
        await database.close()


Write = Callable[[Path], Awaitable[int]]


def _record(database: engines.Database, group: groups.Group | None) -> Write:
    about = dumps.About("state" if group is None else "group", clock.SystemClock().now(), exports.release())
    shares = scopes.whole() if group is None else scopes.of_groups([group.id])
    return lambda path: dumps.dump(database, shares, about, path)


def _readable(database: engines.Database, wish: Wish, group: groups.Group | None, kind: str) -> Write:
    title = "Muster" if group is None else group.name
    wanted = extracts.Wanted() if group is None else extracts.Wanted((group.id,))
    now = clock.SystemClock().now()
    order = export_files.Order(wanted, export_files.Format(kind), wish.language, now, wish.sheet, title)
    return lambda path: export_files.write(database, order, path)


async def _replaced(file: Path, write: Write) -> int:
    partial = file.with_name(f".{file.stem}.partial{file.suffix}")
    await asyncio.to_thread(file.parent.mkdir, parents=True, exist_ok=True)
    try:
        count = await write(partial)
        await asyncio.to_thread(partial.replace, file)
    finally:
        await asyncio.to_thread(partial.unlink, missing_ok=True)
    return count


async def _group(database: engines.Database, called: str) -> groups.Group:
    async with extracts.of(database, extracts.Wanted()) as extract:
        known = list(extract.groups.values())
    wanted = called.casefold()
    for names in (lambda one: one.code, lambda one: one.name, lambda one: str(one.id)):
        found = [one for one in known if (names(one) or "").casefold() == wanted]
        if len(found) == 1:
            return found[0]
    listed = "; ".join(f"{one.id} {one.code or '-'} {one.name}" for one in known) or "none yet"
    raise CannotExport(f"no single group is called {called!r}. There are: {listed}")


async def import_(url: str, file: Path) -> loads.Loaded:
    """Bring the database up to date and read the file into it; it has to be empty.

    Raises `NotAnExport`, `Occupied`, `Unavailable`, `OSError`.
    """
    await storage.migrate(url)
    database = await engines.open(url)
    try:
        return await loads.load(database, file)
    finally:
        await database.close()
