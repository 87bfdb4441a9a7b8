"""What becomes of a row and its chat when a call to Telegram fails; it sends nothing and knows no words.

The table of architecture.md (Sending): flood waits, a timeout is uncertain, network is tried again, an upgrade moves
the chat everywhere, forbidden means that we left it, a lost topic falls back once, "not modified" is success.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot import failures, reactions
from coordination import messages
from coordination.errors import Unavailable
from storage import chats, engines, outbox

log = structlog.get_logger("muster.sender")

NETWORK_STEPS = (1, 2, 5, 10, 30, 60)  # seconds
SLOW_RETRY = timedelta(minutes=10)
OPERATOR_IS_TOLD = timedelta(minutes=10)

_AGAIN = frozenset({"edit", "edit_pressed", "repaint_pressed", "react", "pin", "unpin", "delete"})
"""Doing these twice does no harm."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The row's outcome, and how long its chat has to wait (`None`: not at all).

    A row that goes again makes its chat wait, be it for no time: what was said after it stays after it.
    """

    settled: outbox.Settled
    hold: timedelta | None = None


def uncertain(row: outbox.Row, now: datetime) -> outbox.Settled:
    """Claimed or called, and no answer known: again, once more with a mark, or listed; by kind."""
    again = outbox.Settled(row.id, "pending", attempts=row.attempts + 1, not_before=now + _pause(row))
    if row.kind in _AGAIN:
        return again
    if messages.Purpose(row.purpose) in messages.SENT_AGAIN_ONCE and not row.payload.get("again"):
        return replace(again, note="may stand twice", again=True)
    return outbox.Settled(row.id, "uncertain", note="no answer known")


def put_off(row: outbox.Row, failure: BaseException, now: datetime) -> Verdict:
    """What can be said of a row without the database: once more after a while, unless it may have been taken."""
    if not isinstance(failure, Unavailable) and failures.classify(failure).is_maybe_taken:
        return _unknown(row, now)
    return _again(row, now)


def _unknown(row: outbox.Row, now: datetime) -> Verdict:
    settled = uncertain(row, now)
    return Verdict(settled, _pause(row) if settled.state == "pending" else None)


def _again(row: outbox.Row, now: datetime) -> Verdict:
    wait = _pause(row)
    return Verdict(outbox.Settled(row.id, "pending", not_before=now + wait, attempts=row.attempts + 1), wait)


def _at_once(settled: outbox.Settled) -> Verdict:
    return Verdict(settled, timedelta() if settled.state == "pending" else None)


def _pause(row: outbox.Row) -> timedelta:
    return timedelta(seconds=NETWORK_STEPS[min(row.attempts, len(NETWORK_STEPS) - 1)])


class Lost(Protocol):
    """What a chat is told once when a topic of it is closed or gone (ours and Telegram's id of the chat)."""

    async def __call__(self, chat_id: int, telegram_id: int, topic_id: int, *, gone: bool) -> None: ...


async def _nothing(chat_id: int, telegram_id: int, topic_id: int, *, gone: bool) -> None:
    return


class Aftermath:
    """Judges failures; what concerns the whole chat is written at once, in a transaction of its own."""

    def __init__(self, database: engines.Database, allowed: reactions.Reactions) -> None:
        self._database = database
        self._allowed = allowed
        self.lost: Lost = _nothing

    async def after(self, row: outbox.Row, failure: BaseException, now: datetime) -> Verdict:
        """Never raises for a failure of Telegram's; an unknown one makes the row dead, reported in the log.

        A wait of the chat is written down: another process, or this one after a restart, keeps it too.
        """
        verdict = await self._verdict(row, failure, now)
        if verdict.hold:
            await outbox.hold_chat(self._database, row.chat_id, now + verdict.hold)
        return verdict

    async def _verdict(self, row: outbox.Row, failure: BaseException, now: datetime) -> Verdict:
        if isinstance(failure, Unavailable):
            return _again(row, now)  # the database, of which a board is made when it is sent
        told = failures.classify(failure)
        if told.kind is failures.Kind.OURS:
            log.error("a message could not be made", row=row.id, kind=row.kind, exc_info=failure)
            return Verdict(outbox.Settled(row.id, "dead", note=told.kind.value))
        if told.kind is failures.Kind.FLOOD:
            return self._flood(row, told, now)
        if told.kind in (failures.Kind.NETWORK, failures.Kind.TOKEN_REFUSED):
            return _again(row, now)
        if told.kind is failures.Kind.UNCERTAIN:
            return _unknown(row, now)
        if told.kind is failures.Kind.NOT_MODIFIED:
            return Verdict(outbox.Settled(row.id, "sent", message_id=_target(row)))
        if told.kind is failures.Kind.MIGRATED and told.migrated_to is not None:
            await chats.migrate(self._database, row.chat_telegram_id, told.migrated_to, now)
            return _at_once(outbox.Settled(row.id, "pending", not_before=now, attempts=row.attempts))
        return await self._refused(row, told, now)

    def _flood(self, row: outbox.Row, told: failures.Failure, now: datetime) -> Verdict:
        wait = told.wait or timedelta(seconds=5)
        if wait >= OPERATOR_IS_TOLD:
            log.error("Telegram asks for a long wait", chat_id=row.chat_id, seconds=wait.total_seconds())
        again = outbox.Settled(row.id, "pending", not_before=now + wait, attempts=row.attempts)
        return Verdict(again, wait)

    async def _refused(self, row: outbox.Row, told: failures.Failure, now: datetime) -> Verdict:
        """Telegram says no to this row, or to this chat."""
        kind, dead = told.kind, outbox.Settled(row.id, "dead", note=told.kind.value)
        if kind in (failures.Kind.FORBIDDEN_CHAT, failures.Kind.FORBIDDEN_PERSON, failures.Kind.CHAT_NOT_FOUND):
            await chats.leave(self._database, row.chat_id, told.kind.value, now)
            return Verdict(dead)
        if kind is failures.Kind.NO_RIGHT_TO_SEND:
            return Verdict(outbox.Settled(row.id, "pending", not_before=now + SLOW_RETRY), SLOW_RETRY)
        if kind in (failures.Kind.TOPIC_GONE, failures.Kind.TOPIC_CLOSED) and row.topic_id is not None:
            if await chats.lose_topic(self._database, row.chat_id, row.topic_id, kind.value, now):
                gone = kind is failures.Kind.TOPIC_GONE
                await self.lost(row.chat_id, row.chat_telegram_id, row.topic_id, gone=gone)
            return _at_once(outbox.Settled(row.id, "pending", not_before=now, without_topic=True))
        if kind in (failures.Kind.MESSAGE_GONE, failures.Kind.MESSAGE_FIXED):
            return _at_once(_gone(row))
        if kind is failures.Kind.REACTION_NOT_ALLOWED:
            return _at_once(await self._other_reaction(row, now))
        if kind is failures.Kind.NO_RIGHT_TO_PIN:
            await chats.may_not_pin(self._database, row.chat_id)
            return Verdict(outbox.Settled(row.id, "dropped", note=kind.value))
        log.error("Telegram refused a message", row=row.id, kind=row.kind, purpose=row.purpose, why=kind.value)
        return Verdict(dead)

    async def _other_reaction(self, row: outbox.Row, now: datetime) -> outbox.Settled:
        """The first of ours that the chat allows is tried and kept; without one, a silent line says it (voice.md)."""
        refused = row.payload["emoji"]
        emoji = await self._allowed.instead_of(refused, row.chat_telegram_id)
        if emoji != refused:
            await chats.change_reaction(self._database, row.chat_id, refused, emoji)
        if emoji in (None, refused):
            return outbox.Settled(row.id, "pending", not_before=now, as_line=True)
        return outbox.Settled(row.id, "pending", not_before=now, emoji=emoji)


def _target(row: outbox.Row) -> int | None:
    return row.slot_message_id if row.kind == "edit" else None


def _gone(row: outbox.Row) -> outbox.Settled:
    """The message is no more: a board is posted anew, everything else is done with, now and later (F055, F056)."""
    if row.kind == "edit" and row.payload.get("or_post"):
        return outbox.Settled(row.id, "pending", as_post=True)
    gone = row.slot_message_id if row.kind in ("edit", "pin") else None
    return outbox.Settled(row.id, "dropped", note="message gone", gone=gone)
