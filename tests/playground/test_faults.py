"""Staged faults: which calls they meet, what the bot sees, and what took effect all the same."""

import asyncio
from typing import Any

import aiohttp
import pytest

from playground import client, serve
from playground.client import Client
from playground.faults import Kind
from playground.views import ChatView
from playground.world import World
from tests.playground.robots import Robot


async def send(robot: Robot, chat: ChatView, text: str = "x") -> Any:
    return await robot.call("sendMessage", chat_id=chat.id, text=text)


async def texts(stage: Client, chat: ChatView) -> list[str]:
    return [sent.text for sent in await stage.sent(chat)]


async def test_an_error_is_answered_once_and_nothing_takes_effect(stage: Client, robot: Robot, hall: ChatView) -> None:
    # given
    await stage.fault(
        "error", "sendMessage", code=400, description="Bad Request: CHAT_RESTRICTED", parameters={"retry_after": 3}
    )
    # when
    first, second = await send(robot, hall, "lost"), await send(robot, hall, "kept")
    # then
    assert (first.status, first.body["description"]) == (400, "Bad Request: CHAT_RESTRICTED")
    assert first.body["parameters"] == {"retry_after": 3}
    assert second.status == 200
    assert await texts(stage, hall) == ["kept"]
    refused, kept = await stage.calls("sendMessage")
    assert (refused.took_effect, refused.fault, refused.status) == (False, "error", 400)
    assert (kept.took_effect, kept.fault) == (True, "")


async def test_a_flood_answer_names_the_seconds(stage: Client, robot: Robot, hall: ChatView) -> None:
    await stage.flood(7, "sendMessage")
    answer = await send(robot, hall)
    assert answer.body["description"] == "Too Many Requests: retry after 7"
    assert (answer.status, answer.headers["retry-after"]) == (429, "7")


async def test_faults_are_aimed_by_method_chat_bot_and_count(
    stage: Client, robot: Robot, hall: ChatView, desk: ChatView
) -> None:
    await stage.fault("error", "send*", chat_id=hall.id, bot_id=robot.id, skip=1, times=2)
    assert [(await send(robot, chat)).status for chat in (desk, hall, desk, hall, hall, hall)] == [
        200,
        200,
        200,
        500,
        500,
        200,
    ]
    await stage.fault("error", "getMe", bot_id=robot.id + 1)
    await robot.ok("getMe")


async def test_a_fault_without_end_lasts_until_it_is_released(stage: Client, robot: Robot) -> None:
    fault = await stage.fault("error", "getMe", times=None, code=401, description="Unauthorized")
    for _ in range(3):
        assert (await robot.call("getMe")).status == 401
    await stage.release(fault)
    await robot.ok("getMe")


async def test_a_method_that_does_not_exist_can_not_fail(stage: Client) -> None:
    with pytest.raises(Exception, match="there is no method sendMesage"):
        await stage.fault("error", "sendMesage")


@pytest.mark.parametrize(("kind", "kept"), [(Kind.DROP, []), (Kind.DROP_AFTER, ["x"])])
async def test_a_dropped_connection_may_or_may_not_have_taken_effect(
    stage: Client, robot: Robot, hall: ChatView, kind: Kind, kept: list[str]
) -> None:
    await stage.fault(kind, "sendMessage")
    with pytest.raises(aiohttp.ClientConnectionError):
        await send(robot, hall)
    assert await texts(stage, hall) == kept
    (call,) = await stage.calls("sendMessage")
    assert (call.took_effect, call.fault) == (bool(kept), kind.value)
    await robot.ok("sendMessage", chat_id=hall.id, text="next")


async def test_a_502_comes_as_a_page(stage: Client, robot: Robot, hall: ChatView) -> None:
    await stage.fault("html", "getMe")
    async with robot.session.get(f"{robot.url}/bot{robot.view.token}/getMe") as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
        assert "Bad Gateway" in await answer.text()


async def test_a_held_answer_is_accepted_and_lost_until_it_is_released(
    stage: Client, robot: Robot, hall: ChatView
) -> None:
    # given
    fault = await stage.fault("hold", "sendMessage")
    # when the bot sends and waits
    sending = asyncio.create_task(send(robot, hall))
    await stage.wait_for_sent(hall, "x")
    # then the journal has it accepted while the bot knows nothing
    (call,) = await stage.calls("sendMessage")
    assert (call.is_ok, call.took_effect, call.fault) == (True, True, "hold")
    assert not sending.done()
    # and its answer comes when it is let go
    await stage.release(fault)
    assert (await sending).body["result"]["text"] == "x"


async def test_a_client_that_gives_up_on_a_held_answer_harms_nobody(
    stage: Client, robot: Robot, hall: ChatView
) -> None:
    await stage.fault("hold", "sendMessage")
    sending = asyncio.create_task(send(robot, hall))
    await stage.wait_for_sent(hall, "x")
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    await robot.ok("sendMessage", chat_id=hall.id, text="y")
    assert await texts(stage, hall) == ["x", "y"]


async def test_a_slow_call_takes_effect_late_and_a_slow_answer_at_once(
    stage: Client, robot: Robot, hall: ChatView
) -> None:
    # given answers that would take a minute
    await stage.fault("slow_answer", "sendMessage", seconds=60)
    await stage.fault("slow", "getMe", seconds=60)
    sending = asyncio.create_task(send(robot, hall))
    asking = asyncio.create_task(robot.ok("getMe"))
    # then the message stands at once, and neither is answered
    await stage.wait_for_sent(hall, "x")
    assert not sending.done()
    assert not asking.done()
    assert await stage.calls("getMe") == []
    # and when all faults are released both are answered
    await stage.release()
    assert (await sending).status == 200
    assert (await asking)["id"] == robot.id


async def test_a_poll_can_be_refused_for_a_while(stage: Client, robot: Robot) -> None:
    words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    await stage.fault("error", "getUpdates", code=409, description=words, times=2)
    assert [await robot.refused("getUpdates") for _ in range(2)] == [f"409 {words}"] * 2
    await robot.ok("getUpdates")


async def test_a_server_that_stops_lets_held_answers_and_polls_go(world: World, session: aiohttp.ClientSession) -> None:
    async with serve.serve(world) as running, client.connect(running.url) as stage:
        robot = Robot(await stage.bot(), running.url, session)
        await stage.fault("hold", "getMe")
        asking = asyncio.create_task(robot.call("getMe"))
        polling = asyncio.create_task(robot.call("getUpdates", timeout=50))
        await stage.wait_for(lambda: stage.is_polling(robot.id))
        await stage.wait_for_call("getMe")
    assert (await asking).status == 200
    assert (await polling).body["result"] == []
