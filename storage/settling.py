"""What becomes of rows of the outbox once Telegram answered, or will not be asked; knows no Telegram."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from coordination import messages
from storage import tables, types, writing
from storage.among import among, fixed
from storage.engines import Database
from storage.errors import Conflict

_O, _S = tables.outbox.c, tables.slots.c
_IS_PENDING = _O.state == fixed("pending")
_CLAIMED = sa.select(tables.outbox).where(among(_O.id, "ids"), _O.state == "claimed").order_by(_O.id).with_for_update()
_PENDING = sa.select(tables.outbox).where(among(_O.id, "ids"), _IS_PENDING).order_by(_O.id).with_for_update()
_NEWER_EDITS = sa.select(_O.chat_id, _O.slot).where(among(_O.chat_id, "chats"), _O.kind == fixed("edit"), _IS_PENDING)
_LATER_PAGES = sa.select(_O.seq, _O.chat_id, _O.slot).where(
    _O.seq > sa.bindparam("seq", type_=sa.BigInteger), among(_O.chat_id, "chats"), _O.kind == fixed("edit_pressed")
)
_FOLLOWERS = (
    sa.update(tables.outbox)
    .where(among(_O.after_id, "ids"), _IS_PENDING)
    .values(state="dropped", note="follows what was not sent", settled_at=sa.bindparam("at", type_=types.UtcDateTime))
    .returning(_O.id)
)
_MESSAGE_ID = (
    sa.update(tables.slots)
    .where(_S.chat_id == sa.bindparam("chat"), _S.name == sa.bindparam("slot"))
    .values(message_id=sa.bindparam("message"), edited_at=sa.bindparam("at", type_=types.UtcDateTime))
)
_EDITED = (
    sa.update(tables.slots)
    .where(_S.chat_id == sa.bindparam("chat"), _S.name == sa.bindparam("slot"))
    .values(edited_at=sa.bindparam("at", type_=types.UtcDateTime))
)
_GONE = (
    sa.update(tables.slots)
    .where(
        _S.chat_id == sa.bindparam("chat"),
        _S.name == sa.bindparam("slot"),
        _S.message_id == sa.bindparam("message"),
    )
    .values(message_id=None, edited_at=sa.bindparam("at", type_=types.UtcDateTime))
)
_UPDATED = ("state", "kind", "topic_id", "payload", "not_before", "attempts", "note", "message_id", "settled_at")
_UPDATE = (
    sa.update(tables.outbox)
    .where(_O.id == sa.bindparam("row_id"))
    .values(
        claimed_by=None,
        claimed_until=None,
        **{name: sa.bindparam(f"new_{name}", type_=_O[name].type) for name in _UPDATED},
    )
)
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a claimed row: sent, pending (again, at `not_before`), uncertain, dropped or dead.

    `None` for `attempts` and `note` leaves them as they are. `again`: from now on it may stand twice.
    `without_topic`: to the chat itself, in answer to nobody. `as_line`: a reaction becomes its silent line (dropped if
    it has none). `as_post`: an edit becomes a post of the same name, pinned after it if it asks so. `emoji`: the
    reaction to try instead. `gone`: Telegram's id of our message that is no more: its name means none from now on.
    """

    id: int
    state: str
    message_id: int | None = None
    not_before: datetime | None = None
    attempts: int | None = None
    note: str | None = None
    again: bool = False
    without_topic: bool = False
    as_line: bool = False
    as_post: bool = False
    emoji: str | None = None
    gone: int | None = None


async def settle(database: Database, results: Sequence[Settled], now: datetime) -> None:
    """Write all outcomes in one transaction; a row that nobody holds claimed any more is left as it is."""
    await _repeated(database, _CLAIMED, results, now)


async def settle_orphans(database: Database, rows: Iterable[tuple[int, Mapping[str, Any]]], now: datetime) -> None:
    """Pending edits, pins and deletions (id, payload) of a message that never came to be: posted anew, or dropped."""
    results = [
        Settled(row_id, "pending", as_post=True)
        if payload.get("or_post")
        else Settled(row_id, "dropped", note="no message of that name")
        for row_id, payload in rows
    ]
    await _repeated(database, _PENDING, results, now)


async def _repeated(database: Database, found: sa.Select[Any], results: Sequence[Settled], now: datetime) -> None:
    """A newer edit may come in at the same time from another process; then everything is looked at again."""
    await database.ids.refill(database.writer)
    for attempt in range(_TRIES):
        try:
            async with database.writer() as connection:
                await _settle(database, connection, (found, {one.id: one for one in results}), now)
        except Conflict:
            if attempt == _TRIES - 1:
                raise
        else:
            return


async def _settle(
    database: Database,
    connection: AsyncConnection,
    asked: tuple[sa.Select[Any], Mapping[int, Settled]],
    now: datetime,
) -> None:
    found, by_id = asked
    rows = (await connection.execute(found, {"ids": list(by_id)})).all()
    settled = [_settled(row, by_id[row.id], now) for row in rows]
    await _drop_superseded(connection, rows, settled, now)
    if settled:
        await connection.execute(_UPDATE, [_parameters(row) for row in settled])
    await _write_slots(connection, settled, by_id, now)
    await _add_pins(database, connection, settled, by_id)
    await _drop_followers(connection, [row["id"] for row in settled if row["state"] in ("dropped", "dead")], now)


def _settled(row: Any, result: Settled, now: datetime) -> writing.Row:
    """The row as it is from now on."""
    new = dict(row._mapping)
    new |= {"state": result.state, "not_before": result.not_before}
    new |= {"settled_at": None if result.state == "pending" else now}
    if result.message_id is not None:
        new["message_id"] = result.message_id
    if result.attempts is not None:
        new["attempts"] = result.attempts
    if result.note is not None:
        new["note"] = result.note
    if result.again:
        new["payload"] = new["payload"] | {"again": True}
    if result.without_topic:
        new |= {"topic_id": None, "payload": new["payload"] | {"reply_to": None}}
    if result.emoji is not None:
        new["payload"] = new["payload"] | {"emoji": result.emoji}
    if result.as_line:
        new |= _as_line(new, now)
    if result.as_post:
        new |= _as_post(new)
    return new


def _as_line(row: writing.Row, now: datetime) -> writing.Row:
    fallback = row["payload"].get("fallback")
    if not fallback:
        return {"state": "dropped", "settled_at": now, "note": "no reaction and no line"}
    reply_to = row["payload"]["message_id"]
    payload = {"text": fallback, "rows": [], "reply_to": reply_to, "silent": True, "pinned": False}
    return {"kind": "post", "payload": payload}


def _as_post(row: writing.Row) -> writing.Row:
    kept = {name: value for name, value in row["payload"].items() if name != "or_post"}
    return {"kind": "post", "payload": {**kept, "reply_to": None, "silent": True}}


def _parameters(row: writing.Row) -> writing.Row:
    return {"row_id": row["id"], **{f"new_{name}": row[name] for name in _UPDATED}}


async def _drop_superseded(
    connection: AsyncConnection, rows: Sequence[Any], settled: Sequence[writing.Row], now: datetime
) -> None:
    """Of edits that are to wait again only the newest of a message is still useful: an older one would undo it."""
    await _drop_turned_on(connection, settled, now)
    waiting = [row for row in settled if row["kind"] == "edit" and row["state"] == "pending"]
    if not waiting:
        return
    chats = sorted({row["chat_id"] for row in waiting})
    ours = {row.id for row in rows if row.state == "pending"}
    newer = await connection.execute(_NEWER_EDITS.add_columns(_O.id), {"chats": chats})
    taken = {(row.chat_id, row.slot) for row in newer if row.id not in ours}
    for row in sorted(waiting, key=lambda row: row["seq"], reverse=True):
        if (row["chat_id"], row["slot"]) in taken:
            row |= {"state": "dropped", "note": "superseded", "settled_at": now}
        taken.add((row["chat_id"], row["slot"]))


async def _drop_turned_on(connection: AsyncConnection, settled: Sequence[writing.Row], now: datetime) -> None:
    """A page of a pressed message that was turned on meanwhile, and be it that the newer page was sent."""
    waiting = [row for row in settled if row["kind"] == "edit_pressed" and row["state"] == "pending"]
    if not waiting:
        return
    chats = sorted({row["chat_id"] for row in waiting})
    found = await connection.execute(_LATER_PAGES, {"chats": chats, "seq": min(row["seq"] for row in waiting)})
    newest: dict[tuple[int, str | None], int] = {}
    for one in found:
        newest[one.chat_id, one.slot] = max(one.seq, newest.get((one.chat_id, one.slot), 0))
    for row in waiting:
        if row["seq"] < newest.get((row["chat_id"], row["slot"]), 0):
            row |= {"state": "dropped", "note": "superseded", "settled_at": now}


async def _write_slots(
    connection: AsyncConnection, settled: Sequence[writing.Row], by_id: Mapping[int, Settled], now: datetime
) -> None:
    named = [row for row in settled if row["slot"] is not None]
    sent = [row for row in named if row["state"] == "sent"]
    posted = [row for row in sent if row["kind"] == "post"]
    deleted = [row for row in sent if row["kind"] == "delete"]
    edited = [row for row in sent if row["kind"] == "edit"]
    ids = [_slot(row, now) | {"message": row["message_id"]} for row in posted]
    ids += [_slot(row, now) | {"message": None} for row in deleted]
    if ids:
        await connection.execute(_MESSAGE_ID, ids)
    if edited:
        await connection.execute(_EDITED, [_slot(row, now) for row in edited])
    gone = [_slot(row, now) | {"message": by_id[row["id"]].gone} for row in named if by_id[row["id"]].gone is not None]
    if gone:
        await connection.execute(_GONE, gone)
    anew = [row for row in named if by_id[row["id"]].as_post]
    fresh = {"message_id": None, "edited_at": None}
    await writing.upsert(
        connection,
        tables.slots,
        [{"chat_id": row["chat_id"], "name": row["slot"], "topic_id": row["topic_id"], **fresh} for row in anew],
    )


def _slot(row: writing.Row, now: datetime) -> writing.Row:
    return {"chat": row["chat_id"], "slot": row["slot"], "at": now}


async def _add_pins(
    database: Database, connection: AsyncConnection, settled: Sequence[writing.Row], by_id: Mapping[int, Settled]
) -> None:
    pins = [
        {
            **row,
            "id": database.ids.next(),
            "kind": "pin",
            "purpose": messages.Purpose.CARD.value,
            "priority": messages.PRIORITY[messages.Purpose.CARD],
            "payload": {},
            "after_id": row["id"],
            "not_before": None,
            "attempts": 0,
            "note": None,
            "message_id": None,
            "claimed_by": None,
            "claimed_until": None,
        }
        for row in settled
        if by_id[row["id"]].as_post and row["payload"].get("pinned")
    ]
    for pin in pins:
        del pin["seq"]
    await writing.insert(connection, tables.outbox, pins)


async def _drop_followers(connection: AsyncConnection, ids: list[int], now: datetime) -> None:
    """What was to follow a row that is not sent is not sent either, nor what follows that."""
    while ids:
        dropped = await connection.execute(_FOLLOWERS, {"ids": ids, "at": now})
        ids = list(dropped.scalars())
