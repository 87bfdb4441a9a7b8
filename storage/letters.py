"""What is said within an update, as rows of the outbox that are not sent yet; knows no sender."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache, singledispatch
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from coordination import messages, ports
from storage import tables, writing
from storage.among import fixed
from storage.session import Session
from storage.shelves import Letter

_O = tables.outbox
_EDIT_WAITS = sa.and_(_O.c.kind == fixed("edit"), _O.c.state == fixed("pending"))
_SUPERSEDE = (
    sa.update(_O)
    .where(_O.c.chat_id == sa.bindparam("chat"), _O.c.slot == sa.bindparam("name"), _EDIT_WAITS)
    .values(state="dropped", note="superseded", settled_at=sa.bindparam("now", type_=_O.c.settled_at.type))
)
"""Edits that wait for a message whose name a newer post takes over would spoil the newer one."""

_REPLACED = ("topic_id", "purpose", "priority", "payload")
PATIENCE = timedelta(seconds=12)
"""An edit that waits so long already is not put off by a newer one: a busy group sees its board move."""

_WAITS_LONG = sa.and_(
    _O.c.created_at <= sa.bindparam("patient_since", type_=_O.c.created_at.type), _O.c.not_before.is_not(None)
)


class Outbox:
    """`ports.Outbox`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, message: messages.Outgoing, *, after_id: int | None = None) -> int:
        """Keep the message with the update's effects and return its row's id.

        A post with a slot takes the name over: edits that wait for the older post are dropped. An edit takes the
        place of one that waits, in its turn in the queue; then the id returned names no row.
        """
        letter = replace(_letter(message), id=self._session.new_id(), after_id=after_id)
        self._session.save(self._session.shelves.letters, letter)
        if isinstance(message, messages.Post) and message.slot is not None:
            slot = ports.Slot(message.place.chat_id, message.slot, message.place.topic_id)
            self._session.save(self._session.shelves.slots, slot)
        return letter.id


def rows_json(rows: messages.Rows) -> list[list[list[str]]]:
    """Buttons as the sender reads them: label, data, address."""
    return [[[button.label, button.data, button.url] for button in row] for row in rows]


def _written(message: Any, kind: str, purpose: messages.Purpose, payload: Mapping[str, Any]) -> Letter:
    return Letter(
        id=0,
        chat_id=message.place.chat_id,
        topic_id=message.place.topic_id,
        kind=kind,
        purpose=purpose.value,
        priority=messages.PRIORITY[purpose],
        payload=dict(payload),
        slot=getattr(message, "slot", None),
        not_before=getattr(message, "not_before", None),
    )


@singledispatch
def _letter(message: messages.Outgoing) -> Letter:
    raise TypeError(f"{type(message).__name__} can't be sent")


@_letter.register
def _(message: messages.Post) -> Letter:
    payload: dict[str, Any] = {
        "text": message.text,
        "rows": rows_json(message.rows),
        "reply_to": message.reply_to,
        "silent": message.silent,
        "pinned": message.pinned,
    }
    if message.asks_reply:
        payload["asks_reply"] = True
    if message.file is not None:
        payload["file"] = {"kind": message.file.kind, "id": message.file.file_id}
    if message.recipe:
        payload |= {"recipe": message.recipe, "values": message.values}
    return _written(message, "post", message.purpose, payload)


@_letter.register
def _(message: messages.Edit) -> Letter:
    payload = {
        "text": message.text,
        "rows": rows_json(message.rows),
        "or_post": message.or_post,
        "pinned": message.pinned,
    }
    if message.recipe:
        payload |= {"recipe": message.recipe, "values": message.values}
    return _written(message, "edit", message.purpose, payload)


@_letter.register
def _(message: messages.EditPressed) -> Letter:
    payload = {"text": message.text, "rows": rows_json(message.rows), "message_id": message.message_id}
    written = _written(message, "edit_pressed", messages.Purpose.ANSWER, payload)
    return replace(written, slot=f"pressed:{message.message_id}")  # no name of ours: what it is that must not race


@_letter.register
def _(message: messages.React) -> Letter:
    payload = {"message_id": message.message_id, "emoji": message.emoji, "fallback": message.fallback}
    return _written(message, "react", messages.Purpose.ANSWER, payload)


@_letter.register
def _(message: messages.Pin) -> Letter:
    return _written(message, "pin", messages.Purpose.CARD, {})


@_letter.register
def _(message: messages.Unpin) -> Letter:
    return _written(message, "unpin", messages.Purpose.CARD, {"message_id": message.message_id})


@_letter.register
def _(message: messages.Delete) -> Letter:
    return _written(message, "delete", messages.Purpose.CARD, {})


@_letter.register
def _(message: messages.Document) -> Letter:
    payload = {
        "recipe": message.recipe,
        "values": message.values,
        "caption": message.caption,
        "reply_to": message.reply_to,
        "silent": message.silent,
    }
    return _written(message, "document", message.purpose, payload)


@_letter.register
def _(message: messages.Photo) -> Letter:
    return _written(
        message, "photo", message.purpose, _picture(message) | {"reply_to": message.reply_to, "silent": message.silent}
    )


@_letter.register
def _(message: messages.RepaintPressed) -> Letter:
    return _written(message, "repaint_pressed", message.purpose, _picture(message) | {"message_id": message.message_id})


def _picture(message: messages.Photo | messages.RepaintPressed) -> dict[str, Any]:
    rows = rows_json(message.rows)
    return {"recipe": message.recipe, "values": message.values, "caption": message.caption, "rows": rows}


async def write(session: Session, records: Sequence[Letter]) -> None:
    """In the order in which they were said."""
    posts: dict[tuple[int, str | None], int] = {
        (one.chat_id, one.slot): place for place, one in enumerate(records) if one.kind == "post" and one.slot
    }
    if posts:
        names = [{"chat": chat_id, "name": slot, "now": session.now} for chat_id, slot in posts]
        await session.connection.execute(_SUPERSEDE, names)
    rows = [
        _row(session, letter, dropped=_is_overtaken(letter, place, posts))
        for place, letter in enumerate(_merged(records, posts))
        if letter is not None
    ]
    await session.connection.execute(_upsert(session.connection.dialect.name), rows)


def _is_overtaken(letter: Letter, place: int, posts: Mapping[tuple[int, str | None], int]) -> bool:
    """An edit of a message whose name a post that was said later takes over."""
    return letter.kind == "edit" and place < posts.get((letter.chat_id, letter.slot), 0)


def _merged(records: Sequence[Letter], posts: Mapping[tuple[int, str | None], int]) -> list[Letter | None]:
    """Of the edits of one message in a batch the first keeps its turn and takes what the last one says; the others
    are `None`. A board is edited by every update of its group: a hundred of them write one row.
    """
    merged: list[Letter | None] = list(records)
    firsts: dict[tuple[int, str | None], int] = {}
    for place, letter in enumerate(records):
        if letter.kind != "edit" or _is_overtaken(letter, place, posts):
            continue
        first = firsts.setdefault((letter.chat_id, letter.slot), place)
        if first != place:
            merged[first], merged[place] = replace(letter, id=records[first].id), None
    return merged


def _row(session: Session, letter: Letter, *, dropped: bool) -> writing.Row:
    return {
        "id": letter.id,
        "bot_id": session.bot_id,
        "chat_id": letter.chat_id,
        "topic_id": letter.topic_id,
        "kind": letter.kind,
        "purpose": letter.purpose,
        "priority": letter.priority,
        "slot": letter.slot,
        "after_id": letter.after_id,
        "payload": letter.payload,
        "state": "dropped" if dropped else "pending",
        "not_before": letter.not_before,
        "attempts": 0,
        "created_at": session.now,
        "settled_at": session.now if dropped else None,
        "note": "superseded" if dropped else None,
        "patient_since": session.now - PATIENCE,
    }


@cache
def _upsert(dialect: str) -> sa.Insert:
    statement = postgresql.insert(_O) if dialect == "postgresql" else sqlite.insert(_O)
    return statement.on_conflict_do_update(
        index_elements=["chat_id", "slot"],
        index_where=sa.text("kind = 'edit' AND state = 'pending'"),
        set_={
            **{name: statement.excluded[name] for name in _REPLACED},
            "not_before": sa.case((_WAITS_LONG, _O.c.not_before), else_=statement.excluded.not_before),
        },
    )
