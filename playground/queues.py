"""The updates kept for one bot until it confirms them; it knows nothing of chats or privacy."""

import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from playground import schema
from playground.changes import Changes

KEPT = timedelta(hours=24)
"""Telegram forgets an update after a day."""
NOT_BY_DEFAULT = frozenset(("chat_member", "message_reaction", "message_reaction_count"))
FIRST_ID = 500_000_001


@dataclass(slots=True, eq=False)
class Queued:
    """An update that waits: `lane` is what webhooks keep in order (a chat), `again` one brought back on purpose."""

    id: int
    update: dict[str, Any]
    at: datetime
    lane: int
    again: bool = False


@dataclass(slots=True)
class Webhook:
    """Where updates are posted; `addresses` beyond the first are used in turn (tests with several processes)."""

    url: str
    secret: str = ""
    max_connections: int = 40
    addresses: tuple[str, ...] = ()
    last_error_at: datetime | None = None
    last_error: str = ""


@dataclass(slots=True)
class UpdateQueue:
    """Updates in order. `allowed` is `None` for Telegram's default set.

    `poll` numbers the latest poll, `waiting` counts those that wait now.
    """

    next_id: int = FIRST_ID
    allowed: frozenset[str] | None = None
    pending: dict[Queued, None] = field(default_factory=dict)
    history: list[Queued] = field(default_factory=list)
    webhook: Webhook | None = None
    changes: Changes = field(default_factory=Changes)
    poll: int = 0
    waiting: int = 0

    def wants(self, kind: str) -> bool:
        """Say whether updates of this kind are kept for the bot."""
        return kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def allow(self, kinds: list[str]) -> None:
        """Set which kinds are kept from now on; an empty list means the default, unknown names are passed over."""
        known = frozenset(kinds) & schema.facts()["types"]["Update"].keys()
        self.allowed = known if kinds else None

    def put(self, update: dict[str, Any], at: datetime, lane: int) -> Queued:
        """Number an update (without `update_id`) and keep it."""
        queued = Queued(self.next_id, {"update_id": self.next_id, **update}, at, lane)
        self.next_id += 1
        self._keep(queued)
        return queued

    def put_raw(self, update: dict[str, Any], at: datetime, lane: int) -> Queued:
        """Keep an update as it is given; one without a number gets the next."""
        number = update.get("update_id", self.next_id)
        queued = Queued(int(number), {"update_id": number, **update}, at, lane)
        self.next_id = max(self.next_id, queued.id + 1)
        self._keep(queued)
        return queued

    def _keep(self, queued: Queued) -> None:
        self.pending[queued] = None
        self.history.append(queued)
        self.changes.tell()

    def bring_back(self, count: int, *, apart: bool = False) -> list[Queued]:
        """Put the last `count` updates first in the queue again, whatever was confirmed; each comes once more.

        `apart`: a webhook gets them beside what it is being sent now, not after it.
        """
        returned = [
            Queued(old.id, old.update, old.at, old.id if apart else old.lane, again=True)
            for old in self.history[-count:]
            if count
        ]
        numbers = {queued.id for queued in returned}
        rest = [queued for queued in self.pending if queued.id not in numbers]
        self.pending = dict.fromkeys([*returned, *rest])
        self.changes.tell()
        return returned

    def confirm(self, offset: int) -> None:
        """Forget what lies before `offset`; a negative one counts from the end."""
        if offset < 0:
            self.pending = dict.fromkeys(list(self.pending)[offset:])
        elif offset:
            self.pending = dict.fromkeys(q for q in self.pending if q.id >= offset or q.again)

    def forget_old(self, now: datetime) -> None:
        """Drop what is older than a day."""
        self.pending = dict.fromkeys(q for q in self.pending if now - q.at <= KEPT)

    def take(self, limit: int) -> list[dict[str, Any]]:
        """Give the first `limit` updates; they stay until they are confirmed."""
        taken = list(itertools.islice(self.pending, limit))
        for queued in taken:
            queued.again = False
        return [queued.update for queued in taken]

    def drop(self, queued: Queued) -> None:
        """Take out one update that a webhook has received."""
        self.pending.pop(queued, None)
