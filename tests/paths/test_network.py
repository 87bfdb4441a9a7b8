"""A network that breaks: refused connections, slow servers, pages instead of answers, and a start without Telegram."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import app as application
from coordination import messages
from coordination.messages import Purpose
from tests.paths import gate, logbook, staging
from tests.stage import Stage, settings_for, stage


@pytest.fixture
async def one(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url) as opened:
        yield opened


@pytest.fixture
async def door(one: Stage) -> AsyncIterator[gate.Gate]:
    """The bot of `one` speaks to Telegram through this gate."""
    async with gate.gate(one.url) as opened:
        database = one.settings.database_url.get_secret_value()
        one.settings = settings_for(opened.url, one.bot.token, database)
        await one.restart()
        yield opened
        await one.app.stop()


@pytest.mark.parametrize("purpose", [Purpose.ANSWER, Purpose.DIGEST])
async def test_what_never_left_is_sent_once_the_server_is_back_whatever_it_is(
    one: Stage, door: gate.Gate, purpose: Purpose
) -> None:
    """F072: a refused connection is no timeout; even a digest may be sent again."""
    fault = await one.client.fault("slow", "sendMessage", skip=1, seconds=30)
    with staging.speaking("post", lambda request: [messages.Post(request.place, request.args, purpose)]):
        await one.say("/post first")
        await one.answered("first")
        await one.client.release(fault)
        await door.shut()
        await _said_to_the_database(one, "/post second", purpose)
        row = await staging.put_off(one)
        assert row.note is None
        await door.open()
        await one.client.advance(row.not_before - one.clock.now())
        await one.quiet()

    assert [each.text for each in await one.client.sent(one.chat)] == ["first", "second"]
    assert {row.state for row in await staging.outbox(one)} == {"sent"}


async def _said_to_the_database(scene: Stage, text: str, purpose: Purpose) -> None:
    """A post as a tick would make it: no update can come in."""
    first = (await staging.outbox(scene))[0]
    assert scene.app.parts is not None
    await staging.post(scene, messages.Post(messages.Place(first.chat_id), text.removeprefix("/post "), purpose))


async def test_order_is_kept_through_an_outage(one: Stage, door: gate.Gate) -> None:
    with staging.speaking("echo", lambda request: [messages.Post(request.place, request.args)]):
        await one.say("/echo 0")
        await one.quiet()
        await door.shut()
        for number in range(1, 5):
            await _said_to_the_database(one, str(number), Purpose.ANSWER)
        await staging.put_off(one)
        await door.open()
        await one.client.advance(timedelta(seconds=60))
        await one.quiet()

    assert [each.text for each in await one.client.sent(one.chat)] == ["0", "1", "2", "3", "4"]


async def test_an_outage_of_an_hour_is_survived_and_everything_is_handled_once(
    one: Stage, door: gate.Gate, log: logbook.Logbook
) -> None:
    await door.shut()
    for number in range(3):
        await one.say(f"/task Order {number}")
    for times in range(1, 8):
        await log.wait("receiving is held up", times)
        await one.client.advance(timedelta(minutes=10))
    await door.open()
    await one.client.advance(timedelta(minutes=1))
    await one.quiet()

    answers = await one.client.sent(one.chat)
    assert [each.text.split("\n")[0] for each in answers] == ["#1 Order 0", "#2 Order 1", "#3 Order 2"]


async def test_fifty_chats_at_a_slow_server_are_all_answered_once(one: Stage) -> None:
    """F073"""
    chats = [await one.client.chat(title=f"Group {n}", admins=[one.ann, one.bot]) for n in range(50)]
    await one.client.fault("slow_answer", "sendMessage", times=None, seconds=0.3)
    staging.at_once(one, *(staging.saying(one, "/list", chat=chat) for chat in chats))
    await one.quiet()

    assert [len(await one.client.sent(chat)) for chat in chats] == [1] * 50
    assert {(row.state, row.note) for row in await staging.outbox(one)} == {("sent", None)}


async def test_one_call_that_is_never_answered_holds_only_its_chat(one: Stage) -> None:
    """F094: nothing waits for it but its chat."""
    other = await one.client.chat(title="Other", admins=[one.ann, one.bot])
    fault = await one.client.fault("hold", "sendMessage", chat_id=one.chat.id)
    await one.say("/list")
    await one.answered("")
    for _ in range(5):
        await one.ask("/list", chat=other)
    await one.client.release(fault)


async def test_a_start_while_telegram_is_out_of_reach_waits_for_it(
    one: Stage, door: gate.Gate, log: logbook.Logbook
) -> None:
    await one.app.stop()
    await door.shut()
    one.app = application.build(one.settings, ours=one.clock)
    starting = asyncio.create_task(one.app.start())
    await log.wait("Telegram is out of reach; trying again")
    await door.open()
    await asyncio.wait_for(starting, 5)

    assert await one.ask("/list")


async def test_a_start_without_telegram_can_be_stopped(one: Stage, door: gate.Gate, log: logbook.Logbook) -> None:
    await one.app.stop()
    await door.shut()
    one.app = application.build(one.settings, ours=one.clock)
    starting = asyncio.create_task(one.app.start())
    await log.wait("Telegram is out of reach; trying again")
    one.app.stopping.set()
    (result,) = await asyncio.wait_for(asyncio.gather(starting, return_exceptions=True), 5)

    assert isinstance(result, Exception)


async def test_no_error_names_the_token_however_the_address_fails(
    one: Stage, door: gate.Gate, log: logbook.Logbook, capfd: pytest.CaptureFixture[str]
) -> None:
    """F088: a page, a connection that is cut, a 404, a refused connection."""
    for kind, code in (("html", 502), ("drop", 0), ("error", 404)):
        await one.client.fault(kind, "sendMessage", code=code, description="Not Found")
        await one.say("/list")
        row = await staging.put_off(one)
        await one.client.advance(row.not_before - one.clock.now())
        await one.quiet()
    await door.shut()
    await log.wait("receiving is held up")

    written = capfd.readouterr()
    assert one.bot.token not in written.out + written.err + str(log.lines)
    assert one.bot.token.partition(":")[2] not in written.out + written.err + str(log.lines)
