"""A group that became a supergroup: the rows of its two Telegram ids become one chat's; knows no record.

Message ids start anew in a supergroup, so whatever named a message of the old chat names nothing any more: lines read
there are forgotten, and messages of ours are posted again when they are next to be edited (F001 to F004).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables, writing
from storage.among import fixed

_LOCK = sa.text("SELECT pg_advisory_xact_lock(one) FROM unnest(:ids) AS one").bindparams(
    sa.bindparam("ids", type_=postgresql.ARRAY(sa.BigInteger()))
)
_ON_OTHERS = ("react", "edit_pressed", "repaint_pressed")
_OF_GROUP = (tables.owners, tables.updates, tables.events, tables.questions)
_WITH_SOURCE = (tables.tasks, tables.updates, tables.events)


async def lock(connection: AsyncConnection, telegram_ids: Iterable[int]) -> None:
    """On PostgreSQL hold these chats until the commit, in ascending order, whether or not they have a row yet.

    (Measured: without a lock 29 of 60 messages out of order; locks in arrival order: 57 of 120 batches deadlocked.)
    On SQLite the transaction holds the one write lock already.
    """
    ids = sorted(set(telegram_ids))
    if ids and connection.dialect.name == "postgresql":
        await connection.execute(_LOCK, {"ids": ids})


async def move(connection: AsyncConnection, old: int, new: int, now: datetime) -> None:
    """Give the chat of Telegram id `old` the id `new`; harmless when it was done before or the chat is not ours."""
    older = await _find(connection, old)
    newer = await _find(connection, new)
    if older is None or old == new:
        return
    await _forget_messages(connection, older.id)
    await _forget_targets(connection, older.id, now)
    changed: dict[str, Any] = {"telegram_id": new, "type": "supergroup", "state": "active"}
    if newer is not None:
        await _join(connection, older.id, newer.id, now)
        changed |= {"is_forum": newer.is_forum, "title": newer.title, "may_pin": newer.may_pin}
    await connection.execute(sa.update(tables.chats).where(tables.chats.c.id == older.id).values(changed))
    await writing.upsert(connection, tables.chat_aliases, [{"telegram_id": old, "chat_id": older.id}])


async def _find(connection: AsyncConnection, telegram_id: int) -> Any:
    found = await connection.execute(sa.select(tables.chats).where(tables.chats.c.telegram_id == telegram_id))
    return found.one_or_none()


async def _forget_messages(connection: AsyncConnection, chat_id: int) -> None:
    await connection.execute(sa.delete(tables.lines).where(tables.lines.c.chat_id == chat_id))
    slots = tables.slots
    await connection.execute(sa.update(slots).where(slots.c.chat_id == chat_id).values(message_id=None))


async def _forget_targets(connection: AsyncConnection, chat_id: int, now: datetime) -> None:
    """What waits to be sent names messages of the old chat: answers go without, the rest has nothing to act on."""
    box = tables.outbox
    waits = (box.c.chat_id == chat_id, box.c.state.in_([fixed("pending"), fixed("claimed")]))
    rows = await connection.execute(sa.select(box).where(*waits).order_by(box.c.id).with_for_update())
    for row in rows.all():
        if row.kind in _ON_OTHERS:
            changed: dict[str, Any] = {"state": "dropped", "note": "its message is in the old chat", "settled_at": now}
        elif row.payload.get("reply_to") is not None:
            changed = {"payload": row.payload | {"reply_to": None}}
        else:
            continue
        await connection.execute(sa.update(box).where(box.c.id == row.id).values(changed))


async def _join(connection: AsyncConnection, older: int, newer: int, now: datetime) -> None:
    """Everything of the chat row `newer` becomes `older`'s, which stays."""
    await _join_groups(connection, older, newer)
    await _join_slots(connection, older, newer, now)
    for table in (tables.lines, tables.chat_aliases, tables.outbox):
        await connection.execute(sa.update(table).where(table.c.chat_id == newer).values(chat_id=older))
    for table in _WITH_SOURCE:
        await connection.execute(_renamed_sources(table, older, newer))
    await connection.execute(sa.delete(tables.chats).where(tables.chats.c.id == newer))


def _renamed_sources(table: sa.Table, older: int, newer: int) -> sa.Update:
    """`source` is our own compact JSON that begins with the chat, so its text can be changed in place."""
    said, saying = f'{{"chat_id":{newer},', f'{{"chat_id":{older},'
    text = sa.cast(table.c.source, sa.Text)
    in_chat = sa.select(tables.groups.c.id).where(tables.groups.c.chat_id == older)
    is_there = sa.and_(table.c.group_id.in_(in_chat), text.startswith(said, autoescape=True))
    return sa.update(table).where(is_there).values(source=sa.func.replace(text, said, saying))


async def _join_slots(connection: AsyncConnection, older: int, newer: int, now: datetime) -> None:
    slots, outbox = tables.slots, tables.outbox
    names = sa.select(slots.c.name).where(slots.c.chat_id == newer).scalar_subquery()
    await connection.execute(sa.delete(slots).where(slots.c.chat_id == older, slots.c.name.in_(names)))
    await connection.execute(sa.update(slots).where(slots.c.chat_id == newer).values(chat_id=older))
    pending = (outbox.c.kind == fixed("edit"), outbox.c.state == fixed("pending"))
    newer_edits = sa.select(outbox.c.slot).where(outbox.c.chat_id == newer, *pending).scalar_subquery()
    await connection.execute(
        sa.update(outbox)
        .where(outbox.c.chat_id == older, outbox.c.slot.in_(newer_edits), *pending)
        .values(state="dropped", note="superseded", settled_at=now)
    )


async def _join_groups(connection: AsyncConnection, older: int, newer: int) -> None:
    """A group of the newer chat whose place is taken in the older one is merged into the group there."""
    groups = tables.groups
    found = (await connection.execute(sa.select(groups).where(groups.c.chat_id.in_([older, newer])))).all()
    taken = {row.topic_id: row for row in found if row.chat_id == older}
    for row in found:
        if row.chat_id == newer and row.topic_id in taken:
            await _merge_group(connection, taken[row.topic_id], row)
    await connection.execute(sa.update(groups).where(groups.c.chat_id == newer).values(chat_id=older))


async def _merge_group(connection: AsyncConnection, kept: Any, lost: Any) -> None:
    """Tasks of `lost` follow those of `kept` with new numbers; its schedules go, those of `kept` hold."""
    groups, tasks, memberships = tables.groups, tables.tasks, tables.memberships
    offset = kept.next_number - 1
    await connection.execute(
        sa.update(tasks).where(tasks.c.group_id == lost.id).values(group_id=kept.id, number=tasks.c.number + offset)
    )
    for table in _OF_GROUP:
        await connection.execute(sa.update(table).where(table.c.group_id == lost.id).values(group_id=kept.id))
    await connection.execute(sa.delete(tables.schedules).where(tables.schedules.c.group_id == lost.id))
    known = sa.select(memberships.c.person_id).where(memberships.c.group_id == kept.id).scalar_subquery()
    is_lost = memberships.c.group_id == lost.id
    await connection.execute(sa.delete(memberships).where(is_lost, memberships.c.person_id.in_(known)))
    await connection.execute(sa.update(memberships).where(is_lost).values(group_id=kept.id))
    await connection.execute(sa.update(groups).where(groups.c.parent_id == lost.id).values(parent_id=kept.id))
    next_number = kept.next_number + lost.next_number - 1
    await connection.execute(sa.update(groups).where(groups.c.id == kept.id).values(next_number=next_number))
    await connection.execute(sa.delete(groups).where(groups.c.id == lost.id))
