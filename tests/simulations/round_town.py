"""A committee with many groups over HTTP, at Telegram's own pace, for rounds that are played by a script."""

import asyncio
import contextlib
import io
import itertools
import re
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import docx
import sqlalchemy as sa

from handlers import presses
from playground import views
from playground.client_deeds import Sent
from storage import outbox, tables_programmes, tables_rounds
from tests.simulations import round_posts
from tests.stage import Stage, settings_for, stage

PACE = {"messages_per_second": 25, "chat_messages_per_second": 1, "group_messages_per_minute": 18}
STEP = timedelta(seconds=4)
PATIENCE = 0.1
"""Real seconds in which something is sent, once its time has come: the town's clock does not run away from the wire."""


@dataclass(slots=True)
class Member:
    """A group: its place (from 1) and name, its code, who leads it, its chat and their private one."""

    place: int
    name: str
    code: str
    lead: views.UserView
    chat: views.ChatView
    private: views.ChatView
    former: views.ChatView | None = None  # before it became a supergroup


@dataclass(slots=True)
class Town:
    """The committee with its groups. `heard` are all posts of ours since `mark`, by chat, as keys of the catalogue."""

    scene: Stage
    zhao: views.UserView
    members: list[Member] = field(default_factory=list)
    since: dict[int, int] = field(default_factory=dict)

    def member(self, place: int) -> Member:
        return self.members[place - 1]

    async def rows(self, table: sa.Table, *order: str) -> Sequence[sa.Row[object]]:
        parts = self.scene.app.parts
        assert parts is not None
        async with parts.database.reader() as reader:
            return (await reader.execute(sa.select(table).order_by(*(table.c[name] for name in order)))).all()

    async def states(self) -> list[str]:
        """Of the turns, in plan order of the groups; at most one has the floor."""
        turns = {row.group_id: row.state for row in await self.rows(tables_rounds.turns, "id")}
        assert sum(state in ("called", "reporting") for state in turns.values()) <= 1, turns
        return [turns[row.group_id] for row in await self.rows(tables_programmes.seats, "position")]

    async def flow(self) -> None:
        """Let time go until all that people did is handled and all that was said is sent; the floor keeps its rules."""
        scene = self.scene

        async def handled() -> bool:
            return not await scene.client.pending(scene.bot)

        await scene.client.wait_for(handled, 20)
        parts = scene.app.parts
        assert parts is not None
        news = parts.sender.settlement
        while await outbox.has_ready(parts.database, parts.bot.id, scene.clock.now()):
            news.clear()
            await scene.client.advance(STEP)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), PATIENCE)
        await self.states()

    async def pass_time(self, by: timedelta) -> None:
        """Time goes by, what it sets off is done and sent."""
        await self.scene.advance(by)
        await self.flow()

    async def press(self, chat: views.ChatView, verb: str, *who: views.UserView, holding: str = "") -> None:
        """The newest button of this verb in the chat, pressed by each of them at once."""
        message, data = await self.button(chat, verb, holding)
        for one in who or (self.scene.ann,):
            await self.scene.client.click(message, data, one)

    async def leave_menu(self) -> None:
        """Back to the board, unless it came back by itself, as it does after a while."""
        shown = [button.data for one in await self.posts(self.scene.chat) for row in one.buttons for button in row]
        if any(":rdboard:" in f"{data}:" for data in shown):
            await self.press(self.scene.chat, "rdboard")

    async def button(self, chat: views.ChatView, verb: str, holding: str = "") -> tuple[views.MessageView, str]:
        for message in reversed(await self.scene.client.sent(chat)):
            if holding not in message.text:
                continue
            for row in message.buttons:
                for button in row:
                    if f":{verb}:" in f"{button.data}:":
                        return message, button.data
        raise AssertionError(f"no button {verb} in {chat.title}")

    async def act(self, verb: str, member: Member, *numbers: int, who: Sequence[views.UserView] = ()) -> None:
        """Press what the committee's pickers would offer for a group."""
        group_ids = {row.code: row.group_id for row in await self.rows(tables_programmes.seats, "position")}
        one = (await self.rows(tables_rounds.rounds, "id"))[-1]
        turn = next(
            row
            for row in await self.rows(tables_rounds.turns, "id")
            if (row.round_id, row.group_id) == (one.id, group_ids[member.code])
        )
        programme = (await self.rows(tables_programmes.programmes, "id"))[-1]
        message, _ = await self.button(self.scene.chat, "rdorder")
        data = presses.data(verb, programme.committee_id, one.id, turn.id, *numbers)
        for one_of in who or (self.scene.ann,):
            await self.scene.client.press(message, data, one_of)

    async def say_in_reply(self, member: Member, text: str) -> None:
        """Its lead replies to the draft."""
        drafts = [one for one in await self.scene.client.sent(member.private) if f"{member.code} report" in one.text]
        await self.scene.client.say(member.private, member.lead, text, reply_to=drafts[-1].id)

    async def reply(self, chat: views.ChatView, who: views.UserView, key: str, text: str) -> None:
        """A reply to the newest post of this key."""
        found = [one for one in await self.scene.client.sent(chat) if round_posts.key_of(one.text) == key]
        await self.scene.client.say(chat, who, text, reply_to=found[-1].id)

    async def mark(self) -> None:
        """Posts count from now on."""
        for chat in await self.scene.client.chats():
            found = await self.scene.client.messages(chat)
            self.since[chat.id] = max((one.id for one in found), default=0)

    async def posts(self, chat: views.ChatView) -> list[views.MessageView]:
        return list(await self.scene.client.sent(chat, after=self.since.get(chat.id, 0)))

    async def in_group(self, member: Member) -> list[str]:
        """All that the group was told of rounds, wherever its chat was."""
        chats = [member.chat] if member.former is None else [member.former, member.chat]
        return [key for chat in chats for key in await self.heard(chat)]

    async def migrate(self, member: Member) -> None:
        """Its group becomes a supergroup."""
        member.former, member.chat = member.chat, await self.scene.client.migrate(member.chat)

    async def heard(self, chat: views.ChatView) -> list[str]:
        """Our posts about rounds, in order, by their keys."""
        keys = [round_posts.key_of(one.text) for one in await self.posts(chat) if one.file is None]
        return [key for key in keys if key]

    async def paper(self) -> list[str]:
        """The paragraphs of the newest document in the committee's chat."""
        file = [one for one in await self.scene.client.sent(self.scene.chat) if one.file is not None][-1].file
        assert file is not None
        content = self.scene.world.files.kept[file.file_id].upload.content
        return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]

    async def report_states(self) -> list[str]:
        """Of the reports, in plan order of the groups."""
        states = {row.group_id: row.state for row in await self.rows(tables_rounds.reports, "turn_id")}
        return [states.get(row.group_id, "none") for row in await self.rows(tables_programmes.seats, "position")]

    async def everything_heard(self) -> list[tuple[list[str], list[str]]]:
        """Of each group in order: what it was told of rounds in its chat, and its lead in private."""
        return [(await self.in_group(one), await self.heard(one.private)) for one in self.members]

    async def floods(self) -> int:
        return sum(call.status == 429 for call in await self.scene.client.calls())


def same(what: str, found: Sequence[object], wanted: Sequence[object]) -> None:
    """Raises `AssertionError` that names the first place where what was found is not what the script wants."""
    pairs = itertools.zip_longest(found, wanted, fillvalue="nothing")
    wrong = [f"{what} {at}: {one!r}, wanted {two!r}" for at, (one, two) in enumerate(pairs, 1) if one != two]
    assert not wrong, "\n".join(wrong[:5])


def timeless(text: str) -> str:
    """Without the marks around names, and with `hh:mm` for every hour: how fast a machine is moves the clock."""
    return re.sub(r"\b\d\d:\d\d\b", "hh:mm", re.sub("[\u2066-\u2069]", "", text))


def dateless(text: str) -> str:
    """Without days as well."""
    return re.sub(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]{2}\b", "day", timeless(text))


@contextlib.asynccontextmanager
async def gathered(database_url: str, count: int, basic: Collection[int] = ()) -> AsyncIterator[Town]:
    """A committee with so many groups, each with a chat (`basic`: a group that may become a supergroup) and a lead in
    private; from then on flood limits hold.
    """
    async with stage(database_url) as scene:
        zhao = await scene.client.user("Zhao", username="zhao", language_code="en")
        await scene.client.join(scene.chat, zhao)
        town = Town(scene, zhao)
        await _plan(town, count)
        seats = await town.rows(tables_programmes.seats, "position")
        for place, seat in enumerate(seats, 1):
            town.members.append(await _seat(scene, place, seat, basic))
        await _quiet(scene)
        await scene.ask("/secretary @zhao")
        await scene.quiet()
        assert all(row.joined_at is not None for row in await town.rows(tables_programmes.seats, "position"))
        scene.settings = settings_for(scene.url, scene.bot.token, database_url, **PACE)
        await scene.restart()
        await scene.client.limits(on=True)
        yield town


async def _plan(town: Town, count: int) -> None:
    scene = town.scene
    lines = [f"{name(place)},Prepare {name(place)},,2027-03-12" for place in range(1, count + 1)]
    prompt = await scene.reply_to(await scene.say("/plan"))
    await scene.quiet()
    plan = Sent("\n".join(["Group,Task,Owner,Due", *lines]).encode(), "plan.csv", "document")
    said = await scene.client.send(scene.chat, scene.ann, plan, reply_to=prompt.id)
    await scene.quiet()
    await scene.app.tick()
    await scene.client.click(await scene.reply_to(said), "With groups", scene.ann)
    await _quiet(scene)


def name(place: int) -> str:
    """Different in its first letters, as far as there are letters."""
    first, second = divmod(place - 1, 20)
    return f"{'BCDFGHJKLMNPQRSTVWXZ'[second]}{'aeiou'[first % 5]}{'bdfghklmnp'[first // 5]} team"


async def _seat(scene: Stage, place: int, seat: sa.Row[object], basic: Collection[int]) -> Member:
    """A group takes its place; its lead begins a private chat."""
    title, known = name(place), f"lead_{place}"
    lead = await scene.client.user(f"L{place}", username=known, language_code="en")
    kind = "group" if place in basic else "supergroup"
    chat = await scene.client.chat(kind, title=title, admins=[lead, scene.bot])
    await scene.client.say(chat, lead, f"/start {seat.join_code}")
    await scene.client.say(chat, lead, f"/lead @{known}")
    private = await scene.client.private(lead, scene.bot)
    await scene.client.say(private, lead, "/start")
    if place % 10 == 0:
        await _quiet(scene)
    return Member(place, title, str(seat.code), lead, chat, private)


async def _quiet(scene: Stage) -> None:
    async def look() -> bool:
        return not await scene.client.pending(scene.bot)

    await scene.client.wait_for(look, 60)
    await scene.settled()
