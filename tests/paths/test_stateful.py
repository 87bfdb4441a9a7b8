"""Whatever a group says, edits, presses, repeats and takes back, and whenever the bot restarts: its records hold."""

import asyncio
import itertools
import os
import shutil
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot import clock
from coordination.rules import people
from coordination.services import moves, undo
from storage import work
from tests import databases, wireless
from tests.paths import records, telling
from tests.stage import BEGIN

T = TypeVar("T")
Who = Mapping[str, Any]

EXAMPLES = int(os.environ.get("MUSTER_STORIES", "12"))
"""How many stories are told on SQLite; a quarter as many on PostgreSQL. A long night takes thousands."""

TOLD = settings(
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
LATER = timedelta(seconds=40)
"""From one step to the next; longer than a board waits, so that nothing is left to send."""

ACROSS = frozenset({moves.MOVED_IN, moves.MOVED, undo.KIND})
"""Kinds of the events by which a message changes another group than its own (taking a move back included)."""

BEGINNING = "/task Book the hall @annlee\nOrder badges @bochen !\n落实主会场 @limin by 2026-12-04\nCall @deenew\n手册"
WHO = st.sampled_from(telling.PEOPLE)
KNOWN = st.sampled_from(telling.PEOPLE[:3])
WHERE = st.sampled_from([telling.CHATS[0]] * 4 + [telling.CHATS[1]])
FILES = st.sampled_from([*[None] * 8, "photo", "document", "voice"])
WHICH = st.integers(0, 40)


class Story(RuleBasedStateMachine):
    """Two groups of the same four people; each step is what Telegram sends at once."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.runner = asyncio.Runner()
        self.clock = clock.ManualClock(BEGIN)
        self.wire = wireless.Wire()
        self.ids = itertools.count(1)
        self.updates: list[dict[str, Any]] = []
        self.said: list[dict[str, Any]] = []
        self.known: dict[int, records.Records] = {}
        self.touched: set[int] = set()
        self.bot = self.run(wireless.open_(url, self.clock, self.wire))

    def run(self, what: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(what)

    def teardown(self) -> None:
        self.run(self.bot.close())
        self.runner.close()

    def hand_in(self, *changes: Mapping[str, Any]) -> None:
        new = [{"update_id": next(self.ids), **change} for change in changes]
        self.updates += new
        self.touched = {_chat_of(one) for one in new}
        self.run(self.bot.hand_in(new))
        self.run(self.bot.pass_time(LATER))

    def tell(self, chat: telling.Chat, who: Who, text: str, **more: Any) -> dict[str, Any]:
        """A new message; `file` and `reply_to` may go with it."""
        message = telling.message(chat, next(self.ids), who, text, self.clock.now())
        message = telling.with_file(telling.in_reply_to(message, more.get("reply_to")), more.get("file"))
        self.said.append(message)
        return dict(message)

    @initialize(leads=st.sets(st.sampled_from(telling.PEOPLE[:3]).map(lambda one: one["username"])))
    def gather(self, leads: set[str]) -> None:
        """Three of the four have spoken; some of them lead; there are five tasks."""
        for chat in telling.CHATS:
            for who in telling.PEOPLE[:3]:
                self.hand_in({"message": self.tell(chat, who, "/list")})
            self.hand_in({"message": self.tell(chat, telling.PEOPLE[0], BEGINNING)})
            self.run(self._lead(chat, leads))

    async def _lead(self, chat: telling.Chat, leads: set[str]) -> None:
        async with (
            work.transaction(
                self.bot.database, now=self.clock.now(), bot_id=self.bot.bot.id, locks=[chat.id]
            ) as transaction,
            transaction.layer() as unit,
        ):
            found = await unit.chats.by_telegram_id(chat.id)
            group = None if found is None else await unit.groups.of_chat(found.id, None)
            assert group is not None
            for person, membership in await unit.people.members(group.id):
                if person.username in leads:
                    unit.people.save_membership(replace(membership, part=people.Part.LEAD))

    @rule(
        chat=WHERE, said=st.lists(st.tuples(WHO, telling.LINES, FILES), min_size=1, max_size=5), at_once=st.booleans()
    )
    def say(self, chat: telling.Chat, said: list[tuple[Who, str, str | None]], at_once: bool) -> None:
        """Several messages, one after the other or all of them in one batch."""
        told = [{"message": self.tell(chat, who, text, file=file)} for who, text, file in said]
        for batch in [told] if at_once else [[one] for one in told]:
            self.hand_in(*batch)

    @rule(which=WHICH, who=WHO, text=telling.REMARK, file=FILES)
    def answer(self, which: int, who: Who, text: str, file: str | None) -> None:
        posted = _at(list(self.wire.posted.values()), which)
        chat = _chat(posted.chat_id)
        self.hand_in({"message": self.tell(chat, who, text, file=file, reply_to=_shown(posted))})

    @rule(which=WHICH, text=telling.LINES)
    def edit(self, which: int, text: str) -> None:
        said = _at(self.said, which)
        said |= telling.edited(said, text, self.clock.now())
        self.hand_in({"edited_message": dict(said)})

    @rule(verb=st.integers(0, 20), which=st.integers(0, 3), who=WHO, twice=st.booleans())
    def press(self, verb: int, which: int, who: Who, twice: bool) -> None:
        """One of the newest buttons of each kind; twice at once as a double tap."""
        found = self.buttons()
        verbs = sorted({_verb(data) for _, data in found})
        if not verbs:
            return
        posted, data = _at([one for one in found if _verb(one[1]) == verbs[verb % len(verbs)]], which)
        pressed = telling.press(_chat(posted.chat_id), _shown(posted), who, data, next(self.ids))
        again = {**pressed, "id": f"{pressed['id']}0"}
        self.hand_in(*({"callback_query": one} for one in ([pressed, again] if twice else [pressed])))

    @rule(hours=st.sampled_from([1, 9, 26]))
    def wait(self, hours: int) -> None:
        self.touched = set()
        self.run(self.bot.pass_time(timedelta(hours=hours)))

    @rule(way=st.sampled_from(["repeat", "touch", "forge", "end", "crash"]), which=WHICH, who=KNOWN)
    def disturb(self, way: str, which: int, who: Who) -> None:
        """Nothing comes of it; what was handled before leaves no trace at all."""
        before = self.run(self.everything())
        doing: Callable[[int, Who], None] = getattr(self, way)
        doing(which, who)
        after = self.run(self.everything())
        assert [new for pair in zip(before[0], after[0], strict=True) for new in records.added(*pair)] == []
        assert after[0] == before[0]
        assert after == before or way in ("touch", "forge")

    def repeat(self, which: int, who: Who) -> None:
        """Telegram sends again what it sent before."""
        self.run(self.bot.hand_in(self.updates[-1 - which :]))

    def touch(self, which: int, who: Who) -> None:
        """An edit that changes no word, as when a preview appears."""
        self.hand_in({"edited_message": {**_at(self.said, which), "edit_date": int(self.clock.now().timestamp())}})

    def forge(self, which: int, who: Who) -> None:
        """The data of one chat's button is pressed under a message of the other."""
        posted, data = _at(self.buttons(), which)
        chat = next(one for one in telling.CHATS if one.id != posted.chat_id)
        shown = {**_shown(posted), "chat": chat.raw}
        self.hand_in({"callback_query": telling.press(chat, shown, who, data, next(self.ids))})

    def end(self, which: int, who: Who) -> None:
        """The bot ends and begins."""
        self.run(self.bot.close())
        self.bot = self.run(wireless.open_(self.url, self.clock, self.wire))
        self.repeat(which % 4, who)

    def crash(self, which: int, who: Who) -> None:
        """What was not acknowledged comes again, one by one."""
        self.run(self.bot.close())
        self.bot = self.run(wireless.open_(self.url, self.clock, self.wire))
        self.bot.after_crash = True
        self.repeat(which % 4, who)

    def buttons(self) -> list[tuple[wireless.Posted, str]]:
        return [(posted, data) for posted in self.wire.posted.values() for data in posted.buttons]

    async def everything(self) -> tuple[list[records.Records], dict[int, str], dict[int, str]]:
        """All that a repeat must leave as it is: records, what became of updates, what was sent."""
        found = [await records.of_chat(self.bot.database, chat.id) for chat in telling.CHATS]
        kept = [one for one in found if one is not None]
        return kept, await records.inbox(self.bot.database), await records.outbox(self.bot.database)

    @invariant()
    def every_rule_holds(self) -> None:
        kept, inbox, outbox = self.run(self.everything())
        for found in kept:
            assert records.broken(found) == []
            before = self.known.get(found.group.chat_id)
            if before is not None:
                assert records.changed(before, found) == []
                self._changed_by_its_own_chat(before, found)
            self.known[found.group.chat_id] = found
        assert [one for one in inbox.values() if one.split()[0] in ("failed", "parked", "unreadable")] == []
        assert [one for one in outbox.values() if one.startswith(("dead", "uncertain"))] == []

    def _changed_by_its_own_chat(self, before: records.Records, after: records.Records) -> None:
        """Nobody changes another group's tasks (rule 7), but by moving one there."""
        title = after.group.name
        if any(_chat(chat_id).title == title for chat_id in self.touched):
            return
        new = {event.kind for number, event in after.events.items() if number not in before.events}
        assert new <= ACROSS


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


@pytest.fixture
def sqlite_urls(sqlite_template: Path, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """A new migrated database at every call."""
    numbers = itertools.count()

    def url() -> str:
        return f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / f'{next(numbers)}.db')}"

    yield url


@pytest.fixture
def postgresql_urls(postgresql: databases.Cluster) -> Iterator[Callable[[], str]]:
    names: list[str] = []

    def url() -> str:
        names.append(asyncio.run(postgresql.create_migrated()))
        return postgresql.url(names[-1])

    yield url
    for name in names:
        asyncio.run(postgresql.drop(name))


@pytest.mark.parametrize("kind", databases.BOTH)
def test_nothing_that_a_group_does_in_any_order_breaks_its_records(kind: str, request: pytest.FixtureRequest) -> None:
    url: Callable[[], str] = request.getfixturevalue(f"{kind}_urls")

    stories = max(1, EXAMPLES // 4) if kind == "postgresql" else EXAMPLES

    run_state_machine_as_test(lambda: Story(url()), settings=settings(TOLD, max_examples=stories))  # type: ignore[arg-type]
