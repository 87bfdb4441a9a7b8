"""What the page shows around a chat's messages: what is unread, who can write, commands, calls, views."""

import pytest

from playground import chat_life, membership, page_look, talk
from playground.world import World
from tests.playground.pages import add_bot, add_group, add_person, call, say, standing, visit


@pytest.fixture
def world() -> World:
    return standing()


async def test_unread_messages_are_counted_until_the_chat_is_open(world: World) -> None:
    ann, bot = add_person(world), add_bot(world)
    first, second = add_group(world, ann, bot.user, title="First"), add_group(world, ann, bot.user, title="Second")
    say(world, first, ann, "one")
    for text in ("two", "three"):
        await call(world, bot, "sendMessage", chat_id=second.id, text=text, disable_notification=True)
    async with visit(world) as visitor:
        before = await visitor.state(chat=first.id)
        assert before["title"].startswith("(3) First")
        assert 'class="unread quiet" aria-label="2 unread"' in before["regions"]["chats"]
        await visitor.state(chat=first.id, open=1)
        after = await visitor.state(chat=second.id, open=1)
        assert after["title"].startswith("Second")
        assert "unread" not in after["regions"]["chats"]


async def test_a_hundred_unread_messages_are_not_counted_further(world: World) -> None:
    ann = add_person(world)
    group = add_group(world, ann)
    for number in range(101):
        say(world, group, ann, f"line {number}")
    async with visit(world) as visitor:
        assert 'aria-label="99+ unread">99+<' in await visitor.region("chats")


async def test_topics_are_read_one_by_one(world: World) -> None:
    ann = add_person(world)
    forum = add_group(world, ann, is_forum=True)
    topic = chat_life.open_topic(world, forum, ann, "Airport")
    say(world, forum, ann, "in general")
    say(world, forum, ann, "at the airport", topic=topic.id)
    async with visit(world) as visitor:
        general = await visitor.state(chat=forum.id, open=1)
        assert "in general" in general["regions"]["lines"]
        assert "at the airport" not in general["regions"]["lines"]
        assert general["title"].startswith("(1)")
        there = await visitor.state(chat=forum.id, topic=topic.id, open=1)
        assert "at the airport" in there["regions"]["lines"]
        assert there["title"].startswith("Exhibition")


async def test_a_note_says_why_one_cannot_write_and_what_would_help(world: World) -> None:
    ann, bo, bot = add_person(world), add_person(world, "Bo"), add_bot(world)
    group = add_group(world, ann, bot.user)
    private = page_look.key(world.private(bot, bo))
    async with visit(world) as visitor:
        assert await visitor.read("note", chat=group.id, person=ann.id) == ""
        assert await visitor.read("note", chat=group.id, person=bo.id) == "Bo is not in this chat. Join as Bo"
        assert "has not pressed Start" in await visitor.read("note", chat=private)
        talk.say(world, world.private(bot, bo), bo, talk.Words("/start"))
        assert await visitor.read("note", chat=private) == ""
        membership.block(world, bot, bo)
        assert await visitor.read("note", chat=private, lang="zh") == "Bo 已屏蔽机器人。 解除屏蔽"


async def test_a_closed_topic_and_a_muted_person_cannot_write(world: World) -> None:
    ann, bo = add_person(world), add_person(world, "Bo")
    forum = add_group(world, ann, bo, is_forum=True)
    topic = chat_life.open_topic(world, forum, ann, "Airport")
    chat_life.close_topic(world, forum, ann, topic.id)
    async with visit(world) as visitor:
        assert await visitor.read("note", person=bo.id, topic=topic.id) == "This topic is closed."
        assert await visitor.read("note", person=ann.id, topic=topic.id) == ""
        membership.restrict(world, forum, (ann, bo))
        assert await visitor.read("note", person=bo.id) == "Bo may not write here."


async def test_the_menu_follows_scope_and_language(world: World) -> None:
    ann, li, bot = (
        add_person(world, language_code="en"),
        add_person(world, "Li", language_code="zh-hans"),
        add_bot(world),
    )
    group = add_group(world, ann, li, bot.user)
    menus: list[tuple[dict[str, object] | None, str, str]] = [
        (None, "", "list"), (None, "zh", "qingdan"), ({"type": "all_chat_administrators"}, "", "settings"),
        ({"type": "all_private_chats"}, "", "mydata"),
    ]  # fmt: skip
    for scope, language, name in menus:
        given = {"scope": scope} if scope else {}
        commands = [{"command": name, "description": name.title()}]
        await call(world, bot, "setMyCommands", commands=commands, language_code=language, **given)
    async with visit(world) as visitor:
        admin = await visitor.state(chat=group.id, person=ann.id)
        member = await visitor.state(chat=group.id, person=li.id)
        private = await visitor.state(chat=f"{ann.id}.{bot.id}")
        membership.demote(world, group, bot.user, ann)
        plain = await visitor.state(chat=group.id, person=li.id)
    assert admin["menu"] == [["/settings", "Settings", "/settings "]]
    assert member["menu"] == [["/qingdan", "Qingdan", "/qingdan "]]
    assert private["menu"] == [["/mydata", "Mydata", "/mydata "]]
    assert plain["menu"] == [["/qingdan", "Qingdan", "/qingdan@MusterBot "]]


async def test_only_people_of_the_chat_with_a_username_are_offered(world: World) -> None:
    ann, bo = add_person(world, username="ann_x"), add_person(world, "Bo")
    group = add_group(world, ann, bo)
    add_person(world, "Cy", username="cy_x")
    async with visit(world) as visitor:
        assert (await visitor.state(chat=group.id))["mentions"] == [["@ann_x", "Ann", "@ann_x "]]


async def test_only_allowed_reactions_are_offered(world: World) -> None:
    ann = add_person(world)
    group = add_group(world, ann)
    async with visit(world) as visitor:
        assert "👍" in (await visitor.state())["reactions"]
        chat_life.allow_reactions(world, group, ("🔥",))
        assert (await visitor.state())["reactions"] == ["🔥"]
        chat_life.allow_reactions(world, group, ())
        assert (await visitor.state())["reactions"] == []


async def test_calls_are_listed_newest_first_and_bad_ones_are_marked(world: World) -> None:
    ann, bot = add_person(world), add_bot(world)
    group = add_group(world, ann, bot.user)
    await call(world, bot, "sendMessage", chat_id=group.id, text="<good>")
    await call(world, bot, "getUpdates")
    async with visit(world) as visitor:
        assert "calls" not in (await visitor.state())["regions"]
        await visitor.http.post(f"/bot{bot.token}/sendMessage", data={"chat_id": "5", "text": "x"})
        await visitor.http.post(
            f"/bot{bot.token}/sendMessage", data={"chat_id": str(group.id), "text": "x", "nope": "1"}
        )
        drawn = await visitor.region("calls", calls=1)
        calls = drawn.split("<details")[1:]
        with_polls = await visitor.region("calls", calls=1, polls=1)
    assert ["bad" in part.split(">")[0] for part in calls] == [True, True, False]
    assert "Rules broken: 1" in drawn
    assert "refused 400: Bad Request: chat not found" in drawn
    assert "Exhibition: &lt;good&gt;" in calls[2]
    assert drawn.count("getUpdates") == 0
    assert with_polls.count("getUpdates") == 1


@pytest.mark.parametrize(
    "query",
    [
        {"chat": "x"}, {"chat": "9" * 5000}, {"chat": "1.2.3"}, {"person": "-1"}, {"person": "x"}, {"topic": "7"},
        {"zone": "Nowhere"}, {"lang": "<x>"}, {"shown": "-5"}, {"shown": "1e9"},
    ],
)  # fmt: skip
async def test_a_view_that_does_not_exist_becomes_the_nearest(world: World, query: dict[str, str]) -> None:
    group = add_group(world, add_person(world))
    async with visit(world) as visitor:
        assert (await visitor.state(**query))["look"]["chat"] == str(group.id)
        assert (await visitor.http.get("/", params=query)).status_code == 200


async def test_an_empty_world_has_a_page_too(world: World) -> None:
    async with visit(world) as visitor:
        assert (await visitor.http.get("/")).status_code == 200
        assert await visitor.read("chats") == "There is no chat yet."
        assert await visitor.read("note", lang="zh") == "暂无会话。"
