"""Groups and their settings as rows; knows no rule."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import time
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from coordination.rules import groups
from storage import tables, writing
from storage.among import among
from storage.engines import Database
from storage.session import Session
from storage.shelf import UNKNOWN

_IN_CHATS = sa.select(tables.groups).where(among(tables.groups.c.chat_id, "ids"))
_BY_IDS = sa.select(tables.groups).where(among(tables.groups.c.id, "ids"))
_BY_ID = sa.select(tables.groups).where(tables.groups.c.id == sa.bindparam("id"))


class Groups:
    """`ports.Groups`, and what a whole batch reads at once."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, group_id: int) -> groups.Group:
        """Raises `LookupError` if there is none."""
        found = self._session.shelves.groups.get(group_id)
        if found is UNKNOWN:
            for row in await self._session.rows(_BY_ID, {"id": group_id}):
                return self._session.shelves.groups.learn(record(row))
        if found is UNKNOWN or found is None:
            raise LookupError(f"no group {group_id}")
        return found

    async def of_chat(self, chat_id: int, topic_id: int | None) -> groups.Group | None:
        await self._read_chat(chat_id)
        shelf = self._session.shelves.groups
        for topic in (topic_id, None):
            found = shelf.named((chat_id, topic))
            if found is not None and found is not UNKNOWN:
                return found
        return None

    async def in_chat(self, chat_id: int) -> Sequence[groups.Group]:
        """By id."""
        await self._read_chat(chat_id)
        found = self._session.shelves.groups.current()
        return sorted((group for group in found if group.chat_id == chat_id), key=lambda group: group.id)

    def save(self, group: groups.Group) -> None:
        self._session.save(self._session.shelves.groups, group)

    async def prefetch(self, chat_ids: Sequence[int]) -> None:
        """Read all groups of these chats by one statement."""
        for row in await self._session.rows(_IN_CHATS, {"ids": chat_ids}):
            self._session.shelves.groups.learn(record(row))
        self._session.whole_chats.update(chat_ids)

    async def prefetch_ids(self, group_ids: Sequence[int]) -> None:
        """Read these groups by one statement."""
        for row in await self._session.rows(_BY_IDS, {"ids": group_ids}):
            self._session.shelves.groups.learn(record(row))

    async def _read_chat(self, chat_id: int) -> None:
        if chat_id not in self._session.whole_chats and not self._session.is_fresh(chat_id):
            await self.prefetch([chat_id])


async def every(database: Database) -> list[groups.Group]:
    """All groups there are, by id."""
    async with database.reader() as connection:
        rows = await connection.execute(sa.select(tables.groups).order_by(tables.groups.c.id))
        return [record(row) for row in rows]


def values(group: groups.Group) -> writing.Row:
    return {
        "id": group.id,
        "chat_id": group.chat_id,
        "topic_id": group.topic_id,
        "name": group.name,
        "language": group.language,
        "zone": group.zone,
        "zone_confirmed": group.zone_confirmed,
        "kind": group.kind.value,
        "code": group.code,
        "life": None if group.life is groups.Life.RUNNING else group.life.value,
        "parent_id": group.parent_id,
        "next_number": group.next_number,
        "settings": dump_settings(group.settings),
        "paused_until": group.paused_until,
        "created_at": group.created_at,
    }


def record(row: Any) -> groups.Group:
    return groups.Group(
        id=row.id,
        chat_id=row.chat_id,
        topic_id=row.topic_id,
        name=row.name,
        language=row.language,
        zone=row.zone,
        zone_confirmed=row.zone_confirmed,
        kind=groups.GroupKind(row.kind),
        code=row.code,
        life=groups.Life(row.life or groups.Life.RUNNING),
        parent_id=row.parent_id,
        next_number=row.next_number,
        settings=load_settings(row.settings),
        paused_until=row.paused_until,
        created_at=row.created_at,
    )


def dump_settings(settings: groups.Settings) -> dict[str, Any]:
    """Times as ISO text, choices by their value."""
    return {each.name: _dump(getattr(settings, each.name)) for each in fields(settings)}


def load_settings(stored: dict[str, Any]) -> groups.Settings:
    """Settings of another version are read as well: what is unknown is left out, what is missing has its default."""
    default = groups.Settings()
    known = {each.name for each in fields(default)} & stored.keys()
    return groups.Settings(**{name: _load(stored[name], getattr(default, name)) for name in known})


def _dump(value: Any) -> Any:
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value.value if isinstance(value, StrEnum) else value


def _load(stored: Any, default: Any) -> Any:
    if isinstance(default, time):
        return time.fromisoformat(stored)
    if isinstance(default, StrEnum):
        return type(default)(stored) if stored in set(type(default)) else default
    if isinstance(default, tuple):
        return tuple(stored)
    return stored


async def write(session: Session, records: Sequence[groups.Group]) -> None:
    """What leaves a chat is written before what comes there: no two groups ever have one place."""
    numbers = [one.id for one in records]
    await session.read_before_write(session.shelves.groups, _BY_IDS, record, numbers)
    known = session.shelves.groups.known
    new = [values(group) for group in records if known.get(group.id) is None]
    changes = [(values(before), values(group)) for group in records if (before := known.get(group.id)) is not None]
    moved = [one for one in changes if _place(one[0]) != _place(one[1])]
    left = {_place(before) for before, _ in moved}
    for one in sorted(moved, key=lambda one: _place(one[1]) in left):
        await writing.update_changed(session.connection, tables.groups, [one])
    await writing.insert(session.connection, tables.groups, new)
    stayed = [one for one in changes if one not in moved]
    await writing.update_changed(session.connection, tables.groups, stayed)


def _place(row: Mapping[str, Any]) -> tuple[int, int | None]:
    return row["chat_id"], row["topic_id"]
