"""Updates as they arrived: the raw bytes, the library's object, our values; a bad one spoils only itself."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import structlog
import telegram

from bot import incoming
from storage import work

NUMBERS_FORESEEN = 4
_NUMBERS = re.compile(r"(?<!\d)\d{1,6}(?!\d)", re.ASCII)

log = structlog.get_logger("muster.arrivals")

LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Received:
    """One update as Telegram sent it, and as values; `seen` is `None` where it is not for us or not readable."""

    update_id: int
    raw: dict[str, Any]
    update: telegram.Update | None
    seen: incoming.Incoming | None
    attempts: int = 0
    incident: str | None = None

    @property
    def lane(self) -> int:
        """Updates of one lane keep their order: a chat's Telegram id, or the update's own id without a chat."""
        return self.seen.chat.telegram_id if self.seen is not None else self.update_id

    @property
    def locks(self) -> set[int]:
        """Telegram ids of the chats it may change: its lane, and the other id of a group that was upgraded."""
        other = None if self.seen is None else self.seen.facts.get("chat_id")
        return {self.lane} if other is None else {self.lane, int(other)}

    @property
    def kept(self) -> bytes:
        """The update as JSON, for the inbox; lone surrogates are escaped, so that it is valid everywhere."""
        return json.dumps(self.raw).encode()


def parse(body: bytes) -> Any:
    """JSON as Telegram sends it; a lone surrogate, which strict parsers refuse, is let through to be cleaned."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return json.loads(body)


def receive(
    raw: Any, bot: telegram.Bot, me: incoming.Identity, *, attempts: int = 0, incident: str | None = None
) -> Received | None:
    """`None` only where there is not even an update id: it can be neither kept nor acknowledged by itself.

    `attempts` and `incident` are those of an update that failed before.
    """
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    if not isinstance(update_id, int) or abs(update_id) > LARGEST:
        log.error("an update without an id was dropped")
        return None
    try:
        _check_numbers(raw)
        update = telegram.Update.de_json(raw, bot)
        seen = incoming.read(update, me)
    except Exception as failure:  # noqa: BLE001  (an edge: recorded and skipped, the others go ahead)
        log.error("an update could not be read", update_id=update_id, failure=type(failure).__name__)
        return Received(update_id, raw, None, None, attempts, incident)
    return Received(update_id, raw, update, seen, attempts, incident)


def _check_numbers(value: Any) -> None:
    """Raise `ValueError` for a number that no column can hold; Telegram sends none (F120)."""
    if isinstance(value, int) and abs(value) > LARGEST:
        raise ValueError("a number beyond 64 bits")
    if isinstance(value, dict):
        for each in value.values():
            _check_numbers(each)
    elif isinstance(value, list):
        for each in value:
            _check_numbers(each)


def receive_all(raws: Iterable[Any], bot: telegram.Bot, me: incoming.Identity) -> list[Received]:
    """In the order given; the same update twice in one batch counts once."""
    found: dict[int, Received] = {}
    for raw in raws:
        received = receive(raw, bot, me)
        if received is not None:
            found.setdefault(received.update_id, received)
    return list(found.values())


def keys(batch: Sequence[Received]) -> tuple[set[int], set[int], set[int]]:
    """Telegram ids of the chats and of the persons seen in the batch, and its update ids."""
    chats: set[int] = set()
    persons: set[int] = set()
    for received in batch:
        if received.seen is not None:
            chats.add(received.seen.chat.telegram_id)
            persons.update(person.telegram_id for person in received.seen.mentioned)
            if received.seen.person is not None:
                persons.add(received.seen.person.telegram_id)
    return chats, persons, {received.update_id for received in batch}


def words(batch: Sequence[Received]) -> list[work.Said]:
    """The messages of the batch that have words, with the numbers in them that may be tasks'."""
    return [
        work.Said(
            received.seen.chat.telegram_id,
            received.seen.topic_id,
            received.seen.message_id,
            tuple(int(digits) for digits in _NUMBERS.findall(received.seen.text)[:NUMBERS_FORESEEN]),
        )
        for received in batch
        if received.seen is not None and received.seen.message_id is not None and received.seen.text
    ]
