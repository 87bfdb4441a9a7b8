"""Take a person's names out of everything that is kept, in place, in one transaction; the history stays whole.

It knows no rule and no wording. What a later table keeps is reached without being named here (`storage/reaching.py`).
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from coordination.rules import text as text_rules
from storage import erasing, reaching, tables, tables_people, tables_privacy, task_rows
from storage.among import among, contains
from storage.identities import Identity, names_in
from storage.types import CleanText, Json

NOBODY = -(2**62)
"""Telegram's ids of people are positive, of chats above this: nothing of Telegram's is ever met here."""

_P, _M, _D = tables.people, tables.memberships, tables_privacy.directory
_A, _C, _G = tables_people.absences, tables.chats, tables.groups
_T, _E, _O = tables.tasks, tables.events, tables.owners
MOST_AT_ONCE = 300
"""So many things are looked for by one statement; SQLite takes a thousand."""

_OURS = frozenset({"id_blocks", "leases", "ledger", "runs", "inbox", "people", "chats", "chat_aliases", "groups"})
"""Tables without a text that somebody wrote or that names somebody, and those that are seen to by themselves."""


async def forget(connection: AsyncConnection, person_id: int) -> bool:
    """Anonymise the person: `False` where there is none.

    The row stays, without name, user name, language and Telegram's id; memberships end, absences and what groups said
    of them are deleted, their own list and private chat too. In every group they were ever in, texts and records lose
    their names. Harmless when repeated.
    """
    person = (await connection.execute(sa.select(_P).where(_P.c.id == person_id))).one_or_none()
    if person is None:
        return False
    await _close_private_chat(connection, person.telegram_id)
    groups = list((await connection.execute(sa.select(_M.c.group_id).where(_M.c.person_id == person_id))).scalars())
    chats = list((await connection.execute(sa.select(_G.c.chat_id).where(_G.c.id.in_(groups)))).scalars())
    identity = await _identity(connection, person, groups)
    for table in reaching.all_tables():
        if table.name not in _OURS:
            await _scrub(connection, table, identity, _scope(table, groups, chats))
    await erasing.forget_raw(connection, str(person.telegram_id))
    await _let_go(connection, person_id)
    return True


async def _close_private_chat(connection: AsyncConnection, telegram_id: int) -> None:
    """The person's own list goes whole; the chat's row stays for what was sent there, and is nobody's."""
    chat_id = await connection.scalar(sa.select(_C.c.id).where(_C.c.telegram_id == telegram_id))
    if chat_id is None:
        return
    own = list((await connection.execute(sa.select(_G.c.id).where(_G.c.chat_id == chat_id))).scalars())
    await erasing.erase_groups(connection, own)
    await erasing.clear_chat(connection, chat_id, None)
    nobody = {"telegram_id": NOBODY - chat_id, "title": "", "state": "left", "hints": []}
    await connection.execute(sa.update(_C).where(_C.c.id == chat_id).values(nobody))


async def _identity(connection: AsyncConnection, person: Any, groups: Sequence[int]) -> Identity:
    """The names of today, the aliases of every group, and those under which records of theirs stand."""
    usernames = frozenset({person.username} if person.username else ())
    names = {person.name}
    for aliases in (await connection.execute(sa.select(_D.c.aliases).where(_D.c.person_id == person.id))).scalars():
        names.update(aliases)
    theirs = f'"person_id":{person.id}'
    for columns, table in (([_T.c.owner, _T.c.supporters], _T), ([_E.c.before, _E.c.after], _E)):
        holds = sa.or_(*(contains(sa.cast(column, sa.Text), theirs) for column in columns))
        for row in await connection.execute(sa.select(*columns).where(table.c.group_id.in_(groups), holds)):
            for value in row:
                names |= names_in(value, person.id)
    resolved = sa.select(_E.c.before, _E.c.after).where(_E.c.group_id.in_(groups), _E.c.kind == "resolved")
    for row in await connection.execute(resolved.where(contains(sa.cast(_E.c.after, sa.Text), theirs))):
        names |= _called_before(row.before or {}, row.after or {}, person.id)
    return Identity(person.id, person.telegram_id, usernames=usernames).also(names)


def _called_before(before: dict[str, Any], after: dict[str, Any], person_id: int) -> set[str]:
    """As what the person stood on a task before it was known who is meant."""
    old, new = before.get("owner"), after.get("owner")
    if isinstance(old, dict) and isinstance(new, dict) and new.get("person_id") == person_id:
        return {str(old.get("name") or "").lstrip("@")}
    return set()


def _scope(table: sa.Table, groups: Sequence[int], chats: Sequence[int]) -> sa.ColumnElement[bool]:
    """The rows that may name the person: those of their groups and chats; of any other table all."""
    reached = reaching.rows_of(table, groups)
    if "chat_id" in table.c:
        there = table.c.chat_id.in_(chats)
        return there if reached is None else sa.or_(reached, there)
    return sa.true() if reached is None else reached


async def _scrub(
    connection: AsyncConnection, table: sa.Table, identity: Identity, scope: sa.ColumnElement[bool]
) -> None:
    """Every text and every JSON value of the rows in scope, without the names."""
    written = [column for column in table.c if isinstance(column.type, CleanText | Json) and not column.primary_key]
    if not written:
        return
    texts = [sa.cast(column, sa.Text) for column in written]
    needles = [*identity.needles, f'"person_id":{identity.person_id}']
    holds = [contains(sa.func.lower(text), needle) for needle in needles for text in texts]
    holds += [contains(text, form) for form in identity.spelt for text in texts]
    for start in range(0, len(holds), MOST_AT_ONCE):
        await _scrub_rows(connection, table, identity, sa.and_(scope, sa.or_(*holds[start : start + MOST_AT_ONCE])))


async def _scrub_rows(
    connection: AsyncConnection, table: sa.Table, identity: Identity, holds: sa.ColumnElement[bool]
) -> None:
    keys = list(table.primary_key)
    written = [column for column in table.c if isinstance(column.type, CleanText | Json) and not column.primary_key]
    changes: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in (await connection.execute(sa.select(*keys, *written).where(holds))).all():
        new = {column.name: identity.scrubbed(row._mapping[column]) for column in written}
        names = tuple(column.name for column in written if new[column.name] != row._mapping[column])
        if names:
            this = {f"the_{key.name}": row._mapping[key] for key in keys}
            changes.setdefault(names, []).append({**this, **{f"new_{name}": new[name] for name in names}})
    for names, rows in changes.items():
        await connection.execute(_update(table, names), rows)
    if table is _T:
        await _index(connection, [row["the_id"] for rows in changes.values() for row in rows])


def _update(table: sa.Table, names: tuple[str, ...]) -> sa.Update:
    """Many rows by one statement, found by their primary key."""
    this = [key == sa.bindparam(f"the_{key.name}") for key in table.primary_key]
    values: dict[str, Any] = {name: sa.bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    if table is _T:  # whoever read the task before this, in a chat that is not held, reads it again
        values["version"] = _T.c.version + 1
    return sa.update(table).where(*this).values(values)


async def _index(connection: AsyncConnection, task_ids: list[int]) -> None:
    """What tasks are found by follows their titles and their owners."""
    if not task_ids:
        return
    found = (await connection.execute(sa.select(_T).where(among(_T.c.id, "ids")), {"ids": task_ids})).all()
    searched = [{"the_id": row.id, "new_search": text_rules.folded(row.title)} for row in found]
    text = sa.update(_T).where(_T.c.id == sa.bindparam("the_id")).values(search=sa.bindparam("new_search"))
    await connection.execute(text, searched)
    named = ("username_folded", "name_folded")
    owners = [one for row in found for one in task_rows.owner_rows(task_rows.record(row))]
    rows = [
        {"the_task_id": one["task_id"], "the_position": one["position"], **{f"new_{name}": one[name] for name in named}}
        for one in owners
    ]
    if rows:
        await connection.execute(_update(_O, named), rows)


async def _let_go(connection: AsyncConnection, person_id: int) -> None:
    await connection.execute(sa.delete(_D).where(_D.c.person_id == person_id))
    await connection.execute(sa.delete(_A).where(_A.c.person_id == person_id))
    await connection.execute(sa.update(_A).where(_A.c.stand_in_id == person_id).values(stand_in_id=None))
    await connection.execute(sa.update(_M).where(_M.c.person_id == person_id).values(part="member"))
    nobody = {
        "telegram_id": NOBODY - person_id,
        "name": "",
        "username": None,
        "username_folded": None,
        "language": None,
        "started": False,
        "never_mention": True,
    }
    await connection.execute(sa.update(_P).where(_P.c.id == person_id).values(nobody))
