"""A chat with the bot without Telegram: what is typed goes through the real routes into a real database.

What the bot would send is kept and counted as sent at once, under the next message number.
"""

import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import storage
from bot import incoming, outgoing, resolve
from coordination import messages
from coordination.errors import Refused
from coordination.services import groups as groups_service
from handlers import board_upkeep, boards, routes
from handlers.request import Entity, EntityKind, Kind, Reply
from storage import engines, outbox, work
from tests.handlers import stories

CHAT = -1001500000001
ME = incoming.Identity(42, "MusterBot")
STEP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """What people see: `kind` is post, edit, reaction, window or pin; buttons row by row, label and data."""

    kind: str
    text: str
    rows: tuple[tuple[messages.Button, ...], ...] = ()

    def button(self, label: str) -> messages.Button:
        """Raises `LookupError` where there is none of that label."""
        for button in (one for row in self.rows for one in row):
            if button.label == label:
                return button
        raise LookupError(label)


class Talk:
    """One chat, its people, and the bot's answers in the order in which they came."""

    def __init__(self, database: engines.Database, title: str, people: Sequence[incoming.SeenPerson]) -> None:
        self.people = tuple(people)
        self.shown: list[Shown] = []
        self._database = database
        self._chat = incoming.SeenChat(CHAT, "supergroup", title, False)
        self._now = stories.NOW
        self._number = 0
        self._sent: dict[int, str] = {}  # the text of each message of ours, by its number
        self._known = resolve.Known(
            ME,
            True,
            {(CHAT, one.telegram_id): one is people[0] for one in people},
            {CHAT: resolve.Ours(may_pin=True, is_admin=True)},
        )
        self._defaults = groups_service.Defaults("en", "Asia/Shanghai", zone_confirmed=True)

    async def say(self, text: str, who: int = 0, **details: Any) -> list[Shown]:
        """Person number `who` writes; `details` are fields of `Incoming`. What the bot answers."""
        self._number += 1
        mark = (Entity(EntityKind.COMMAND, 0, len(text.split(maxsplit=1)[0])),) if text.startswith("/") else ()
        usual = {"message_id": self._number, "entities": mark, "said_at": self._now}
        return await self._carry(self._seen(Kind.MESSAGE, self.people[who], text=text, **{**usual, **details}))

    async def reply(self, to: Shown, text: str, who: int = 0) -> list[Shown]:
        """Answer the newest message of ours that reads so."""
        number = max(one for one, sent in self._sent.items() if sent == to.text)
        return await self.say(text, who, reply=Reply(number, True, to.text))

    async def press(self, shown: Shown, label: str, who: int = 0) -> list[Shown]:
        """Press a button; an edit of the message counts as its answer."""
        data = shown.button(label).data
        number = next((one for one, sent in self._sent.items() if sent == shown.text), self._number)
        seen = self._seen(Kind.PRESS, self.people[who], data=data, press_id="1", pressed_message_id=number)
        return await self._carry(seen)

    async def comes(self, status: str = "administrator") -> list[Shown]:
        """The bot is added to the chat by the first person."""
        facts = {"event": "membership", "who": "me", "old": "left", "new": status, "telegram_id": "42"}
        return await self._carry(self._seen(Kind.MEMBER, self.people[0], facts={**facts, "may_pin": "yes"}))

    async def board(self) -> Shown:
        """The board as it would be sent now."""
        async with work.reading(self._database, now=self._now) as unit:
            (group,) = await unit.groups.in_chat((await unit.chats.by_telegram_id(CHAT)).id)  # type: ignore[union-attr]
            text, rows = await boards.shown(unit, group.id)
        return Shown("post", text, rows)

    def _seen(self, kind: Kind, person: incoming.SeenPerson, **details: Any) -> incoming.Incoming:
        self._now += STEP
        usual: dict[str, Any] = {"update_id": self._number, "chat": self._chat, "said_at": self._now, "person": person}
        return incoming.Incoming(kind=kind, **{**usual, **details})

    async def _carry(self, seen: incoming.Incoming) -> list[Shown]:
        """One update, as the pipeline does it."""
        opened = work.transaction(self._database, now=self._now, bot_id=ME.telegram_id, locks=[CHAT])
        async with opened as transaction:
            try:
                answers = await self._handle(transaction, seen)
            except Refused as refused:
                answers = await self._refuse(transaction, seen, refused)
        await self._send()
        said = [shown for answer in answers if (shown := _shown(answer)) is not None]
        self.shown += said
        return said

    async def _handle(self, transaction: work.Transaction, seen: incoming.Incoming) -> Sequence[messages.Answer]:
        async with transaction.layer() as unit:
            found = await resolve.request(unit, seen, self._known, self._defaults)
            if found is None:
                return []
            answers = await found[0].handler(found[1], unit)
            said = [one for one in answers if not isinstance(one, messages.Toast)]
            outgoing.add_all(unit, [*said, *await board_upkeep.touched(unit)])
            return answers

    async def _refuse(
        self, transaction: work.Transaction, seen: incoming.Incoming, refused: Refused
    ) -> Sequence[messages.Answer]:
        async with transaction.layer() as unit:
            found = await resolve.request(unit, seen, self._known, self._defaults)
            assert found is not None
            return routes.refusal(found[1], refused)

    async def _send(self) -> None:
        """Everything that waits counts as sent."""
        later = self._now + timedelta(hours=1)
        rows = await outbox.peek(self._database, ME.telegram_id, later)
        claimed = await outbox.claim(self._database, [row.id for row in rows], by="talk", now=self._now, until=later)
        results = []
        for row in claimed:
            self._number += row.kind == "post"
            results.append(outbox.Settled(row.id, "sent", message_id=self._number if row.kind == "post" else None))
            if row.kind == "post":
                self._sent[self._number] = row.payload["text"]
        await outbox.settle(self._database, results, self._now)


def _shown(answer: messages.Answer) -> Shown | None:
    if isinstance(answer, messages.Post):
        return Shown("post", answer.text, answer.rows)
    if isinstance(answer, messages.Edit | messages.EditPressed):
        return Shown("edit", answer.text, answer.rows)
    if isinstance(answer, messages.React):
        return Shown("reaction", answer.emoji)
    if isinstance(answer, messages.Toast):
        return Shown("window" if answer.alert else "toast", answer.text) if answer.text else None
    return None


@contextlib.asynccontextmanager
async def opened(title: str, *people: incoming.SeenPerson) -> AsyncIterator[Talk]:
    """A chat in a database of its own, which is thrown away afterwards."""
    with TemporaryDirectory() as folder:
        database = await storage.open(f"sqlite:///{Path(folder) / 'talk.db'}")
        try:
            await storage.migrate_database(database)
            yield Talk(database, title, people)
        finally:
            await database.close()
