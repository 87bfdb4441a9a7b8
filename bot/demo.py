"""The bot and the local Telegram in one process, with a small organising committee to play with."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from bot import app as application
from bot import clock as clocks
from bot import logs, process, rehearsal
from bot.settings import Settings, load
from playground import client as clients
from playground import page, views
from playground.serve import serve
from playground.world import World

log = structlog.get_logger("muster.demo")

ZONE = "Asia/Shanghai"
FOLDER = Path("var")
DATABASE = FOLDER / "demo.db"


async def run(port: int, *, say: Callable[[str], None]) -> int:
    """Serve until a signal; the exit code. The data begins anew each time: the local Telegram keeps none either."""
    logs.set_up("WARNING", logs.Style.AUTO)
    _begin_anew()
    world = World()
    ours = clocks.MovableClock()
    world.clock.subscribe(ours.move)
    stopping = asyncio.Event()
    process.stop_on_signals(stopping)
    held: list[application.App] = []

    async def on_advance() -> None:
        for app in held:
            await app.tick()

    async def on_rehearse() -> list[tuple[datetime, str, str]]:
        return [one for app in held for one in await _rehearsed(app)]

    routes = page.routes(world, on_advance=on_advance, on_rehearse=on_rehearse, start_zone=ZONE)
    async with (
        serve(world, at=f"127.0.0.1:{port}", extra_routes=routes) as served,
        clients.connect(served.url) as client,
    ):
        bot = await client.bot("MusterBot", first_name="Muster")
        app = application.build(_settings(served.url, bot.token), ours=ours)
        await app.start()
        app.show_menus()
        held.append(app)
        try:
            await Seeds(client, bot, ours.now().astimezone(ZoneInfo(ZONE)).date()).plant()
            say(f"Open {served.url}/ in a browser. Ctrl+C ends the demo.")
            await stopping.wait()
        finally:
            await app.stop()
    return 0


async def _rehearsed(app: application.App) -> list[tuple[datetime, str, str]]:
    """What the bot would send in the next fortnight: when, to whom, the text."""
    assert app.parts is not None
    chosen = await rehearsal.find_groups(app.parts.database, [])
    foretold = rehearsal.rehearse(app.parts.database, chosen, app.clock.now(), timedelta(days=14))
    return [(one.at, one.chat, one.text) async for one in foretold]


def _begin_anew() -> None:
    FOLDER.mkdir(exist_ok=True)
    for left in FOLDER.glob("demo.db*"):
        left.unlink()


def _settings(server: str, token: str) -> Settings:
    return load(
        {
            "TELEGRAM_API_URL": server,
            "BOT_TOKEN": token,
            "DATABASE_URL": f"sqlite+aiosqlite:///{DATABASE}",
            "DEFAULT_TIME_ZONE": ZONE,
            "TICK_SECONDS": "1",
        }
    )


class Seeds:
    """Five people, a committee with two groups, a dozen tasks: written as people write, read by the bot."""

    def __init__(self, client: clients.Client, bot: views.BotView, today: date) -> None:
        self._client = client
        self._bot = bot
        self._today = today

    async def plant(self) -> None:
        """Let the people write; returns once the bot has answered the last of it."""
        client = self._client
        ann = await client.user("Ann", last_name="Lee", username="ann", language_code="en")
        tom = await client.user("Tom", last_name="Becker", username="tom", language_code="en")
        li = await client.user("李敏", username="limin", language_code="zh-hans")
        wang = await client.user("王浩", username="wanghao", language_code="zh-hans")
        zhao = await client.user("赵刚", username="zhaogang", language_code="zh-hans")
        english = await client.chat("supergroup", title="Exhibition", members=[tom, zhao], admins=[ann, self._bot])
        chinese = await client.chat("supergroup", title="志愿服务组", members=[wang, zhao], admins=[li, self._bot])
        for person in (ann, tom, li, wang, zhao):
            await client.private(person, self._bot)
        for chat, people in ((english, (ann, tom, zhao)), (chinese, (li, wang, zhao))):
            for person in people:
                await client.say(chat, person, _HELLO[chat is chinese])
        await self._talk(english, ann, tom, _ENGLISH)
        await self._talk(chinese, li, wang, _CHINESE)
        await self._programme(zhao, ((english, ann), (chinese, li)))

    async def _talk(
        self, chat: views.ChatView, first: views.UserView, second: views.UserView, lines: tuple[str, ...]
    ) -> None:
        """Odd lines by the second person; each waits for the bot's answer, as people do."""
        for place, line in enumerate(lines):
            who = second if place % 2 else first
            said = await self._client.say(chat, who, self._dated(line))
            await self._client.wait_for(lambda said=said: self._is_answered(said), 20)  # type: ignore[misc]

    async def _programme(
        self, chair: views.UserView, groups: tuple[tuple[views.ChatView, views.UserView], ...]
    ) -> None:
        """A committee sends its plan and takes it over; both groups join, with their leads in private."""
        client = self._client
        committee = await client.chat(
            "supergroup", title="组委会", members=[who for _, who in groups], admins=[chair, self._bot]
        )
        await client.say(committee, chair, "大家好")
        said = await client.say(committee, chair, self._dated(_PLAN))
        reading = await client.wait_for(lambda: self._reply(said), 20)
        assert reading is not None
        await client.click(reading, "分组导入", chair)
        links = await client.wait_for_sent(committee, "startgroup=", seconds=20)
        codes = [part.split("&")[0] for part in links.text.split("startgroup=")[1:]]
        for code, (chat, lead) in zip(codes, groups, strict=True):
            for line in (f"/start {code}", f"/lead @{lead.username}"):
                answered = await client.say(chat, lead, line)
                await client.wait_for(lambda said=answered: self._is_answered(said), 20)  # type: ignore[misc]
            await client.say(await client.private(lead, self._bot), lead, "/start")

    async def _reply(self, said: views.MessageView) -> views.MessageView | None:
        shown = await self._client.messages(said.chat_id)
        return next((one for one in shown if one.reply_to == said.id and one.bot_id), None)

    async def _is_answered(self, said: views.MessageView) -> bool:
        shown = await self._client.messages(said.chat_id)
        is_replied = any(one.reply_to == said.id and one.bot_id for one in shown)
        return is_replied or any(one.id == said.id and one.reactions for one in shown)

    def _dated(self, line: str) -> str:
        """`{+3}` stands for the day in three days."""
        for days in range(-3, 30):
            line = line.replace(f"{{{days:+d}}}", (self._today + timedelta(days=days)).isoformat())
        return line


_HELLO = ("Good morning", "大家好")
_ENGLISH = (
    "/task Sign the main hall contract @ann by {+9} !\nFinish the booth plan @tom by {+0}\nBadge list @tom by {+2}",
    "/task Freight quote @tom by {+1}\nExhibitor manual @ann by {+1}\nFloor markings by {+5}",
    "/update 1 blocked: fire permit is not there",
    "/update 2 60% waiting for the hall drawing",
)
_CHINESE = (
    "/task 志愿者招募方案 @limin {+0}前\n培训手册 @wanghao {+3}前\n排班表 @wanghao {+6}前",
    "/task 服装尺码统计 @wanghao {+1}前\n岗位说明 @limin {+4}前\n应急联络表 {+8}前 !",
    "/update 1 80% 等终审",
    "/done 4 已收齐",
)
_PLAN = """/plan 组别 | 任务 | 负责人 | 完成时限
展览展示组 | 确定展商名单 | @ann | {+12}
展览展示组 | 展位搭建验收 | | {+20}
志愿服务组 | 志愿者上岗培训 | @limin | {+10}
志愿服务组 | 证件发放 | | {+14}"""
