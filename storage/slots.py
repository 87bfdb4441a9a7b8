"""Our own messages by name, as rows: which one it is, once it was sent; knows no rule."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from coordination import ports
from storage import tables, writing
from storage.session import Session
from storage.shelf import UNKNOWN

_S = tables.slots.c
_BY_NAME = sa.select(tables.slots).where(_S.chat_id == sa.bindparam("chat"), _S.name == sa.bindparam("name"))
_BY_MESSAGE = sa.select(tables.slots).where(
    _S.chat_id == sa.bindparam("chat"), _S.message_id == sa.bindparam("message")
)
_NAMED = sa.select(tables.slots).where(_S.name == sa.bindparam("name"))
_OF_NAMES = sa.select(tables.slots).where(_S.name.in_(sa.bindparam("names", expanding=True)))


class Slots:
    """`ports.Slots`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, chat_id: int, name: str) -> ports.Slot | None:
        shelf, key = self._session.shelves.slots, (chat_id, name)
        if shelf.get(key) is UNKNOWN:
            for row in await self._session.rows(_BY_NAME, {"chat": chat_id, "name": name}):
                shelf.learn(record(row))
            shelf.miss(key)
        found = shelf.get(key)
        return None if found is UNKNOWN else found

    async def by_message(self, chat_id: int, message_id: int) -> ports.Slot | None:
        shelf, name = self._session.shelves.slots, (chat_id, message_id)
        if shelf.named(name) is UNKNOWN:
            rows = await self._session.rows(_BY_MESSAGE, {"chat": chat_id, "message": message_id})
            shelf.overlay(map(record, rows), lambda slot: True)
            shelf.miss_name(name)
        found = shelf.named(name)
        return None if found is UNKNOWN else found

    async def named(self, name: str) -> Sequence[ports.Slot]:
        """By chat."""
        shelf = self._session.shelves.slots
        if name in self._session.foreseen_slots:
            found = [slot for slot in shelf.current() if slot.name == name]
        else:
            rows = await self._session.rows(_NAMED, {"name": name})
            found = shelf.overlay(map(record, rows), lambda slot: slot.name == name)
        return sorted(found, key=lambda slot: slot.chat_id)

    async def prefetch(self, names: Collection[str], places: Collection[tuple[int, str]] = ()) -> None:
        """Read every slot of these names by one statement; also that there is none, of the names and at the places."""
        shelf = self._session.shelves.slots
        asked = {*names, *(name for _, name in places)}
        if not asked:
            return
        for row in await self._session.rows(_OF_NAMES, {"names": sorted(asked)}):
            shelf.learn(record(row))
        self._session.foreseen_slots.update(asked)
        for place in places:
            shelf.miss(place)


def record(row: Any) -> ports.Slot:
    return ports.Slot(row.chat_id, row.name, row.topic_id, row.message_id)


async def write(session: Session, records: Sequence[ports.Slot]) -> None:
    rows = [
        {
            "chat_id": slot.chat_id,
            "name": slot.name,
            "topic_id": slot.topic_id,
            "message_id": slot.message_id,
            "edited_at": None,
        }
        for slot in records
    ]
    await writing.upsert(session.connection, tables.slots, rows)
