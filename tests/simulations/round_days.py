"""A round of many groups over days without sockets: restarts, nights, reports early, late and never."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot import clock
from coordination.rules import groups, people, programmes
from storage import tables_rounds, work
from tests import wireless
from tests.paths import telling

BEGIN = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
"""A Wednesday, 9:00 in Beijing."""

NOON = time(12)
ZONE = ZoneInfo("Asia/Shanghai")
COMMITTEE = telling.Chat(-1_001_500_000_000, "Committee")
ANN = telling.PEOPLE[0]
LOOKS, AT_NIGHT = timedelta(minutes=10), timedelta(hours=1)


def is_early(place: int) -> bool:
    return place % 10 == 3


def is_silent(place: int) -> bool:
    return place % 10 == 7


@dataclass(slots=True)
class Town:
    """The committee, its groups and the process that runs now."""

    url: str
    clock: clock.ManualClock
    wire: wireless.Wire
    bot: wireless.Wireless
    count: int
    ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    called: list[tuple[int, datetime]] = field(default_factory=list)  # chat and when, once for each call
    noted: set[tuple[int, int]] = field(default_factory=set)

    async def hand_in(self, *changes: Mapping[str, Any]) -> None:
        await self.bot.hand_in([{"update_id": next(self.ids), **change} for change in changes])

    async def say(self, text: str) -> None:
        await self.hand_in({"message": telling.message(COMMITTEE, next(self.ids), ANN, text, self.clock.now())})

    async def press(self, chat: telling.Chat, who: Mapping[str, Any], verb: str) -> None:
        """The newest button of this verb in the chat, twice."""
        shown = [one for one in self.wire.posted.values() if one.chat_id == chat.id]
        data, message_id = next(
            (data, one.message_id) for one in reversed(shown) for data in one.buttons if f":{verb}:" in data
        )
        posted = {"message_id": message_id, "date": 0, "chat": _raw(chat), "from": wireless.ME, "text": "?"}
        for _ in range(2):
            press = telling.press(chat, posted, who, data, next(self.ids))
            await self.hand_in({"callback_query": press})

    async def look(self) -> None:
        """Some time goes; whoever was called in it is noted."""
        self.note()
        is_day = 8 <= self.clock.now().astimezone(ZONE).hour < 19
        await self.bot.pass_time(LOOKS if is_day else AT_NIGHT)
        self.note()

    def note(self) -> None:
        for key, one in self.wire.posted.items():
            if key not in self.noted and "your turn" in one.text:
                self.called.append((one.chat_id, self.clock.now()))
            self.noted.add(key)

    async def restart(self) -> None:
        await self.bot.close()
        self.bot = await wireless.open_(self.url, self.clock, self.wire)

    async def states(self) -> list[str]:
        async with self.bot.database.reader() as reader:
            rows = await reader.execute(tables_rounds.turns.select().order_by(tables_rounds.turns.c.position))
            return [row.state for row in rows]


def _raw(chat: telling.Chat) -> dict[str, Any]:
    return chat.raw if chat.id < 0 else {"id": chat.id, "type": "private", "first_name": "L"}


def lead(place: int) -> dict[str, Any]:
    return telling.person(1000 + place, f"L{place}", f"lead{place}", "en")


def private(place: int) -> telling.Chat:
    return telling.Chat(lead(place)["id"], "private")


async def settled(url: str, count: int) -> Town:
    """The committee with its groups; each has a chat, and a lead who began a private chat."""
    ours, wire = clock.ManualClock(BEGIN), wireless.Wire()
    town = Town(url, ours, wire, await wireless.open_(url, ours, wire), count)
    await town.say("/task Open the office")
    begun = work.transaction(town.bot.database, now=BEGIN, bot_id=town.bot.bot.id, locks=[COMMITTEE.id])
    async with begun as transaction, transaction.layer() as unit:
        chat = await unit.chats.by_telegram_id(COMMITTEE.id)
        committee = None if chat is None else await unit.groups.of_chat(chat.id, None)
        assert committee is not None
        programme = programmes.Programme(unit.new_id(), committee.id, "Forum", BEGIN)
        unit.programmes.save(programme)
        for place in range(1, count + 1):
            _seat(unit, programme, place)
    return town


def _seat(unit: Any, programme: programmes.Programme, place: int) -> None:
    code = f"G{place:03}"
    chat = groups.Chat(unit.new_id(), COMMITTEE.id - place, "supergroup", code, may_pin=True)
    alone = groups.Chat(unit.new_id(), private(place).id, "private", code)
    group = groups.Group(unit.new_id(), chat.id, None, code, "en", "Asia/Shanghai", zone_confirmed=True, code=code)
    person = people.Person(unit.new_id(), private(place).id, f"L{place}", f"lead{place}", "en", started=True)
    for one in (chat, alone):
        unit.chats.save(one)
    unit.groups.save(group)
    unit.people.save(person)
    unit.people.save_membership(people.Membership(group.id, person.id, people.Part.LEAD))
    unit.programmes.save_seat(programmes.Seat(unit.new_id(), programme.id, group.id, place, code, code, BEGIN))


async def live(url: str, count: int, days: int) -> Town:
    """The whole round; what it came to is held against the script. The town is closed."""
    town = await settled(url, count)
    try:
        await town.say(f"/round over {days} days Review")
        await town.press(COMMITTEE, ANN, "rdask")
        await town.press(COMMITTEE, ANN, "rdbegin")
        for place in filter(is_early, range(1, count + 1)):
            await town.press(private(place), lead(place), "rpsend")
        heard = set(filter(is_early, range(1, count + 1)))
        while town.clock.now() < BEGIN + timedelta(days=days + 4):
            await town.look()
            await _report(town, heard)
            if town.clock.now().astimezone(ZONE).time() == NOON:
                await town.restart()
        await _check(town)
    finally:
        await town.bot.close()
    return town


async def _report(town: Town, heard: set[int]) -> None:
    """Whoever was called sends the report, but for the silent."""
    for chat_id, _ in town.called:
        place = COMMITTEE.id - chat_id
        if place not in heard and not is_silent(place):
            heard.add(place)
            await town.press(private(place), lead(place), "rpsend")


async def _check(town: Town) -> None:
    called = [chat_id for chat_id, _ in town.called]
    assert sorted(called) == sorted(COMMITTEE.id - place for place in range(1, town.count + 1) if not is_early(place))
    for _, at in town.called:
        local = at.astimezone(ZONE)
        assert local.weekday() < 5
        assert 9 <= local.hour <= 18
    expected = ["timed_out" if is_silent(place) else "reported" for place in range(1, town.count + 1)]
    assert await town.states() == expected
    in_committee = [one.text for one in town.wire.posted.values() if one.chat_id == COMMITTEE.id]
    assert sum("All groups were called." in text for text in in_committee) == 1
