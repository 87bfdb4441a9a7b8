"""One transaction: its connection, its shelves, and the layer of the update in hand; knows no table.

Layers follow each other, never two at a time. A layer that is dropped leaves nothing: what it saved is forgotten, and
what had to be written meanwhile (so that SQL could count it) stands in a savepoint that is rolled back
(docs/decisions/0003).
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncTransaction

from storage.errors import Spoiled
from storage.ids import Ids
from storage.shelf import UNKNOWN, Shelf
from storage.shelves import Shelves

R = TypeVar("R")
Flush = Callable[["Session", Sequence[str], bool], Awaitable[None]]
"""Writes the shelves of these names: what is merged (`False`) or what the layer owns (`True`)."""


class Session:
    """Reads and writes of one transaction. `ids` and `flush` are `None` where it may only read."""

    def __init__(
        self, connection: AsyncConnection, now: datetime, *, ids: Ids | None = None, flush: Flush | None = None
    ) -> None:
        self.connection = connection
        self.now = now
        self.bot_id = 0
        self.shelves = Shelves()
        self.whole_chats: set[int] = set()  # chats whose groups have all been read
        self.prefetched_groups: set[int] = set()  # memberships between these …
        self.prefetched_people: set[int] = set()  # … and these have all been read
        self.foreseen_messages: set[tuple[int, int]] = set()  # messages (chat, id) of which every line is held
        self.foreseen_slots: set[str] = set()  # names of which every slot is held
        self.foreseen_schedules: set[int] = set()  # groups of which every schedule is held
        self.foreseen_live: dict[int, list[int]] = {}  # groups of which every live task is held, in due order
        self.foreseen_promises: dict[str, str] = {}  # subjects of which every promise is held from an occurrence on
        self._ids = ids
        self._flush = flush
        self._fresh: set[int] = set()
        self._in_layer = False
        self._savepoint: AsyncTransaction | None = None
        self._spoiled = False
        self._forgot = False

    def new_id(self) -> int:
        if self._ids is None:
            raise RuntimeError("this work only reads")
        number = self._ids.next()
        self._fresh.add(number)
        return number

    def is_fresh(self, number: int) -> bool:
        """Given out by this very transaction: no other transaction can have written a row that refers to it."""
        return number in self._fresh

    def save(self, shelf: Shelf[Any, R], record: R) -> None:
        if not self._in_layer or self._ids is None:
            raise RuntimeError("nothing is saved outside an update")
        shelf.put(record)

    async def rows(
        self, statement: sa.Executable, parameters: Mapping[str, Any] | None = None
    ) -> Sequence[sa.Row[Any]]:
        """Read; the rows do not show what is not written yet."""
        try:
            return (await self.connection.execute(statement, parameters or {})).all()
        except SQLAlchemyError:
            self._spoiled = True
            raise

    async def read_before_write(
        self, shelf: Shelf[int, R], statement: sa.Executable, record: Callable[[Any], R], numbers: Iterable[int]
    ) -> None:
        """Read rows that are about to be saved though nobody read them here and their ids are not new."""
        unread = [one for one in numbers if shelf.known.get(one, UNKNOWN) is UNKNOWN and one not in self._fresh]
        if unread:
            for row in await self.rows(statement, {"ids": unread}):
                read = record(row)
                shelf.known[shelf.key(read)] = read

    async def write_all(self, through: str | None = None) -> None:
        """Write what is saved so far, so that the next query counts it; nothing is committed.

        `through`: only that shelf and those whose rows its rows refer to.
        """
        names = self.shelves.names(through)
        shelves = [getattr(self.shelves, name) for name in names]
        if self._flush is None:
            return
        if any(shelf.merged for shelf in shelves):
            await self._spoiling(self._flush(self, names, False))
            for shelf in shelves:
                shelf.merged_flushed()
        if any(shelf.own for shelf in shelves):
            await self.protect()
            await self._flush(self, names, True)
            for shelf in shelves:
                shelf.own_flushed()

    async def protect(self) -> None:
        """From here on what the layer writes can be undone."""
        if self._savepoint is None and self._in_layer:
            self._savepoint = await self.connection.begin_nested()

    def forget(self) -> None:
        """Rows were changed behind the shelves' back: everything is read anew. Nothing may be unwritten."""
        self._forgot = True
        self.shelves = Shelves()
        self.whole_chats.clear()
        self.prefetched_groups.clear()
        self.prefetched_people.clear()
        self.foreseen_messages.clear()
        self.foreseen_slots.clear()
        self.foreseen_schedules.clear()
        self.foreseen_live.clear()
        self.foreseen_promises.clear()

    def begin_layer(self) -> None:
        if self._in_layer:
            raise RuntimeError("one update at a time")
        self._in_layer = True
        self._forgot = False

    async def accept_layer(self) -> None:
        savepoint, self._savepoint, self._in_layer = self._savepoint, None, False
        if savepoint is not None:
            await self._spoiling(savepoint.commit())
        for shelf in self.shelves.all():
            shelf.accept()

    async def drop_layer(self) -> None:
        savepoint, self._savepoint, self._in_layer = self._savepoint, None, False
        for shelf in self.shelves.all():
            shelf.drop()
        if savepoint is not None:
            await self._spoiling(savepoint.rollback())
        if self._forgot:
            self.forget()

    async def finish(self) -> None:
        """Write the rest. Raises `Spoiled` where a statement failed on the way: committing would keep half."""
        if self._in_layer:
            raise RuntimeError("an update is still in hand")
        if self._spoiled:
            raise Spoiled("a statement of this transaction failed")
        await self.write_all()

    async def _spoiling(self, step: Awaitable[None]) -> None:
        try:
            await step
        except SQLAlchemyError:
            self._spoiled = True
            raise
