"""Groups on the playground over HTTP, two processes that restart at random, answers that get lost: days go by."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import app as application
from bot import clock as clocks
from bot.settings import Settings
from coordination import ports
from coordination.rules import groups, patterns, recurrences
from coordination.services import groups as groups_service
from playground import client as clients
from playground import views
from playground.serve import serve
from playground.world import World
from storage import work
from tests.coordination import wall_clocks
from tests.simulations import year
from tests.stage import settings_for

BEGIN = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
KINDS = (groups_service.DIGEST, groups_service.SUMMARY, "reminder")
LATEST_SECONDS = 25
"""A tick comes at most so long after what is due."""


@dataclass(frozen=True, slots=True)
class Place:
    """A group of the town: its chat, zone and rest, and the local time of each of its schedules."""

    number: int
    chat: views.ChatView
    zone: str
    settings: groups.Settings
    hours: dict[str, time]


@dataclass(slots=True)
class Town:
    """The groups, their processes, and when none was up."""

    client: clients.Client
    world: World
    clock: clocks.MovableClock
    settings: Settings
    dice: random.Random
    places: list[Place] = field(default_factory=list)
    apps: list[application.App] = field(default_factory=list)
    down: list[tuple[datetime, datetime]] = field(default_factory=list)
    restarts: int = 0
    lost: int = 0  # answers of Telegram's that never came

    async def start(self) -> None:
        app = application.build(self.settings, ours=self.clock)
        await app.start()
        self.apps.append(app)

    async def stop(self) -> None:
        """One of those that run, whichever."""
        await self.apps.pop(self.dice.randrange(len(self.apps))).stop()

    async def tick(self) -> None:
        """All look at once, and everything that can go is sent."""
        await asyncio.gather(*(app.tick() for app in self.apps))
        await asyncio.wait_for(self.apps[0].sent(), 60)


@contextlib.asynccontextmanager
async def town(folder: Path, count: int, seed: int, url: str = "") -> AsyncIterator[Town]:
    """So many groups, each with a task that is late and three schedules, and two processes."""
    world, ours = World(limited=False), clocks.MovableClock()
    world.clock.subscribe(ours.move)
    world.clock.set(BEGIN)
    async with serve(world) as served, clients.connect(served.url) as client:
        bot, ann = await client.bot("MusterTestBot"), await client.user("Ann", username="ann", language_code="en")
        settings = settings_for(served.url, bot.token, url or f"sqlite:///{folder / 'town.db'}")
        made = Town(client, world, ours, settings, random.Random(seed))
        await made.start()
        await made.start()
        try:
            for number in range(count):
                chat = await client.chat("supergroup", title=f"Group {number}", admins=[ann, bot])
                await client.say(chat, ann, f"/task Work of group {number} by 2026-11-20")
                made.places.append(_place(made, number, chat))
            for place in made.places:
                await client.wait_for_sent(place.chat, "#1")
            await _arrange(made)
            yield made
        finally:
            for app in made.apps:
                await app.stop()


def _place(made: Town, number: int, chat: views.ChatView) -> Place:
    quiet_from, quiet_until = made.dice.choice(year.QUIET)
    ceiling = made.dice.choice((1, 2))
    chosen = groups.Settings(quiet_from=quiet_from, quiet_until=quiet_until, unasked_posts_a_day=ceiling)
    hours = {kind: made.dice.choice(year.HOURS) for kind in KINDS}
    return Place(number, chat, year.ZONES[number % len(year.ZONES)], chosen, hours)


async def _arrange(made: Town) -> None:
    """Each group in its zone, with its hours."""
    parts = made.apps[0].parts
    assert parts is not None
    locks = [place.chat.id for place in made.places]
    opened = work.transaction(parts.database, now=made.clock.now(), bot_id=parts.bot.id, locks=locks)
    async with opened as transaction, transaction.layer() as unit:
        for place in made.places:
            chat = await unit.chats.by_telegram_id(place.chat.id)
            assert chat is not None
            group = await unit.groups.of_chat(chat.id, None)
            assert group is not None
            await _arrange_group(unit, replace(group, zone=place.zone, settings=place.settings), place)


async def _arrange_group(unit: ports.Work, group: groups.Group, place: Place) -> None:
    unit.groups.save(group)
    own = recurrences.to_values(recurrences.Rule(patterns.Daily(), place.hours["reminder"], group.zone), group.zone)
    reminder = ports.Schedule(unit.new_id(), group.id, "reminder", own, values={"text": f"stand-up {place.number}"})
    for one in (*await unit.schedules.of_group(group.id), reminder):
        rule = one.rule if one.kind not in place.hours else {**one.rule, "at": place.hours[one.kind].isoformat()}
        fresh = replace(one, rule=rule)
        unit.schedules.save(replace(fresh, next_due_at=groups_service.next_due(group, fresh, unit.now)))


async def live(made: Town, days: int) -> None:
    """From one promise to the next; on the way processes restart, all are down for a while, answers get lost."""
    dice, end = made.dice, made.clock.now() + timedelta(days=days)
    due = sorted({at for place in made.places for runs in promised(place, days).values() for at in runs.values()})
    down_until = BEGIN
    for at in due:
        if not made.clock.now() < at <= end:
            continue
        await made.client.advance(at + timedelta(seconds=dice.uniform(0, LATEST_SECONDS)) - made.clock.now())
        if made.clock.now() < down_until:
            continue
        await _shake(made)
        if made.apps:
            await made.tick()
        else:
            down_until = made.clock.now() + timedelta(minutes=dice.choice((3, 40, 300, 1500)))
            made.down.append((made.clock.now() - timedelta(seconds=LATEST_SECONDS), down_until))
    await _wake(made)
    await made.tick()


async def _shake(made: Town) -> None:
    """Whoever was down is up again; now and then one restarts, or all stop, or an answer is lost."""
    await _wake(made)
    chance = made.dice.random()
    if chance < 0.03:
        await made.stop()
        await made.start()
        made.restarts += 1
    elif chance < 0.04:
        while made.apps:
            await made.stop()
    elif chance < 0.12:
        await made.client.fault("drop_after", "sendMessage")
        made.lost += 1


async def _wake(made: Town) -> None:
    while len(made.apps) < 2:
        await made.start()


def promised(place: Place, days: int) -> dict[str, dict[datetime, datetime]]:
    """By kind: each run, and the first instant at which it may be said, told the slow way."""
    every = [BEGIN.date() + timedelta(days=n) for n in range(-1, days + 2)]
    workdays = [day for day in every if day.weekday() < 5]
    chosen = {groups_service.DIGEST: workdays, groups_service.SUMMARY: [day for day in every if day.weekday() == 4]}
    return {kind: dict(_runs(place, kind, chosen.get(kind, every))) for kind in KINDS}


def _runs(place: Place, kind: str, days: list[date]) -> list[tuple[datetime, datetime]]:
    found = [wall_clocks.slowly(day, place.hours[kind], place.zone) for day in days]
    dues = [due for due in found if due is not None and due > BEGIN]
    return [(due, due if kind == "reminder" else after_quiet(place, due)) for due in dues]


def after_quiet(place: Place, at: datetime) -> datetime:
    while is_quiet(place, at):
        at += timedelta(minutes=1)
    return at


def is_quiet(place: Place, at: datetime) -> bool:
    """Whether the clocks of the group's zone show a quiet hour."""
    start, end, shown = (
        place.settings.quiet_from,
        place.settings.quiet_until,
        at.astimezone(ZoneInfo(place.zone)).time(),
    )
    return start <= shown or shown < end if start > end else start <= shown < end
