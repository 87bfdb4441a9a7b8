"""Who may ask for the page and what it lets a browser load; what it shows first; that it is live."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest

from playground import files, page, serve, talk
from playground.clock import PlaygroundClock
from playground.world import World
from tests.playground.pages import Visitor, add_bot, add_group, add_person, look_of, visit


@pytest.fixture
def world() -> World:
    """A world that stands still: Ann and Bo share a group with a bot."""
    world = World(PlaygroundClock(datetime(2026, 11, 25, 1, 12, tzinfo=UTC)))
    add_group(world, add_person(world), add_person(world, "Bo"), add_bot(world).user)
    return world


@pytest.fixture
async def visitor(world: World) -> AsyncIterator[Visitor]:
    """Somebody at the page."""
    async with visit(world) as somebody:
        yield somebody


PLACES = ("/", "/page/state", "/page/static/page.js", "/page/static/nope", "/page/files/nope")


@pytest.mark.parametrize("place", PLACES)
async def test_a_request_that_names_another_host_is_refused(visitor: Visitor, place: str) -> None:
    answer = await visitor.http.get(place, headers={"Host": "evil.example"})
    assert answer.status_code == 421
    assert "Ann" not in answer.text


@pytest.mark.parametrize("place", PLACES)
async def test_every_answer_forbids_loading_from_elsewhere(visitor: Visitor, place: str) -> None:
    policy = (await visitor.http.get(place)).headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


@pytest.mark.parametrize(
    "headers",
    [{}, {"X-Playground": "page", "Origin": "https://evil.example"}, {"X-Playground": "page", "Origin": "null"}],
)
async def test_a_page_of_another_origin_can_do_nothing(visitor: Visitor, headers: dict[str, str]) -> None:
    answer = await visitor.http.post("/page/do/say", files={"text": (None, "x")}, headers=headers)
    assert answer.status_code == 403
    assert all(not chat.messages for chat in visitor.world.all_chats())


async def test_the_page_itself_may_say_where_it_comes_from(visitor: Visitor) -> None:
    headers = {"X-Playground": "page", "Origin": "http://127.0.0.1"}
    answer = await visitor.http.post("/page/do/say", files={"text": (None, "x")}, headers=headers)
    assert answer.status_code == 200


async def test_deeds_are_done_by_post_only(visitor: Visitor) -> None:
    assert (await visitor.http.get("/page/do/say", headers={"X-Playground": "page"})).status_code == 405


async def test_the_page_has_no_script_or_style_in_itself_and_names_no_other_host(visitor: Visitor) -> None:
    html = (await visitor.http.get("/")).text
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=", html) == []
    assert re.findall(r"(?:src|href)=\"(?!/|#)", html) == []
    for name in re.findall(r'(?:src|href)="(/page/static/[^"]+)"', html):
        answer = await visitor.http.get(name)
        assert answer.status_code == 200
        assert "://" not in answer.text.replace("http://www.w3.org/2000/svg", "")


async def test_scripts_and_styles_are_sent_as_such(visitor: Visitor) -> None:
    for name, kind in (("page.js", "text/javascript"), ("page.css", "text/css"), ("icon.svg", "image/svg+xml")):
        answer = await visitor.http.get(f"/page/static/{name}")
        assert answer.headers["content-type"].startswith(kind)
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["..%2fpage.py", "%2e%2e/page.py", ".", "page.py"])
async def test_nothing_beside_the_static_files_is_given(visitor: Visitor, name: str) -> None:
    assert (await visitor.http.get(f"/page/static/{name}")).status_code == 404


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"<html><script>", b"%PDF-1.7"])
async def test_a_file_that_is_no_picture_is_only_ever_saved(world: World, visitor: Visitor, content: bytes) -> None:
    stored = world.files.keep("photo", files.Upload('a"\r\nb.svg', content, "image/svg+xml"))
    answer = await visitor.http.get(f"/page/files/{stored.file_id}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''a%22%0D%0Ab.svg"


async def test_a_form_without_a_length_or_beyond_the_limit_is_refused(visitor: Visitor) -> None:
    headers = {
        "X-Playground": "page",
        "Content-Length": str(page.FORM_MAX + 1),
        "Content-Type": "multipart/form-data; boundary=x",
    }
    answer = await visitor.http.post("/page/do/say", content=b"--x--", headers=headers)
    assert (answer.status_code, answer.json()) == (200, {"error": "The file is larger than 50 MB."})


@pytest.mark.parametrize(
    ("accepted", "query", "language"),
    [("zh-CN,zh", {}, "zh-Hans"), ("en", {}, "en"), ("en", {"lang": "zh"}, "zh-Hans"), ("zh", {"lang": "en"}, "en")],
)
async def test_the_page_speaks_the_language_asked_for(
    visitor: Visitor, accepted: str, query: dict[str, str], language: str
) -> None:
    html = (await visitor.http.get("/", params=query, headers={"Accept-Language": accepted})).text
    assert f'<html lang="{language}">' in html


async def test_the_page_begins_where_it_was_told_to(world: World) -> None:
    second = add_group(world, *world.users.values(), title="Second")
    bo = next(user for user in world.users.values() if user.first_name == "Bo")
    async with visit(world, start_chat=second.id, start_person=bo.id, start_zone="Asia/Shanghai") as visitor:
        look = look_of((await visitor.http.get("/")).text)
    assert (look["chat"], look["person"], look["zone"]) == (str(second.id), str(bo.id), "Asia/Shanghai")


async def test_the_page_may_begin_with_a_private_chat_or_people_yet_to_come() -> None:
    world = World()
    async with visit(world, start_chat=42, start_person=43) as visitor:
        assert "chat" not in look_of((await visitor.http.get("/")).text)
        bot, ann = add_bot(world), add_person(world)
        ann.id = 42
        world.users[42] = ann
        assert look_of((await visitor.http.get("/")).text)["chat"] == f"42.{bot.id}"


async def test_every_change_is_told_at_once(world: World) -> None:
    group, ann = next(iter(world.chats.values())), next(iter(world.users.values()))
    async with (
        serve.serve(world, extra_routes=page.routes(world)) as served,
        aiohttp.ClientSession() as session,
        asyncio.timeout(10),
        session.get(f"{served.url}/page/events") as events,
    ):
        assert events.content_type == "text/event-stream"
        assert await events.content.readline() == f"data: {world.changes.count}\n".encode()
        talk.say(world, group, ann, talk.Words("x"))
        await events.content.readline()
        assert await events.content.readline() == f"data: {world.changes.count}\n".encode()


async def test_a_server_that_stops_lets_its_listeners_go(world: World) -> None:
    async with aiohttp.ClientSession() as session, asyncio.timeout(10):
        async with serve.serve(world, extra_routes=page.routes(world)) as served:
            events = await session.get(f"{served.url}/page/events")
            await events.content.readline()
        rest = await events.content.read()
    assert rest.strip() == b""


async def test_a_person_who_comes_by_another_road_is_shown(world: World, visitor: Visitor) -> None:
    add_person(world, "Late")
    assert "Late" in await visitor.read("chats")
