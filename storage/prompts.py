"""Which chat a button or a typed answer is about, looked up before its transaction begins; knows no rule."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables
from storage.among import among
from storage.engines import Database

_G, _Q, _S = tables.groups.c, tables.questions.c, tables.slots.c
_HERE, _THERE = tables.chats.alias("here"), tables.chats.alias("there")
_OF_GROUPS = sa.select(_G.id, _THERE.c.telegram_id).join(_THERE, _THERE.c.id == _G.chat_id).where(among(_G.id, "ids"))
_PROMPT = "prompt:"
_NAMES = (
    sa.select(_HERE.c.telegram_id, _S.message_id, _S.name)
    .join(_HERE, _HERE.c.id == _S.chat_id)
    .where(among(_HERE.c.telegram_id, "chats"), among(_S.message_id, "messages"), _S.name.startswith(_PROMPT))
)
_OF_QUESTIONS = (
    sa.select(_Q.id, _THERE.c.telegram_id)
    .join(tables.groups, _G.id == _Q.group_id)
    .join(_THERE, _THERE.c.id == _G.chat_id)
    .where(among(_Q.id, "ids"))
)

_KINDS = sa.select(_Q.id, _Q["values"]).where(among(_Q.id, "ids"))

_T, _M = tables.people.c, tables.memberships.c
_OF_PEOPLE = (
    sa.select(_T.telegram_id.label("person"), _THERE.c.telegram_id)
    .join(tables.memberships, _M.person_id == _T.id)
    .join(tables.groups, _G.id == _M.group_id)
    .join(_THERE, _THERE.c.id == _G.chat_id)
    .where(among(_T.telegram_id, "ids"), ~_M.left)
)


async def chats_of_groups(database: Database, group_ids: Collection[int]) -> dict[int, int]:
    """Telegram's ids of the chats of these groups, by group id; unknown ones are left out."""
    if not group_ids:
        return {}
    async with database.reader() as connection:
        found = await connection.execute(_OF_GROUPS, {"ids": sorted(group_ids)})
        return {row.id: row.telegram_id for row in found}


async def chats_asked_about(database: Database, replies: Collection[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Of messages replied to (Telegram's ids: chat, message) those that are prompts, each with Telegram's id of the
    chat of the group that it is about.
    """
    if not replies:
        return {}
    async with database.reader() as connection:
        prompts = await _prompts(connection, replies)
        if not prompts:
            return {}
        found = await connection.execute(_OF_QUESTIONS, {"ids": sorted(set(prompts.values()))})
        about = {row.id: row.telegram_id for row in found}
    return {reply: about[question] for reply, question in prompts.items() if reply in replies and question in about}


async def asked_as(database: Database, replies: Collection[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Of messages replied to (Telegram's ids: chat, message) those that are prompts, each with what it asks for."""
    if not replies:
        return {}
    async with database.reader() as connection:
        prompts = await _prompts(connection, replies)
        if not prompts:
            return {}
        rows = await connection.execute(_KINDS, {"ids": sorted(set(prompts.values()))})
        kinds = {row["id"]: str((row["values"] or {}).get("what", "")) for row in rows.mappings()}
    return {reply: kinds[question] for reply, question in prompts.items() if reply in replies and question in kinds}


async def _prompts(connection: AsyncConnection, replies: Collection[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """The questions of messages that are prompts."""
    chats, texts = sorted({chat for chat, _ in replies}), sorted({message for _, message in replies})
    rows = await connection.execute(_NAMES, {"chats": chats, "messages": texts})
    return {
        (row.telegram_id, row.message_id): int(row.name.removeprefix(_PROMPT))
        for row in rows
        if row.name.removeprefix(_PROMPT).isdecimal()
    }


async def chats_of_people(database: Database, telegram_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Telegram's ids of the chats to whose groups each of these people (Telegram's ids) belongs."""
    if not telegram_ids:
        return {}
    async with database.reader() as connection:
        rows = await connection.execute(_OF_PEOPLE, {"ids": sorted(telegram_ids)})
        found: dict[int, set[int]] = {}
        for row in rows:
            found.setdefault(row.person, set()).add(row.telegram_id)
    return {person: frozenset(chats) for person, chats in found.items()}
