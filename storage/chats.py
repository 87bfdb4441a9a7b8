"""Chats as rows: found by Telegram's id, old or new; what the sender learns of them. Knows no rule."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from coordination.rules import groups
from storage import chat_moves, tables, writing
from storage.among import among, fixed
from storage.engines import Database
from storage.session import Session
from storage.shelf import UNKNOWN
from storage.shelves import Alias

_BY_TELEGRAM_ID = sa.union_all(
    sa.select(tables.chats.c.telegram_id.label("asked"), tables.chats).where(among(tables.chats.c.telegram_id, "ids")),
    sa.select(tables.chat_aliases.c.telegram_id.label("asked"), tables.chats)
    .join(tables.chats, tables.chats.c.id == tables.chat_aliases.c.chat_id)
    .where(among(tables.chat_aliases.c.telegram_id, "ids")),
)
_BY_IDS = sa.select(tables.chats).where(among(tables.chats.c.id, "ids"))
_BY_ID = sa.select(tables.chats).where(tables.chats.c.id == sa.bindparam("id"))


LEFT = groups.ChatState.LEFT.value
_DROP_WAITING = (
    sa.update(tables.outbox)
    .where(among(tables.outbox.c.chat_id, "chats"), tables.outbox.c.state == fixed("pending"))
    .values(
        state="dropped",
        note=sa.bindparam("why"),
        settled_at=sa.bindparam("now", type_=tables.outbox.c.settled_at.type),
    )
)


class Chats:
    """`ports.Chats`, and what a whole batch reads at once."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def by_telegram_id(self, telegram_id: int) -> groups.Chat | None:
        found = self._held(telegram_id)
        if found is UNKNOWN:
            await self.prefetch([telegram_id])
            found = self._held(telegram_id)
        return None if found is UNKNOWN else found

    async def get(self, chat_id: int) -> groups.Chat:
        """Raises `LookupError` if there is none."""
        found = self._session.shelves.chats.get(chat_id)
        if found is UNKNOWN:
            for row in await self._session.rows(_BY_ID, {"id": chat_id}):
                return self._session.shelves.chats.learn(record(row))
        if found is UNKNOWN or found is None:
            raise LookupError(f"no chat {chat_id}")
        return found

    def save(self, chat: groups.Chat) -> None:
        """Not for a new Telegram id: that is `migrate`, which knows what else changes."""
        known = self._session.shelves.chats.get(chat.id)
        if known is not None and known is not UNKNOWN and known.telegram_id != chat.telegram_id:
            raise ValueError("a chat gets another Telegram id by migrate()")
        self._session.save(self._session.shelves.chats, chat)

    def save_alias(self, old_telegram_id: int, chat_id: int) -> None:
        self._session.save(self._session.shelves.aliases, Alias(old_telegram_id, chat_id))

    async def migrate(self, old_telegram_id: int, new_telegram_id: int) -> None:
        """The group became a supergroup: its new id holds everywhere, the old one is kept as an alias.

        Harmless when repeated. Where the supergroup was met before this was known, its rows join the older chat's.
        """
        await self._session.write_all()
        await self._session.protect()
        await chat_moves.move(self._session.connection, old_telegram_id, new_telegram_id, self._session.now)
        self._session.forget()

    async def prefetch(self, telegram_ids: Sequence[int]) -> None:
        """Read the chats with these ids, now or before an upgrade, by one statement."""
        chats, aliases = self._session.shelves.chats, self._session.shelves.aliases
        for row in await self._session.rows(_BY_TELEGRAM_ID, {"ids": telegram_ids}):
            chat = chats.learn(record(row))
            if row.asked != row.telegram_id:
                aliases.learn(Alias(row.asked, chat.id))
        for telegram_id in telegram_ids:
            chats.miss_name(telegram_id)
            aliases.miss(telegram_id)

    async def prefetch_ids(self, chat_ids: Sequence[int]) -> None:
        """Read these chats by one statement."""
        for row in await self._session.rows(_BY_IDS, {"ids": chat_ids}):
            self._session.shelves.chats.learn(record(row))

    def _held(self, telegram_id: int) -> groups.Chat | Any:
        found = self._session.shelves.chats.named(telegram_id)
        if found is not None and found is not UNKNOWN:
            return found
        alias = self._session.shelves.aliases.get(telegram_id)
        if alias is not None and alias is not UNKNOWN:
            return self._session.shelves.chats.get(alias.chat_id)
        return found


def values(chat: groups.Chat) -> writing.Row:
    return {
        "id": chat.id,
        "telegram_id": chat.telegram_id,
        "type": chat.type,
        "title": chat.title,
        "is_forum": chat.is_forum,
        "state": chat.state.value,
        "reaction": chat.reaction,
        "may_pin": chat.may_pin,
        "hints": list(chat.hints),
    }


def record(row: Any) -> groups.Chat:
    return groups.Chat(
        id=row.id,
        telegram_id=row.telegram_id,
        type=row.type,
        title=row.title,
        is_forum=row.is_forum,
        state=groups.ChatState(row.state),
        reaction=row.reaction,
        may_pin=row.may_pin,
        hints=tuple(row.hints),
    )


async def migrate(database: Database, old_telegram_id: int, new_telegram_id: int, now: datetime) -> None:
    """As `Chats.migrate`, in a transaction of its own (the sender hears of it from a refused message)."""
    async with database.writer() as connection:
        await chat_moves.lock(connection, [old_telegram_id, new_telegram_id])
        await chat_moves.move(connection, old_telegram_id, new_telegram_id, now)


async def leave(database: Database, chat_id: int, why: str, now: datetime) -> None:
    """We are not there any more: what waits for the chat is dropped with `why` as its note, its data is kept."""
    async with database.writer() as connection:
        await _set(connection, chat_id, state=LEFT)
        await connection.execute(_DROP_WAITING, {"chats": [chat_id], "why": why, "now": now})


async def lose_topic(database: Database, chat_id: int, topic_id: int, why: str, now: datetime) -> bool:
    """The topic is closed or gone: what waits for it goes to the chat itself; the hint `topic:<id>` is kept. Whether
    that is news.

    It answers nobody there: an answer goes where the message is that it answers.
    """
    box = tables.outbox
    async with database.writer() as connection:
        waits = (box.c.chat_id == chat_id, box.c.topic_id == topic_id, box.c.state == fixed("pending"))
        waiting = sa.select(box.c.id, box.c.payload).where(*waits).order_by(box.c.id).with_for_update()
        for row in (await connection.execute(waiting)).all():
            changed = {"topic_id": None, "note": why, "payload": row.payload | {"reply_to": None}}
            await connection.execute(sa.update(box).where(box.c.id == row.id).values(changed))
        found = await connection.execute(_BY_ID.with_for_update(), {"id": chat_id})
        hints = found.one().hints
        is_news = f"topic:{topic_id}" not in hints
        if is_news:
            await _set(connection, chat_id, hints=[*hints, f"topic:{topic_id}"])
    return is_news


async def change_reaction(database: Database, chat_id: int, refused: str, emoji: str | None) -> None:
    """The chat does not allow `refused`: from now on `emoji` is used, or none; what was learned meanwhile stands."""
    async with database.writer() as connection:
        await connection.execute(
            sa.update(tables.chats)
            .where(tables.chats.c.id == chat_id, tables.chats.c.reaction == refused)
            .values(reaction=emoji)
        )


async def may_not_pin(database: Database, chat_id: int) -> None:
    async with database.writer() as connection:
        await _set(connection, chat_id, may_pin=False)


async def _set(connection: Any, chat_id: int, **changed: Any) -> None:
    await connection.execute(sa.update(tables.chats).where(tables.chats.c.id == chat_id).values(changed))


async def write(session: Session, records: Sequence[groups.Chat]) -> None:
    numbers = [one.id for one in records]
    await session.read_before_write(session.shelves.chats, _BY_IDS, record, numbers)
    known = session.shelves.chats.known
    new = [values(chat) for chat in records if known.get(chat.id) is None]
    await writing.insert(session.connection, tables.chats, sorted(new, key=lambda row: row["telegram_id"]))
    changes = [(values(before), values(chat)) for chat in records if (before := known.get(chat.id)) is not None]
    await writing.update_changed(session.connection, tables.chats, changes)
    left = [after["id"] for before, after in changes if after["state"] == LEFT != before["state"]]
    if left:
        asked = {"chats": left, "why": "removed from the chat", "now": session.now}
        await session.connection.execute(_DROP_WAITING, asked)


async def write_aliases(session: Session, records: Sequence[Alias]) -> None:
    rows = [{"telegram_id": alias.telegram_id, "chat_id": alias.chat_id} for alias in records]
    await writing.upsert(session.connection, tables.chat_aliases, rows)
