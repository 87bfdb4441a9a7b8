"""The process itself: it ends in order, and tells no secret and no word of a chat in any log (F087, F121)."""

from pathlib import Path

from playground import client as clients
from playground.serve import serve
from playground.world import World
from tests import processes
from tests.stage import settings_for

WORD = "Zwiebelkuchen"


async def test_ten_seconds_of_work_at_debug_leave_no_token_and_no_text_in_the_log(
    sqlite_url: str, tmp_path: Path
) -> None:
    world = World(limited=False)
    async with serve(world) as served, clients.connect(served.url) as client:
        bot = await client.bot("MusterTestBot")
        ann = await client.user("Ann", username="ann")
        chat = await client.chat("supergroup", title="Group", admins=[ann, bot])
        variables = processes.environment(
            settings_for(served.url, bot.token, sqlite_url), LOG_LEVEL="DEBUG", POLL_SECONDS="1", TICK_SECONDS="1"
        )
        log = tmp_path / "bot.log"
        async with processes.running(variables, log) as process:
            await client.say(chat, ann, f"/task {WORD} @ann")
            await client.wait_for_sent(chat, WORD, seconds=20)
            await client.fault("html", "getUpdates", times=1)
            await client.fault("drop", "sendMessage", times=1)
            for number in range(10):
                seen = len(await client.calls("getUpdates"))
                await client.say(chat, ann, f"/update 1 {WORD} {number}")

                async def polled(seen: int = seen) -> bool:
                    return len(await client.calls("getUpdates")) > seen

                await client.wait_for(polled, 20)
            assert await process.end() == 0
    said = log.read_bytes()
    assert said
    assert bot.token.encode() not in said
    assert bot.token.partition(":")[2].encode() not in said
    assert WORD.encode() not in said


async def test_a_stop_while_updates_flow_ends_in_ten_seconds_and_loses_nothing(
    database_url: str, tmp_path: Path
) -> None:
    world = World(limited=False)
    async with serve(world) as served, clients.connect(served.url) as client:
        bot = await client.bot("MusterTestBot")
        ann = await client.user("Ann", username="ann")
        chat = await client.chat("supergroup", title="Group", admins=[ann, bot])
        variables = processes.environment(settings_for(served.url, bot.token, database_url), POLL_SECONDS="1")
        async with processes.running(variables, tmp_path / "first.log") as process:
            await client.say(chat, ann, "/task Book the hall @ann")
            await client.wait_for_sent(chat, "#1", seconds=20)
            for number in range(40):
                await client.say(chat, ann, f"/task Task {number}")
            assert await process.end() == 0
        async with processes.running(variables, tmp_path / "second.log") as process:
            await client.say(chat, ann, "/list all")
            shown = await client.wait_for_sent(chat, "All tasks", seconds=30)
            assert "All tasks: 41" in shown.text
            assert await process.end() == 0


async def test_a_refused_token_ends_it_with_one_line_and_exit_code_1(sqlite_url: str, tmp_path: Path) -> None:
    async with serve(World(limited=False)) as served:
        variables = processes.environment(settings_for(served.url, "1000001:PLAYGROUND-unknown", sqlite_url))
        log = tmp_path / "bot.log"
        async with processes.running(variables, log) as process:
            assert await process.ended() == 1
        assert "Telegram refuses the token" in log.read_text()
        assert "PLAYGROUND-unknown" not in log.read_text()
