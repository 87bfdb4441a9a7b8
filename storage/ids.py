"""Hand out ids that were never handed out before: blocks are reserved ahead, each in a short transaction of its own.

Blocks that a stopped process did not use up are lost on purpose; there are 2^63 ids (docs/decisions/0002).
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables
from storage.errors import Conflict

Writer = Callable[[], AbstractAsyncContextManager[AsyncConnection]]

AT_LEAST = 50_000
"""So many ids are at hand when a transaction begins: more than the rows of the biggest plan anybody imports."""

BLOCK = 100_000
_NAME = "row"


class Ids:
    """The supply of one process for every table. `next()` is synchronous; `refill()` comes first."""

    def __init__(self) -> None:
        self._next = 0
        self._end = 0
        self._block = BLOCK
        self._refilling = asyncio.Lock()

    async def refill(self, writer: Writer) -> None:
        """Make sure that `AT_LEAST` ids are left. Outside any transaction of the caller's."""
        if self._end - self._next >= AT_LEAST:
            return
        async with self._refilling:
            if self._end - self._next >= AT_LEAST:
                return
            async with writer() as connection:
                size = self._block
                found = await connection.execute(_reserve(connection.dialect.name), {"name": _NAME, "size": size})
                end = found.scalar_one()
            self._next, self._end = end - size, end

    def next(self) -> int:
        """Raises `Conflict` when the supply ran out: the transaction is repeated, with twice as many at hand."""
        if self._next >= self._end:
            self._block *= 2
            raise Conflict("out of ids")
        self._next += 1
        return self._next - 1


def _reserve(dialect: str) -> sa.Insert:
    """The very first block is left out: rows made by hand, with small ids, never meet ours."""
    size = sa.bindparam("size", type_=sa.BigInteger)
    blocks = tables.id_blocks
    insert = postgresql.insert(blocks) if dialect == "postgresql" else sqlite.insert(blocks)
    return (
        insert.values(name=sa.bindparam("name"), next=2 * size + 1)
        .on_conflict_do_update(index_elements=["name"], set_={"next": blocks.c.next + size})
        .returning(blocks.c.next)
    )
