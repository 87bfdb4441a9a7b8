"""What the playground never does: serve other machines, take real tokens, repeat them."""

import asyncio

import aiohttp
import httpx
import pytest

from playground import client, errors, people, serve
from playground.client import Client
from playground.faults import Fault, Kind
from playground.serve import Served
from playground.world import World
from tests.playground.pages import visit
from tests.playground.robots import Robot

REAL = "1234567890:" + "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"[:34] + "x"


@pytest.mark.parametrize(
    ("token", "is_real"),
    [
        (REAL, True),
        ("12345678:x", True),
        ("1000001:" + "a" * 35, True),
        ("1000001:PLAYGROUND-1000001", False),
        ("1000001:PLAYGROUND-" + "a" * 40, False),
        ("1000001:short", False),
        ("nonsense", False),
    ],
)
def test_a_token_looks_real_by_its_number_or_its_secret(token: str, is_real: bool) -> None:
    assert people.looks_real(token) is is_real


def test_a_bot_with_a_real_token_can_not_exist() -> None:
    with pytest.raises(errors.Misuse, match="may belong to a real bot") as refused:
        World().add_bot(people.Bot(people.User(0, "Bot", is_bot=True), REAL))
    assert REAL not in str(refused.value)


async def test_a_real_token_is_refused_noted_and_never_repeated(stage: Client, served: Served, robot: Robot) -> None:
    async with robot.session.post(f"{served.url}/bot{REAL}/getMe") as answer:
        assert answer.status == 401
        assert REAL not in await answer.text()
    async with robot.session.get(f"{served.url}/file/bot{REAL}/x") as answer:
        assert answer.status == 401
    notes = [each.text for each in await stage.forgive()]
    assert notes == ["a token that may belong to a real bot was sent to the playground"] * 2


@pytest.mark.parametrize(
    ("token", "words"),
    [("1000009:PLAYGROUND-x", (401, "Unauthorized")), ("nonsense", (404, "Not Found"))],
)
async def test_unknown_tokens_are_answered_as_telegram_does(
    served: Served, robot: Robot, token: str, words: tuple[int, str]
) -> None:
    async with robot.session.post(f"{served.url}/bot{token}/getMe") as answer:
        body = await answer.json()
        assert (answer.status, body["description"]) == words


@pytest.mark.parametrize("at", ["0.0.0.0:0", "192.168.0.1:0", "8.8.8.8:80", "[::]:0", "example.org:0"])
async def test_it_serves_this_machine_only(at: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        async with serve.serve(World(), at=at):
            raise AssertionError("served")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:80", 200),
        ("localhost", 200),
        ("[::1]:8080", 200),
        ("evil.example.org", 421),
        ("127.0.0.1.example.org", 421),
        ("", 421),
    ],
)
async def test_a_request_for_another_host_is_turned_away(world: World, host: str, status: int) -> None:
    transport = httpx.ASGITransport(serve.application(world))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as browser:
        answer = await browser.post("/control/count", headers={"Host": host})
    assert answer.status_code == status


@pytest.mark.parametrize("path", ["/control/count", "/bot1000001:PLAYGROUND-1000001/getMe", "/file/bot1:x/y"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:8089"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("verb", ["GET", "POST"])
async def test_a_web_page_elsewhere_can_neither_control_nor_pose_as_a_bot(
    world: World, path: str, headers: dict[str, str], verb: str
) -> None:
    world.add_bot(people.Bot(people.User(1_000_001, "Bot", username="AnyBot", is_bot=True), ""))
    transport = httpx.ASGITransport(serve.application(world))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8088") as browser:
        answer = await browser.request(verb, path, headers=headers)
    assert answer.status_code == 403
    assert world.journal.calls == []


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://127.0.0.1:8088"}, {"Sec-Fetch-Site": "none"}])
async def test_a_program_or_the_playground_itself_is_let_in(world: World, headers: dict[str, str]) -> None:
    transport = httpx.ASGITransport(serve.application(world))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8088") as browser:
        assert (await browser.post("/control/count", headers=headers)).status_code == 200


async def test_a_link_elsewhere_may_lead_to_the_page(world: World) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with visit(world) as visitor:
        assert (await visitor.http.get("/", headers=headers)).status_code == 200


async def test_a_port_can_be_closed_and_opened_again(world: World, session: aiohttp.ClientSession) -> None:
    async with serve.serve(world) as running, client.connect(running.url) as stage:
        robot = Robot(await stage.bot(), running.url, session)
        await robot.ok("getMe")
    with pytest.raises(aiohttp.ClientConnectionError):
        await robot.ok("getMe")
    async with serve.serve(world, at=running.url.removeprefix("http://")):
        await robot.ok("getMe")


async def test_the_bot_api_works_without_a_socket(world: World) -> None:
    bot = world.add_bot(people.Bot(people.User(0, "Bot", username="AnyBot", is_bot=True), ""))
    transport = httpx.ASGITransport(serve.application(world))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as browser:
        by_form = await browser.post(f"/bot{bot.token}/getMyName", data={"language_code": "zh"})
        by_json = await browser.post(f"/bot{bot.token}/getMyName", json={"language_code": "zh"})
        by_query = await browser.get(f"/bot{bot.token}/getMyName?language_code=zh")
        broken = await browser.post(
            f"/bot{bot.token}/getMyName", content=b"{", headers={"Content-Type": "application/json"}
        )
    assert by_form.json() == by_json.json() == by_query.json() == {"ok": True, "result": {"name": "Bot"}}
    assert broken.json()["description"] == "Bad Request: can't parse JSON object"
    assert [call.params for call in world.journal.calls] == [{"language_code": "zh"}] * 3


async def test_without_a_socket_a_dropped_connection_is_an_exception(world: World) -> None:
    bot = world.add_bot(people.Bot(people.User(0, "Bot", username="AnyBot", is_bot=True), ""))
    world.faults.stage(Fault(Kind.DROP, "getMe"))
    transport = httpx.ASGITransport(serve.application(world))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as browser:
        with pytest.raises(ConnectionResetError):
            await browser.get(f"/bot{bot.token}/getMe")


def test_one_world_can_be_served_by_one_loop_after_another(world: World) -> None:
    async def serve_once() -> int:
        async with serve.serve(world) as running, client.connect(running.url) as stage:
            robot = await stage.bot()
            await stage.fault("hold", "getMe")
            async with aiohttp.ClientSession() as session:
                asking = asyncio.create_task(Robot(robot, running.url, session).ok("getMe"))
                await stage.wait_for_call("getMe")
                await stage.release()
                found: int = (await asking)["id"]
                return found

    assert [asyncio.run(serve_once()), asyncio.run(serve_once())] == [1_000_001, 1_000_002]
