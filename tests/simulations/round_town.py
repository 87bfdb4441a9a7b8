"""A committee with many groups over HTTP, at Telegram's own pace, for rounds that are played by a script; its clock
stands still until the script moves it, so that every hour is known beforehand.
"""

import asyncio
import contextlib
import io
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot import app as application
from bot import clock as clocks
from handlers import presses
from playground import views
from storage import outbox, tables, tables_programmes, tables_rounds
from tests.simulations import round_paper, round_posts
from tests.simulations.round_posts import Post
from tests.stage import Stage

ZONE = ZoneInfo("Asia/Shanghai")
Rows = Sequence[sa.Row[object]]
STEP = timedelta(seconds=4)
BUSY = 120.0
"""Real seconds that a busy machine may take for what people did at one instant; two hundred groups do much at once."""

PATIENCE = 0.2
"""Real seconds in which something is on its way, once its time has come; the town's clock waits until it is there."""


@dataclass(slots=True)
class Member:
    """A group: its place (from 1) and name, its code and language, who leads it, its chat and their private one."""

    place: int
    name: str
    code: str
    language: str
    lead: views.UserView
    chat: views.ChatView
    private: views.ChatView
    former: views.ChatView | None = None  # before it became a supergroup

    @property
    def values(self) -> dict[str, str | int]:
        """What the texts of the script are filled with."""
        return {"place": self.place, "name": self.name, "code": self.code, "lead": self.lead.name}


@dataclass(slots=True)
class Town:
    """The committee with its groups. Ann chairs it, Zhao is its secretary; `privates` are their own chats with us."""

    scene: Stage
    zhao: views.UserView
    language: str
    clock: clocks.ManualClock
    privates: dict[str, views.ChatView] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    begun: int = 0  # calls of ours before the script
    marked: int = 0  # the last message in the committee's chat before it
    boards: list[Post] = field(default_factory=list)  # as they stood when the script looked

    def member(self, place: int) -> Member:
        return self.members[place - 1]

    async def rows(self, table: sa.Table, *order: str, where: sa.ColumnElement[bool] | None = None) -> Rows:
        parts = self.scene.app.parts
        assert parts is not None
        asked = sa.select(table).where(sa.true() if where is None else where)
        async with parts.database.reader() as reader:
            return (await reader.execute(asked.order_by(*(table.c[name] for name in order)))).all()

    # -- time ---------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        """By the clocks of the town."""
        return self.clock.now().astimezone(ZONE)

    async def at(self, hour: str, *, ticks: bool = True) -> None:
        """The clocks strike this hour of today (`10:20`)."""
        await self.until(datetime.combine(self.now.date(), time.fromisoformat(hour), ZONE), ticks=ticks)

    async def until(self, moment: datetime, *, ticks: bool = True) -> None:
        """It is this moment: what people did before is done and sent, and what it sets off as well (`ticks`:
        somebody looks at the clock). Raises `AssertionError` when it is later already, or two have the floor.
        """
        await self.flow()
        assert moment >= self.now, f"it is {self.now} already"
        self.pass_time(moment - self.now)
        if ticks:
            await self.scene.app.tick()
            await self.flow()
        await self.states()

    def pass_time(self, by: timedelta) -> None:
        """The world's clock moves, and ours with it; nothing looks at what is due meanwhile."""
        self.scene.world.clock.advance(by)
        parts = self.scene.app.parts
        assert parts is not None
        parts.sender.wake()

    async def flow(self) -> None:
        """Let time go until all that people did is handled and all that was said is sent."""
        scene = self.scene

        async def handled() -> bool:
            return not await scene.client.pending(scene.bot)

        if not await handled():
            await scene.client.wait_for(handled, BUSY)
        parts = scene.app.parts
        assert parts is not None
        news = parts.sender.settlement
        while await outbox.has_ready(parts.database, parts.bot.id, self.clock.now()):
            news.clear()
            self.pass_time(STEP)
            await self._gone(news)

    async def _gone(self, news: asyncio.Event) -> None:
        """Whatever may go at this instant has gone."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), PATIENCE)
            news.clear()
            if not await self.rows(tables.outbox, where=tables.outbox.c.state == "claimed"):
                return

    async def start(self) -> None:
        """The bot begins by the town's clock."""
        self.scene.app = application.build(self.scene.settings, ours=self.clock)
        await self.scene.app.start()

    async def restart(self) -> None:
        """The bot stops and begins anew on the same database."""
        await self.scene.app.stop()
        await self.start()

    # -- what people do -------------------------------------------------------------

    async def press(self, chat: views.ChatView, verb: str, *who: views.UserView, holding: str = "") -> None:
        """The newest button of this verb in the chat, pressed by each of them at once."""
        message, data = await self.button(chat, verb, holding)
        for one in who or (self.scene.ann,):
            await self.scene.client.click(message, data, one)

    async def leave_menu(self) -> None:
        """Back to the board, unless it came back by itself, as it does after a while."""
        shown = [one for message in await self.scene.client.sent(self.scene.chat) for one in _data(message)]
        if any(":rdboard:" in f"{data}:" for data in shown):
            await self.press(self.scene.chat, "rdboard")

    async def button(self, chat: views.ChatView, verb: str, holding: str = "") -> tuple[views.MessageView, str]:
        for message in reversed(await self.scene.client.sent(chat)):
            for data in _data(message) if holding in message.text else ():
                if f":{verb}:" in f"{data}:":
                    return message, data
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

    async def reply(self, chat: views.ChatView, who: views.UserView, holding: str, text: str) -> None:
        """A reply to the newest post of ours that holds some words."""
        found = [one for one in await self.scene.client.sent(chat) if holding in round_posts.bare(one.text)]
        await self.scene.client.say(chat, who, text, reply_to=found[-1].id)

    async def migrate(self, member: Member) -> None:
        """Its group becomes a supergroup."""
        member.former, member.chat = member.chat, await self.scene.client.migrate(member.chat)

    # -- what is seen ---------------------------------------------------------------

    async def states(self) -> list[str]:
        """Of the turns, in plan order of the groups; at most one has the floor."""
        turns = {row.group_id: row.state for row in await self.rows(tables_rounds.turns, "id")}
        assert sum(state in ("called", "reporting") for state in turns.values()) <= 1, turns
        return [turns.get(row.group_id, "none") for row in await self.rows(tables_programmes.seats, "position")]

    async def report_states(self) -> list[str]:
        """Of the reports, in plan order of the groups."""
        states = {row.group_id: row.state for row in await self.rows(tables_rounds.reports, "turn_id")}
        return [states.get(row.group_id, "none") for row in await self.rows(tables_programmes.seats, "position")]

    async def mark(self) -> None:
        """Posts count from now on."""
        self.begun = len(await self.scene.client.calls())
        self.marked = (await self.scene.client.look(self.scene.chat)).last_message_id

    async def posts(self) -> dict[int, list[Post]]:
        """All that we posted, chat by chat, as it was sent and as it stands."""
        client = self.scene.client
        stands = {(chat.id, one.id): one for chat in await client.chats() for one in await client.messages(chat)}
        return round_posts.read(await client.calls(after=self.begun), stands)

    async def board(self) -> Post:
        """The committee's board as it stands, with its buttons."""
        message, _ = await self.button(self.scene.chat, "rdorder")
        rows = tuple(" | ".join(button.text for button in row) for row in message.buttons)
        return Post(round_posts.bare(message.text), rows)

    async def check_posts(self, wanted: Mapping[int, Sequence[Post]]) -> None:
        """Every chat holds what the script names for it, and nothing else."""
        found = await self.posts()
        for chat in await self.scene.client.chats():
            here, script = found.get(chat.id, []), wanted.get(chat.id, [])
            seen = [one.left_open(two) for one, two in zip(here, script, strict=False)]
            same(f"post in {chat.title or chat.id}", [*seen, *here[len(seen) :]], script)

    async def pins(self) -> list[tuple[str, int, int]]:
        """What was pinned and unpinned: how, in which chat, which message."""
        calls = await self.scene.client.calls(after=self.begun)
        found = [one for one in calls if one.method in ("pinChatMessage", "unpinChatMessage") and one.is_ok]
        return [(one.method, int(one.params["chat_id"]), int(one.params["message_id"])) for one in found]

    async def check_pins(self) -> None:
        """The board, in the committee's chat, from the beginning of the round until its end, and nothing else."""
        first = (await self.scene.client.sent(self.scene.chat, after=self.marked))[0]
        how = ("pinChatMessage", "unpinChatMessage")
        same("pin", await self.pins(), [(one, self.scene.chat.id, first.id) for one in how])

    async def file(self, ending: str) -> bytes:
        """The newest file of ours in the committee's chat."""
        sent = [one.file for one in await self.scene.client.sent(self.scene.chat) if one.file is not None]
        newest = [one for one in sent if one.name.endswith(ending)][-1]
        return self.scene.world.files.kept[newest.file_id].upload.content

    async def paper(self) -> list[str]:
        """The newest DOCX, line by line, the rows of its tables between its paragraphs."""
        return round_paper.lines(io.BytesIO(await self.file(".docx")))

    async def floods(self) -> int:
        return sum(call.status == 429 for call in await self.scene.client.calls())


def _data(message: views.MessageView) -> list[str]:
    return [button.data for row in message.buttons for button in row]


def same(what: str, found: Sequence[object], wanted: Sequence[object]) -> None:
    """Raises `AssertionError` that names the first places where what was found is not what the script wants."""
    pairs = itertools.zip_longest(found, wanted, fillvalue="nothing")
    wrong = [f"{what} {at}:\n  {one}\nwanted\n  {two}" for at, (one, two) in enumerate(pairs, 1) if one != two]
    assert not wrong, "\n".join([f"{len(wrong)} wrong", *wrong[:5]])
