"""Erase a group with everything that belongs to it, in one transaction; knows no rule and no wording."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import reaching, tables
from storage.among import fixed

_G, _C, _O = tables.groups, tables.chats, tables.outbox


async def erase_groups(connection: AsyncConnection, group_ids: Sequence[int]) -> None:
    """Delete these groups and all rows that belong to them; what other groups refer to them with becomes empty.

    Of a chat in which no other group is, also the lines read, the messages known and what was sent; the chat itself
    stays, for we are still in it.
    """
    chats = (await connection.execute(sa.select(_G.c.chat_id, _G.c.topic_id).where(_G.c.id.in_(group_ids)))).all()
    await _forget_lines(connection, group_ids)
    for table in reaching.all_tables():
        await _let_go(connection, table, group_ids)
    for table in reaching.all_tables():
        reached = reaching.rows_of(table, group_ids)
        if reached is not None:
            await connection.execute(sa.delete(table).where(reached))
    for row in chats:
        await clear_chat(connection, row.chat_id, row.topic_id)


async def _let_go(connection: AsyncConnection, table: sa.Table, group_ids: Sequence[int]) -> None:
    """References that may be empty: a task of another group that was part of one of these stands alone now."""
    for column, target in reaching.references(table):
        reached = reaching.rows_of(target.table, group_ids) if column.nullable else None
        if reached is not None:
            inner = sa.select(target).where(reached).correlate(None)
            await connection.execute(sa.update(table).where(column.in_(inner)).values({column: None}))


async def _forget_lines(connection: AsyncConnection, group_ids: Sequence[int]) -> None:
    """Lines name no group, but what they changed does."""
    lines, tasks, events = tables.lines, tables.tasks, tables.events
    own_tasks = sa.select(tasks.c.id).where(tasks.c.group_id.in_(group_ids))
    own_changes = sa.select(events.c.change_id).where(events.c.group_id.in_(group_ids))
    await connection.execute(
        sa.delete(lines).where(sa.or_(lines.c.task_id.in_(own_tasks), lines.c.change_id.in_(own_changes)))
    )


async def clear_chat(connection: AsyncConnection, chat_id: int, topic_id: int | None) -> None:
    """Let go of what was read and sent in a chat, or in its topic where other groups are in the chat."""
    others = await connection.scalar(sa.select(sa.func.count()).select_from(_G).where(_G.c.chat_id == chat_id))
    of_chat: dict[sa.Table, Any] = {
        table: table.c.chat_id == chat_id for table in (tables.lines, tables.slots, tables.outbox)
    }
    if others:
        if topic_id is None:
            return
        of_chat = {table: sa.and_(of_chat[table], table.c.topic_id == topic_id) for table in (tables.slots, _O)}
    for table, condition in of_chat.items():
        is_free = _O.c.state != fixed("claimed") if table is _O else sa.true()
        await connection.execute(sa.delete(table).where(condition, is_free))
    if not others:
        await connection.execute(sa.update(_C).where(_C.c.id == chat_id).values(title="", hints=[]))
        await forget_failures(connection, chat_id)


async def forget_failures(connection: AsyncConnection, chat_id: int) -> None:
    """Updates of the chat whose handling failed are kept whole; they are let go too."""
    telegram_id = await connection.scalar(sa.select(_C.c.telegram_id).where(_C.c.id == chat_id))
    await forget_raw(connection, f"{telegram_id}")


async def forget_raw(connection: AsyncConnection, number: str) -> None:
    """Let go of every failed update in which this number of Telegram's stands; it is not tried again."""
    inbox = tables.inbox
    found = await connection.execute(
        sa.select(inbox.c.bot_id, inbox.c.update_id, inbox.c.raw).where(inbox.c.raw.is_not(None))
    )
    for row in found.all():
        if number.encode() in row.raw:
            this = (inbox.c.bot_id == row.bot_id, inbox.c.update_id == row.update_id)
            await connection.execute(
                sa.update(inbox).where(*this).values(raw=None, outcome="ignored", retry_at=None, error=None)
            )
