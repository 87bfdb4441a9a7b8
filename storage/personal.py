"""Which rows are kept about one person, across groups: all that name them, and all of their private list; reads few.

What others wrote in a group that they have left is not theirs to see: of its tasks only number and state are told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import scopes, tables
from storage.among import contains
from storage.scopes import Condition, Share

_P, _G, _C, _M = tables.people.c, tables.groups.c, tables.chats.c, tables.memberships.c
_T, _O, _E, _B, _I = tables.tasks.c, tables.owners.c, tables.events.c, tables.outbox.c, tables.inbox.c

_GROUP = ("id", "name", "code", "kind", "language", "zone")
_FAILED = ("update_id", "received_at", "outcome", "raw")
_MESSAGE = ("id", "kind", "purpose", "payload", "state", "created_at", "settled_at")
_HIDDEN = ("id", "group_id", "number", "state", "created_at")


@dataclass(frozen=True, slots=True)
class About:
    """The person's id of ours and name, the zone of their own list (IANA), their private chat, its groups, and the
    groups where they are now.

    `failed` are the updates of theirs that could not be handled and are kept whole until then.
    """

    person_id: int
    name: str
    zone: str
    chat_ids: tuple[int, ...]
    own_groups: tuple[int, ...]
    present: tuple[int, ...]
    failed: tuple[int, ...]


async def about(connection: AsyncConnection, person_id: int) -> About:
    """Look up what the conditions need. A person nobody knows has nothing."""
    found = (await connection.execute(sa.select(_P.name, _P.telegram_id).where(_P.id == person_id))).one_or_none()
    name, telegram_id = ("", 0) if found is None else (found.name, found.telegram_id)
    chats = sa.select(_C.id).where(_C.telegram_id == telegram_id, _C.type == "private")
    chat_ids = await _numbers(connection, chats)
    lists = (await connection.execute(sa.select(_G.id, _G.zone).where(_G.chat_id.in_(chat_ids)))).all()
    own, zone = tuple(row.id for row in lists), next((row.zone for row in lists), "UTC")
    present = sa.select(_M.group_id).where(_M.person_id == person_id, sa.not_(_M.left))
    now_in = await _numbers(connection, present)
    return About(person_id, name, zone, chat_ids, own, now_in, await _failed(connection, telegram_id))


async def _failed(connection: AsyncConnection, telegram_id: int) -> tuple[int, ...]:
    """Only what failed and waits to be mended has a text, so there are few."""
    kept = sa.select(_I.update_id, _I.raw).where(_I.raw.is_not(None))
    rows = (await connection.execute(kept)).all()
    return tuple(row.update_id for row in rows if telegram_id in _senders(row.raw))


def _senders(raw: bytes) -> list[int]:
    """Telegram's ids of those an update is from; an unreadable one is from nobody we know."""
    try:
        update = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return []
    parts = [part.get("from") for part in update.values() if isinstance(part, dict)] if isinstance(update, dict) else []
    return [sender["id"] for sender in parts if isinstance(sender, dict) and "id" in sender]


async def _numbers(connection: AsyncConnection, wanted: sa.Select[int]) -> tuple[int, ...]:
    return tuple((await connection.execute(wanted)).scalars())


def shares(who: About) -> list[Share]:
    """The rows, table by table. What is in nobody's name, or only in others', is left out."""
    own = scopes.conditions(who.own_groups)
    found: list[Share] = []
    for table in scopes.ordered():
        if table is tables.tasks:
            found += _tasks(who)
            continue
        condition = _any([*_named(table, who), *([own[table.name]] if table.name in own else [])])
        if condition is not None:
            found.append(Share(table, condition, _GROUP if table is tables.groups else ()))
    sent = Share(tables.outbox, _B.chat_id.in_(who.chat_ids), _MESSAGE, "messages_sent")
    return [*found, sent, Share(tables.inbox, _I.update_id.in_(who.failed), _FAILED, "messages_that_failed")]


def _tasks(who: About) -> list[Share]:
    """Whole where the person is; of groups that they left, that there is such a task."""
    theirs = _T.id.in_(sa.select(_O.task_id).where(_O.person_id == who.person_id))
    named = sa.or_(theirs, *(column == who.person_id for column in scopes.references(tables.tasks, tables.people)))
    here = _T.group_id.in_((*who.present, *who.own_groups))
    whole = sa.or_(_T.group_id.in_(who.own_groups), sa.and_(named, here))
    gone = sa.and_(named, sa.not_(here))
    return [Share(tables.tasks, whole), Share(tables.tasks, gone, _HIDDEN, "tasks_of_groups_left")]


def _named(table: sa.Table, who: About) -> list[Condition]:
    """The rows in which the person stands."""
    person_id = who.person_id
    if table is tables.people:
        return [_P.id == person_id]
    if table is tables.groups:
        return [_G.id.in_(sa.select(_M.group_id).where(_M.person_id == person_id))]
    found = [column == person_id for column in [*scopes.references(table, tables.people), *_unbound(table)]]
    if table is tables.lines:
        made = sa.select(_E.change_id).where(_E.actor_id == person_id)
        found.append(tables.lines.c.change_id.in_(made))
    if table is tables.ledger:
        subject = tables.ledger.c.subject
        found += [subject == f"person:{person_id}", subject.like(f"%:person:{person_id}")]
    if table is tables.schedules:
        values = sa.cast(tables.schedules.c["values"], sa.Text)
        found += [contains(values, f'"by":{person_id}{end}') for end in (",", "}")]
    return found


def _unbound(table: sa.Table) -> list[sa.Column[int]]:
    """Columns that say by whom, without a reference that the database keeps."""
    numbers = [column for column in table.c if isinstance(column.type, sa.BigInteger) and not column.foreign_keys]
    return [column for column in numbers if column.name == "by" or column.name.endswith("_by")]


def _any(conditions: Sequence[Condition]) -> Condition | None:
    return sa.or_(*conditions) if conditions else None
