"""Live a random story through the bot without sockets, and ask of its records after each step whether they hold."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, TypeVar

from bot import clock
from coordination.rules import people
from coordination.services import moves, undo
from storage import work
from tests import wireless
from tests.paths import records, telling
from tests.stage import BEGIN

T = TypeVar("T")

LATER = timedelta(seconds=40)
"""From one step to the next; longer than a board waits, so that nothing is left to send."""

WAITS = {"hour": timedelta(hours=1), "day": timedelta(hours=26)}
ACROSS = frozenset({moves.MOVED_IN, moves.MOVED, undo.KIND})
"""Kinds of the events by which a message changes another group than its own (taking a move back included)."""

BEGINNING = (
    "/task Book the hall @annlee\nOrder badges @bochen !\n落实主会场 @limin by 2026-12-04\nCall @deenew\n手册",
    "/list 1",
    "/list 2",
)


@dataclass(frozen=True, slots=True)
class State:
    """All that a repeat must leave as it is: records, what became of each update, what was sent."""

    groups: tuple[records.Records, ...]
    inbox: Mapping[int, str]
    outbox: Mapping[int, str]


async def tell(url: str, leads: set[str], steps: Sequence[telling.Step]) -> None:
    """Two groups of the same four people live these steps; raises AssertionError where anything does not hold."""
    time, wire = clock.ManualClock(BEGIN), wireless.Wire()
    told = Story(url, time, wire, await wireless.open_(url, time, wire))
    try:
        await told.begin(leads)
        for batch in _batches(steps):
            await told.live(batch)
    finally:
        await told.bot.close()


def _batches(steps: Sequence[telling.Step]) -> list[list[telling.Step]]:
    """Steps that are handed over together."""
    batches: list[list[telling.Step]] = []
    for step in steps:
        if step.joined and batches and batches[-1][-1].kind in telling.DEEDS:
            batches[-1].append(step)
        else:
            batches.append([step])
    return batches


@dataclass(slots=True)
class Story:
    """What was said, and what the records were after the step before; `bot` is the process that runs now."""

    url: str
    clock: clock.ManualClock
    wire: wireless.Wire
    bot: wireless.Wireless
    ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    updates: list[dict[str, Any]] = field(default_factory=list)
    said: list[dict[str, Any]] = field(default_factory=list)
    last: State = field(default_factory=lambda: State((), {}, {}))

    async def begin(self, leads: set[str]) -> None:
        """Three of the four have spoken; some of them lead; there are five tasks."""
        for chat in telling.CHATS:
            first = [self.tell(chat, who, "/list") for who in telling.PEOPLE[:3]]
            first += [self.tell(chat, telling.PEOPLE[0], text) for text in BEGINNING]
            await self.hand_in(*({"message": message} for message in first))
            await self._appoint(chat, leads)
        self.last = await self.state()

    async def _appoint(self, chat: telling.Chat, leads: set[str]) -> None:
        now, bot_id = self.clock.now(), self.bot.bot.id
        async with (
            work.transaction(self.bot.database, now=now, bot_id=bot_id, locks=[chat.id]) as transaction,
            transaction.layer() as unit,
        ):
            found = await unit.chats.by_telegram_id(chat.id)
            group = None if found is None else await unit.groups.of_chat(found.id, None)
            assert group is not None
            for person, membership in await unit.people.members(group.id):
                if person.username in leads:
                    unit.people.save_membership(replace(membership, part=people.Part.LEAD))

    async def live(self, batch: Sequence[telling.Step]) -> None:
        """One batch of deeds, or something that happens; then everything must hold."""
        before, kind = self.last, batch[0].kind
        touched: set[int] = set()
        if kind in WAITS:
            await self.bot.pass_time(WAITS[kind])
        elif kind in telling.HAPPENINGS:
            await self._happen(batch[0])
        else:
            new = [change for step in batch for change in self.changes(step)]
            touched = {_chat_of(one) for one in new}
            await self.hand_in(*new)
        self.last = await self.state()
        check(before, self.last, touched)
        if kind in telling.HAPPENINGS and kind not in WAITS:
            _check_same(before, self.last, kind)

    async def hand_in(self, *changes: Mapping[str, Any]) -> None:
        new = [{"update_id": next(self.ids), **change} for change in changes]
        self.updates += new
        await self.bot.hand_in(new)
        await self.bot.pass_time(LATER)

    def tell(self, chat: telling.Chat, who: Mapping[str, Any], text: str, **more: Any) -> dict[str, Any]:
        """A new message; `file` and `reply_to` may go with it."""
        message = telling.message(chat, next(self.ids), who, text, self.clock.now())
        message = telling.with_file(telling.in_reply_to(message, more.get("reply_to")), more.get("file"))
        self.said.append(message)
        return dict(message)

    def changes(self, step: telling.Step) -> list[dict[str, Any]]:
        """The updates by which Telegram tells of a deed."""
        if step.kind == "say":
            return [{"message": self.tell(step.chat, step.who, step.text, file=step.file)}]
        if step.kind == "answer":
            posted = _at(list(self.wire.posted.values()), step.which)
            chat = _chat(posted.chat_id)
            return [{"message": self.tell(chat, step.who, step.text, file=step.file, reply_to=_shown(posted))}]
        if step.kind == "edit":
            said = _at(self.said, step.which)
            said |= telling.edited(said, step.text, self.clock.now())
            return [{"edited_message": dict(said)}]
        if step.kind == "nothing":
            return []
        posted, data = self.button(step.verb, step.which)
        chat, taps = _chat(posted.chat_id), 2 if step.kind == "press twice" else 1
        return [
            {"callback_query": telling.press(chat, _shown(posted), step.who, data, next(self.ids))} for _ in range(taps)
        ]

    def button(self, verb: int, which: int) -> tuple[wireless.Posted, str]:
        """One of the newest buttons of a kind, and the message it stands under; there is always a board."""
        found = [(posted, data) for posted in self.wire.posted.values() for data in posted.buttons]
        verbs = sorted({_verb(data) for _, data in found})
        return _at([one for one in found if _verb(one[1]) == verbs[verb % len(verbs)]], which)

    async def _happen(self, step: telling.Step) -> None:
        """Things of which nothing may come."""
        if step.kind == "touch":  # an edit that changes no word of what was carried out
            read = await records.read_messages(self.bot.database)
            known = [one for one in self.said if (one["chat"]["id"], one["message_id"]) in read]
            edited = {**_at(known, step.which), "edit_date": int(self.clock.now().timestamp())}
            await self.hand_in({"edited_message": edited})
        elif step.kind == "forge":  # the data of one chat's button is pressed under a message of the other
            posted, data = self.button(step.which, step.which)
            chat = next(one for one in telling.CHATS if one.id != posted.chat_id)
            who = telling.PEOPLE[step.which % 3]  # the fourth may not have been seen there yet, which is something
            shown = {**_shown(posted), "chat": chat.raw}
            await self.hand_in({"callback_query": telling.press(chat, shown, who, data, next(self.ids))})
        else:
            if step.kind != "repeat":
                await self._restart(after_crash=step.kind == "crash")
            await self.bot.hand_in(self.updates[-1 - step.which :])  # Telegram sends again what it sent before

    async def _restart(self, *, after_crash: bool) -> None:
        """After a crash the first updates go one by one."""
        await self.bot.close()
        self.bot = await wireless.open_(self.url, self.clock, self.wire)
        self.bot.after_crash = after_crash

    async def state(self) -> State:
        database = self.bot.database
        found = [await records.of_chat(database, chat.id) for chat in telling.CHATS]
        kept = tuple(one for one in found if one is not None)
        return State(kept, await records.inbox(database), await records.outbox(database))


def check(before: State, after: State, touched: set[int]) -> None:
    """Every rule of product.md; nothing overwritten; no other group changed; nothing failed."""
    for old, new in zip(before.groups, after.groups, strict=True):
        assert records.broken(new) == []
        assert records.changed(old, new) == []
        is_spoken_in = any(_chat(chat_id).title == new.group.name for chat_id in touched)
        strange = [one for one in records.new_events(old, new) if one.kind not in ACROSS]
        assert is_spoken_in or strange == []
    assert [one for one in after.inbox.values() if one.split()[0] in ("failed", "parked", "unreadable")] == []
    assert [one for one in after.outbox.values() if one.startswith(("dead", "uncertain"))] == []


def _check_same(before: State, after: State, kind: str) -> None:
    """What was handled before leaves no trace at all, what can't be meant leaves none in the records."""
    for old, new in zip(before.groups, after.groups, strict=True):
        assert records.new_events(old, new) == []
        assert new == old
    assert kind in ("touch", "forge") or after == before


def _at(found: Sequence[T], which: int) -> T:
    """The newest is 0."""
    return found[-1 - which % len(found)]


def _verb(data: str) -> str:
    return ":".join(data.split(":")[:2])


def _chat(telegram_id: int) -> telling.Chat:
    return next(chat for chat in telling.CHATS if chat.id == telegram_id)


def _chat_of(update: Mapping[str, Any]) -> int:
    inside = update.get("message") or update.get("edited_message") or update["callback_query"]["message"]
    return int(inside["chat"]["id"])


def _shown(posted: wireless.Posted) -> dict[str, Any]:
    """A message of ours as Telegram quotes it."""
    chat = _chat(posted.chat_id).raw
    return {"message_id": posted.message_id, "date": 1, "chat": chat, "from": wireless.ME, "text": posted.text}
