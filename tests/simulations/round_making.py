"""How a town comes about: the plan, the groups' chats, their leads; from then on its clock stands still."""

import contextlib
from collections.abc import AsyncIterator, Collection
from datetime import timedelta

import sqlalchemy as sa

from bot import clock as clocks
from playground import views
from storage import tables_programmes
from tests.simulations.round_town import BUSY, Member, Town
from tests.stage import BEGIN, Stage, settings_for, stage

PACE = {"messages_per_second": 25, "chat_messages_per_second": 1, "group_messages_per_minute": 18}
PEOPLE_ONLY = "receive,send"
"""The roles of the town's bot: nothing looks at the clock by itself, the script says when."""

BEGUN = BEGIN + timedelta(minutes=5)
CODES = {"en": "en", "zh": "zh-hans"}


@contextlib.asynccontextmanager
async def gathered(
    database_url: str, count: int, basic: Collection[int] = (), *, language: str = "en", late: Collection[int] = ()
) -> AsyncIterator[Town]:
    """A committee of this language with so many groups, by turns English and Chinese, each with a chat (`basic`: a
    group that may become a supergroup) and a lead in private. It is 10:05, and flood limits hold from then on.
    """
    async with stage(database_url) as scene:
        zhao = await scene.client.user("Zhao", username="zhao", language_code="zh-hans")
        await scene.client.join(scene.chat, zhao)
        town = Town(scene, zhao, language, clocks.ManualClock(BEGUN))
        await _speak(scene, scene.chat, scene.ann, language)
        await _plan(town, count, late)
        seats = await town.rows(tables_programmes.seats, "position")
        for place, seat in enumerate(seats, 1):
            town.members.append(await _seat(scene, place, seat, basic))
        await _seat_committee(town)
        assert all(row.joined_at is not None for row in await town.rows(tables_programmes.seats, "position"))
        await _stop_time(town, database_url)
        yield town


async def _stop_time(town: Town, database_url: str) -> None:
    """The bot begins anew at Telegram's pace, with a clock that goes when the world's is moved, and not by itself."""
    scene = town.scene
    await scene.app.stop()
    await scene.client.stop_clock(BEGUN)
    scene.world.clock.subscribe(town.clock.advance)
    scene.settings = settings_for(scene.url, scene.bot.token, database_url, role=PEOPLE_ONLY, **PACE)
    await town.start()
    await scene.client.limits(on=True)


async def _plan(town: Town, count: int, late: Collection[int]) -> None:
    scene = town.scene
    lines = [f"{name(place)},{task(place)},,{due(place, late)}" for place in range(1, count + 1)]
    said = await scene.say("\n".join(["/plan Group,Task,Owner,Due", *lines]))
    await _quiet(scene)
    await scene.app.tick()
    shown = await scene.reply_to(said)
    await scene.client.click(shown, shown.buttons[0][0].data, scene.ann)
    await _quiet(scene)


def tongue(place: int) -> str:
    """Every other group is Chinese."""
    return "zh" if place % 2 == 0 else "en"


def name(place: int) -> str:
    """Different in its first letters, as far as there are letters."""
    if tongue(place) == "zh":
        return f"馆{place}组"
    first, second = divmod(place - 1, 20)
    return f"{'BCDFGHJKLMNPQRSTVWXZ'[second]}{'aeiou'[first % 5]}{'bdfghklmnp'[first // 5]} team"


def code(place: int) -> str:
    return f"馆{place}" if tongue(place) == "zh" else name(place)[:3].upper()


def shown(place: int, language: str = "en") -> str:
    """A name with its code, where it does not say it already."""
    if tongue(place) == "zh":
        return name(place)
    return f"{name(place)}（{code(place)}）" if language == "zh" else f"{name(place)} ({code(place)})"


def task(place: int) -> str:
    return f"{place}号馆布展" if tongue(place) == "zh" else f"Set up hall {place}"


def due(place: int, late: Collection[int]) -> str:
    return "2026-11-20" if place in late else "2027-03-12"


async def _seat(scene: Stage, place: int, seat: sa.Row[object], basic: Collection[int]) -> Member:
    """A group takes its place; its lead begins a private chat."""
    assert seat.code == code(place)
    language, known = tongue(place), f"lead_{place}"
    lead = await scene.client.user(
        f"李{place}" if language == "zh" else f"L{place}", username=known, language_code=CODES[language]
    )
    kind = "group" if place in basic else "supergroup"
    chat = await scene.client.chat(kind, title=name(place), admins=[lead, scene.bot])
    await scene.client.say(chat, lead, f"/start {seat.join_code}")
    await scene.client.say(chat, lead, f"/lead @{known}")
    if language != "en":
        await _speak(scene, chat, lead, language)
    private = await scene.client.private(lead, scene.bot)
    await scene.client.say(private, lead, "/start")
    if place % 10 == 0:
        await _quiet(scene)
    return Member(place, name(place), code(place), language, lead, chat, private)


async def _seat_committee(town: Town) -> None:
    """Chair and secretary begin private chats."""
    scene = town.scene
    for one in (scene.ann, town.zhao):
        town.privates[one.name] = await scene.client.private(one, scene.bot)
        await scene.client.say(town.privates[one.name], one, "/start")
    await _quiet(scene)
    await scene.client.say(scene.chat, town.zhao, "大家好")
    await scene.client.say(scene.chat, scene.ann, "/secretary @zhao")
    await _quiet(scene)


async def _speak(scene: Stage, chat: views.ChatView, who: views.UserView, language: str) -> None:
    """The group is spoken to in this language from now on."""
    shown = await scene.reply_to(await scene.client.say(chat, who, "/language"))
    place = list(CODES).index(language)
    await scene.client.click(shown, shown.buttons[0][place].data, who)


async def _quiet(scene: Stage) -> None:
    async def look() -> bool:
        return not await scene.client.pending(scene.bot)

    await scene.client.wait_for(look, BUSY)
    await scene.settled()
