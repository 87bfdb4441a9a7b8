"""The client: waiting, the journal, time, its own mistakes, pages beside it."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from playground import client, serve
from playground.client import Client, PlaygroundError
from playground.views import ChatView, UserView
from playground.world import World
from tests.playground.conftest import NINE
from tests.playground.robots import Robot


async def test_waiting_ends_when_it_happens(stage: Client, robot: Robot, hall: ChatView) -> None:
    waiting = asyncio.create_task(stage.wait_for_sent(hall, "done"))
    await robot.ok("sendMessage", chat_id=hall.id, text="not yet")
    await robot.ok("sendMessage", chat_id=hall.id, text="done now")
    assert (await waiting).text == "done now"


async def test_waiting_for_a_call_skips_those_before(stage: Client, robot: Robot) -> None:
    await robot.ok("getMe")
    first = await stage.wait_for_call("getMe")
    waiting = asyncio.create_task(stage.wait_for_call("getMe", after=first.number))
    await robot.ok("getMe")
    assert (await waiting).number == first.number + 1


async def test_waiting_in_vain_tells_the_last_calls(stage: Client, robot: Robot, hall: ChatView) -> None:
    await robot.refused("sendMessage", chat_id=hall.id, text="")
    with pytest.raises(TimeoutError, match="message text is empty"):
        await stage.wait_for_sent(hall, seconds=0.05)


async def test_the_journal_has_every_call_in_order_with_its_time(stage: Client, robot: Robot, hall: ChatView) -> None:
    await robot.ok("sendMessage", chat_id=hall.id, text="x", disable_notification=True)
    await stage.advance(timedelta(minutes=5))
    await robot.refused("SENDmessage", chat_id=hall.id, text="")
    await robot.ok("sendDocument", chat_id=hall.id, document=b"abc")
    good, bad, file = await stage.calls(bot=robot.id)
    assert (good.number, good.method, good.chat_id, good.at) == (1, "sendMessage", hall.id, NINE)
    assert good.params == {"chat_id": hall.id, "text": "x", "disable_notification": True}
    assert (good.is_ok, good.took_effect, good.answer["result"]["text"]) == (True, True, "x")
    assert (bad.method, bad.is_ok, bad.took_effect) == ("sendMessage", False, False)
    assert bad.at - good.at == timedelta(minutes=5)
    assert bad.description == "Bad Request: message text is empty"
    assert file.params["document"] == {"file": "document.bin", "size": 3}


async def test_time_is_moved_by_hand(stage: Client, world: World, desk: ChatView, ann: UserView) -> None:
    assert await stage.now() == NINE
    heard: list[timedelta] = []
    world.clock.subscribe(heard.append)
    assert await stage.advance(timedelta(days=1)) == NINE + timedelta(days=1)
    assert (await stage.say(desk, ann, "x")).at == NINE + timedelta(days=1)
    assert heard == [timedelta(days=1)]
    await stage.run_clock()
    assert await stage.now() > NINE + timedelta(days=1)
    assert await stage.stop_clock(NINE) == NINE


@pytest.mark.parametrize(
    ("verb", "args", "sentence"),
    [
        ("say", {"chat": -5, "user": 1, "text": "x"}, "there is no chat -5"),
        ("say", {}, "say does not understand its arguments: KeyError('chat')"),
        ("add_chat", {"kind": "party"}, "there is no such chat: party"),
        ("add_chat", {"kind": "group", "is_forum": True}, "there is no such chat: group with topics"),
        ("add_user", {"nickname": "x"}, "User has no ['nickname']"),
        ("fly", {}, "there is no verb fly"),
        ("pending", {}, "which bot? There are []"),
    ],
)
async def test_what_can_not_be_is_said_in_a_sentence(
    stage: Client, verb: str, args: dict[str, object], sentence: str
) -> None:
    with pytest.raises(PlaygroundError) as told:
        await stage.do(verb, **args)
    assert str(told.value) == sentence


async def test_a_button_that_is_not_there_can_not_be_pressed(
    stage: Client, robot: Robot, hall: ChatView, bo: UserView
) -> None:
    row = [{"text": "Yes", "callback_data": "y"}, {"text": "Site", "url": "https://a.example"}]
    await robot.ok("sendMessage", chat_id=hall.id, text="?", reply_markup={"inline_keyboard": [row]})
    (sent,) = await stage.sent(hall)
    for name in ("No", "Site"):
        with pytest.raises(PlaygroundError, match=f"no button '{name}' that calls back"):
            await stage.click(sent, name, bo)
    with pytest.raises(LookupError, match="no button 'No'"):
        sent.button("No")
    press = await stage.press(sent, "v0:done:999999", bo)
    (update,) = await robot.updates()
    assert (update["callback_query"]["id"], update["callback_query"]["data"]) == (press.id, "v0:done:999999")


async def test_all_chats_can_be_seen(stage: Client, hall: ChatView, desk: ChatView) -> None:
    assert [(chat.kind, chat.title) for chat in await stage.chats()] == [("supergroup", "Hall"), ("private", "Ann")]
    assert [member.name for member in (await stage.look(hall)).members] == ["Bo", "Bot", "Ann"]


async def test_every_message_can_be_seen_with_its_reactions_file_and_edit(
    stage: Client, robot: Robot, hall: ChatView, bo: UserView
) -> None:
    said = await stage.say(hall, bo, "first")
    await stage.edit(said, "second")
    await stage.react(said, bo, "👍", "🔥")
    deleted = await stage.say(hall, bo, "gone")
    await stage.delete(deleted)
    await robot.ok("sendDocument", chat_id=hall.id, document=b"abc", caption="file")
    edited, document = await stage.messages(hall)
    assert (edited.text, edited.edited_at, edited.sender_name) == ("second", NINE, "Bo")
    assert [each.emoji for each in edited.reactions] == ["👍", "🔥"]
    assert document.file is not None
    assert (document.file.name, document.file.size, document.text) == ("document.bin", 3, "file")


async def test_pages_can_stand_beside_the_playground(session: aiohttp.ClientSession) -> None:
    async def page(request: Request) -> PlainTextResponse:
        return PlainTextResponse(f"{len(request.app.state.world.users)} people")

    async with (
        serve.serve(World(), extra_routes=[Route("/page", page)]) as running,
        session.get(f"{running.url}/page") as answer,
    ):
        assert await answer.text() == "0 people"


async def test_the_checks_can_be_left_out(session: aiohttp.ClientSession) -> None:
    async with serve.serve(World(), checks=False) as running, client.connect(running.url) as stage:
        robot = Robot(await stage.bot(), running.url, session)
        await robot.ok("getMe", unheard_of="x")
        assert await stage.violations() == []
