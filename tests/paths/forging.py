"""Thousands of forged presses and guessed words against one group, through the real handlers without sockets.

Eve administers a chat of her own and is a stranger to the group; Bo is a plain member of it. Whatever they press or
type, nothing of the group may be changed by her, none of its settings by him, and nothing of it may be told her.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from bot import clock
from coordination import messages
from handlers import presses, table
from storage import inbox, tables
from tests import wireless
from tests.paths import staging
from tests.stage import BEGIN

OURS, THEIRS = -1001500000001, -1001500000002
ANN, BO, ZOE, EVE = 7001, 7002, 7003, 7066
ADMINS = {(OURS, ANN), (THEIRS, EVE)}
MARK = "kwartz"
"""Stands in everything that is the group's: its name, its people, its tasks."""

A_BATCH = 50
GUESSED = (
    "/list {n}", "/list", "/done {n}", "/update {n} 50%", "/due {n} 2026-12-18", "/assign {n} me",
    "/note {n} hello",
    "/undo", "/summary", "/summary all", "/mine", "/list late", "/list @zoe", "#{n} done",
    "KWH-{n} done", "EXH-{n} 60%",
    "/update {n} waits for #1", "/move {n} Hall", "/remind {n} tomorrow",
    "/chart", "/settings", "/people", "/export json",
    "/schedule", "/start {n}", "/plan", "/repeat", "/away",
    "/mydata", "/lead @zoe", "/secretary me", "/quiet 3d",
)  # fmt: skip


class Wire(wireless.Wire):
    """A Telegram that knows who administers which chat."""

    def _answer(self, method: str, fields: dict[str, Any]) -> Any:
        if method == "getChatMember" and fields["user_id"] != wireless.ME["id"]:
            status = "creator" if (fields["chat_id"], fields["user_id"]) in ADMINS else "member"
            user = {"id": fields["user_id"], "is_bot": False, "first_name": "X"}
            return {"status": status, "user": user, "is_anonymous": False}
        return super()._answer(method, fields)


@dataclass(slots=True)
class Findings:
    """What the tries did: fields of the group that changed, texts of it that were told, updates that failed."""

    tries: int = 0
    changed: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Forger:
    """The bot, the dice, and the numbers that an attacker might guess or have seen."""

    bot: wireless.Wireless
    dice: random.Random
    numbers: list[int] = field(default_factory=list)
    group_id: int = 0
    toasts: list[str] = field(default_factory=list)
    count: int = 0

    def update(self, **body: Any) -> dict[str, Any]:
        self.count += 1
        return {"update_id": self.count, **body}

    def said(self, chat: int, who: int, text: str, **more: Any) -> dict[str, Any]:
        marked = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] if text[0] == "/" else []
        return self.update(message={**_message(chat, who, 1000 + self.count), "text": text, "entities": marked, **more})

    def pressed(self, chat: int, who: int) -> dict[str, Any]:
        message = {**_message(chat, 42, self.dice.randrange(1, 60)), "text": "x"}
        query = {"id": str(self.count), "chat_instance": "1", "from": _user(who), "message": message}
        return self.update(callback_query={**query, "data": self.data(who)})

    def data(self, who: int) -> str:
        """Buttons as they are made, with numbers that are not for the presser; now and then rubbish."""
        if self.dice.random() < 0.03:
            return "".join(chr(self.dice.randrange(1, 300)) for _ in range(self.dice.randrange(1, 30)))
        verbs = sorted(table.ADMIN_VERBS if who == BO else table._PRESSED)
        first = self.group_id if self.dice.random() < 0.6 else self.number()
        return presses.data(self.dice.choice(verbs), first, *(self.number() for _ in range(self.dice.randrange(4))))

    def number(self) -> int:
        chance = self.dice.random()
        if chance < 0.45:
            return self.dice.choice(self.numbers)
        return self.dice.randrange(10) if chance < 0.95 else self.dice.randrange(2 * max(self.numbers))

    def guess(self) -> dict[str, Any]:
        """What the next try is: Bo presses in the group and in private, Eve presses and types everywhere else."""
        if self.dice.random() < 0.3:
            return self.pressed(self.dice.choice((OURS, BO)), BO)
        chat = self.dice.choice((THEIRS, EVE))
        if self.dice.random() < 0.7:
            return self.pressed(chat, EVE)
        text = self.dice.choice(GUESSED).format(n=self.dice.choice((1, 2, self.number())))
        if self.dice.random() < 0.3:
            answered = {**_message(chat, 42, self.dice.randrange(1, 60)), "text": "#1"}
            return self.said(chat, EVE, text, reply_to_message=answered)
        return self.said(chat, EVE, text)

    async def begin(self) -> None:
        """A group with tasks, a question, parts and a setting; Eve's own group; private chats."""
        told = [
            (OURS, ANN, "/task Rent the kwartz hall @zoe by 2026-12-04\nPaint the kwartz door @bo\nBuy kwartz"),
            (OURS, ZOE, "hello"), (OURS, BO, "/done 1"), (OURS, BO, "/due 2 2026-12-18"), (OURS, ANN, "/lead @zoe"),
            (OURS, ANN, "/remind every Mon 9:00 bring kwartz"), (OURS, ZOE, "/update 1 60% the kwartz came"),
            (BO, BO, "/task Read"), (THEIRS, EVE, "/task Print the list"), (EVE, EVE, "/task Sleep"),
        ]  # fmt: skip
        for chat, who, text in told:
            await self.bot.hand_in([self.said(chat, who, text)])
        kinds = (tables.groups, tables.tasks, tables.people, tables.questions, tables.schedules, tables.events)
        self.numbers = [row.id for of in kinds for row in await staging.rows(self.bot.database, of)]
        self.group_id = next(
            row.id for row in await staging.rows(self.bot.database, tables.groups) if MARK in row.name.lower()
        )

    async def try_(self, count: int) -> None:
        def heard(toasts: Sequence[tuple[str, messages.Toast]]) -> None:
            self.toasts += [toast.text for _, toast in toasts]

        self.bot.road.committed = heard
        for at in range(0, count, A_BATCH):
            await self.bot.hand_in([self.guess() for _ in range(min(A_BATCH, count - at))])


async def tries(url: str, count: int, *, seed: int = 27) -> Findings:
    """So many of them against a group on an empty, migrated database."""
    time, wire = clock.ManualClock(BEGIN), Wire()
    forger = Forger(await wireless.open_(url, time, wire), random.Random(seed))
    try:
        await forger.begin()
        before, posted = await _kept(forger), set(wire.posted)
        await forger.try_(count)
        after = await _kept(forger)
        found = Findings(count, changed=[name for name in before if before[name] != after[name]])
        found.told = list(_told(forger, wire, posted))
        found.failed = [row.error for row in await _failed(forger)]
        return found
    finally:
        await forger.bot.close()


async def _kept(forger: Forger) -> dict[str, object]:
    """All that is kept of the group, but for who was seen and when."""
    database = forger.bot.database
    chats = {row.id: row.telegram_id for row in await staging.rows(database, tables.chats)}
    ours = next(row for row in await staging.rows(database, tables.groups) if chats[row.chat_id] == OURS)
    kept: dict[str, object] = {"group": tuple(ours)}
    for of in (tables.tasks, tables.schedules, tables.memberships, tables.events, tables.updates, tables.questions):
        rows = [tuple(row) for row in await staging.rows(database, of) if row.group_id == ours.id]
        kept[of.name] = sorted(rows, key=repr)
    return kept


def _told(forger: Forger, wire: Wire, before: set[tuple[int, int]]) -> Iterator[str]:
    """Texts and toasts with anything of the group, outside of it."""
    yield from (toast for toast in forger.toasts if MARK in toast.lower())
    for (chat_id, message_id), one in wire.posted.items():
        if chat_id in (THEIRS, EVE) and (chat_id, message_id) not in before and MARK in one.text.lower():
            yield one.text


async def _failed(forger: Forger) -> Sequence[Any]:
    async with forger.bot.database.reader() as reader:
        outcome = tables.inbox.c.outcome
        found = await reader.execute(
            sa.select(tables.inbox).where(outcome.notin_([*inbox.HANDLED, "ignored", "refused"]))
        )
        return found.all()


def _user(telegram_id: int) -> dict[str, Any]:
    names = {ANN: "Ann", BO: "Bo Kwartz", ZOE: "Zoe Kwartz", EVE: "Eve", 42: "Muster"}
    usernames = {ZOE: "zoe", BO: "bo", ANN: "ann", EVE: "eve", 42: "MusterTestBot"}
    return {
        "id": telegram_id,
        "is_bot": telegram_id == 42,
        "first_name": names[telegram_id],
        "username": usernames[telegram_id],
        "language_code": "en",
    }


def _message(chat: int, who: int, message_id: int) -> dict[str, Any]:
    titles = {OURS: "Kwartz Hall", THEIRS: "Press"}
    place = {"id": chat, "type": "private", "first_name": "X"} if chat > 0 else {
        "id": chat, "type": "supergroup", "title": titles[chat]
    }  # fmt: skip
    return {"message_id": message_id, "date": int(BEGIN.timestamp()), "chat": place, "from": _user(who)}
