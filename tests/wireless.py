"""The bot without sockets: its real parts from a batch of updates to the last call, against a Telegram of functions.

It is for tests that need thousands of updates; what goes over HTTP is shown by `stage`.
"""

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import telegram

import storage
from bot import (
    aftermath,
    arrivals,
    boards,
    clock,
    delivery,
    exports,
    facts,
    greetings,
    http,
    identity,
    live,
    pace,
    papers,
    pictures,
    pipeline,
    plan_sheets,
    reactions,
    recipes,
    rounds,
    sender,
    ticker,
)
from coordination import pictures as picture_values
from coordination.services import groups as groups_service
from handlers import boards as board_handlers
from handlers import greetings as greeting_handlers
from storage import engines

TOKEN = "42:AAEhBOweik9ai2o01xjdMSNpsVVPPBwi4Xg"  # the shape of a real one; it belongs to nobody
ME = {"id": 42, "is_bot": True, "first_name": "Muster", "username": "MusterTestBot"}
FREE = pace.Limit(10_000, 0.01, 0.0, burst=10_000)
DEFAULTS = groups_service.Defaults("en", "Asia/Shanghai", zone_confirmed=True)


@dataclass(frozen=True, slots=True)
class Posted:
    """A message of ours as Telegram has it; `buttons` are the data under it."""

    chat_id: int
    message_id: int
    text: str
    buttons: tuple[str, ...]


class Wire(http.AiohttpRequest):
    """Answers every call at once; we are an admin of every chat."""

    def __init__(self) -> None:
        super().__init__(connections=1)
        self.posted: dict[tuple[int, int], Posted] = {}
        self._ids = itertools.count(1_000_001)

    async def initialize(self) -> None:
        """Nothing has to be opened."""

    async def shutdown(self) -> None:
        """Nothing has to be closed."""

    async def call(self, bot: telegram.Bot, method: str, fields: Mapping[str, object], *, read_timeout: float) -> Any:
        return self._answer(method, dict(fields))

    async def do_request(self, url: str, *args: Any, **more: Any) -> tuple[int, bytes]:
        data = more.get("request_data")
        fields = {} if data is None else dict(data.parameters)
        return 200, json.dumps({"ok": True, "result": self._answer(url.rsplit("/", 1)[1], fields)}).encode()

    def _answer(self, method: str, fields: dict[str, Any]) -> Any:
        if method == "sendMessage":
            return {"message_id": self._keep(fields, next(self._ids))}
        if method in ("sendDocument", "sendPhoto"):
            chat = {"id": fields["chat_id"], "type": "supergroup"}
            return {"message_id": next(self._ids), "date": 0, "chat": chat}
        if method == "editMessageText":
            return {"message_id": self._keep(fields, fields["message_id"])}
        if method == "getChatMember":
            return _admin()
        return ME if method == "getMe" else True

    def _keep(self, fields: dict[str, Any], message_id: int) -> int:
        keyboard = (fields.get("reply_markup") or {}).get("inline_keyboard", [])
        buttons = tuple(button["callback_data"] for row in keyboard for button in row if "callback_data" in button)
        chat_id = fields["chat_id"]
        self.posted[chat_id, message_id] = Posted(chat_id, message_id, str(fields["text"]), buttons)
        return message_id


def _admin() -> dict[str, Any]:
    rights = [name for name in telegram.ChatMemberAdministrator.__slots__ if name.startswith("can_")]
    return {"status": "administrator", "user": ME, "is_anonymous": False, **dict.fromkeys(rights, True)}


@dataclass(slots=True)
class Wireless:
    """One process on a migrated database; `wire` outlives it and may be given to the next one."""

    database: engines.Database
    clock: clock.ManualClock
    wire: Wire
    bot: telegram.Bot
    who: identity.Keeper
    road: pipeline.Pipeline
    post: sender.Sender
    ticking: ticker.Ticker
    after_crash: bool = field(default=False)

    async def hand_in(self, raws: Sequence[Mapping[str, Any]]) -> None:
        """Telegram's updates as JSON: handled, committed and everything sent that may go by now."""
        batch = arrivals.receive_all([dict(raw) for raw in raws], self.bot, await self.who.me())
        alone, self.after_crash = self.after_crash, False
        await self.road.handle(batch, alone=alone)
        await self.post.flush()

    async def pass_time(self, by: timedelta) -> None:
        """Let time pass, do what is due, send what may go."""
        self.clock.advance(by)
        await self.ticking.tick()
        await self.post.flush()

    async def close(self) -> None:
        await self.database.close()


async def open_(url: str, ours: clock.ManualClock, wire: Wire) -> Wireless:
    """Start a process; connects the parts as `bot.assembly` does."""
    database = await storage.open(url)
    bot = telegram.Bot(TOKEN, request=wire, get_updates_request=wire)
    await bot.initialize()
    who = identity.Keeper(bot, ours)
    road = pipeline.Pipeline(database, ours, bot.id, facts.Facts(bot, who, ours, database), DEFAULTS)

    async def process(update: telegram.Update) -> None:
        await road.on_update(update, None)

    async def again(batch: Sequence[arrivals.Received]) -> None:
        await road.handle(batch)

    road.process = process
    kept = boards.Boards(database, ours, bot.id)
    makers = {**plan_sheets.PlanSheets(database, ours, bot).makers(), picture_values.RECIPE: pictures.Painter().make}
    makers |= exports.Exports(database, ours).makers() | papers.Papers(database, ours).makers()
    writers = {board_handlers.RECIPE: kept.write, **live.Live(database, ours).writers()}
    writers[greeting_handlers.RECIPE] = greetings.Greetings(database, ours, bot, who).write
    door = delivery.Delivery(bot, recipes.Kitchen(makers, writers))
    judge = aftermath.Aftermath(database, reactions.Reactions(bot))
    post = sender.Sender(database, ours, bot.id, door, judge, pace.Pace(pace.Limits(FREE, FREE, FREE)), "test")
    ticking = ticker.Ticker(database, ours, bot, who, "test", again, 60)
    ticking.turns = [kept.turn, rounds.Rounds(database, ours, bot.id).turn]
    return Wireless(database, ours, wire, bot, who, road, post, ticking)
