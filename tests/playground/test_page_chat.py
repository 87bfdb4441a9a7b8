"""What the page shows of a chat: bubbles, service lines, what is unread, who can write, commands, calls."""

from datetime import UTC, datetime, timedelta

import pytest

from playground import chat_life, chats, membership, page_look, people, talk, touch
from playground.clock import PlaygroundClock
from playground.world import World
from tests.playground.pages import add_bot, add_group, add_person, call, visit

START = datetime(2026, 11, 25, 1, 12, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    """An empty world that stands still."""
    return World(PlaygroundClock(START), limited=False)


def say(world: World, chat: chats.Chat, user: people.User, text: str, **how: int) -> int:
    return talk.say(world, chat, user, talk.Words(text, **how)).id  # type: ignore[arg-type]


async def test_what_people_write_is_shown_as_text(world: World) -> None:
    ann = add_person(world, "<b>Ann</b>")
    group = add_group(world, ann, title="<img src=x onerror=alert(1)>")
    say(world, group, ann, '<script>alert(1)</script> & "more" \'')
    async with visit(world) as visitor:
        state = await visitor.state()
        whole = (await visitor.http.get("/")).text
    for drawn in (*state["regions"].values(), whole):
        assert "<script>alert" not in drawn
        assert "<img src=x" not in drawn
        assert "<b>Ann" not in drawn
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;more&#34; &#39;" in state["regions"]["lines"]


async def test_own_messages_can_be_edited_and_others_not(world: World) -> None:
    ann, bo = add_person(world, "Ann"), add_person(world, "Bo")
    group = add_group(world, ann, bo)
    say(world, group, ann, "mine")
    say(world, group, bo, "theirs")
    async with visit(world) as visitor:
        for person, own in ((ann, "mine"), (bo, "theirs")):
            drawn = await visitor.region("lines", person=person.id)
            articles = [part for part in drawn.split("<article")[1:] if " mine" in part.split(">")[0]]
            assert len(articles) == 1
            assert own in articles[0]
            assert "data-may-edit" in articles[0]


async def test_a_bubble_tells_of_answer_edit_pin_silence_and_reactions(world: World) -> None:
    ann, bot = add_person(world), add_bot(world)
    group = add_group(world, ann, bot.user)
    asked = say(world, group, ann, "Who books the hall?")
    sent = await call(
        world, bot, "sendMessage", chat_id=group.id, text="Ann", disable_notification=True,
        reply_parameters={"message_id": asked},
    )  # fmt: skip
    number = sent["message_id"]
    await call(world, bot, "editMessageText", chat_id=group.id, message_id=number, text="Ann does")
    await call(world, bot, "pinChatMessage", chat_id=group.id, message_id=number)
    await call(
        world, bot, "setMessageReaction", chat_id=group.id, message_id=asked, reaction=[{"type": "emoji", "emoji": "✍"}]
    )
    async with visit(world) as visitor:
        lines, head = await visitor.read("lines"), await visitor.read("head")
        drawn = await visitor.region("lines")
    assert "Ann does edited 01:12" in lines
    assert "Muster pinned “Ann does”" in lines
    assert "Pinned message Ann does" in head
    assert 'aria-label="sent without sound"' in drawn
    assert 'aria-label="Answer to Ann: Who books the hall?"' in drawn
    assert 'aria-label="✍️ by Muster"' in drawn


async def test_buttons_are_pressed_copied_opened_or_dead(world: World) -> None:
    ann, bot = add_person(world), add_bot(world)
    group = add_group(world, ann, bot.user)
    keys = [
        [{"text": "Done", "callback_data": "d:1"}, {"text": "Copy", "copy_text": {"text": "abc"}}],
        [{"text": "Site", "url": "https://example.org"}, {"text": "Card", "url": "https://t.me/MusterBot?start=t1"}],
        [{"text": "Away", "url": "https://t.me/other_bot"}],
    ]
    await call(world, bot, "sendMessage", chat_id=group.id, text="x", reply_markup={"inline_keyboard": keys})
    async with visit(world) as visitor:
        drawn = await visitor.region("lines")
    assert 'data-do="press" data-message="1" data-data="d:1"' in drawn
    assert 'data-copied="abc"' in drawn
    assert 'href="https://example.org/" target="_blank" rel="noopener noreferrer"' in drawn
    assert f'data-do="start" data-bot="{bot.id}" data-payload="t1"' in drawn
    assert '<button disabled title="https://t.me/other_bot' in drawn


async def test_service_messages_speak_both_languages(world: World) -> None:
    ann, bo, bot = add_person(world), add_person(world, "Bo"), add_bot(world)
    group = add_group(world, ann, kind=chats.GROUP, title="Hall")
    membership.join(world, group, bot.user, ann)
    membership.join(world, group, bo)
    chat_life.retitle(world, group, ann, "Halls")
    membership.leave(world, group, bo)
    membership.kick(world, group, bot.user, ann)
    new = chat_life.migrate(world, group, ann)
    async with visit(world) as visitor:
        english, chinese = await visitor.read("lines", lang="en"), await visitor.read("lines", lang="zh")
        state = await visitor.state(chat=group.id)
    for text in (
        "Ann added Muster", "Bo joined the group", "Ann changed the title to “Halls”", "Bo left the group",
        "Ann removed Muster", "Ann upgraded this group to a supergroup", "The group became a supergroup",
    ):  # fmt: skip
        assert text in english
    for text in (
        "Ann 邀请 Muster 加入",
        "Bo 加入了群组",
        "Ann 将群名改为“Halls”",
        "Bo 退出了群组",
        "Ann 移除了 Muster",
    ):
        assert text in chinese
    assert state["look"]["chat"] == str(new.id)


async def test_what_was_said_before_an_upgrade_stays_readable_but_is_past(world: World) -> None:
    ann = add_person(world)
    group = add_group(world, ann, kind=chats.GROUP)
    say(world, group, ann, "before")
    new = chat_life.migrate(world, group, ann)
    say(world, new, ann, "after")
    async with visit(world) as visitor:
        drawn = await visitor.region("lines", chat=new.id)
    before, after = drawn.split("<article")[1:]
    assert "before" in before
    assert 'data-number=""' in before
    assert 'data-act="reply"' not in before
    assert 'data-act="reply"' in after


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


async def test_only_the_newest_messages_are_shown_until_more_are_asked_for(world: World) -> None:
    ann = add_person(world)
    group = add_group(world, ann)
    for number in range(page_look.SHOWN + 5):
        say(world, group, ann, f"line {number:03}")
    async with visit(world) as visitor:
        first = await visitor.region("lines")
        assert "line 004" not in first
        assert "line 005" in first
        assert f'data-shown="{2 * page_look.SHOWN}"' in first
        assert "line 000" in await visitor.region("lines", shown=2 * page_look.SHOWN)


async def test_days_and_stretches_are_told_apart(world: World) -> None:
    ann = add_person(world)
    group = add_group(world, ann)
    for minutes in (0, 1, 10):
        world.clock.advance(timedelta(minutes=minutes))
        say(world, group, ann, f"after {minutes}")
    world.clock.advance(timedelta(hours=20))
    say(world, group, ann, "tomorrow")
    async with visit(world) as visitor:
        drawn = await visitor.region("lines", zone="Asia/Shanghai")
    assert drawn.count('class="day"') == 2
    assert drawn.count('class="bubble mine first"') == 3


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


async def test_a_reaction_of_a_person_is_pressed_only_for_them(world: World) -> None:
    ann, bo = add_person(world), add_person(world, "Bo")
    group = add_group(world, ann, bo)
    say(world, group, ann, "x")
    touch.react(world, group, bo, (group.messages[1], ("👍",)))
    async with visit(world) as visitor:
        assert 'aria-pressed="true"' in await visitor.region("lines", person=bo.id)
        assert 'aria-pressed="false"' in await visitor.region("lines", person=ann.id)
